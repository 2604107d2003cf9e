"""Doors of the learner's pages, and of what a guest leaves to somebody with a name."""

from learnhub.learning.routes import claiming, pages
from learnhub.learning.routes.shared import router

__all__ = ["claiming", "pages", "router"]
