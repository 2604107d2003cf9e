"""Doors of homes: who is learning on a phone, how a phone comes to a home, and who belongs to it."""

from learnhub.households.routes import children, chooser, joining, members, moving
from learnhub.households.routes.shared import router

__all__ = ["children", "chooser", "joining", "members", "moving", "router"]
