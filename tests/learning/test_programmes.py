"""docs/rules.md, P4: a programme follows its courses; the page, the catalogue's rows, and their cost."""

import pytest

from learnhub.courses.errors import ProgrammeNotFound
from learnhub.courses.models import ProgrammeVersion
from learnhub.kit.db import transaction
from learnhub.learning import queries
from tests.conftest import NOW, as_
from tests.factories.courses import make_course
from tests.factories.people import make_household, make_person, make_phone
from tests.factories.programmes import make_programme
from tests.factories.progress import finish
from tests.statements import counted

ADDRESS = "/vi/programmes/first-steps"


@pytest.fixture
def courses(session):
    """Two courses of three lessons, and a programme of two lessons and a whole course."""
    first, second = make_course(session), make_course(session, key="second")
    make_programme(session, (first.course_id, ("three", "one")), (second.course_id, ()))
    return first, second


def programme_page(session, person=None, key="first-steps", language="vi"):
    return queries.programme_page(
        session.connection(), programme_key=key, language=language, person_id=person.id if person else None
    )


def catalogue_page(session, person=None, **filters):
    return queries.catalogue_page(
        session.connection(),
        language="vi",
        person_id=person.id if person else None,
        filters=queries.Filters(**filters),
    )


def outlines(page):
    return [(course.key, [row.key for row in course.outline]) for course in page.courses]


def test_a_programme_lists_its_lessons_in_its_own_order_by_course(session, courses):
    page = programme_page(session)
    assert outlines(page) == [("safety", ["three", "one"]), ("second", ["one", "two", "three"])]
    assert [course.is_whole for course in page.courses] == [False, True]
    assert page.minutes == 50
    assert page.title == "Programme first-steps (vi)"


def test_it_goes_on_with_the_first_lesson_that_is_not_finished(session, courses):
    amina, ben = make_person(session), make_person(session, "Ben")
    finish(session, amina, courses[0], "three", "two")
    finish(session, amina, courses[1], "one")
    page = programme_page(session, amina)
    assert page.done == [True, False, True, False, False]
    assert (page.next_lesson.course_key, page.next_lesson.key, page.next_lesson.number) == (
        "safety",
        "one",
        2,
    )
    assert programme_page(session, ben).done_count == programme_page(session).done_count == 0


def test_nothing_comes_next_when_every_lesson_is_finished(session, courses):
    amina = make_person(session)
    finish(session, amina, courses[0])
    finish(session, amina, courses[1])
    assert programme_page(session, amina).next_lesson is None


def test_a_whole_course_is_the_course_as_it_is_taught(session, courses):
    make_course(session, key="second", lessons=("zero", "one"))
    assert outlines(programme_page(session))[1] == ("second", ["zero", "one"])


def test_a_lesson_that_its_course_left_out_is_left_out(session, courses):
    make_course(session, lessons=("one", "two"))
    assert outlines(programme_page(session))[0] == ("safety", ["one"])


def test_a_programme_whose_lessons_are_all_gone_is_not_there(session):
    course = make_course(session)
    make_programme(session, (course.course_id, ("three",)))
    make_course(session, lessons=("one", "two"))
    assert catalogue_page(session).programmes == ()
    with pytest.raises(ProgrammeNotFound):
        programme_page(session)


def test_only_the_newest_programmes_are_in_force(session, courses):
    session.add(ProgrammeVersion(number=2, digest="1" * 64, published_at=NOW))
    session.flush()
    assert catalogue_page(session).programmes == ()
    with pytest.raises(ProgrammeNotFound):
        programme_page(session)


def test_an_unknown_programme_is_refused(session, courses):
    with pytest.raises(ProgrammeNotFound):
        programme_page(session, key="none")


def test_a_course_without_the_reader_s_language_is_listed_in_its_own(session):
    course = make_course(session, languages=("vi",))
    make_programme(session, (course.course_id, ()))
    listed = programme_page(session, language="id").courses[0]
    assert (listed.title, listed.language) == ("Course safety (vi)", "vi")


@pytest.mark.parametrize("finished", [(), ("one", "two", "three")])
def test_a_programme_costs_one_statement_whatever_was_learned(session, courses, finished):
    amina = make_person(session)
    for lesson in finished:
        finish(session, amina, courses[0], lesson)
    with counted(session.connection()) as statements:
        programme_page(session, amina)
    assert statements.count == 1


