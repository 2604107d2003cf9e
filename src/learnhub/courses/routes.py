"""Files of published courses."""

import re

from starlette.requests import Request
from starlette.responses import Response

from learnhub.courses import queries
from learnhub.web.deps import reads
from learnhub.web.routing import RoomRouter

router = RoomRouter("courses")

# The address names the content, so it never changes. A picture opened alone runs nothing.
HEADERS = {
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}
TYPES = {".svg": "image/svg+xml", ".webp": "image/webp", ".mp3": "audio/mpeg"}
RECORDING = ".mp3"
_PART = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


@router.read("/media/{digest}/{file}", allow="anybody", with_language=False)
def show_media(request: Request, digest: str, file: str) -> Response:
    with reads(request) as connection:
        content = queries.get_media(connection, digest=digest, file=file)
    suffix = file[file.rfind(".") :]
    if suffix == RECORDING:
        return _recording(request, content)
    return Response(content, media_type=TYPES[suffix], headers=HEADERS)


def _recording(request: Request, content: bytes) -> Response:
    """The whole, or the part that a player asks for: some play nothing that has no parts.

    Source: docs/rules.md, P7; RFC 9110, section 14.
    """
    size, headers = len(content), HEADERS | {"accept-ranges": "bytes"}
    part = _part_of(request, size)
    if part is None:
        return Response(content, media_type=TYPES[RECORDING], headers=headers)
    if not part:
        return Response(status_code=416, headers=headers | {"content-range": f"bytes */{size}"})
    headers["content-range"] = f"bytes {part[0]}-{part[-1]}/{size}"
    return Response(content[part[0] : part[-1] + 1], 206, media_type=TYPES[RECORDING], headers=headers)


def _part_of(request: Request, size: int) -> range | None:
    """Which bytes are asked for: none when the file has no such. None: the whole file.

    That also answers several parts at once, a part under a condition, and what is no part at all.
    """
    asked = _PART.fullmatch(request.headers.get("range", ""))
    if asked is None or "if-range" in request.headers:
        return None
    first, last = (int(digits) if digits else None for digits in asked.groups())
    if first is None:
        return None if last is None else range(max(size - last, 0), size)
    if last is not None and last < first:
        return None
    return range(first, size if last is None else min(last + 1, size))
