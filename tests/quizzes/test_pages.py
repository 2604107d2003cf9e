"""One question a page, all of them at once, and handing in: what the person sees."""

import re
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from learnhub.app import create_app
from learnhub.kit.db import transaction
from learnhub.quizzes.models import Response, Score
from learnhub.settings import Settings
from tests.factories.quizzes import TYPES, make_item, right_answer, save, submit
from tests.quizzes.conftest import hidden_fields, make_world
from tests.statements import counted

HTMX = {"hx-request": "true"}


@pytest.mark.parametrize("type_name", TYPES)
def test_every_type_of_question_is_asked_and_kept(client, database, type_name):
    world = make_world(database, [make_item(type_name, type_name)])
    html = client.get(world.question(1), headers=world.amina).text
    assert html.count("<h1>") == 1
    assert f"<h1>What is {type_name} (en)?</h1>" in html
    assert html.count("btn--primary") == 1
    assert "I don't know yet" in html
    assert "checked" not in html
    with transaction(database) as session:
        right = right_answer(session, world.attempt, 1)
    named = (
        {f"answer-{row}": place for row, place in enumerate(right)}
        if type_name == "match"
        else {"answer": right}
    )
    response = world.send(client, 1, **named)
    assert (response.status_code, response.headers["location"]) == (303, world.review)
    with transaction(database) as session:
        submit(session, world.attempt, world.amina_id)
        assert session.query(Score).one().percent == 100


def test_the_page_says_where_one_is_and_what_is_saved(client, world):
    world.send(client, 1, answer="2")
    html = client.get(world.question(2), headers=world.amina).text
    assert "Question 2 of 6" in html
    assert "1 answer saved" in html
    assert "Save, on to question 3" in html
    assert "checked" not in html
    assert 'value="2" id="answer-3" checked' in client.get(world.question(1), headers=world.amina).text


@pytest.mark.parametrize(
    ("number", "go", "target"),
    [
        pytest.param(1, "next", 2, id="on to the next"),
        pytest.param(3, "previous", 2, id="back to the one before"),
        pytest.param(1, "previous", 1, id="nothing before the first"),
        pytest.param(3, "review", None, id="to all questions"),
        pytest.param(6, "next", None, id="after the last to all questions"),
        pytest.param(2, "rubbish", 3, id="an unknown button goes on"),
    ],
)
def test_saving_leads_on(client, world, number, go, target):
    response = world.send(client, number, answer="1", go=go)
    assert response.status_code == 303
    assert response.headers["location"] == (world.question(target) if target else world.review)
    assert len(world.answers(number)) == 1


def test_with_htmx_the_next_question_comes_as_a_fragment(client, world):
    response = world.send(client, 1, headers=HTMX, answer="1")
    assert response.status_code == 303
    fragment = client.get(response.headers["location"], headers=world.amina | HTMX)
    assert fragment.text.lstrip().startswith('<section id="question">')
    assert fragment.text.count("autofocus") == 1
    assert "HX-Request" in fragment.headers["vary"]
    assert "autofocus" not in client.get(world.question(2), headers=world.amina).text


def test_going_on_without_an_answer_asks_for_one(client, world):
    response = world.send(client, 1, go="next")
    assert response.status_code == 422
    assert response.text.count("Choose one answer") == 2
    assert 'href="#answer"' in response.text
    fragment = world.send(client, 1, headers=HTMX, go="next")
    assert (fragment.status_code, fragment.text.count("autofocus")) == (422, 1)
    assert world.answers(1) == []


@pytest.mark.parametrize(("go", "target"), [("previous", 1), ("review", None)])
def test_leaving_a_blank_question_saves_nothing(client, world, go, target):
    response = world.send(client, 2, go=go)
    assert response.headers["location"] == (world.question(target) if target else world.review)
    assert world.answers(2) == []


def test_moving_a_step_saves_the_new_order(client, database):
    world = make_world(database, [make_item("steps", "order")])
    response = world.send(client, 1, answer=["0", "1", "2"], move="up-3")
    assert response.headers["location"] == world.question(1)
    html = client.get(world.question(1), headers=world.amina).text
    assert re.findall(r'name="answer" value="(\d)"', html) == ["0", "2", "1"]
    again = world.send(client, 1, answer=["0", "2", "1"], move="down-1")
    assert again.status_code == 303
    html = client.get(world.question(1), headers=world.amina).text
    assert re.findall(r'name="answer" value="(\d)"', html) == ["2", "0", "1"]


def test_steps_that_are_not_known_yet(client, database):
    world = make_world(database, [make_item("steps", "order")])
    world.send(client, 1, answer=["0", "1", "2"], unknown="unknown")
    assert world.answers(1) == [["unknown"]]
    assert 'value="unknown" checked' in client.get(world.question(1), headers=world.amina).text


def test_a_stale_tab_is_shown_the_newer_answer(client, world):
    """R-11."""
    stale = world.form(client, 1)
    world.send(client, 1, answer="3")
    response = client.post(world.question(1), data={**stale, "answer": "0"}, headers=world.amina)
    assert response.status_code == 409
    assert "This question was answered in another window." in response.text
    assert 'value="3" id="answer-4" checked' in response.text
    assert hidden_fields(response.text)["seen"] == "1"
    assert len(world.answers(1)) == 1


