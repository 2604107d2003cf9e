"""docs/rules.md, P1, P2, P5: the contact card is published with its folder, and given back byte for byte."""

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from learnhub.courses.models import ContactFile, ContactText, ContactVersion, FileBlob, GlossaryFile
from learnhub.courses.queries import published_files
from learnhub.kit.db import reads, transaction
from learnhub.studio.cli import group
from learnhub.studio.content import read_all
from tests.contact_samples import CARD, ENGLISH, FACTS, changed, contact_files
from tests.content_samples import COURSE, PAGE, told
from tests.factories.content import edited, publish, write_files


def count(session, *tables):
    return [session.scalar(select(func.count()).select_from(table)) for table in tables]


def run(database, *arguments):
    return CliRunner().invoke(group, [str(argument) for argument in arguments], obj=database)


@pytest.fixture
def folder(tmp_path):
    return write_files(tmp_path / "course_content", contact_files())


def test_the_card_is_published_ready_in_every_language(session):
    *_, contacts = publish(session, contact_files())
    assert (contacts.key, contacts.number, contacts.is_new) == ("contacts", 1, True)
    cards = {card.language: card for card in session.scalars(select(ContactText))}
    assert cards.keys() == {"vi", "id", "en"}
    assert (cards["vi"].title, cards["vi"].intro_html) == ("Số cần nhớ", "<p>Dán ở nơi dễ thấy.</p>")
    assert [contact["key"] for contact in cards["id"].contacts] == ["police", "own-sims", "bank"]
    assert cards["en"].contacts[1] == {
        "key": "own-sims",
        "kind": "sms",
        "value": "1414",
        "message": "TTTB",
        "verified_on": "2023-09",
        "sources": [],
        "general_knowledge": True,
        "is_free": False,
        "name": "SIM cards in your name",
        "when_html": "<p>Send it to see the numbers in your name.</p>",
    }


def test_publishing_an_unchanged_card_writes_nothing(session):
    """P2."""
    publish(session, contact_files())
    tables = (ContactVersion, ContactText, ContactFile, FileBlob)
    before = count(session, *tables)
    outcomes = publish(session, contact_files())
    assert not any(outcome.is_new for outcome in outcomes)
    assert count(session, *tables) == before


def test_a_changed_card_is_a_new_version_and_nothing_else_is(session):
    publish(session, contact_files())
    course, contacts = publish(session, changed(FACTS, "2026-11-21", "2026-12-01"))
    assert not course.is_new
    assert (contacts.number, contacts.is_new) == (2, True)
    assert count(session, ContactText) == [6]


def test_a_changed_course_leaves_the_card_as_it_is(session):
    publish(session, contact_files())
    outcomes = publish(session, edited(PAGE, "# ", "# About ", contact_files()))
    assert [outcome.key for outcome in outcomes if outcome.is_new] == [COURSE]


def test_contacts_are_no_files_of_the_glossary(session):
    publish(session, contact_files())
    assert not CARD.keys() & set(session.scalars(select(GlossaryFile.path)))


def test_a_folder_that_says_nothing_of_contacts_leaves_them(session):
    """P5."""
    publish(session, contact_files())
    publish(session, {path: text for path, text in contact_files().items() if path not in CARD})
    assert count(session, ContactVersion) == [1]
    assert CARD.keys() <= dict(published_files(session.connection())).keys()


def test_a_fault_of_the_card_publishes_nothing(database, folder):
    facts = folder / FACTS
    facts.write_text(facts.read_text().replace("verified_on = 2026-11-21\n", "", 1))
    result = run(database, "publish", folder)
    assert result.exit_code == 1
    assert "contacts.toml:1: error: “verified_on” is missing." in result.output
    assert "Nothing was published" in result.output
    with reads(database) as connection:
        assert list(published_files(connection)) == []


def test_a_card_that_cannot_be_stored_takes_the_courses_with_it(database, folder, monkeypatch):
    """P1: one transaction."""

    def fail(*_arguments, **_values):
        raise OSError("the disk is full")

    monkeypatch.setattr("learnhub.courses.service.contacts.keep_files", fail)
    assert isinstance(run(database, "publish", folder).exception, OSError)
    with transaction(database) as session:
        assert count(session, ContactVersion, FileBlob) == [0, 0]


def test_publish_then_export_gives_every_byte_back(database, folder, tmp_path):
    assert "contacts: version 1\n" in run(database, "publish", folder).output
    target = tmp_path / "exported"
    assert run(database, "export", target).exit_code == 0
    assert read(target) == read(folder)
    assert "contacts: version 1, unchanged\n" in run(database, "publish", target).output


def read(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_check_says_how_old_the_oldest_check_is(folder):
    result = run(None, "check", folder)
    assert result.exit_code == 0
    assert "contacts: 3, the oldest check 2023-09\n" in result.output


def test_one_course_is_checked_without_the_contacts_beside_it(folder):
    (folder / ENGLISH).write_text("no contact at all")
    assert run(None, "check", folder / COURSE).exit_code == 0
    assert run(None, "check", folder).exit_code == 1


def test_the_words_of_the_card_keep_the_limits_of_households():
    _, faults = read_all(changed(ENGLISH, "in danger.", f"in danger{' and more' * 15}! One. Two. Three."))
    assert [fault[2] for fault in told(faults)] == [
        "An exclamation mark raises the voice.",
        "A sentence has 36 words, at most 24: “Call when somebody is in …”",
        "The paragraph has 4 sentences, at most 3.",
    ]
