"""The only importer of passlib's API: slow hashes, made one at a time per core."""

import unicodedata
from threading import BoundedSemaphore

from passlib.context import CryptContext

# OWASP's floor for argon2id: 19 MiB, two passes, one lane; about 40 ms on a small server.
_CONTEXT = CryptContext(
    schemes=["argon2"], argon2__memory_cost=19456, argon2__time_cost=2, argon2__parallelism=1
)
# Every hash takes 19 MiB: a login storm waits here instead of filling the memory.
_HASHING = BoundedSemaphore(2)


def hash_password(password: str) -> str:
    with _HASHING:
        return str(_CONTEXT.hash(_canonical(password)))


def verify_password(password: str, hashed: str | None) -> bool:
    """Takes as long for an account that does not exist (None) as for one that does."""
    with _HASHING:
        if hashed is None:
            _CONTEXT.dummy_verify()
            return False
        return bool(_CONTEXT.verify(_canonical(password), hashed))


def _canonical(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
