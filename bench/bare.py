"""The limit of the framework: ready bytes from memory through Starlette, nothing else.

Started by uvicorn as the site is. `BENCH_READY` names the folder with one file an encoding.
"""

import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def from_environment() -> Starlette:
    ready = {file.name: file.read_bytes() for file in Path(os.environ["BENCH_READY"]).iterdir()}

    async def show(request: Request) -> Response:
        encoding = request.path_params["encoding"]
        headers = {"content-type": "text/html; charset=utf-8"}
        if encoding != "identity":
            headers["content-encoding"] = encoding
        return Response(ready[encoding], headers=headers)

    return Starlette(routes=[Route("/{encoding}", show)])
