"""Doors of homes: who is learning on a phone, how a phone comes to a home, and who belongs to it."""

from learnhub.households.routes import (
    asking,
    cards,
    children,
    chooser,
    coming,
    helping,
    joining,
    locks,
    members,
    moving,
    phones,
    scanned,
    splitting,
    together,
    unlocking,
)
from learnhub.households.routes.shared import router

__all__ = [
    "asking",
    "cards",
    "children",
    "chooser",
    "coming",
    "helping",
    "joining",
    "locks",
    "members",
    "moving",
    "phones",
    "router",
    "scanned",
    "splitting",
    "together",
    "unlocking",
]
