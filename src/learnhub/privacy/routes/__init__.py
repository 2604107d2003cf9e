"""Doors of what is stored: of the home, of the person in front, and their erasure."""

from learnhub.privacy.routes import home, mine
from learnhub.privacy.routes.shared import router

__all__ = ["home", "mine", "router"]
