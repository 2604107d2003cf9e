"""docs/rules.md, R-18, R-29, H62: what one person of a home answered is reached by nobody else of it.

Every door of the site is opened by everybody of the home, and by staff, with the numbers of Amina.
"""

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlsplit
from zipfile import BadZipFile, ZipFile

import pytest
from httpx2 import Response
from sqlalchemy import select
from starlette.testclient import TestClient

from learnhub.certificates.models import Certificate
from learnhub.kit.db import reads, transaction
from learnhub.privacy import service as privacy
from learnhub.privacy.models import PrivacyRequest
from learnhub.quizzes.models import Attempt, Score
from learnhub.quizzes.models import Response as Answer
from learnhub.web.routing import Entry
from tests.conftest import NOW
from tests.house.test_access import ENTRIES, client, world
from tests.house.world import World

__all__ = ["client", "world"]

OTHERS = ("other", "child", "phone", "admin")
# What is read, what is handed over as a file, and what is changed by a number in its address.
DOORS = [
    entry
    for entry in ENTRIES
    if entry.method == "GET" or "{attempt}" in entry.path or entry.name == "privacy.copy_mine"
]
# A stranger who holds the paper may have it checked: with the name masked (C5).
FOR_EVERYBODY = {"certificates.verify", "certificates.compare_name"}


def own(world: World) -> dict[str, set[str]]:
    """Words of addresses that are Amina's alone, by the part of the address in which they stand."""
    with reads(world.database) as connection:
        mine = Attempt.person_id == world.people["member"]
        attempts = connection.scalars(select(Attempt.id).where(mine)).all()
        codes = connection.scalars(
            select(Certificate.code).where(Certificate.person_id == world.people["member"])
        ).all()
    return {"attempt": set(map(str, attempts)), "code": set(codes)}


def canaries(world: World) -> tuple[str, ...]:
    """What stands on no page of anybody else: her name in print, her tests, her certificate, her requests."""
    with reads(world.database) as connection:
        theirs = PrivacyRequest.person_id == world.people["member"]
        requests = connection.scalars(select(PrivacyRequest.code).where(theirs)).all()
    words = own(world)
    return ("Nguyễn Thị Hương", *words["attempt"], *words["code"], *requests)


def text_of(answer: Response) -> str:
    """With the files of a copy unpacked."""
    try:
        with ZipFile(BytesIO(answer.content)) as file:
            return "\n".join(file.read(name).decode() for name in file.namelist())
    except BadZipFile:
        return answer.text


def is_hers(entry: Entry, address: str, words: dict[str, set[str]]) -> bool:
    return entry.name not in FOR_EVERYBODY and any(
        f"{{{part}}}" in entry.path and word in address for part in words for word in words[part]
    )


def reached(client: TestClient, world: World, actor: str) -> Iterator[str]:
    words, secret = own(world), canaries(world)
    for entry in DOORS:
        for address in world.addresses(entry):
            form = None if entry.method == "GET" else world.form()
            answer = client.request(entry.method, address, headers=world.headers(actor), data=form)
            client.cookies.clear()
            shown, told = text_of(answer), [word for word in secret if word not in address]
            yield from (f"{entry.name} as {actor} shows {word}" for word in told if word in shown)
            if is_hers(entry, address, words) and not is_refused(answer):
                yield f"{entry.method} {address} as {actor}: {answer.status_code}"


def is_refused(answer: Response) -> bool:
    """Hidden, forbidden, or sent away to say who this is."""
    status, headers = answer.status_code, answer.headers
    sent_to = urlsplit(headers.get("location", "")).path
    return status in (403, 404) or (status == 303 and sent_to.endswith(("/who", "/sign-in")))


@pytest.mark.parametrize("actor", OTHERS)
def test_nobody_else_reaches_what_somebody_answered(client: TestClient, world: World, actor: str):
    with transaction(world.database) as session:
        privacy.note_copy(session, person_id=world.people["member"], now=NOW)
    before = answers(world)
    assert list(reached(client, world, actor)) == []
    assert answers(world) == before


def answers(world: World) -> tuple[object, ...]:
    """What Amina answered, in whatever table."""
    with reads(world.database) as connection:
        theirs = select(Attempt.id).where(Attempt.person_id == world.people["member"])
        return tuple(
            tuple(connection.execute(select(table).where(table.attempt_id.in_(theirs))).all())
            for table in (Answer, Score)
        )


def test_a_page_that_shows_them_is_named(client: TestClient, world: World):
    """Amina herself reaches all of it, so the others were asked for the right things."""
    found = list(reached(client, world, "member"))
    for door in ("quizzes.show_question", "learning.show_result", "certificates.show_certificate"):
        assert any(door in line or "/attempts/" in line for line in found), door
    assert any("Nguyễn Thị Hương" in line for line in found)
