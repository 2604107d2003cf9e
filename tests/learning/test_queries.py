from datetime import timedelta

import pytest

from learnhub.courses.errors import CourseNotFound, LessonNotFound
from learnhub.kit.ids import uuid7
from learnhub.learning import queries
from learnhub.progress import service as progress
from tests.conftest import NOW
from tests.factories.courses import make_course
from tests.factories.people import make_person
from tests.factories.progress import make_quiz
from tests.statements import counted


def finish(session, person, course, *lessons):
    for number, lesson in enumerate(lessons):
        moment = NOW + timedelta(minutes=number)
        progress.complete_lesson(
            session,
            person_id=person.id,
            course_id=course.course_id,
            version_id=course.version_id,
            lesson_id=course.lessons[lesson],
            event_id=uuid7(moment),
            occurred_at=moment,
            now=moment,
        )
    session.flush()


def lesson_page(session, person, lesson="one", language="vi"):
    return queries.lesson_page(
        session.connection(),
        course_key="safety",
        lesson_key=lesson,
        language=language,
        person_id=person.id if person else None,
        now=NOW,
    )


def test_a_lesson_knows_its_place_and_what_is_done(session):
    course, amina, ben = make_course(session), make_person(session), make_person(session, "Ben")
    finish(session, amina, course, "one")
    page = lesson_page(session, amina, "two")
    assert (page.number, page.total, page.done) == (2, 3, [True, False, False])
    assert page.next_lesson.key == "three"
    assert not page.is_done
    assert lesson_page(session, ben, "two").done_count == 0


def test_the_last_lesson_has_no_next(session):
    make_course(session)
    assert lesson_page(session, None, "three").next_lesson is None


def test_a_guest_reads_with_nothing_done(session):
    make_course(session)
    assert lesson_page(session, None).done == [False, False, False]


def test_an_unknown_lesson_is_refused(session):
    make_course(session)
    with pytest.raises(LessonNotFound):
        lesson_page(session, None, "four")


def test_a_missing_language_falls_back_to_the_one_written_first(session):
    make_course(session)
    assert lesson_page(session, None, language="xx").language == "vi"


@pytest.mark.parametrize("finished", [(), ("one", "two", "three")])
def test_a_lesson_costs_one_statement_whatever_was_learned(session, finished):
    course, amina = make_course(session), make_person(session)
    finish(session, amina, course, *finished)
    with counted(session.connection()) as statements:
        lesson_page(session, amina)
    assert statements.count == 1


def course_page(session, person=None, key="safety"):
    return queries.course_page(
        session.connection(), course_key=key, language="vi", person_id=person.id if person else None
    )


def test_a_course_says_what_comes_next(session):
    course, amina = make_course(session), make_person(session)
    finish(session, amina, course, "one")
    page = course_page(session, amina)
    assert page.next_lesson.key == "two"
    assert page.completed_at is None


def test_a_course_without_a_test_is_complete_after_its_lessons(session):
    course, amina = make_course(session), make_person(session)
    finish(session, amina, course, "one", "two", "three")
    page = course_page(session, amina)
    assert page.next_lesson is None
    assert page.completed_at is not None


def test_a_course_costs_two_statements(session):
    make_course(session)
    with counted(session.connection()) as statements:
        course_page(session)
    assert statements.count == 2


def test_an_unknown_course_is_refused(session):
    with pytest.raises(CourseNotFound):
        course_page(session, key="none")


def test_a_booklet_holds_every_lesson_in_order_from_one_statement(session):
    make_course(session)
    with counted(session.connection()) as statements:
        page = queries.booklet_page(session.connection(), course_key="safety", language="id")
    assert statements.count == 1
    assert [(lesson.number, lesson.title) for lesson in page.lessons] == [
        (number, f"Lesson {key}") for number, key in enumerate(("one", "two", "three"), start=1)
    ]


def test_a_booklet_falls_back_to_the_language_written_first(session):
    make_course(session)
    assert queries.booklet_page(session.connection(), course_key="safety", language="xx").language == "vi"
    with pytest.raises(CourseNotFound):
        queries.booklet_page(session.connection(), course_key="none", language="vi")


def test_the_landing_page_goes_on_after_the_last_lesson(session):
    course, amina = make_course(session), make_person(session)
    finish(session, amina, course, "one")
    page = queries.landing_page(session.connection(), language="en", person_id=amina.id)
    assert (page.go_on.lesson_key, page.go_on.number) == ("two", 2)
    assert page.courses[0].finished == 1


@pytest.mark.parametrize("lessons", [("three",), ("one", "two", "three")])
def test_after_the_last_lesson_the_course_says_what_is_left(session, lessons):
    """An earlier lesson, or the test."""
    course, amina = make_course(session), make_person(session)
    make_quiz(session, course)
    finish(session, amina, course, *lessons)
    go_on = queries.landing_page(session.connection(), language="en", person_id=amina.id).go_on
    assert (go_on.course_key, go_on.lesson_key) == ("safety", "")


def test_a_guest_has_nowhere_to_go_on(session):
    make_course(session)
    assert queries.landing_page(session.connection(), language="vi", person_id=None).go_on is None


@pytest.mark.parametrize("courses", [1, 4])
def test_the_catalogue_costs_two_statements_however_many_courses(session, courses):
    for number in range(courses):
        make_course(session, key=f"course-{number}")
    with counted(session.connection()) as statements:
        page = queries.catalogue_page(
            session.connection(), language="vi", person_id=None, filters=queries.Filters()
        )
    assert statements.count == 2
    assert len(page.courses) == courses


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        pytest.param(queries.Filters(), 1, id="none"),
        pytest.param(queries.Filters(topic="information-security"), 1, id="its topic"),
        pytest.param(queries.Filters(topic="ai"), 0, id="another topic"),
        pytest.param(queries.Filters(audience="official"), 1, id="its audience"),
        pytest.param(queries.Filters(audience="nobody"), 0, id="another audience"),
    ],
)
def test_filters_leave_out_other_courses(session, filters, count):
    make_course(session)
    page = queries.catalogue_page(session.connection(), language="vi", person_id=None, filters=filters)
    assert len(page.courses) == count


def test_my_learning_tells_started_and_completed_apart(session):
    first, second = make_course(session), make_course(session, key="second")
    amina = make_person(session)
    finish(session, amina, first, "one", "two", "three")
    finish(session, amina, second, "one")
    with counted(session.connection()) as statements:
        page = queries.my_learning_page(session.connection(), language="vi", person_id=amina.id)
    assert statements.count == 4
    assert [row.key for row in page.completed] == ["safety"]
    assert [row.key for row in page.started] == ["second"]
