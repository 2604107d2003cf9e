"""Doors of homes: who is learning on a phone, and how a phone comes to a home."""

from learnhub.households.routes import asking, cards, chooser, joining, phones, scanned
from learnhub.households.routes.shared import router

__all__ = ["asking", "cards", "chooser", "joining", "phones", "router", "scanned"]