def test_the_catalogue_shows_programmes_in_their_order_with_what_is_done(session, courses):
    amina = make_person(session)
    make_programme(session, (courses[1].course_id, ("one",)), key="a-second", audience="official")
    finish(session, amina, courses[1], "one")
    rows = catalogue_page(session, amina).programmes
    assert [(row.key, row.lesson_count, row.minutes, row.finished) for row in rows] == [
        ("first-steps", 5, 50, 1),
        ("a-second", 1, 10, 1),
    ]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        pytest.param({}, 1, id="none"),
        pytest.param({"audience": "household"}, 1, id="its audience"),
        pytest.param({"audience": "official"}, 0, id="another audience"),
        pytest.param({"topic": "information-security"}, 0, id="a topic"),
        pytest.param({"typed": "anything"}, 0, id="a search"),
    ],
)
def test_filters_leave_out_other_programmes(session, courses, filters, count):
    assert len(catalogue_page(session, **filters).programmes) == count


@pytest.fixture
def phone(database):
    """Of somebody who finished one of the five lessons of a programme."""
    with transaction(database) as session:
        first, second = make_course(session), make_course(session, key="second")
        make_programme(session, (first.course_id, ("three", "one")), (second.course_id, ()))
        amina = make_person(session)
        finish(session, amina, first, "three")
        return as_(make_phone(session, amina, make_household(session, amina)).token)


def test_a_guest_begins_with_the_first_lesson(client, phone):
    page = client.get(ADDRESS)
    assert page.status_code == 200
    assert "<h1>Programme first-steps (vi)</h1>" in page.text
    assert page.text.count("btn--primary") == 1
    assert 'btn--primary" href="/vi/courses/safety/lessons/three"' in page.text


def test_a_member_sees_what_is_finished_and_goes_on(client, phone):
    page = client.get(ADDRESS, headers=phone).text
    assert 'btn--primary" href="/vi/courses/safety/lessons/one"' in page
    assert page.count("tag--done") == 1


def test_who_has_finished_everything_is_sent_to_what_was_earned(client, database, phone):
    with transaction(database) as session:
        made = make_course(session, key="short", lessons=("one",))
        make_programme(session, (made.course_id, ()), key="short")
        ben = make_person(session, "Ben")
        finish(session, ben, made)
        headers = as_(make_phone(session, ben, make_household(session, ben)).token)
    page = client.get("/vi/programmes/short", headers=headers).text
    assert 'btn--primary" href="/vi/me"' in page


def test_a_programme_is_there_in_every_language(client, phone):
    for language in ("vi", "id", "en"):
        page = client.get(f"/{language}/programmes/first-steps").text
        assert f"Programme first-steps ({language})" in page
        assert f'href="/{language}/courses/second"' in page


def test_words_of_a_course_in_another_language_say_which(client, database, phone):
    with transaction(database) as session:
        made = make_course(session, key="vietnamese", languages=("vi",))
        make_programme(session, (made.course_id, ()), key="other")
    assert '<h2 lang="vi">Course vietnamese' in client.get("/en/programmes/other").text
    assert "<h2>Course vietnamese" in client.get("/vi/programmes/other").text


def test_an_unknown_programme_is_a_404_in_the_reader_s_language(client, phone):
    answer = client.get("/id/programmes/none")
    assert answer.status_code == 404
    assert '<html lang="id"' in answer.text


def test_the_catalogue_links_programmes_above_its_courses(client, phone):
    page = client.get("/vi/courses").text
    assert page.index(f'href="{ADDRESS}"') < page.index('href="/vi/courses/safety"')


def test_a_catalogue_without_programmes_does_not_speak_of_them(client, database):
    with transaction(database) as session:
        make_course(session)
    page = client.get("/en/courses").text
    assert "/courses/safety" in page
    assert "Programmes" not in page


def test_a_programme_s_page_costs_two_statements(client, database, phone):
    """One tells who is there."""
    with counted(database.read_engine) as statements:
        assert client.get(ADDRESS, headers=phone).status_code == 200
    assert statements.count == 2
