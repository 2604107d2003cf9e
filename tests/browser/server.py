"""A real server process with the demonstration ward, for a browser to visit."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.factories.content import FOLDER

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120


@dataclass(frozen=True)
class Server:
    url: str
    database_url: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def secret(self) -> bytes:
        return (self.log.parent / "secret.key").read_bytes()

    def check(self) -> None:
        """Raises with the log when the process has ended."""
        if self.process.poll() is not None:
            raise RuntimeError(f"The server ended with {self.process.returncode}:\n{self.log.read_text()}")


@contextmanager
def demo_server(folder: Path, database_url: str = "", *, content: Path = FOLDER) -> Iterator[Server]:
    """Serves from `folder` what was written in `content`; ends with the block."""
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LEARNHUB_")}
    environment |= {"LEARNHUB_DATA": str(folder), "LEARNHUB_DATABASE_URL": database_url}
    command = [sys.executable, "-m", "learnhub", "demo", "--port", str(port), "--content", str(content)]
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    server = Server(
        f"http://127.0.0.1:{port}", database_url or f"sqlite:///{folder / 'learnhub.db'}", process, log
    )
    try:
        _wait_for(server)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(server: Server) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        server.check()
        try:
            with urlopen(f"{server.url}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"No answer in {START_SECONDS} seconds:\n{server.log.read_text()}")
