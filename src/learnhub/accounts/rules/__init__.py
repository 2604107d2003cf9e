"""What may be typed, how often one may try, how long a session lives, where to go next."""

from learnhub.accounts.rules.entry import (
    PASSWORD_LEAST,
    PASSWORD_MOST,
    PHONE_LIFE,
    STAFF_LIFE,
    TRY_COUNT,
    TRY_LIMITS,
    TRY_MEMORY,
    canonical_login,
    could_be_password,
    limited_until,
    new_login,
    new_password,
    onward,
    person_name,
    safe_next,
)

__all__ = [
    "PASSWORD_LEAST",
    "PASSWORD_MOST",
    "PHONE_LIFE",
    "STAFF_LIFE",
    "TRY_COUNT",
    "TRY_LIMITS",
    "TRY_MEMORY",
    "canonical_login",
    "could_be_password",
    "limited_until",
    "new_login",
    "new_password",
    "onward",
    "person_name",
    "safe_next",
]
