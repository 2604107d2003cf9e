"""A site in which one word stands wherever words can stand, and the pages that show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from httpx2 import Response
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from learnhub.accounts.models import Person
from learnhub.app import create_app
from learnhub.kit.db import open_database, transaction
from learnhub.quizzes.models import AttemptQuestion, ItemVersion
from learnhub.quizzes.rules import DrawLine, QuizRules
from learnhub.settings import Settings
from learnhub.wiring import REACTIONS
from tests.conftest import Clock, as_
from tests.factories.certificates import make_certificate
from tests.factories.courses import make_course
from tests.factories.people import make_household, make_person, make_phone, make_unit
from tests.factories.progress import finish
from tests.factories.quizzes import TYPES, make_item, publish, save, start, submit

BASE = "https://testserver"
Form = tuple[str, dict[str, str]]


@dataclass
class Worded:
    client: TestClient
    headers: dict[str, str]
    pages: list[str]
    forms: list[Form]

    def answers(self) -> Iterator[tuple[str, Response]]:
        for address in self.pages:
            yield address, self.client.get(address, headers=self.headers)
        for address, fields in self.forms:
            yield f"POST {address}", self.client.post(address, data=fields, headers=self.headers)
            self.client.cookies.clear()


def build(template: Path, folder: Path, word: str, html: str) -> Worded:
    """`html` is the text of the lessons; a fresh copy of `template` is the database."""
    folder.mkdir()
    path = folder / "site.db"
    path.write_bytes(template.read_bytes())
    database = open_database(f"sqlite:///{path}", REACTIONS)
    settings = Settings(data=folder, base_url=BASE, help_phone="1", operator_name=word)
    own = {"sec-fetch-site": "same-origin", "accept-language": "en"}
    client = TestClient(create_app(settings, database, clock=Clock()), base_url=BASE, headers=own)
    with transaction(database) as session:
        person, headers = _home(session, word)
        pages, forms = _lessons(session, person, word, html)
        verified, compared = _sheet(session, person, word)
    return Worded(client, headers, pages + verified, forms + compared)


def _home(session: Session, word: str) -> tuple[Person, dict[str, str]]:
    unit = make_unit(session, word)
    person = make_person(session, word, unit)
    person.print_name = word
    home = make_household(session, person, make_person(session, word), unit=unit)
    home.nickname = word
    return person, as_(make_phone(session, person, home).token)


def _lessons(session: Session, person: Person, word: str, html: str) -> tuple[list[str], list[Form]]:
    """A course of this name; a practice that is handed in and a test that is not."""
    taught = make_course(session, word, (word, "two"), html)
    rules = QuizRules((DrawLine(word, {"household": len(TYPES)}),), {"household": 1}, review="always")
    publish(session, taught, [make_item(name, name, lesson=word) for name in TYPES], rules)
    closed, opened = (start(session, person.id, taught, quiz) for quiz in ("practice", "final"))
    _answer_in_words(session, closed, person.id, word)
    number = _answer_in_words(session, opened, person.id, word)
    submit(session, closed, person.id)
    key = quote(word, safe="")
    course, question = f"/en/courses/{key}", f"/en/attempts/{opened}/questions/{number}"
    pages = [
        *("/en", "/en/courses", f"/en/courses?q={key}&topic={key}", course, f"{course}/lessons/{key}"),
        *("/en/household/phones", "/en/household/phones/this", "/en/household/card", "/en/me/card"),
        *("/en/me", "/en/household", "/en/who", f"/en/who/new?next={key}", "/en/help", "/en/privacy"),
        *(
            f"{course}/quizzes/final",
            question,
            f"/en/attempts/{opened}/review",
            f"/en/attempts/{closed}/result",
        ),
        *(f"/en/{key}", f"{course}/certificate", "/en/settings", "/en/verify"),
    ]
    member = {"key": str(closed), "name": word, "avatar": word, "address_as": word}
    forms = [
        ("/en/sign-in", {"login": word, "password": word}),
        ("/en/who/new", member),
        ("/en/setup", {"code": word, "login": "x", "name": word, "password": "x"}),
        (question, {"key": word, "seen": word, "answer": word}),
    ]
    return pages, forms


def _answer_in_words(session: Session, attempt: UUID, person_id: int, word: str) -> int:
    """A typed answer is shown again on several pages. The number of its question."""
    asked = session.query(AttemptQuestion.number).join(
        ItemVersion, ItemVersion.id == AttemptQuestion.item_version_id
    )
    number: int = asked.filter(AttemptQuestion.attempt_id == attempt, ItemVersion.type == "text").scalar()
    save(session, attempt, person_id, number, word)
    return number


def _sheet(session: Session, person: Person, word: str) -> tuple[list[str], list[Form]]:
    """A completed course and its certificate, for its holder and for a stranger."""
    done, key = make_course(session, f"{word}3", (word,)), quote(word, safe="")
    finish(session, person, done)
    sheet = make_certificate(session, person, done)
    pages = [f"/en/me/certificates/{sheet.code}", f"/c/{sheet.token}", f"/c?code={key}"]
    return pages, [(f"/c/{sheet.token}", {"name": word}), (f"/c/{key}", {"name": word})]