def test_the_same_form_sent_twice_is_one_answer(client, world):
    form = world.form(client, 1) | {"answer": "1"}
    replies = [client.post(world.question(1), data=form, headers=world.amina) for _ in range(3)]
    assert {reply.headers["location"] for reply in replies} == {world.question(2)}
    assert len(world.answers(1)) == 1


def test_the_language_may_change_in_the_middle(client, world):
    world.send(client, 1, answer="3")
    vietnamese = client.get(world.question(1, "vi"), headers=world.amina).text
    assert "(vi)" in vietnamese
    assert 'value="3" id="answer-4" checked' in vietnamese


@pytest.mark.parametrize("address", ["question", "review"])
@pytest.mark.parametrize("who", ["ben", "lan"])
def test_another_s_attempt_is_not_there_for_anybody(client, world, who, address):
    """R-18: a stranger of the same home, and the administrator."""
    page = world.question(1) if address == "question" else world.review
    assert client.get(page, headers=getattr(world, who)).status_code == 404


@pytest.mark.parametrize("who", ["ben", "lan"])
def test_nobody_else_can_answer_or_hand_in(client, world, who):
    """R-18."""
    form = {"key": str(uuid4()), "seen": "0", "answer": "1"}
    stranger = getattr(world, who)
    assert client.post(world.question(1), data=form, headers=stranger).status_code == 404
    assert client.post(world.submission, data={"confirmed": "yes"}, headers=stranger).status_code == 404
    assert world.answers(1) == []


@pytest.mark.parametrize(
    "path",
    [
        "/en/attempts/nonsense/questions/1",
        "/en/attempts/{attempt}/questions/0",
        "/en/attempts/{attempt}/questions/7",
        "/en/attempts/{attempt}/questions/-1",
        "/en/attempts/{attempt}/questions/99999999999999999999",
        "/en/attempts/{attempt}/questions/one",
        "/en/attempts/{{{attempt}}}/questions/1",
        "/en/attempts/urn:uuid:{attempt}/questions/1",
        "/en/attempts/00000000-0000-0000-0000-000000000000/questions/1",
        "/en/attempts/00000000-0000-0000-0000-000000000000/review",
    ],
)
def test_an_address_that_names_nothing_is_not_found(client, world, path):
    """R-55."""
    path = path.format(attempt=world.attempt)
    assert client.get(path, headers=world.amina).status_code == 404
    form = {"key": str(uuid4()), "seen": "0", "answer": "1"}
    assert client.post(path, data=form, headers=world.amina).status_code in {404, 405}


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"key": "nonsense"}, id="no key"),
        pytest.param({"seen": "-1"}, id="negative"),
        pytest.param({"seen": "9" * 40}, id="huge"),
        pytest.param({"seen": "1e3"}, id="not whole"),
        pytest.param({"seen": ""}, id="missing"),
        pytest.param({"answer": "4"}, id="no such option"),
        pytest.param({"answer": "\x00"}, id="NUL"),
        pytest.param({"answer": ["0", "1"]}, id="two of one"),
    ],
)
def test_a_form_that_is_not_ours_is_refused(client, world, broken):
    """R-55."""
    form = {"key": str(uuid4()), "seen": "0", "answer": "1"} | broken
    assert client.post(world.question(1), data=form, headers=world.amina).status_code == 422
    assert world.answers(1) == []


def test_a_question_and_its_saving_cost_few_statements(client, database, world):
    """Question page at most 4, save at most 6, the person in front of it included."""
    form = world.form(client, 1) | {"answer": "1"}
    with counted(database.read_engine, database.write_engine) as statements:
        client.get(world.question(1), headers=world.amina)
    assert statements.count == 3
    with counted(database.read_engine, database.write_engine) as statements:
        client.post(world.question(1), data=form, headers=world.amina)
    assert statements.count == 4


def test_a_restart_loses_nothing(client, database, world, clock, tmp_path):
    form = world.form(client, 1)
    world.send(client, 2, answer="2")
    settings = Settings(data=tmp_path, base_url="https://testserver")
    with TestClient(
        create_app(settings, database, clock=clock),
        base_url="https://testserver",
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=False,
    ) as restarted:
        html = restarted.get(world.question(2), headers=world.amina).text
        assert 'value="2" id="answer-3" checked' in html
        reply = restarted.post(world.question(1), data=form | {"answer": "0"}, headers=world.amina)
        assert reply.status_code == 303
    assert len(world.answers(1)) == 1


@pytest.mark.parametrize(
    "extra", [{"score": "100"}, {"is_right": "1"}, {"percent": "100"}, {"completed": "1"}, {"sequence": "9"}]
)
def test_what_the_form_says_beyond_the_answer_counts_nothing(client, database, world, extra):
    """R-02."""
    world.send(client, 1, answer="unknown", **extra)
    client.post(world.submission, data={"confirmed": "yes", **extra}, headers=world.amina)
    with transaction(database) as session:
        assert session.query(Score).one().percent == 0
        assert session.query(Response).one().sequence == 1


def test_answers_saved_elsewhere_do_not_disturb_another_question(client, database, world):
    form = world.form(client, 1)
    with transaction(database) as session:
        save(session, world.attempt, world.amina_id, 2, "1")
    assert client.post(world.question(1), data=form | {"answer": "1"}, headers=world.amina).status_code == 303
