"""Refusals: a rule said no. The kind decides the status of the answer; the words are for the person."""

from collections.abc import Mapping
from typing import ClassVar

from learnhub.kit.words import N_, Message


class Refusal(Exception):
    """Base of all refusals. Subclasses state the fact in their name and say it in `message`."""

    message: ClassVar[str] = N_("This is not possible.")

    def __init__(self, values: Mapping[str, object] | None = None) -> None:
        super().__init__(self.message)
        self.said = Message(self.message, values or {})


class NotFound(Refusal):
    message = N_("We can't find this page. The address may have changed.")


class Forbidden(Refusal):
    message = N_("This page is for other people of your commune. Ask your commune admin for access.")


class Conflict(Refusal):
    message = N_("Something changed in the meantime. Look at the page again.")


class Invalid(Refusal):
    message = N_("Something in the form is missing. Look at it again.")


class TooMany(Refusal):
    """Asked too often. `retry_seconds` tells how long to wait."""

    message = N_("Too many tries. Wait a while, then try again.")

    def __init__(self, retry_seconds: int, values: Mapping[str, object] | None = None) -> None:
        super().__init__(values)
        self.retry_seconds = retry_seconds


class Unrecognised(Refusal):
    """Somebody must first be chosen or sign in, on the page of the route `where`."""

    message = N_("Choose who is learning first.")

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where
