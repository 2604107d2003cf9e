"""Doors of homes: who is learning on a phone, and how a phone comes to a home."""

from learnhub.households.routes import (
    asking,
    cards,
    chooser,
    helping,
    joining,
    locks,
    phones,
    scanned,
    unlocking,
)
from learnhub.households.routes.shared import router

__all__ = [
    "asking",
    "cards",
    "chooser",
    "helping",
    "joining",
    "locks",
    "phones",
    "router",
    "scanned",
    "unlocking",
]
