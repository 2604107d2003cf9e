"""What all doors of the learner's pages share."""

from learnhub.web.routing import RoomRouter

router = RoomRouter("learning")
