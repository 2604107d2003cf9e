"""What a person sends by every form of the site when all is well."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import select

from learnhub.accounts.models import Person
from learnhub.households import service as households
from learnhub.households.models import HouseholdCard
from learnhub.kit.db import transaction
from learnhub.kit.ids import uuid7
from learnhub.quizzes.models import AttemptQuestion, ItemVersion
from learnhub.units.models import Unit
from learnhub.web.routing import Entry
from tests.conftest import NOW, as_
from tests.factories.accounts import PASSWORD, make_account
from tests.factories.cards import SECRET
from tests.factories.certificates import make_graduate
from tests.factories.guests import make_guest
from tests.factories.households import new_member
from tests.factories.people import make_household, make_person, make_phone
from tests.house.world import UNKNOWN, World

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


FORMS_OF_PRIVACY = {
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
}


def forms_of(world: World) -> dict[str, Sent]:
    """By the name of the door."""
    key, (home_member, ward, number) = str(uuid7(NOW)), _facts(world)
    settings = {"theme": "dark", "size": "115", "lite": "yes", "few": "yes", "language": "en"}
    answer = {"key": key, "seen": "0", "answer": "0", "go": "next", "token": "", "move": ""}
    attempt = world.parts["attempt"][1]
    return (
        {
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
            **_forms_of_members(world, key, ward),
            "households.register_household": Sent(
                "guest", PERSON | {"key": str(uuid7(NOW)), "nickname": "Nhà bà Ba", "ward": ward, "phone": ""}
            ),
            "certificates.issue_certificate": Sent(
                "graduate", {"name": "Trần Thị Mai"}, parts={"course": "safety"}
            ),
            "certificates.compare_name": Sent("guest", {"name": "Mai"}, 200, ignored=frozenset({"name"})),
            "accounts.sign_in": Sent("guest", {"login": "chi", "password": PASSWORD}),
            "accounts.sign_out": Sent("member"),
            # A phone where they are not: else whoever asks next would stand in front of none.
            "accounts.leave_phone": Sent("member", {"phone": "left"}, ignored=frozenset({"phone"})),
            # There is an administrator: whatever is sent, the page is no more.
            "accounts.set_up": Sent(
                "guest", {"code": "0" * 34, "login": "mai", "name": "Mai", "password": PASSWORD}, 404
            ),
            "web.take_csp_report": Sent("guest", status=204),
            "demo.take_phone": Sent("guest", parts={"code": world.parts["code"][1]}),
        }
        | _forms_of_joining(world)
        | _forms_of_locks(world)
        | _forms_of_guests(world)
        | _forms_at_home(world, key, ward)
        | FORMS_OF_PRIVACY
    )


def _forms_at_home(world: World, key: str, ward: str) -> dict[str, Sent]:
    return {
        "households.describe_home": Sent("member", {"nickname": "Nhà bà Ba", "ward": ward, "phone": ""}),
        "households.set_goal": Sent("member", {"goal": "8"}),
        "households.close_invitation": Sent("member"),
        "households.choose_shown": Sent("member", {"shown": "lessons"}, ignored=frozenset({"shown"})),
        "progress.tell_together": Sent("member", {"key": key, "with": world.parts["member"][0]}),
        # Nothing was told of yet, so nothing is settled.
        "progress.answer_told": Sent("member", {"key": key, "answer": "no"}, ignored=frozenset({"answer"})),
        # Nobody in this home has answered the questions of a programme.
        "certificates.issue_home_certificate": Sent("member", status=409),
    }


def _forms_of_locks(world: World) -> dict[str, Sent]:
    shut = {"member": world.parts["member"][3]}
    return {
        "households.unlock_member": Sent("member", {"picked": "sun moon", "picture": "boat"}),
        "households.set_pictures": Sent(
            "member",
            {"picked": "key fan", "picture": "drum", "confirmed": "yes"},
            ignored=frozenset({"confirmed"}),
        ),
        "households.set_pin": Sent("member", {"pin": "7352"}),
        "households.remove_lock": Sent("member"),
        "households.stay": Sent("member"),
        "households.look_at_lock": Sent("admin", shut),
        "households.open_lock": Sent("admin", parts=shut),
        "households.take_lock_off": Sent("admin", parts=shut),
    }


def _forms_of_guests(world: World) -> dict[str, Sent]:
    return {
        # Without a record there is nothing to add, which is no fault.
        "learning.claim_guest": Sent("member", {"record": ""}, ignored=frozenset({"record"})),
        "learning.find_guest": Sent("member", {"code": _claim_code(world)}),
        "learning.leave_guest": Sent("member"),
    }


def _forms_of_joining(world: World) -> dict[str, Sent]:
    """Cards, codes and phones of homes."""
    return {
        # A card that is not in force any more changes nothing.
        "households.make_household_card": Sent("member", {"card": ""}, ignored=frozenset({"card"})),
        "households.make_person_card": Sent("member", {"card": ""}, ignored=frozenset({"card"})),
        "households.use_card": Sent("guest", {"confirmed": ""}, ignored=frozenset({"confirmed"})),
        "households.ask_to_join": Sent("guest", {"code": _home_code(world)}),
        "households.enter_home": Sent("guest", status=404),
        "households.answer_at_home": Sent("member", {"answer": "no"}, 404, parts={"ask": UNKNOWN}),
        # An administrator of another ward: for them nobody asks.
        "households.look_at_request": Sent("admin", {"ask": world.parts["ask"][0]}, 404),
        "households.answer_as_helper": Sent("admin", {"answer": "no"}, 404),
        "households.take_away": Sent("member", {"phone": "nobody's"}, 404),
        "households.forget_this": Sent("member"),
    }


def _home_code(world: World) -> str:
    with transaction(world.database) as session:
        return session.scalars(select(HouseholdCard.code)).one()


def _forms_of_members(world: World, key: str, ward: str) -> dict[str, Sent]:
    """Somebody leaves before they are taken back; the home parts last."""
    yes, amina, child = {"consent": "yes"}, world.parts["member"][2], _code(world, "child")
    own, theirs = {"member": amina}, {"member": world.parts["member"][1]}
    details = {name: PERSON[name] for name in ("name", "address_as", "avatar")}
    coming = {"code": _coming_child(world), "guardian": amina, "confirmed": "yes"} | yes
    parting = {"key": key, "nickname": "Nhà mới", "ward": ward, "who": theirs["member"]}
    return {
        "households.describe_member": Sent("member", details, parts=own),
        "households.hand_over_children": Sent("member", {"guardian": theirs["member"]} | yes, parts=own),
        "households.make_moving_code": Sent("member", {"key": str(uuid7(NOW))}, 200, parts={"member": child}),
        "households.grow_up": Sent("child", yes, parts={"member": child}),
        "households.leave_home": Sent("member", parts=theirs),
        "households.take_back": Sent("member", parts=theirs),
        "households.take_in": Sent("member", coming, ignored=frozenset({"confirmed"})),
        "households.make_home_code": Sent("member", {"key": str(uuid7(NOW))}, 200),
        "households.split_home": Sent("member", parting),
        # Who belongs to this home already stays as they are.
        "households.come_home": Sent("member"),
        "households.add_child": Sent("member", PERSON | {"key": str(uuid7(NOW)), "guardian": amina}),
    }


def _code(world: World, actor: str) -> str:
    with transaction(world.database) as session:
        return session.get_one(Person, world.people[actor]).code


def _coming_child(world: World) -> str:
    """The code of a child who moves in from another home."""
    with transaction(world.database) as session:
        guardian = make_person(session, "Chi")
        home = make_household(session, guardian)
        child = households.add_child(
            session, household_id=home.id, member=new_member("Bé"), guardian_code=guardian.code, now=NOW
        )
        code = session.get_one(Person, child.person_id).code
        return households.make_moving_code(
            session,
            household_id=home.id,
            person_code=code,
            by_id=guardian.id,
            key=str(uuid7(NOW)),
            secret=SECRET,
            now=NOW,
        )


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


def _claim_code(world: World) -> str:
    """Of what was learned without a name on some phone."""
    with transaction(world.database) as session:
        return make_guest(session).code


def _facts(world: World) -> tuple[str, str, str]:
    """The codes of a member and a ward, the number of a question with one answer; an account to enter."""
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
