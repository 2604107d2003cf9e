"""`learnhub content`: check, publish, export and begin courses."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from learnhub.courses.queries import published_files
from learnhub.kit.db import Database, reads, transaction
from learnhub.kit.faults import Fault, Faults
from learnhub.studio import content, service

Folder = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def group() -> None:
    """Courses: check, publish, export, begin."""


@group.command()
@click.argument("folder", type=Folder)
def check(folder: Path) -> None:
    """Name every fault of the courses in FOLDER. Exit status 1 when there is an error."""
    draft, faults = content.read_all(content.read_folder(folder))
    _show(faults)
    for read in draft.courses:
        course = read.course
        questions = sum(len(bank) for bank in read.banks.values())
        checks = sum(len(found) for found in read.checks.values())
        click.echo(
            f"{course.key}: {len(course.lessons)} lessons, {len(course.languages)} languages, "
            f"{questions} questions, {checks} check-yourself questions"
        )
    _show_programmes(draft)
    _show_contacts(draft)
    _show_figures(content.figures(draft.courses))
    click.echo(f"{len(faults.errors)} errors, {len(faults.warnings)} warnings")
    raise SystemExit(1 if faults.errors else 0)


@group.command()
@click.argument("folder", type=Folder)
@click.pass_obj
def publish(database: Database, folder: Path) -> None:
    """Publish everything in FOLDER, or nothing when there is an error."""
    files = content.read_folder(folder)
    with transaction(database) as session:
        done = service.find_unchanged(session, files=files)
    if done is None:
        done = _publish(database, files)
    for outcome in done:
        click.echo(f"{outcome.key}: version {outcome.number}{'' if outcome.is_new else ', unchanged'}")
    added = sum(outcome.is_new for outcome in done)
    click.echo(f"{added} published, {len(done) - added} unchanged")


@group.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def export(database: Database, folder: Path) -> None:
    """Write everything that is published to FOLDER, which must be new or empty."""
    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} is not empty. Name a new folder.")
    count = 0
    with reads(database) as connection:
        for path, content_bytes in published_files(connection):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content_bytes)
            count += 1
    click.echo(f"{count} files written to {folder}")


@group.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Begin a course of two lessons in FOLDER that passes the check."""
    try:
        written = content.new_course(folder)
    except FileExistsError as error:
        raise click.ClickException(f"{folder} exists already. Name a new folder.") from error
    except ValueError as error:
        raise click.ClickException(
            "The folder's name is the course's id: small letters a to z, digits and hyphens."
        ) from error
    click.echo(f"{len(written)} files written. Next: learnhub content check {folder}")


def _publish(database: Database, files: Mapping[str, bytes]) -> tuple[service.Outcome, ...]:
    draft, faults = content.read_all(files)
    if faults.errors:
        _show(faults)
        raise click.ClickException(
            f"{len(faults.errors)} errors. Nothing was published; the site keeps serving what it has."
        )
    with transaction(database) as session:
        outcomes = service.publish(session, draft=draft, now=datetime.now(UTC))
        beside = sum(part is not None for part in (draft.programmes, draft.contacts))
        with click.progressbar(outcomes, length=len(draft.courses) + beside, label="Publishing") as shown:
            return tuple(shown)


def _show_programmes(draft: content.FolderDraft) -> None:
    courses = {read.course.key: read.course for read in draft.courses}
    for programme in draft.programmes or ():
        parts = [part for part in programme.parts if part.course in courses]
        lessons = [lesson for part in parts for lesson in part.taken(courses[part.course])]
        minutes = sum(lesson.minutes for lesson in lessons)
        click.echo(f"{programme.key}: {len(lessons)} lessons, {minutes} minutes")


def _show_contacts(draft: content.FolderDraft) -> None:
    if draft.contacts is not None:
        checked = [contact.verified_on for contact in draft.contacts.contacts if contact.verified_on]
        oldest = f", the oldest check {min(checked)}" if checked else ""
        click.echo(f"contacts: {len(draft.contacts.contacts)}{oldest}")


def _show_figures(found: content.Figures) -> None:
    items = ", ".join(f"{count} {kind}" for kind, count in sorted(found.items.items()))
    click.echo(f"{found.courses} courses, {found.lessons} lessons, complete in {', '.join(found.complete)}")
    click.echo(f"{found.items.total()} questions ({items}), {found.checks} check-yourself questions")
    click.echo(
        f"{found.pictures} pictures, {found.scripts.total()} loudspeaker scripts, "
        f"{found.missing_recordings} recordings missing"
    )
    for language, (mean, longest) in found.sentences.items():
        words = found.words[language]
        click.echo(f"{language}: {words} words, sentences of {mean:.1f} on average, {longest} at most")


def _show(faults: Faults) -> None:
    for fault in faults:
        click.echo(_line(fault))


def _line(fault: Fault) -> str:
    level = "warning" if fault.is_warning else "error"
    return f"{fault.path}:{fault.line}: {level}: {fault.says.english} {fault.mend.english}"
