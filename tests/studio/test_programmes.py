"""docs/rules.md, P1, P2, P4: programmes are published with their folder, and given back byte for byte."""

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from learnhub.courses.models import (
    Course,
    FileBlob,
    GlossaryFile,
    Programme,
    ProgrammeFile,
    ProgrammeOutcome,
    ProgrammePart,
    ProgrammeText,
    ProgrammeVersion,
)
from learnhub.courses.queries import published_files
from learnhub.kit.db import reads, transaction
from learnhub.studio.cli import group
from tests.content_samples import COURSE, PAGE
from tests.factories.content import edited, publish, write_files
from tests.outcome_samples import outcome_files
from tests.programme_samples import ENGLISH, FACTS, PROGRAMMES, SECOND, programme_files


def count(session, *tables):
    return [session.scalar(select(func.count()).select_from(table)) for table in tables]


def run(database, *arguments):
    return CliRunner().invoke(group, [str(argument) for argument in arguments], obj=database)


@pytest.fixture
def folder(tmp_path):
    return write_files(tmp_path / "course_content", programme_files())


def test_programmes_are_published_after_the_courses_that_they_name(session):
    *courses, programmes = publish(session, programme_files())
    assert ([course.key for course in courses], programmes.key) == ([SECOND, COURSE], "programmes")
    assert (programmes.number, programmes.is_new) == (1, True)
    assert parts(session) == [
        ("first-steps", "household", COURSE, ["hang-up"]),
        ("first-steps", "household", SECOND, ["hang-up"]),
        ("required-set", "official", SECOND, []),
    ]
    words = select(ProgrammeText.title, ProgrammeText.summary_html).where(ProgrammeText.language == "vi")
    assert tuple(session.execute(words.order_by(ProgrammeText.programme_id)).first()) == (
        "Bước đầu",
        "<p>Dành cho <strong>mọi nhà</strong>. Học xong biết cúp máy.</p>",
    )


def parts(session):
    """Of the newest version, in order."""
    return [
        tuple(row)
        for row in session.execute(
            select(Programme.key, Programme.audience, Course.key, ProgrammePart.lessons)
            .join(ProgrammePart, ProgrammePart.programme_id == Programme.id)
            .join(Course, Course.id == ProgrammePart.course_id)
            .where(Programme.version_id == select(func.max(ProgrammeVersion.id)).scalar_subquery())
            .order_by(Programme.position, ProgrammePart.position)
        )
    ]


def test_publishing_unchanged_programmes_writes_nothing(session):
    """P2."""
    publish(session, programme_files())
    tables = (ProgrammeVersion, Programme, ProgrammeText, ProgrammePart, ProgrammeFile, FileBlob)
    before = count(session, *tables)
    outcomes = publish(session, programme_files())
    assert not any(outcome.is_new for outcome in outcomes)
    assert count(session, *tables) == before


def test_changed_programmes_are_a_new_version_and_nothing_else_is(session):
    publish(session, programme_files())
    files = edited(ENGLISH, "For officials", "For all officials", programme_files())
    *courses, programmes = publish(session, files)
    assert not any(course.is_new for course in courses)
    assert (programmes.number, programmes.is_new) == (2, True)
    assert count(session, Programme) == [4]


def test_a_changed_course_leaves_the_programmes_as_they_are(session):
    publish(session, programme_files())
    outcomes = publish(session, edited(PAGE, "# ", "# About ", programme_files()))
    assert [outcome.key for outcome in outcomes if outcome.is_new] == [COURSE]


def test_programmes_are_no_files_of_the_glossary(session):
    publish(session, programme_files())
    assert not PROGRAMMES.keys() & set(session.scalars(select(GlossaryFile.path)))


def test_a_folder_that_says_nothing_of_programmes_leaves_them(session):
    """P4."""
    publish(session, programme_files())
    publish(session, {path: text for path, text in programme_files().items() if path not in PROGRAMMES})
    assert count(session, ProgrammeVersion) == [1]
    assert PROGRAMMES.keys() <= dict(published_files(session.connection())).keys()


def test_a_file_without_a_programme_takes_them_all_from_the_site(session):
    publish(session, programme_files())
    empty = {path: b"" if path == FACTS else b"# Programmes\n" for path in PROGRAMMES}
    publish(session, programme_files() | empty)
    assert parts(session) == []


def test_a_fault_of_a_programme_publishes_nothing(database, folder):
    facts = folder / FACTS
    facts.write_text(facts.read_text().replace("hang-up", "no-such-lesson", 1))
    result = run(database, "publish", folder)
    assert result.exit_code == 1
    assert f"programmes.toml:5: error: The course “{COURSE}” has no lesson “no-such-lesson”." in result.output
    assert "Nothing was published" in result.output
    with reads(database) as connection:
        assert list(published_files(connection)) == []


def test_programmes_that_cannot_be_stored_take_the_courses_with_them(database, folder, monkeypatch):
    """P1: one transaction."""

    def fail(*_arguments, **_values):
        raise OSError("the disk is full")

    monkeypatch.setattr("learnhub.courses.service.programmes.keep_files", fail)
    assert isinstance(run(database, "publish", folder).exception, OSError)
    with transaction(database) as session:
        assert count(session, ProgrammeVersion, FileBlob) == [0, 0]


def test_publish_then_export_gives_every_byte_back(database, folder, tmp_path):
    assert "programmes: version 1\n" in run(database, "publish", folder).output
    target = tmp_path / "exported"
    assert run(database, "export", target).exit_code == 0
    assert read(target) == read(folder)
    assert "programmes: version 1, unchanged\n" in run(database, "publish", target).output


def read(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_check_says_how_long_a_programme_is(folder):
    result = run(None, "check", folder)
    assert result.exit_code == 0
    assert "first-steps: 2 lessons, 30 minutes\nrequired-set: 1 lessons, 15 minutes\n" in result.output


def test_one_course_is_checked_without_the_programmes_beside_it(folder):
    (folder / ENGLISH).write_text("no programme at all")
    assert run(None, "check", folder / COURSE).exit_code == 0
    assert run(None, "check", folder).exit_code == 1


def test_outcomes_are_published_with_both_sentences_in_every_language(session):
    publish(session, outcome_files())
    rows = session.query(ProgrammeOutcome).order_by(ProgrammeOutcome.position).all()
    assert [(row.key, row.who, row.lessons) for row in rows] == [
        ("refuses", "every-adult", ["hang-up"]),
        ("stays-calm", "someone", ["hang-up"]),
    ]
    assert rows[1].texts["en"] == {
        "reached": "Someone here can stay calm",
        "not_yet": "Nobody here has learned to stay calm yet.",
    }
    assert sorted(rows[1].texts) == ["en", "id", "vi"]
