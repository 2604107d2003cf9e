"""The pages that are measured, and who asks for them."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import func, select

from bench.forms import find_form
from bench.http import Client
from bench.load import Turn
from bench.servers import Server
from bench.world import LANGUAGE, QUESTIONS, Member, World
from learnhub.kit.db import make_engine
from learnhub.quizzes.models import Response

WRITERS, READERS = 32, 16
NUMBER = 4


@dataclass(frozen=True, slots=True)
class Target:
    """`turns` are made anew for every window: an answer has to follow the one that is there."""

    name: str
    turns: Callable[[], Sequence[Turn]]
    connections: int = READERS
    has_body: bool = True


def pages(world: World) -> list[Target]:
    """Everything that is read; each member in turn."""
    course = f"/{LANGUAGE}/courses/{world.course}"
    return [
        _page("landing", world, f"/{LANGUAGE}"),
        _page("course", world, course),
        _page("lesson", world, f"{course}/lessons/{world.lessons[NUMBER - 1]}"),
        Target("question", lambda: [_question_turn(member, NUMBER) for member in world.members]),
        _page("household", world, f"/{LANGUAGE}/household"),
    ]


def health() -> Target:
    return Target("healthz", lambda: [Turn("/healthz")], has_body=False)


def saving(server: Server, world: World) -> Target:
    """One answer of one member after the other, each after the answer that is stored."""
    slots = [
        (member, number, turn) for member in world.members for number, turn in _answer_turns(server, member)
    ]

    def turns() -> list[Turn]:
        time.sleep(0.3)  # the last window's saves that nobody waited for
        kept = _kept_answers(world)
        return [
            Turn(turn.path, turn.cookie, turn.fixed, turn.answers, kept.get((member.attempt, number), 0))
            for member, number, turn in slots
        ]

    # Round by round through all members, so that neighbours in time are different people.
    slots.sort(key=lambda slot: slot[1])
    return Target("save answer", turns, connections=WRITERS, has_body=False)


def question_path(member: Member, number: int) -> str:
    return f"/{LANGUAGE}/attempts/{member.attempt}/questions/{number}"


def _page(name: str, world: World, path: str) -> Target:
    return Target(name, lambda: [Turn(path, member.cookie) for member in world.members])


def _question_turn(member: Member, number: int) -> Turn:
    return Turn(question_path(member, number), member.cookie)


def _answer_turns(server: Server, member: Member) -> list[tuple[int, Turn]]:
    """The member's questions that are answered by one choice, as their forms say."""
    found = []
    with Client(server.port, cookie=member.cookie) as client:
        for number in range(1, QUESTIONS + 1):
            path = question_path(member, number)
            form = find_form(client.get(path).text, f"/questions/{number}")
            values = form.choices.get("answer", [])
            if len(values) > 1 and not form.typed:
                hidden = [pair for pair in form.hidden if pair[0] not in {"seen", "key"}]
                answers = [urlencode({"answer": value}) for value in values]
                fixed = urlencode(hidden + form.button)
                found.append((number, Turn(path, member.cookie, fixed, answers)))
    return found


def _kept_answers(world: World) -> Mapping[tuple[UUID | None, int], int]:
    """The highest sequence of every question that was answered."""
    engine = make_engine(world.place.url, write=False)
    with engine.connect() as connection:
        rows = connection.execute(
            select(Response.attempt_id, Response.number, func.max(Response.sequence)).group_by(
                Response.attempt_id, Response.number
            )
        )
        kept: dict[tuple[UUID | None, int], int] = {(row[0], row[1]): row[2] for row in rows}
    engine.dispose()
    return kept
