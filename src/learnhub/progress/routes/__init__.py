"""Doors of learning: a lesson finished, alone or together, a check answered, a quiz begun."""

from learnhub.progress.routes import learning, together
from learnhub.progress.routes.shared import router

__all__ = ["learning", "router", "together"]
