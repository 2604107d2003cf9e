"""Doors of certificates: the holder's sheet, and the page on which a stranger checks one."""

from starlette.requests import Request
from starlette.responses import Response

from learnhub.kit.errors import NotFound
from learnhub.web.routing import RoomRouter

router = RoomRouter("certificates")


@router.read("/me/certificates/{code}", allow="learner")
def show_certificate(request: Request, code: str) -> Response:
    raise NotFound


@router.read("/courses/{course}/certificate", allow="learner")
def ask_name(request: Request, course: str) -> Response:
    raise NotFound


@router.write("/courses/{course}/certificate", allow="learner")
def issue_certificate(request: Request, course: str) -> Response:
    raise NotFound


@router.read("/verify", allow="anybody")
def ask_code(request: Request) -> Response:
    raise NotFound


@router.read("/c", allow="anybody", with_language=False)
def verify_typed(request: Request) -> Response:
    raise NotFound


@router.read("/c/{code}", allow="anybody", with_language=False)
def verify(request: Request, code: str) -> Response:
    raise NotFound


@router.write("/c/{code}", allow="anybody", with_language=False)
def compare_name(request: Request, code: str) -> Response:
    raise NotFound
