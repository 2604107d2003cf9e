"""Doors of homes: who is learning on a phone, and how a phone comes to a home."""

from learnhub.households.routes import chooser, joining, together
from learnhub.households.routes.shared import router

__all__ = ["chooser", "joining", "router", "together"]
