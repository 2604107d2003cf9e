"""One run: lives of a site that each end with a kill while forms are on their way, and the verdict."""

import time
from collections import Counter
from collections.abc import Iterator
from random import Random
from threading import Event
from uuid import UUID

from click.testing import CliRunner

from learnhub.kit.db import Database, reads
from learnhub.progress.cli import group
from tests.kills.cast import make_cast
from tests.kills.ledger import Ledger
from tests.kills.phone import Phone
from tests.kills.site import Site
from tests.kills.stored import read_stored
from tests.kills.traffic import Day, Learners
from tests.kills.verdict import Fault, judge, unknown

CLIENTS = 8
LIFE_SECONDS = 60
FEWEST, MOST = 25, 55  # acknowledgements of one life
PAGES = 6


class Run:
    """`planned` are the acknowledgements to reach; `cuts` tells how many forms each kill met on their way."""

    def __init__(self, site: Site, database: Database, *, kills: int, seed: str) -> None:
        self.site, self.database, self.kills = site, database, kills
        self.random = Random(seed)
        self.ledger, self.day = Ledger(), Day()
        self.planned = 0
        self.cuts: list[int] = []
        cast = make_cast(database, clients=CLIENTS, each=2 + kills // 4)
        self.members = [member for members in cast for member in members]
        for member in self.members:
            assert member.attempt is not None
            self.ledger.start(member.attempt, member.person_id)
        self._phones = {
            member.person_id: Phone(site.port, member.token, is_old=False) for member in self.members
        }
        self.clients = [
            Learners(site.port, members, self.ledger, self.day, f"{seed} {number}")
            for number, members in enumerate(cast)
        ]

    def go(self) -> list[Fault]:
        """Everything that is wrong after the last kill."""
        for client in self.clients:
            client.start()
        try:
            for number in range(self.kills):
                self._live(is_on_acknowledgement=number % 2 == 0)
        finally:
            self.day.end.set()
            self.day.open.set()
            self.site.kill()
        for client in self.clients:
            client.join(LIFE_SECONDS)
        return [*self._unknown(), *judge(self.ledger, read_stored(self.database)), *self._damage()]

    def _live(self, *, is_on_acknowledgement: bool) -> None:
        """From a start to a kill: on the n-th acknowledgement, or at some moment after it."""
        killed = Event()
        here = self.random.randint(FEWEST, MOST)
        self.planned += here
        wanted = self.ledger.acknowledged + here

        def kill() -> None:
            self.cuts.append(self.ledger.in_flight)
            self.day.open.clear()
            self.site.kill()
            killed.set()

        self._start()
        if is_on_acknowledgement:
            self.ledger.kill_on(wanted, kill)
            killed.wait(LIFE_SECONDS)
            self.ledger.kill_on(0, None)
        elif self.ledger.wait_for(wanted, LIFE_SECONDS):
            time.sleep(self.random.uniform(0, 0.2))
            self.ledger.wait_for(wanted, LIFE_SECONDS)
        if not killed.is_set():
            kill()
        self.site.wait_until_dead()

    def _start(self) -> None:
        """What was shown before the kill is looked at again before anything new is sent."""
        member = self.members[0]
        self.site.start((member.token, member.name))
        for attempt, numbers in self._some_receipts():
            page = self._phones[self.ledger.attempts[attempt]].open(f"/en/attempts/{attempt}/result")
            if page is None or page.receipt not in numbers:
                self.ledger.stray(f"the result of {attempt} does not show {numbers}: {page}")
        self.day.open.set()

    def _some_receipts(self) -> list[tuple[UUID, set[str]]]:
        shown = sorted(self.ledger.receipts.items())
        return self.random.sample(shown, min(PAGES, len(shown)))

    def _unknown(self) -> Iterator[Fault]:
        """Too little happened to say that nothing is wrong."""
        yield from (
            ("unknown", f"{client.name}: {client.fault!r}") for client in self.clients if client.fault
        )
        if any(client.is_alive() for client in self.clients):
            yield "unknown", "not every client came to an end"
        yield from unknown(self.ledger, planned=self.planned, kills=self.kills, cuts=self.cuts)

    def _damage(self) -> Iterator[Fault]:
        """The database's own word, and the operator's command over all summaries."""
        if self.database.is_sqlite:
            with reads(self.database) as connection:
                for check, sound in (("integrity_check", ["ok"]), ("foreign_key_check", [])):
                    found = list(connection.exec_driver_sql(f"PRAGMA {check}").scalars())
                    if found != sound:
                        yield "half", f"{check}: {found}"
        checked = CliRunner().invoke(group, ["check"], obj=self.database)
        if checked.exit_code:
            yield "half", checked.output

    @property
    def figures(self) -> str:
        forms = self.ledger.forms
        kinds = Counter(form.kind for form in forms if form.is_acknowledged)
        unanswered = sum(not form.replies for form in forms)
        doubled = sum(form.times_sent > 1 for form in forms)
        return (
            f"{len(self.cuts)} kills met {sum(self.cuts)} forms on their way, {len(forms)} forms, "
            f"{doubled} sent more than once, {unanswered} never answered, {self.ledger.busy} busy, "
            f"{self.ledger.acknowledged} of {self.planned} acknowledged: {dict(kinds)}"
        )
