"""The shipped courses pass their own check, and there are as many as promised."""

from learnhub.kit.words import LANGUAGES
from learnhub.studio.content import figures
from tests.factories.content import catalogue

COURSES = {
    "phone-and-internet": 6,
    "electronic-id": 6,
    "online-public-services": 7,
    "buying-and-paying": 6,
    "information-security": 7,
    "basic-ai": 5,
    "official-at-work": 7,
    "community-team": 6,
}
ITEMS = 300


def test_the_catalogue_has_no_fault() -> None:
    _, faults = catalogue()
    assert [f"{fault.path}:{fault.line} {fault.says.english}" for fault in faults] == []


def test_the_catalogue_is_whole() -> None:
    folder, _ = catalogue()
    assert {draft.course.key: len(draft.course.lessons) for draft in folder.courses} == COURSES
    found = figures(folder.courses)
    assert found.lessons == 50
    assert set(found.complete) == set(LANGUAGES)
    assert found.items.total() >= ITEMS
    assert set(found.scripts.values()) == {found.lessons}


def test_there_is_a_programme_for_every_audience() -> None:
    folder, _ = catalogue()
    assert {programme.audience for programme in folder.programmes or ()} == {
        "household",
        "official",
        "volunteer",
    }
