"""Doors of homes: who is learning on a phone, and how a phone comes to a home."""

from learnhub.households.routes import chooser, helping, joining, locks, unlocking
from learnhub.households.routes.shared import router

__all__ = ["chooser", "helping", "joining", "locks", "router", "unlocking"]
