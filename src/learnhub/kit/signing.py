"""Short signed tokens that allow one thing for a limited time, without a session; and tokens that can be
made again for as long as the site keeps its key."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from hashlib import sha256


def sign(secret: bytes, purpose: str, subject: str, expires_at: datetime) -> str:
    """A token that says: the bearer may do `purpose` on `subject` until `expires_at`."""
    body = f"{subject}|{int(expires_at.timestamp())}"
    return urlsafe_b64encode(body.encode()).decode().rstrip("=") + "." + _mark(secret, purpose, body)


def opened(secret: bytes, purpose: str, token: str, now: datetime) -> str | None:
    """The subject of a valid token, else None."""
    encoded, _, mark = token.partition(".")
    try:
        body = urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    except ValueError:
        return None
    subject, _, expires = body.rpartition("|")
    if not hmac.compare_digest(_mark(secret, purpose, body).encode(), mark.encode()):
        return None
    return subject if now.timestamp() <= int(expires) else None


def derived(secret: bytes, purpose: str, subject: str) -> str:
    """162 bits that nobody can make without the secret: they need not be kept to be printed again."""
    return _mark(secret, purpose, subject)[:27]


def _mark(secret: bytes, purpose: str, body: str) -> str:
    digest = hmac.digest(secret, f"{purpose}|{body}".encode(), sha256)
    return urlsafe_b64encode(digest).decode().rstrip("=")
