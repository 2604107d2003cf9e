"""Source files of what is published: their digest, their bytes, kept once, and the version they make."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.courses import models

# Part of every digest: a change of what publishing makes of the same files raises it.
FORMAT = 1

# What stands beside the courses is published as one version of its own.
Version = TypeVar("Version", models.GlossaryVersion, models.ProgrammeVersion, models.ContactVersion)
File = TypeVar("File", models.VersionFile, models.GlossaryFile, models.ProgrammeFile, models.ContactFile)


@dataclass(frozen=True, slots=True)
class Beside:
    """What was published beside the courses. Not new: nothing in its files had changed."""

    number: int
    is_new: bool


def digest_of_files(files: Mapping[str, bytes], more: Iterable[str] = ()) -> str:
    """Of every file, and of the lines in `more`."""
    whole = sha256(f"format {FORMAT}\n".encode())
    for path, content in sorted(files.items()):
        whole.update(f"{path} {sha256(content).hexdigest()}\n".encode())
    for line in more:
        whole.update(f"{line}\n".encode())
    return whole.hexdigest()


def _keep_blobs(session: Session, files: Mapping[str, bytes]) -> dict[str, str]:
    """Path → digest. Bytes that some version already holds are not stored again."""
    digests = {path: sha256(content).hexdigest() for path, content in files.items()}
    wanted = {digests[path]: content for path, content in files.items()}
    known = set(session.scalars(select(models.FileBlob.digest).where(models.FileBlob.digest.in_(wanted))))
    session.add_all(
        models.FileBlob(digest=digest, content=content)
        for digest, content in wanted.items()
        if digest not in known
    )
    session.flush()
    return digests


def open_version(
    session: Session, table: type[Version], files: Mapping[str, bytes], now: datetime
) -> tuple[Version, bool]:
    """The version in force when these are its files, else a new one; and whether it is new."""
    digest = digest_of_files(files)
    latest = session.scalars(select(table).order_by(table.number.desc()).limit(1)).one_or_none()
    if latest is not None and latest.digest == digest:
        return latest, False
    version = table(number=latest.number + 1 if latest else 1, digest=digest, published_at=now)
    session.add(version)
    session.flush()
    return version, True


def keep_files(session: Session, table: type[File], version_id: int, files: Mapping[str, bytes]) -> None:
    """The source files of a version, so that export gives them back."""
    blobs = _keep_blobs(session, files)
    session.add_all(table(version_id=version_id, path=path, digest=blobs[path]) for path in files)
    session.flush()
