"""What may be typed, how often one may try, how long a session lives, where to go next."""

from learnhub.accounts.rules.codes import CODE_HOUR, WRONG_CODES, could_be_code, hour_of
from learnhub.accounts.rules.entry import (
    LEARNING_RECORD,
    PASSWORD_LEAST,
    PASSWORD_MOST,
    PHONE_LIFE,
    STAFF_LIFE,
    TRY_COUNT,
    TRY_LIMITS,
    TRY_MEMORY,
    UNDO,
    canonical_login,
    could_be_password,
    limited_until,
    new_login,
    new_password,
    onward,
    person_name,
    safe_next,
)
from learnhub.accounts.rules.guests import (
    CLAIM_LETTERS,
    GUEST_LIFE,
    claim_code,
)

__all__ = [
    "CLAIM_LETTERS",
    "CODE_HOUR",
    "GUEST_LIFE",
    "LEARNING_RECORD",
    "PASSWORD_LEAST",
    "PASSWORD_MOST",
    "PHONE_LIFE",
    "STAFF_LIFE",
    "TRY_COUNT",
    "TRY_LIMITS",
    "TRY_MEMORY",
    "UNDO",
    "WRONG_CODES",
    "canonical_login",
    "claim_code",
    "could_be_code",
    "could_be_password",
    "hour_of",
    "limited_until",
    "new_login",
    "new_password",
    "onward",
    "person_name",
    "safe_next",
]
