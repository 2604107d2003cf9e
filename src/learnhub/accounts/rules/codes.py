"""Codes that are typed: how many that nobody has are looked at, in the whole site."""

from datetime import datetime, timedelta

WRONG_CODES = 60  # of one kind, an hour
CODE_HOUR = timedelta(hours=1)


def hour_of(now: datetime) -> datetime:
    """When the hour began in which wrong codes are counted together."""
    return now.replace(minute=0, second=0, microsecond=0)


def could_be_code(sent: str) -> bool:
    """Anything else is nobody's code and no phone's name, and databases disagree about some of it."""
    return len(sent) <= 40 and sent.isascii() and sent.isprintable()
