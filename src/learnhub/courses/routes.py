"""Files of published courses."""

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


@router.read("/media/{digest}/{file}", allow="anybody", with_language=False)
def show_media(request: Request, digest: str, file: str) -> Response:
    with reads(request) as connection:
        content = queries.get_media(connection, digest=digest, file=file)
    suffix = file[file.rfind(".") :]
    return Response(content, media_type=TYPES[suffix], headers=HEADERS)
