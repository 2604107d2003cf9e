"""Source files of what is published: their digest, and their bytes, kept once."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.courses import models

# Part of every digest: a change of what publishing makes of the same files raises it.
FORMAT = 1


def digest_of_files(files: Mapping[str, bytes], more: Iterable[str] = ()) -> str:
    """Of every file, and of the lines in `more`."""
    whole = sha256(f"format {FORMAT}\n".encode())
    for path, content in sorted(files.items()):
        whole.update(f"{path} {sha256(content).hexdigest()}\n".encode())
    for line in more:
        whole.update(f"{line}\n".encode())
    return whole.hexdigest()


def keep_blobs(session: Session, files: Mapping[str, bytes]) -> dict[str, str]:
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
