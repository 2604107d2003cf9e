"""Doors of the chooser: who is learning on this phone."""

from starlette.requests import Request
from starlette.responses import Response

from learnhub.kit.errors import NotFound
from learnhub.web.routing import RoomRouter

router = RoomRouter("households")


@router.read("/who", allow="anybody")
def show_chooser(request: Request) -> Response:
    raise NotFound


@router.write("/who", allow="anybody")
def choose_member(request: Request) -> Response:
    raise NotFound


@router.write("/who/nobody", allow="anybody")
def learn_without_name(request: Request) -> Response:
    raise NotFound


@router.read("/who/new", allow="anybody")
def new_member(request: Request) -> Response:
    raise NotFound


@router.write("/who/new", allow="anybody")
def add_member(request: Request) -> Response:
    raise NotFound


@router.read("/join", allow="anybody")
def new_household(request: Request) -> Response:
    raise NotFound


@router.write("/join", allow="anybody")
def register_household(request: Request) -> Response:
    raise NotFound
