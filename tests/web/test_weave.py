"""The woven band, as it is drawn."""

from learnhub.web.weave import weave_svg


def shapes(svg: str) -> list[str]:
    """One word a diamond, from left to right."""
    drawn = []
    for part in svg.split("<path class=")[1:]:
        kind = part.split('"')[1]
        if kind in {"w-done", "w-todo", "w-now"}:
            drawn.append(kind)
        elif kind == "w-eye" and part.count("z") > 1:
            drawn[-1] = "two eyes"
    return drawn


def test_each_state_has_a_shape_of_its_own():
    assert shapes(weave_svg(2, 4, 3, "")) == ["w-done", "w-done", "w-now", "w-todo"]
    assert shapes(weave_svg(3, 3, None, "", together=2)) == ["w-done", "two eyes", "two eyes"]


def test_a_group_has_two_eyes_when_all_of_it_was_learned_together():
    """40 units: 14 diamonds of 3."""
    assert shapes(weave_svg(40, 40, None, "", together=8)).count("two eyes") == 2
    assert shapes(weave_svg(40, 40, None, "", together=2)).count("two eyes") == 0


def test_a_name_cannot_end_the_attribute():
    assert 'aria-label="&#34;&gt;&lt;b&gt;"' in weave_svg(1, 1, None, '"><b>')
