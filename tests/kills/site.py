"""A server of our own, in a process group of its own: started, killed as a whole, known again."""

import os
import signal
import socket
import subprocess
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from uuid import uuid4

from learnhub.cli import server_command

HOST = "learn.example.vn"
REAL_SITE = "learnhub.app:from_environment"
ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
WORKERS = 2
# Below the ports that outgoing connections are given: while the server is down nobody gets its port.
PORTS = range(20_000, 32_000)


class Site:
    """`factory` makes the application; that of `learnhub serve`, unless a fault is to be seeded.

    `name` is shown on the pages, so that an answer proves whose server and settings it came from.
    """

    def __init__(self, folder: Path, compiled: Path, database_url: str, factory: str = REAL_SITE) -> None:
        self.port = _free_port()
        self.name = f"Site {uuid4().hex}"
        self.log = folder / "server.log"
        self.environment = _environment(compiled) | {
            "LEARNHUB_BASE_URL": f"https://{HOST}",
            "LEARNHUB_OPERATOR_NAME": self.name,
            "LEARNHUB_HELP_PHONE": "0900 000 000",
            "LEARNHUB_DATABASE_URL": database_url,
            "LEARNHUB_DATA": str(folder / "data"),
        }
        self.command = server_command(factory, host="127.0.0.1", port=self.port, workers=WORKERS)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, member: tuple[str, str]) -> None:
        """Returns when it answers as ours: under its name, to a member by the name in its database."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        until = time.monotonic() + START_SECONDS
        while self._get("/healthz") != "ok":
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"The server does not answer:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.02)
        token, name = member
        landing = self._get("/en", {"cookie": f"__Host-learnhub={token}"})
        assert self.name in landing, "another server answers on this port"
        assert name in landing, "this server has another database"

    def kill(self) -> None:
        """The whole group at once, as a power cut would; nobody gets to tidy up."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)

    def wait_until_dead(self) -> None:
        """The port is refused once the last process of the group is gone."""
        assert self.process is not None
        self.process.wait(START_SECONDS)
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
            except ConnectionError:
                return
            time.sleep(0.01)
        raise RuntimeError("killed, and it still answers")

    def _get(self, path: str, headers: dict[str, str] | None = None) -> str:
        """The page; empty when nobody answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={"host": HOST} | (headers or {}))
            return connection.getresponse().read().decode()
        except (OSError, HTTPException):
            return ""
        finally:
            connection.close()


def _environment(compiled: Path) -> dict[str, str]:
    """Ours without the site's settings. Where nothing may be compiled beside the sources it is done in the
    folder `compiled`, once: a start takes a quarter of the time then.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("LEARNHUB_")}
    if inherited.pop("PYTHONDONTWRITEBYTECODE", ""):
        inherited["PYTHONPYCACHEPREFIX"] = str(compiled)
    return inherited


def _free_port() -> int:
    random = Random(uuid4().int)
    while True:
        port = random.choice(PORTS)
        with socket.socket() as free:
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                free.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
