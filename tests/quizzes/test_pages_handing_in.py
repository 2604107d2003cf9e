"""All questions at once, handing in, practice, and who was signed out in the middle."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest

from learnhub.accounts.models import Person
from learnhub.kit.db import transaction
from learnhub.quizzes.models import Attempt, Score
from learnhub.quizzes.rules import DrawLine, QuizRules
from tests.conftest import NOW, as_
from tests.factories.people import make_official, make_phone
from tests.factories.progress import finish
from tests.factories.quizzes import answer_all, make_item, right_answer, start, stored_answers, submit
from tests.quizzes.conftest import hidden_fields, make_world
from tests.statements import counted

HTMX = {"hx-request": "true"}
CONFIRMED = {"confirmed": "yes"}
TEN = QuizRules(draw=(DrawLine("one", {"household": 10}),), pass_percent={"household": 60})


def hand_in(client, world, headers=None, **form):
    return client.post(world.submission, data=form, headers=world.amina | (headers or {}))


def is_open(world) -> bool:
    with transaction(world.database) as session:
        return session.get_one(Attempt, world.attempt).submitted_at is None


def scores(world) -> list[int]:
    with transaction(world.database) as session:
        return [score.percent for score in session.query(Score)]


def fill_in(world, wrong: int = 0) -> None:
    with transaction(world.database) as session:
        answer_all(session, world.attempt, world.amina_id, wrong=wrong)


def right(world, number: int) -> tuple[str, ...]:
    with transaction(world.database) as session:
        return right_answer(session, world.attempt, number)


def test_the_review_lists_all_questions_and_links_back(client, world):
    world.send(client, 2, answer="unknown")
    html = client.get(world.review, headers=world.amina).text
    for number in range(1, 7):
        assert f'href="{world.question(number)}"' in html
    assert html.count("Not answered yet") == 5
    assert html.count("I don't know yet") == 1
    assert html.count("<h1>") == html.count("btn--primary") == 1


def test_handing_in_everything_leads_to_the_result(client, world):
    fill_in(world)
    response = hand_in(client, world)
    assert (response.status_code, response.headers["location"]) == (303, world.result)
    assert scores(world) == [100]


def test_with_htmx_the_result_comes_as_a_whole_page(client, world):
    fill_in(world)
    response = hand_in(client, world, headers=HTMX)
    assert (response.status_code, response.headers["hx-redirect"]) == (204, world.result)


def test_with_blanks_the_page_asks_once(client, world):
    world.send(client, 1, answer="1")
    response = hand_in(client, world)
    assert response.status_code == 422
    assert "5 questions are still blank. Hand in anyway?" in response.text
    assert response.text.count("btn--primary") == 1
    assert is_open(world)
    assert hand_in(client, world, **CONFIRMED).headers["location"] == world.result
    assert not is_open(world)


def test_with_htmx_the_question_comes_as_a_fragment(client, world):
    response = hand_in(client, world, headers=HTMX)
    assert response.status_code == 422
    assert response.text.lstrip().startswith('<section id="review">')
    assert response.text.count("autofocus") == 1


def test_a_second_hand_in_leads_to_the_same_result(client, world, clock):
    """Q7, R-05."""
    for _ in range(3):
        assert hand_in(client, world, **CONFIRMED).headers["location"] == world.result
        clock.forward(hours=1)
    assert len(scores(world)) == 1
    with transaction(world.database) as session:
        assert session.get_one(Attempt, world.attempt).submitted_at == NOW


def test_a_closed_attempt_leads_to_its_result(client, world):
    """R-03: its questions are not asked again."""
    hand_in(client, world, **CONFIRMED)
    for page in (world.question(1), world.review):
        assert client.get(page, headers=world.amina).headers["location"] == world.result
        swapped = client.get(page, headers=world.amina | HTMX)
        assert swapped.headers["hx-redirect"] == world.result


def test_an_answer_after_handing_in_is_refused(client, world):
    """R-08."""
    form = world.form(client, 1)
    hand_in(client, world, **CONFIRMED)
    response = client.post(world.question(1), data=form | {"answer": "1"}, headers=world.amina)
    assert response.status_code == 409
    assert "This test is handed in already." in response.text
    assert world.answers(1) == []


def test_handing_in_is_never_a_get(client, world):
    """R-08, R-42."""
    assert client.get(world.submission, headers=world.amina).status_code in {404, 405}
    assert is_open(world)


def test_the_result_page_shows_the_marks(client, world):
    fill_in(world, wrong=1)
    hand_in(client, world)
    html = client.get(world.result, headers=world.amina).text
    assert html.count('<li class="row">') == 6
    assert html.count("Because of") == 6
    assert "Read again: Lesson one" in html
    assert "6 of 6 questions were answered." in html


def test_the_result_page_hides_the_answers_of_a_failed_test(client, world):
    """Q6, R-03."""
    fill_in(world, wrong=5)
    hand_in(client, world)
    html = client.get(world.result, headers=world.amina).text
    assert "Because of" not in html
    assert "Right answer" not in html
    assert "The right answers are shown after the test is passed." in html


def test_the_result_page_shows_nothing_while_a_second_test_is_open(client, world):
    """Q6, R-03."""
    fill_in(world)
    hand_in(client, world)
    with transaction(world.database) as session:
        start(session, world.amina_id, world.course)
    html = client.get(world.result, headers=world.amina).text
    assert "A test of this course is open." in html
    for word in ("Because of", "feedback", "Right answer", "Not yet", "tag--done"):
        assert word not in html


def test_a_whole_test_of_ten_costs_at_most_115_statements(client, database):
    """Start, answer, hand in, result; the person in front of every page included."""
    world = make_world(database, [make_item(f"q{n}") for n in range(10)], quiz_key="practice", rules=TEN)
    with transaction(database) as session:
        finish(session, session.get_one(Person, world.amina_id), world.course)
    quiz = "/en/courses/safety/quizzes/final"
    with counted(database.read_engine, database.write_engine) as statements:
        assert client.get(quiz, headers=world.amina).status_code == 200
        reply = client.post(f"{quiz}/attempts", headers=world.amina)
        for _ in range(10):
            page = reply.headers["location"]
            form = hidden_fields(client.get(page, headers=world.amina).text) | {"answer": "1"}
            reply = client.post(page, data=form, headers=world.amina)
        attempt = reply.headers["location"].removesuffix("/review")
        assert client.get(f"{attempt}/review", headers=world.amina).status_code == 200
        reply = client.post(f"{attempt}/submission", headers=world.amina)
        assert client.get(reply.headers["location"], headers=world.amina).status_code == 200
    assert statements.count <= 115, statements.count


def test_practice_replies_at_once_and_may_be_tried_again(client, database):
    world = make_world(database, quiz_key="practice")
    [place] = right(world, 1)
    wrong = str((int(place) + 1) % 4)
    response = world.send(client, 1, answer=wrong)
    assert response.headers["location"] == f"{world.question(1)}?reply=1"
    html = client.get(response.headers["location"], headers=world.amina).text
    assert "Not yet" in html
    assert "Because of q" in html
    assert "feedback" in html
    assert "On to question 2" in html
    assert html.count("btn--primary") == 1
    world.send(client, 1, answer=place)
    html = client.get(f"{world.question(1)}?reply=1", headers=world.amina).text
    assert "Not yet" not in html
    assert len(world.answers(1)) == 2


def test_practice_shows_no_reply_that_nobody_asked_for(client, database):
    world = make_world(database, quiz_key="practice")
    assert "Because of" not in client.get(f"{world.question(1)}?reply=1", headers=world.amina).text
    world.send(client, 1, answer="1")
    assert "Because of" not in client.get(world.question(1), headers=world.amina).text


def test_a_test_never_replies(client, world):
    """R-01, R-03."""
    world.send(client, 1, answer="1")
    for address in (world.question(1), f"{world.question(1)}?reply=1", world.review):
        html = client.get(address, headers=world.amina).text
        assert "Because of" not in html
        assert "feedback" not in html
        assert "Not yet" not in html


def test_practice_replies_nothing_while_a_test_is_open(client, database):
    """R-03."""
    world = make_world(database, quiz_key="practice")
    with transaction(database) as session:
        test = start(session, world.amina_id, world.course)
    response = world.send(client, 1, answer="1")
    html = client.get(response.headers["location"], headers=world.amina).text
    assert "A test of this course is open." in html
    assert "Because of" not in html
    with transaction(database) as session:
        submit(session, test, world.amina_id)
    assert "Because of" in client.get(response.headers["location"], headers=world.amina).text


def test_finishing_practice_keeps_no_score(client, database):
    world = make_world(database, quiz_key="practice")
    assert hand_in(client, world, **CONFIRMED).headers["location"] == world.result
    assert scores(world) == []
    assert "Practice finished" in client.get(world.result, headers=world.amina).text


# ---- Signed out in the middle: the form's token saves, then the person says who they are ----


def came_back_to(response) -> tuple[str, dict[str, list[str]]]:
    address = urlsplit(response.headers.get("location") or response.headers["hx-redirect"])
    return address.path, parse_qs(address.query)


def test_an_answer_is_saved_although_the_session_has_ended(client, world):
    """Q9."""
    form = world.form(client, 4) | {"answer": "1"}
    response = client.post(world.question(4), data=form)
    assert response.status_code == 303
    assert came_back_to(response) == ("/en/who", {"next": [world.question(5)], "kept": ["1"]})
    assert len(world.answers(4)) == 1


def test_with_htmx_the_whole_page_goes_to_the_chooser(client, world):
    form = world.form(client, 4) | {"answer": "1"}
    response = client.post(world.question(4), data=form, headers=HTMX)
    assert response.status_code == 401
    assert came_back_to(response)[1]["next"] == [world.question(5)]


def test_an_official_comes_back_to_the_sign_in_page(client, database, world):
    with transaction(database) as session:
        dung = make_official(session)
        attempt = start(session, dung.id, world.course)
        phone = as_(make_phone(session, dung).token)
    page = f"/vi/attempts/{attempt}/questions/6"
    form = hidden_fields(client.get(page, headers=phone).text) | {"answer": "1"}
    response = client.post(page, data=form)
    assert came_back_to(response) == (
        "/vi/sign-in",
        {"next": [f"/vi/attempts/{attempt}/review"], "kept": ["1"]},
    )


def test_a_form_of_amina_saves_for_amina_when_ben_holds_the_phone(client, world):
    form = world.form(client, 1) | {"answer": "1"}
    response = client.post(world.question(1), data=form, headers=world.ben)
    assert came_back_to(response)[0] == "/en/who"
    assert len(world.answers(1)) == 1


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("", id="none"),
        pytest.param("nonsense", id="nonsense"),
        pytest.param("bm9uc2Vuc2U.bm9uc2Vuc2U", id="not signed by us"),
        pytest.param("ñ.ñ", id="strange letters"),
    ],
)
def test_without_a_token_nobody_saves_without_a_session(client, world, token):
    form = world.form(client, 1) | {"answer": "1", "token": token}
    response = client.post(world.question(1), data=form)
    assert came_back_to(response)[0] == "/en/who"
    assert world.answers(1) == []


def test_a_token_is_good_for_a_day(client, world, clock):
    form = world.form(client, 1) | {"answer": "1"}
    clock.forward(hours=24, seconds=1)
    client.post(world.question(1), data=form)
    assert world.answers(1) == []
    clock.forward(seconds=-1)
    client.post(world.question(1), data=form)
    assert len(world.answers(1)) == 1


def test_a_token_is_good_for_its_own_attempt_only(client, database, world):
    form = world.form(client, 1) | {"answer": "1"}
    with transaction(database) as session:
        practice = start(session, world.amina_id, world.course, "practice")
    response = client.post(f"/en/attempts/{practice}/questions/1", data=form)
    assert came_back_to(response) == ("/en/who", {})
    with transaction(database) as session:
        assert stored_answers(session, practice, 1) == []


def test_a_token_opens_no_other_door(client, world):
    form = world.form(client, 1) | CONFIRMED
    assert came_back_to(client.post(world.submission, data=form))[0] == "/en/who"
    assert is_open(world)
    assert client.get(world.question(1)).status_code == 303


def test_after_the_session_a_blank_or_a_conflict_asks_who_is_there(client, world):
    form = world.form(client, 1)
    world.send(client, 1, answer="1")
    for answer in ({}, {"answer": "2"}):
        response = client.post(world.question(1), data=form | answer)
        assert came_back_to(response)[0] == "/en/who"
    assert len(world.answers(1)) == 1


def test_a_form_without_scripts_and_key_of_another_day_still_works(client, world, clock):
    """A page that stood open overnight: the session lives, the token does not."""
    form = world.form(client, 1) | {"answer": "1", "key": str(uuid4())}
    clock.now += timedelta(days=2)
    assert client.post(world.question(1), data=form, headers=world.amina).status_code == 303
    assert len(world.answers(1)) == 1
