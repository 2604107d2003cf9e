"""Ids that can be made anywhere, and codes that can be read aloud."""

import secrets
import unicodedata
from datetime import datetime
from hashlib import sha256
from uuid import UUID

# Crockford's base 32: no I, L, O, U, so that nobody confuses a letter with a digit.
# Z is left out as well: 31 letters make a prime, which the check character needs.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})


def uuid7(now: datetime) -> UUID:
    """Time-ordered random id (RFC 9562, version 7)."""
    milliseconds = int(now.timestamp() * 1000)
    value = (milliseconds << 80) | secrets.randbits(80)
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return UUID(int=value)


def new_token() -> str:
    """An unguessable address part: 160 random bits."""
    return secrets.token_urlsafe(20)


def new_code(length: int) -> str:
    """Random characters to print and type, with a check character at the end."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(length))
    return body + check_character(body)


def code_from(token: str, length: int) -> str:
    """As `new_code`, the same one each time: as hard to guess as the token is."""
    number, body = int.from_bytes(sha256(token.encode()).digest()), ""
    for _ in range(length):
        number, place = divmod(number, len(ALPHABET))
        body += ALPHABET[place]
    return body + check_character(body)


def new_number() -> str:
    """Two digits to compare on two screens."""
    return str(secrets.randbelow(90) + 10)


def grouped(code: str, *, size: int = 4, between: str = "-") -> str:
    """As it is shown and read aloud: 7K2M-9QXD-4HTA-W."""
    return between.join(code[start : start + size] for start in range(0, len(code), size))


def check_character(body: str) -> str:
    """Weighted sum modulo the alphabet: finds every wrong character and every swap of neighbours."""
    total = sum((place + 1) * ALPHABET.index(letter) for place, letter in enumerate(body))
    return ALPHABET[total % len(ALPHABET)]


def bare(typed: str) -> str:
    """The letters and digits that were typed, as capitals: no spaces or hyphens, nothing of full width."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", typed).upper() if letter.isalnum())


def read_code(typed: str, length: int) -> str | None:
    """The code that was meant, look-alikes mended. None when malformed.

    Source: docs/rules.md, R-28 (one spelling).
    """
    code = bare(typed).translate(_LOOKALIKES)
    if len(code) != length + 1 or any(letter not in ALPHABET for letter in code):
        return None
    return code if check_character(code[:-1]) == code[-1] else None
