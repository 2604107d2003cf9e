"""Doors of sign-in, sign-out and the first administrator."""

from starlette.requests import Request
from starlette.responses import Response

from learnhub.kit.errors import NotFound
from learnhub.web.routing import RoomRouter

router = RoomRouter("accounts")


@router.read("/sign-in", allow="anybody")
def show_sign_in(request: Request) -> Response:
    raise NotFound


@router.write("/sign-in", allow="anybody")
def sign_in(request: Request) -> Response:
    raise NotFound


@router.write("/sign-out", allow="anybody")
def sign_out(request: Request) -> Response:
    raise NotFound


@router.read("/setup", allow="anybody")
def show_setup(request: Request) -> Response:
    raise NotFound


@router.write("/setup", allow="anybody")
def set_up(request: Request) -> Response:
    raise NotFound
