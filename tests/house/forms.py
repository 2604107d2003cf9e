"""What a person sends by every form of the site when all is well."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import select

from learnhub.accounts.models import Person
from learnhub.kit.db import transaction
from learnhub.kit.ids import uuid7
from learnhub.quizzes.models import AttemptQuestion, ItemVersion
from learnhub.units.models import Unit
from learnhub.web.routing import Entry
from tests.conftest import NOW, as_
from tests.factories.accounts import PASSWORD, make_account
from tests.factories.certificates import make_graduate
from tests.factories.people import make_phone
from tests.house.world import World

FORM_TYPE = "application/x-www-form-urlencoded"
PART = re.compile(r"{(\w+)(?::\w+)?}")
PERSON = {"name": "Tí", "address_as": "em", "avatar": "cat", "consent": "yes"}


@dataclass(frozen=True)
class Sent:
    """A filled-in form, who sends it, and the answer. Rubbish in `ignored` fields counts as nothing."""

    actor: str
    fields: Mapping[str, str] = field(default_factory=dict)
    status: int = 303
    ignored: frozenset[str] = frozenset()
    parts: Mapping[str, str] = field(default_factory=dict)


def forms_of(world: World) -> dict[str, Sent]:
    """By the name of the door."""
    key, (home_member, ward, number) = str(uuid7(NOW)), _facts(world)
    settings = {"theme": "dark", "size": "115", "lite": "yes", "language": "en"}
    answer = {"key": key, "seen": "0", "answer": "0", "go": "next", "token": "", "move": ""}
    attempt = world.parts["attempt"][1]
    return {
        "learning.save_settings": Sent("member", settings, ignored=frozenset(settings)),
        "quizzes.save_answer": Sent(
            "member",
            answer,
            ignored=frozenset({"go", "token", "move"}),
            parts={"attempt": attempt, "number": number},
        ),
        "quizzes.submit_attempt": Sent("member", {"confirmed": "no"}, 422, parts={"attempt": attempt}),
        "progress.complete_lesson": Sent("member", {"key": key}),
        "progress.answer_check": Sent(
            "member", {"key": key, "answer": "0", "move": ""}, ignored=frozenset({"move"})
        ),
        "progress.start_attempt": Sent("member"),
        "households.choose_member": Sent("member", {"person_id": home_member}),
        "households.learn_without_name": Sent("member"),
        "households.add_member": Sent("member", PERSON | {"key": key}),
        "households.register_household": Sent(
            "guest", PERSON | {"key": str(uuid7(NOW)), "nickname": "Nhà bà Ba", "ward": ward}
        ),
        "certificates.issue_certificate": Sent(
            "graduate", {"name": "Trần Thị Mai"}, parts={"course": "safety"}
        ),
        "certificates.compare_name": Sent("guest", {"name": "Mai"}, 200, ignored=frozenset({"name"})),
        "privacy.withdraw_agreement": Sent(
            "graduate", {"purpose": "learning_record"}, ignored=frozenset({"purpose"})
        ),
        "privacy.agree_again": Sent("member"),
        "privacy.copy_mine": Sent("member", status=200),
        # Whoever is erased is gone from all that follows: the box stays empty.
        "privacy.erase_mine": Sent("member", {"agreed": "no"}, 422, ignored=frozenset({"agreed"})),
        "privacy.erase_home": Sent(
            "member", {"agreed": "no", "also_me": ""}, 422, ignored=frozenset({"agreed", "also_me"})
        ),
        # Another home's: it answers 404 to everybody in the world.
        "privacy.undo_erasure": Sent("member", status=404),
        "accounts.sign_in": Sent("guest", {"login": "chi", "password": PASSWORD}),
        "accounts.sign_out": Sent("member"),
        # There is an administrator: whatever is sent, the page is no more.
        "accounts.set_up": Sent(
            "guest", {"code": "0" * 34, "login": "mai", "name": "Mai", "password": PASSWORD}, 404
        ),
        "web.take_csp_report": Sent("guest", status=204),
        "demo.take_phone": Sent("guest", parts={"code": world.parts["code"][1]}),
    }


def headers_of(world: World, actor: str) -> dict[str, str]:
    """As the world's; a graduate is somebody new each time, who said no name to print yet."""
    if actor != "graduate":
        return world.headers(actor)
    with transaction(world.database) as session:
        person, _ = make_graduate(session, print_name=None)
        return as_(make_phone(session, person).token)


def address_of(world: World, entry: Entry, words: Mapping[str, str]) -> str:
    """Broken letters too are spelled as bytes, as no browser would."""
    known = {name: choices[0] for name, choices in world.parts.items()}
    return PART.sub(lambda found: _spelled((known | dict(words))[found[1]]), entry.path)


def body_of(fields: Mapping[str, str]) -> str:
    """The fields as a browser sends them; broken letters as bytes."""
    return "&".join(f"{_spelled(name)}={_spelled(value)}" for name, value in fields.items())


def _spelled(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def _facts(world: World) -> tuple[str, str, str]:
    """A member's code, a ward's code, the number of a question with one answer; and an account to sign in."""
    attempt = UUID(world.parts["attempt"][1])
    with transaction(world.database) as session:
        make_account(session, "chi")
        number = session.scalars(
            select(AttemptQuestion.number)
            .join(ItemVersion, ItemVersion.id == AttemptQuestion.item_version_id)
            .where(ItemVersion.type == "single", AttemptQuestion.attempt_id == attempt)
            .order_by(AttemptQuestion.number)
        ).first()
        person = session.get_one(Person, world.people["member"])
        return person.code, session.scalars(select(Unit.code)).first() or "", str(number)
