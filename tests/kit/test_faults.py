from learnhub.kit.faults import Faults


def test_faults_come_by_file_and_line_whatever_the_order_of_finding() -> None:
    faults = Faults()
    faults.of("b.md").add(1, "one", "mend")
    faults.add("a.md", 20, "three", "mend")
    faults.warn("a.md", 3, "two", "mend")
    assert [fault.says.id for fault in faults] == ["two", "three", "one"]


def test_a_warning_is_no_error() -> None:
    faults = Faults()
    faults.warn("a.md", 1, "small", "mend")
    faults.add("a.md", 1, "big", "mend")
    assert [fault.says.id for fault in faults.errors] == ["big"]
    assert [fault.says.id for fault in faults.warnings] == ["small"]


def test_both_messages_are_filled_from_the_same_values() -> None:
    faults = Faults()
    faults.of("a.md").add(1, "no %(key)s", "write %(key)s", key="otp")
    [fault] = faults
    assert (fault.says.english, fault.mend.english) == ("no otp", "write otp")
