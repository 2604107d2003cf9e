"""R-01: before handing in, no byte depends on which answer is right."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from learnhub.kit.db import transaction
from learnhub.quizzes.models import AttemptQuestion
from tests.conftest import as_
from tests.factories.courses import make_course
from tests.factories.people import make_household, make_person, make_phone
from tests.factories.quizzes import TYPES, make_item, publish, start
from tests.quizzes.conftest import SIX

OTHER_KEY = {
    "single": [3],
    "multiple": [1, 3],
    "true-false": [1],
    "text": {"accepted": {"vi": ["113"]}, "written": {"vi": "113"}},
}
# What differs between any two renderings: ids, keys, tokens, the course's own name.
PERSONAL = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|name=\"token\" value=\"[^\"]*\"|twin-[ab]|person-\d+", re.IGNORECASE
)


def make_twin(session, key: str, type_name: str, right) -> tuple[str, dict[str, str]]:
    """A course of its own whose questions differ in nothing but what is right."""
    course = make_course(session, key)
    publish(session, course, [make_item(f"{type_name}{n}", type_name, right=right) for n in range(6)], SIX)
    amina = make_person(session, "Amina")
    phone = make_phone(session, amina, make_household(session, amina))
    return str(start(session, amina.id, course, seed=11)), as_(phone.token)


def pages(client, attempt: str, headers: dict[str, str]) -> list[str]:
    """Every page of the attempt, blank and answered, as a page and as a fragment."""
    found = []
    base = f"/vi/attempts/{attempt}"
    for number in range(1, 7):
        address = f"{base}/questions/{number}"
        blank = client.get(address, headers=headers).text
        form = dict(re.findall(r'<input type="hidden" name="(key|seen|token)" value="([^"]*)"', blank))
        reply = client.post(address, data=form | {"answer": "unknown"}, headers=headers)
        again = client.get(f"{address}?reply=1", headers=headers | {"hx-request": "true"})
        found += [blank, reply.headers["location"], again.text]
    found.append(client.get(f"{base}/review", headers=headers).text)
    found.append(client.post(f"{base}/submission", data={}, headers=headers | {"hx-request": "true"}).text)
    return [PERSONAL.sub("·", text) for text in found[:-1]]


@pytest.mark.parametrize("type_name", list(OTHER_KEY))
def test_twins_that_differ_only_in_what_is_right_look_alike(client, database, type_name):
    """R-01."""
    with transaction(database) as session:
        twins = [
            make_twin(session, "twin-a", type_name, None),
            make_twin(session, "twin-b", type_name, OTHER_KEY[type_name]),
        ]
    first, second = (pages(client, *twin) for twin in twins)
    assert first == second
    assert "feedback" not in "".join(first)
    assert "Because" not in "".join(first)


@pytest.mark.parametrize("type_name", ["order", "match"])
def test_forms_send_places_so_the_authored_order_shows_nowhere(client, database, type_name):
    """R-01: the authored order of an order or a match is its key."""
    with transaction(database) as session:
        attempt, phone = make_twin(session, "twin-a", type_name, None)
        orders = {row.number: row.option_order for row in session.query(AttemptQuestion) if row.option_order}
    assert len(set(map(tuple, orders.values()))) > 1
    for number in orders:
        html = client.get(f"/vi/attempts/{attempt}/questions/{number}", headers=phone).text
        values = re.findall(
            r'name="answer" value="(\d)"' if type_name == "order" else r'<option value="(\d)"', html
        )
        assert values[:3] == ["0", "1", "2"]


@pytest.mark.parametrize("type_name", TYPES)
def test_no_answer_key_or_feedback_is_on_a_question_page(client, database, type_name):
    canary = {"text": {"accepted": {"vi": ["canary-key"]}, "written": {"vi": "canary-key"}}}.get(type_name)
    with transaction(database) as session:
        item = make_item("asked", type_name, right=canary)
        texts = {
            language: replace(
                text,
                options=[option | {"feedback": "canary-feedback"} for option in text.options],
                explanation_html="canary-explanation",
            )
            for language, text in item.texts.items()
        }
        course = make_course(session)
        publish(session, course, [replace(item, texts=texts, misconceptions=["canary-idea"])], SIX)
        amina = make_person(session)
        phone = as_(make_phone(session, amina, make_household(session, amina)).token)
        attempt = start(session, amina.id, course)
    for page in ("questions/1", "questions/1?reply=1", "review"):
        response = client.get(f"/vi/attempts/{attempt}/{page}", headers=phone)
        assert response.status_code == 200
        assert "canary" not in response.text + str(response.headers)


def test_the_order_of_options_is_the_same_for_twins(database):
    """R-01: it comes from the seed, which knows no key."""
    with transaction(database) as session:
        for twin, right in (("twin-a", [0]), ("twin-b", [3])):
            make_twin(session, twin, "single", right)
        orders = Counter(tuple(row.option_order) for row in session.query(AttemptQuestion))
    assert all(count % 2 == 0 for count in orders.values())
