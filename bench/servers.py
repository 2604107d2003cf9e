"""Server processes on free loopback ports: the site, the bare response, nginx."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.databases import Place
from learnhub.cli import server_command

HOST = "127.0.0.1"
START_SECONDS = 40


class DidNotStart(Exception):
    """A server process ended or stayed silent. The text holds the end of its log."""


@dataclass(frozen=True, slots=True)
class Server:
    """`roots` are the processes whose work counts: with PostgreSQL also its own."""

    port: int
    roots: tuple[int, ...]


@contextmanager
def site(place: Place, *, workers: int = 1) -> Iterator[Server]:
    """The real site as `learnhub serve` runs it, on plain HTTP as only the demonstration may."""
    port = _free_port()
    environment = {
        "LEARNHUB_DATA": str(place.folder),
        "LEARNHUB_DATABASE_URL": place.url,
        "LEARNHUB_BASE_URL": f"http://127.0.0.1:{port}",
        "LEARNHUB_OPERATOR_NAME": "Bench",
        "LEARNHUB_HELP_PHONE": "0900 000 000",
        "MALLOC_ARENA_MAX": "2",  # as learnhub serve sets it
    }
    command = server_command("learnhub.app:from_environment", host=HOST, port=port, workers=workers)
    with _running(command, place.folder / "site.log", environment) as pid:
        _wait(port, "/healthz", pid, place.folder / "site.log")
        yield Server(port, (pid, *place.roots))


@contextmanager
def bare(ready: Path, *, workers: int = 1) -> Iterator[Server]:
    """The ready bytes of `ready`, one file an encoding, from a Starlette that does nothing else."""
    port, log = _free_port(), ready.parent / "bare.log"
    command = server_command("bench.bare:from_environment", host=HOST, port=port, workers=workers)
    with _running(command, log, {"BENCH_READY": str(ready)}) as pid:
        _wait(port, _any_address(ready), pid, log)
        yield Server(port, (pid,))


@contextmanager
def nginx(ready: Path) -> Iterator[Server | None]:
    """The same bytes as static files; None where nginx is not installed."""
    program = shutil.which("nginx")
    if program is None:
        yield None
        return
    port, folder = _free_port(), ready.parent / "nginx"
    folder.mkdir(exist_ok=True)
    configuration = folder / "nginx.conf"
    configuration.write_text(_nginx_configuration(folder, ready, port))
    # Named by -e as well: before it reads the file, nginx would open the system's log.
    command = [program, "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(configuration)]
    with _running(command, folder / "out.log", {}) as pid:
        _wait(port, _any_address(ready), pid, folder / "error.log")
        yield Server(port, (pid,))


def _nginx_configuration(folder: Path, ready: Path, port: int) -> str:
    places = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"  {place}_temp_path {folder}/{place};\n" for place in places)
    files = "".join(
        f"    location = /{file.name} {{ {_encoding_header(file.name)} }}\n" for file in ready.iterdir()
    )
    return (
        f"daemon off;\nuser root;\nworker_processes 1;\npid {folder}/pid;\n"
        "events { worker_connections 256; }\n"
        "http {\n  access_log off;\n  default_type text/html;\n  keepalive_requests 1000000;\n"
        f"{temporary}"
        f"  server {{\n    listen 127.0.0.1:{port};\n    root {ready};\n{files}  }}\n}}\n"
    )


def _any_address(ready: Path) -> str:
    return f"/{next(ready.iterdir()).name}"


def _encoding_header(name: str) -> str:
    return "" if name == "identity" else f"add_header content-encoding {name};"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def _running(command: list[str], log: Path, environment: Mapping[str, str]) -> Iterator[int]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env=os.environ | environment
        )
    try:
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(port: int, path: str, pid: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and not _has_ended(pid):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
                connection.sendall(f"GET {path} HTTP/1.0\r\nhost: 127.0.0.1:{port}\r\n\r\n".encode())
                if b" 200 " in connection.recv(100):
                    return
        except OSError:
            time.sleep(0.1)
    raise DidNotStart(f"{path}: {log.read_text(errors='replace')[-2000:]}")


def _has_ended(pid: int) -> bool:
    """Ended and not yet waited for: a zombie."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
