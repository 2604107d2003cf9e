"""What the pages of an open attempt, the start page and the checks of a lesson are made of."""

from datetime import timedelta
from uuid import uuid4

import pytest

from learnhub.quizzes import queries
from learnhub.quizzes.errors import (
    AnswerUnreadable,
    AttemptClosed,
    AttemptNotFound,
    QuestionNotFound,
    QuizNotFound,
)
from learnhub.quizzes.models import AttemptQuestion, ItemVersion
from learnhub.quizzes.queries import QuizFacts
from learnhub.quizzes.rules import DrawLine, QuizRules, unpack
from tests.conftest import NOW
from tests.factories.courses import make_course
from tests.factories.people import make_person
from tests.factories.quizzes import (
    TYPES,
    answer_all,
    make_item,
    publish,
    right_answer,
    save,
    start,
    submit,
)
from tests.statements import counted

ALL_TYPES = QuizRules(draw=(DrawLine("one", {"household": 6}),), pass_percent={"household": 60})


@pytest.fixture
def amina(session) -> int:
    return make_person(session, "Amina").id


@pytest.fixture
def course(session):
    """A test that asks one question of each type."""
    made = make_course(session)
    publish(session, made, rules=ALL_TYPES)
    return made


def number_of(session, attempt_id, type_name: str) -> int:
    """The place of the question of a type among the six."""
    query = session.query(AttemptQuestion.number).join(
        ItemVersion, ItemVersion.id == AttemptQuestion.item_version_id
    )
    return query.filter(AttemptQuestion.attempt_id == attempt_id, ItemVersion.type == type_name).scalar()


def question(session, attempt_id, person_id, number: int, language: str = "vi") -> queries.QuestionPage:
    return queries.question_page(
        session.connection(), attempt_id=attempt_id, person_id=person_id, number=number, language=language
    )


def review(session, attempt_id, person_id, language: str = "vi") -> queries.ReviewPage:
    return queries.review_page(
        session.connection(), attempt_id=attempt_id, person_id=person_id, language=language
    )


@pytest.mark.parametrize(
    ("type_name", "options", "rows"),
    [
        ("single", 4, 0),
        ("multiple", 4, 0),
        ("true-false", 2, 0),
        ("order", 3, 0),
        ("match", 3, 3),
        ("text", 0, 0),
    ],
)
def test_a_question_page_shows_its_question(session, amina, course, type_name, options, rows):
    attempt = start(session, amina, course)
    page = question(session, attempt, amina, number_of(session, attempt, type_name))
    assert (page.type, page.prompt) == (type_name, f"What is {type_name} (vi)?")
    assert (len(set(page.options)), len(page.rows)) == (options, rows)
    assert (page.chosen, page.seen, page.verdict, page.total) == ((), 0, None, 6)
    assert (page.course_key, page.course_title) == ("safety", "Course safety (vi)")


@pytest.mark.parametrize("type_name", ["single", "multiple", "order", "match"])
def test_at_every_place_stands_what_the_attempt_put_there(session, amina, course, type_name):
    attempt = start(session, amina, course)
    number = number_of(session, attempt, type_name)
    order = session.get_one(AttemptQuestion, (attempt, number)).option_order
    shown = question(session, attempt, amina, number).options
    assert all(f"<strong>{authored}</strong>" in text for authored, text in zip(order, shown, strict=True))


def test_a_question_page_shows_the_answer_in_force_where_it_was_chosen(session, amina, course):
    attempt = start(session, amina, course)
    number = number_of(session, attempt, "single")
    save(session, attempt, amina, number, "3")
    save(session, attempt, amina, number, "2", seen=1)
    page = question(session, attempt, amina, number)
    assert (page.chosen, page.seen, page.answered_count) == (("2",), 2, 1)
    assert page.answered[number - 1]


def test_another_language_shows_the_same_answer_at_the_same_place(session, amina, course):
    """A switch of language neither hands in nor drops anything."""
    attempt = start(session, amina, course)
    for number in range(1, 7):
        save(session, attempt, amina, number, *right_answer(session, attempt, number))
    for number in range(1, 7):
        pages = [question(session, attempt, amina, number, language) for language in ("vi", "id", "en")]
        assert len({page.chosen for page in pages}) == 1
        assert len({page.seen for page in pages}) == 1
        assert [page.prompt[-4:-2] for page in pages] == ["vi", "id", "en"]


def test_a_language_that_was_not_published_shows_the_one_written_first(session, amina):
    course = make_course(session)
    publish(session, course, [make_item(f"q{n}", languages=["vi"]) for n in range(6)], ALL_TYPES)
    page = question(session, start(session, amina, course), amina, 1, "en")
    assert page.prompt.endswith("(vi)?")


