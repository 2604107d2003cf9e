"""What a guest learned: how long it waits to be claimed, and the code that claims it."""

from datetime import timedelta

from learnhub.accounts.errors import ClaimCodeMalformed
from learnhub.kit.ids import read_code

GUEST_LIFE = timedelta(days=90)

# A claim code is as long as that of a certificate. Codes that nobody has are counted for the whole site.
CLAIM_LETTERS = 12
CLAIM_TRIES, CLAIM_WINDOW = 60, timedelta(hours=1)


def claim_code(typed: str) -> str:
    """The code that was meant; spaces, hyphens, small letters and look-alikes do not matter.

    Raises ClaimCodeMalformed.
    """
    code = read_code(typed, CLAIM_LETTERS)
    if code is None:
        raise ClaimCodeMalformed
    return code


def grouped(code: str) -> str:
    """As it is shown: 7K2M-9QXD-4HTA-W."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
