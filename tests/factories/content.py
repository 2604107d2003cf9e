"""The shipped courses: one of them published, and copies of its files to edit; and all of them as written.

One course stands for all wherever a test wants something that is taught: publishing eight takes eight times
as long. Tests of the texts themselves read the whole catalogue, once.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

from learnhub.kit.faults import Faults
from learnhub.studio import content, service
from learnhub.studio.service import Outcome
from tests.conftest import NOW

CATALOGUE = Path(__file__).parents[2] / "course_content"
COURSE = "information-security"
FOLDER = CATALOGUE / COURSE
LESSONS = (
    "passwords-and-otp",
    "my-personal-data",
    "scam-inbox",
    "scam-calls",
    "fake-faces-and-voices",
    "links-and-apps",
    "first-hour",
)


@cache
def catalogue() -> tuple[content.FolderDraft, Faults]:
    """Every shipped course, the glossary and the programmes, with their faults."""
    return content.read_all(content.read_folder(CATALOGUE))


def lessons_by_course() -> dict[str, list[str]]:
    """The keys of every shipped course with those of its lessons, in order."""
    folder, _ = catalogue()
    return {draft.course.key: [lesson.key for lesson in draft.course.lessons] for draft in folder.courses}


@cache
def shipped_files() -> Mapping[str, bytes]:
    """The files of the one course, and the glossary."""
    return content.read_folder(FOLDER)


@cache
def _read_shipped() -> tuple[content.FolderDraft, Faults]:
    return content.read_all(shipped_files())


def write_files(folder: Path, files: Mapping[str, bytes] | None = None) -> Path:
    """A content folder on the disk."""
    for path, written in (files or shipped_files()).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(written)
    return folder


def edited(path: str, old: str, new: str, files: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """The files with one place written differently. The old words must be there."""
    result = dict(files or shipped_files())
    assert old.encode() in result[path], f"{path} has no {old!r}"
    result[path] = result[path].replace(old.encode(), new.encode(), 1)
    return result


def publish(
    session: Session, files: Mapping[str, bytes] | None = None, *, now: datetime = NOW
) -> tuple[Outcome, ...]:
    """Publish what passes the check."""
    draft, faults = _read_shipped() if files is None else content.read_all(files)
    assert not faults.errors, [fault.says.english for fault in faults.errors]
    return tuple(service.publish(session, draft=draft, now=now))
