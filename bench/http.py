"""One request over one kept connection, byte by byte: what the wire carried is counted exactly."""

import gzip
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import urlsplit

import zstandard


class Unanswered(Exception):
    """The server closed the connection instead of answering."""


@dataclass(frozen=True, slots=True)
class Reply:
    """`wire_bytes` counts head and body as they were sent; `body` is as sent, `text` unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    wire_bytes: int

    @property
    def text(self) -> str:
        encoding = self.headers.get("content-encoding", "")
        if encoding == "zstd":
            return zstandard.ZstdDecompressor().decompressobj().decompress(self.body).decode()
        return (gzip.decompress(self.body) if encoding == "gzip" else self.body).decode()


class Client:
    """A connection to a loopback port, as one member's browser keeps it."""

    def __init__(self, port: int, *, cookie: str = "", encoding: str = "identity") -> None:
        self.port = port
        self.cookie = cookie
        self.encoding = encoding
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._file = self._socket.makefile("rb")

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        self._socket.close()

    def get(self, address: str) -> Reply:
        return self._send("GET", address, b"")

    def post(self, address: str, body: str) -> Reply:
        return self._send("POST", address, body.encode())

    def _send(self, method: str, address: str, body: bytes) -> Reply:
        head = request_head(method, _path(address), self.port, self.cookie, self.encoding, len(body))
        self._socket.sendall(head + body)
        return self._read()

    def _read(self) -> Reply:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = self._file.readline()
            if not line:
                raise Unanswered(head.decode(errors="replace"))
            head += line
        status, headers = read_head(head)
        wire_bytes = len(head)
        if headers.get("transfer-encoding") == "chunked":
            body, chunk_bytes = self._read_chunks()
            wire_bytes += chunk_bytes
        else:
            body = self._file.read(int(headers.get("content-length", "0")))
            wire_bytes += len(body)
        return Reply(status, headers, body, wire_bytes)

    def _read_chunks(self) -> tuple[bytes, int]:
        body, wire_bytes = b"", 0
        while True:
            line = self._file.readline()
            size = int(line.split(b";")[0], 16)
            chunk = self._file.read(size + 2)
            wire_bytes += len(line) + len(chunk)
            if not size:
                return body, wire_bytes
            body += chunk[:-2]


def request_head(method: str, path: str, port: int, cookie: str, encoding: str, body_length: int) -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        f"host: 127.0.0.1:{port}",
        f"accept-encoding: {encoding}",
        "sec-fetch-site: same-origin",
    ]
    if cookie:
        lines.append(f"cookie: {cookie}")
    if method == "POST":
        lines += [
            "content-type: application/x-www-form-urlencoded",
            f"content-length: {body_length}",
        ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def read_head(head: bytes) -> tuple[int, dict[str, str]]:
    """The status and the headers, their names in small letters."""
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    pairs = (line.split(":", 1) for line in lines)
    return int(first.split(" ")[1]), {name.lower(): value.strip() for name, value in pairs}


def _path(address: str) -> str:
    """A redirect may name the whole address; an anchor stays with the browser."""
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")