def test_a_test_question_holds_no_verdict_before_handing_in(session, amina, course):
    """R-01."""
    attempt = start(session, amina, course)
    answer_all(session, attempt, amina)
    assert {question(session, attempt, amina, number).verdict for number in range(1, 7)} == {None}


@pytest.mark.parametrize("type_name", TYPES)
def test_practice_replies_with_feedback_and_explanation(session, amina, course, type_name):
    attempt = start(session, amina, course, "practice")
    number = number_of(session, attempt, type_name)
    save(session, attempt, amina, number, *right_answer(session, attempt, number))
    verdict = question(session, attempt, amina, number).verdict
    assert verdict.is_right
    assert verdict.explanation == f"<p>Because of {type_name} (vi).</p>"
    assert len(verdict.feedback) == {"single": 1, "multiple": 2, "true-false": 1}.get(type_name, 0)


def test_practice_says_not_yet_to_i_do_not_know(session, amina, course):
    attempt = start(session, amina, course, "practice")
    save(session, attempt, amina, 1, "unknown")
    verdict = question(session, attempt, amina, 1).verdict
    assert (verdict.is_right, verdict.feedback) == (False, ())


def test_practice_replies_nothing_while_a_test_of_the_course_is_open(session, amina, course):
    """R-03: the same questions may stand in both."""
    test, practice = start(session, amina, course), start(session, amina, course, "practice")
    save(session, practice, amina, 1, "unknown")
    page = question(session, practice, amina, 1)
    assert (page.verdict, page.is_test_open) == (None, True)
    submit(session, test, amina)
    assert question(session, practice, amina, 1).verdict is not None


def test_a_question_that_is_not_there_is_not_found(session, amina, course):
    attempt = start(session, amina, course)
    for attempt_id, number in ((attempt, 7), (attempt, 0), (uuid4(), 1)):
        with pytest.raises(AttemptNotFound):
            question(session, attempt_id, amina, number)


def test_another_s_attempt_is_not_found(session, amina, course):
    """R-18."""
    attempt, ben = start(session, amina, course), make_person(session, "Ben").id
    for page in (lambda: question(session, attempt, ben, 1), lambda: review(session, attempt, ben)):
        with pytest.raises(AttemptNotFound):
            page()


def test_a_closed_attempt_shows_no_questions(session, amina, course):
    attempt = start(session, amina, course)
    submit(session, attempt, amina)
    for page in (lambda: question(session, attempt, amina, 1), lambda: review(session, attempt, amina)):
        with pytest.raises(AttemptClosed):
            page()


def test_the_review_lists_every_question_with_what_was_chosen(session, amina, course):
    attempt = start(session, amina, course)
    numbers = {name: number_of(session, attempt, name) for name in TYPES}
    for name in ("single", "multiple", "order", "match"):
        save(session, attempt, amina, numbers[name], *right_answer(session, attempt, numbers[name]))
    save(session, attempt, amina, numbers["text"], "<b>1</b>")
    page = review(session, attempt, amina, "en")
    chosen = {name: page.rows[number - 1].chosen for name, number in numbers.items()}
    assert chosen["single"] == ("option <strong>1</strong> of single (en)",)
    assert len(chosen["multiple"]) == 2
    assert chosen["order"] == tuple(f"step <strong>{n}</strong> of order (en)" for n in range(3))
    assert chosen["match"][0] == (
        "left <strong>0</strong> of match (en) → right <strong>0</strong> of match (en)"
    )
    assert chosen["text"] == ("&lt;b&gt;1&lt;/b&gt;",)
    assert page.rows[numbers["true-false"] - 1].is_blank
    assert page.blank_count == 1


def facts(session, person_id, course, quiz_key="final", audience="household", now=NOW) -> QuizFacts:
    return queries.quiz_facts(
        session.connection(),
        person_id=person_id,
        course_id=course.course_id,
        version_id=course.version_id,
        quiz_key=quiz_key,
        audience=audience,
        now=now,
    )


def test_the_start_page_knows_a_test_nobody_tried(session, amina):
    course = make_course(session)
    publish(session, course)
    assert facts(session, amina, course) == QuizFacts("test", 6, 4, None, None, None, 0, False)
    assert facts(session, amina, course, audience="official") == QuizFacts(
        "test", 8, 7, 3, None, None, 0, False
    )
    assert facts(session, amina, course, "practice") == QuizFacts(
        "practice", 6, 0, None, None, None, 0, False
    )


