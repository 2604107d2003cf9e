"""What a new version of a course asks, and what a lesson page may show of it."""

import pytest
from sqlalchemy import select

from learnhub.quizzes.models import Item, ItemText, ItemVersion, Quiz
from learnhub.quizzes.queries import list_bank, list_test_keys
from learnhub.quizzes.rules import CheckFace, QuizRules
from tests.factories.courses import LANGUAGES, make_course
from tests.factories.quizzes import RIGHT, TEST, TYPES, make_item, publish


def test_every_type_is_stored_in_every_language(session):
    course = make_course(session)
    publish(session, course)
    rows = session.execute(select(ItemVersion.type, ItemText.language).join(ItemText)).all()
    assert {tuple(row) for row in rows} == {(name, language) for name in TYPES for language in LANGUAGES}
    assert {row.type: row.right for row in session.scalars(select(ItemVersion))} == dict(RIGHT)


def test_rules_are_stored_as_published(session):
    publish(session, make_course(session))
    stored = {
        quiz.key: (quiz.kind, QuizRules.from_json(quiz.rules)) for quiz in session.scalars(select(Quiz))
    }
    assert stored == {"final": ("test", TEST), "practice": ("practice", TEST.as_practice())}


def test_a_question_stays_the_same_question_in_the_next_version(session):
    for _ in range(2):
        publish(session, make_course(session), [make_item("otp"), make_item("pin", lesson="two")])
    assert session.query(Item).count() == 2
    assert session.query(ItemVersion).count() == 4


def test_a_check_and_a_bank_question_may_have_one_key(session):
    publish(session, make_course(session), [make_item("otp"), make_item("otp", kind="check")])
    assert sorted(item.kind for item in session.query(Item)) == ["bank", "check"]


def test_only_bank_questions_can_be_drawn(session):
    course = make_course(session)
    publish(session, course, [make_item("otp", difficulty=2), make_item("caller", kind="check")])
    [found] = list_bank(session.connection(), course.version_id)
    assert (found.name, found.type, found.difficulty, found.option_count) == ("one/otp", "single", 2, 4)


def test_the_tests_of_a_version_are_listed_without_practice(session):
    course = make_course(session)
    publish(session, course)
    assert list_test_keys(session.connection(), course.version_id) == ("final",)


@pytest.mark.parametrize("type_name", TYPES)
def test_the_face_of_a_check_survives_being_stored(type_name):
    face = make_item("caller", type_name, kind="check").face("vi")
    assert CheckFace.from_json(face.to_json()) == face


@pytest.mark.parametrize("type_name", TYPES)
def test_the_face_of_a_check_does_not_depend_on_what_is_right(type_name):
    """R-01."""
    other = {
        "single": [3],
        "multiple": [1, 3],
        "true-false": [1],
        "text": {"accepted": {"vi": ["113"]}, "written": {"vi": "113"}},
    }
    twin = make_item("caller", type_name, kind="check", right=other.get(type_name))
    assert twin.face("vi") == make_item("caller", type_name, kind="check").face("vi")
    assert "feedback" not in str(twin.face("vi").to_json())
    assert "Because" not in str(twin.face("vi").to_json())


@pytest.mark.parametrize("type_name", ["order", "match"])
def test_the_face_of_a_check_holds_all_steps_but_not_in_order(type_name):
    item = make_item("caller", type_name, kind="check")
    column = "right" if type_name == "match" else "html"
    in_order = [option[column] for option in item.texts["vi"].options]
    shown = item.face("vi").options
    assert sorted(shown) == sorted(in_order)
    assert all(here != there for here, there in zip(shown, in_order, strict=True))
