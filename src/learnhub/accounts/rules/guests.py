"""What a guest learned: how long it waits to be claimed, and the code that claims it."""

from datetime import timedelta

from learnhub.accounts.errors import ClaimCodeMalformed
from learnhub.kit.ids import read_code

GUEST_LIFE = timedelta(days=90)

CLAIM_LETTERS = 12  # as long as the code of a certificate


def claim_code(typed: str) -> str:
    """The code that was meant; spaces, hyphens, small letters and look-alikes do not matter.

    Raises ClaimCodeMalformed.
    """
    code = read_code(typed, CLAIM_LETTERS)
    if code is None:
        raise ClaimCodeMalformed
    return code