def test_the_start_page_knows_where_to_go_on(session, amina, course):
    attempt = start(session, amina, course)
    assert facts(session, amina, course).open_next_number == 1
    for number in (1, 2, 4):
        save(session, attempt, amina, number, "unknown")
    found = facts(session, amina, course)
    assert (found.open_attempt_id, found.open_next_number) == (attempt, 3)
    for number in (3, 5, 6):
        save(session, attempt, amina, number, "unknown")
    assert facts(session, amina, course).open_next_number == 6


def test_the_start_page_knows_tries_and_a_pass(session, amina):
    course = make_course(session)
    publish(session, course)
    for hour in range(3):
        attempt = start(session, amina, course, audience="official", now=NOW + timedelta(hours=hour))
        answer_all(session, attempt, amina, wrong=0 if hour == 1 else 8)
        submit(session, attempt, amina, now=NOW + timedelta(hours=hour))
    found = facts(session, amina, course, audience="official", now=NOW + timedelta(hours=2))
    assert (found.tries_left, found.next_try_at) == (0, NOW + timedelta(hours=24))
    assert (found.open_attempt_id, found.is_passed) == (None, True)
    assert not facts(session, make_person(session, "Ben").id, course).is_passed


def test_a_test_that_is_not_there_is_not_found(session, amina, course):
    with pytest.raises(QuizNotFound):
        facts(session, amina, course, "nothing")


def verdict(session, course, check_key="caller", answer=("0",), language="vi") -> queries.CheckVerdict:
    return queries.check_verdict(
        session.connection(),
        lesson_id=course.lessons["one"],
        version_id=course.version_id,
        check_key=check_key,
        language=language,
        answer=answer,
    )


@pytest.fixture
def lesson(session):
    """A course whose first lesson has a check of each type, named by its type."""
    made = make_course(session)
    publish(session, made, [make_item(name, name, kind="check") for name in TYPES])
    return made


@pytest.mark.parametrize(
    ("check_key", "answer", "is_right"),
    [
        ("single", ("1",), True),
        ("single", ("0",), False),
        ("single", ("unknown",), False),
        ("single", (), None),
        ("multiple", ("0", "2"), True),
        ("true-false", ("1",), False),
        ("text", ("156",), True),
        ("text", ("",), None),
        ("match", ("", "", ""), None),
    ],
)
def test_a_check_is_judged(session, lesson, check_key, answer, is_right):
    found = verdict(session, lesson, check_key, answer)
    assert (found.is_right, found.chosen, found.face.key) == (is_right, answer, check_key)
    assert found.explanation == f"<p>Because of {check_key} (vi).</p>"


@pytest.mark.parametrize("type_name", ["order", "match"])
def test_a_turned_check_is_right_when_it_is_turned_back(session, lesson, type_name):
    column = "right" if type_name == "match" else "html"
    authored = [option[column] for option in make_item(type_name, type_name).texts["vi"].options]
    places = verdict(session, lesson, type_name, ("0", "1", "2")).face.options
    turned_back = tuple(str(places.index(text)) for text in authored)
    assert verdict(session, lesson, type_name, turned_back).is_right is True
    assert verdict(session, lesson, type_name, ("0", "1", "2")).is_right is False


def test_a_check_gives_the_feedback_of_what_was_chosen(session, lesson):
    found = verdict(session, lesson, "single", ("3",), "id")
    assert found.feedback == ("<p>feedback <strong>3</strong> of single (id)</p>",)


def test_a_check_that_is_not_there_or_an_impossible_answer_is_refused(session, lesson):
    with pytest.raises(QuestionNotFound):
        verdict(session, lesson, "nothing")
    with pytest.raises(AnswerUnreadable):
        verdict(session, lesson, "single", unpack("9"))


def test_every_page_takes_its_number_of_statements(session, amina, course):
    attempt = start(session, amina, course)
    connection = session.connection()
    for answered in range(2):
        with counted(connection) as statements:
            question(session, attempt, amina, 1)
        assert statements.count == 2
        with counted(connection) as statements:
            review(session, attempt, amina)
        assert statements.count == 2
        with counted(connection) as statements:
            facts(session, amina, course)
        assert statements.count == 2
        if not answered:
            answer_all(session, attempt, amina)


def test_a_verdict_takes_one_statement(session, lesson):
    with counted(session.connection()) as statements:
        verdict(session, lesson, "single", ("1",))
    assert statements.count == 1


def test_saving_takes_three_statements_and_handing_in_four(session, amina, course):
    """Without what other rooms do when they hear of it."""
    session.info["reactions"] = {}
    attempt = start(session, amina, course)
    connection = session.connection()
    with counted(connection) as statements:
        save(session, attempt, amina, 1, "unknown")
    assert statements.count == 3
    with counted(connection) as statements:
        submit(session, attempt, amina)
    assert statements.count == 4
