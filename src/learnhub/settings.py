"""The environment, read once. Rooms are given values, never this module."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PREFIX = "LEARNHUB_"
KEY_BYTES = 32


class UnsafeSettings(Exception):
    """The site must not start like this. The text says what to set."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default. Each is set by an environment variable LEARNHUB_<NAME>."""

    data: Path = Path("data")
    database_url: str = ""
    base_url: str = "http://127.0.0.1:8000"
    operator_name: str = "LearnHub"
    help_phone: str = ""
    time_zone: str = "Asia/Ho_Chi_Minh"
    hosts: str = ""
    is_demo: bool = False

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'learnhub.db'}"

    @property
    def register(self) -> Path:
        """What people asked for about stored data, apart from the database: it outlives a restore."""
        return self.data / "register.txt"

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """The base address's host, and those named besides."""
        named = [host.strip().lower() for host in self.hosts.split(",") if host.strip()]
        return frozenset([urlsplit(self.base_url).netloc.lower(), *named])

    def secret(self) -> bytes:
        """The site's signing key: made once, kept in the data folder, readable by its owner only."""
        path = self.data / "secret.key"
        self.data.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make_key(path)
        key = path.read_bytes()
        if len(key) != KEY_BYTES:
            raise UnsafeSettings(f"{path} is not whole. Take it from a backup, or remove it for a new one.")
        return key


def _make_key(path: Path) -> None:
    """Written beside its place and put there whole: several processes may start at once."""
    draft = path.with_name(f"secret.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


DESCRIPTIONS = {
    "data": "folder of the database, the signing key and backups",
    "database_url": "postgresql://user@host/name; empty: SQLite in the data folder",
    "base_url": "the address that people type; links on certificates are built from it",
    "operator_name": "who runs this site, shown on the landing page and on certificates",
    "help_phone": "help phone shown where a unit has none of its own",
    "time_zone": "in which days and times are shown",
    "hosts": "further host names under which the site answers, separated by commas",
    "is_demo": "set by `learnhub demo` only",
}


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Raises UnsafeSettings for a value that cannot be used."""
    given: dict[str, object] = {}
    for field in fields(Settings):
        raw = environment.get(PREFIX + field.name.upper())
        if raw is not None and field.name != "is_demo":
            given[field.name] = Path(raw) if field.name == "data" else raw
    settings = Settings(**given)  # type: ignore[arg-type]
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UnsafeSettings(f"LEARNHUB_TIME_ZONE: there is no time zone {settings.time_zone!r}") from error
    return settings


def refuse_unsafe(settings: Settings) -> None:
    """What a real site must have before it opens. Raises UnsafeSettings naming every fault at once."""
    faults = []
    if not settings.is_https:
        faults.append(
            "LEARNHUB_BASE_URL must begin with https:// (cookies and codes must not travel in the open)"
        )
    address = urlsplit(settings.base_url)
    if not address.netloc:
        faults.append("LEARNHUB_BASE_URL must name a host, for example https://learn.example.vn")
    if address.path or address.query or address.fragment or "@" in address.netloc:
        faults.append("LEARNHUB_BASE_URL must end with the host: no slash, no path, no name before it")
    if not settings.help_phone:
        faults.append("LEARNHUB_HELP_PHONE must be set: every page offers help by phone")
    if settings.operator_name == Settings().operator_name:
        faults.append("LEARNHUB_OPERATOR_NAME must say who runs this site")
    if faults:
        raise UnsafeSettings("\n".join(faults))
