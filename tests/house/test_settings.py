"""What a site must be told before it opens, and the key that it makes for itself."""

import stat
import threading
from pathlib import Path

import pytest

from learnhub.settings import (
    DESCRIPTIONS,
    PREFIX,
    Settings,
    UnsafeSettings,
    read_settings,
    refuse_unsafe,
)

SAFE = Settings(
    base_url="https://learn.example.vn", operator_name="Phường Tương Mai", help_phone="0900 111 222"
)


def test_every_setting_is_read_from_the_environment():
    given = {
        "LEARNHUB_DATA": "/srv/learnhub",
        "LEARNHUB_DATABASE_URL": "postgresql://learnhub@db/learnhub",
        "LEARNHUB_BASE_URL": "https://learn.example.vn",
        "LEARNHUB_OPERATOR_NAME": "Phường Tương Mai",
        "LEARNHUB_HELP_PHONE": "0900 111 222",
        "LEARNHUB_TIME_ZONE": "Asia/Jakarta",
        "LEARNHUB_HOSTS": "learn.local",
    }
    found = read_settings(given)
    assert found.data == Path("/srv/learnhub")
    assert {name: str(getattr(found, name.removeprefix(PREFIX).lower())) for name in given} == given


def test_a_site_cannot_be_made_a_demonstration_by_its_environment():
    assert not read_settings({"LEARNHUB_IS_DEMO": "1"}).is_demo


def test_every_setting_is_described():
    assert DESCRIPTIONS.keys() == Settings.__dataclass_fields__.keys()


def test_without_an_address_the_database_lies_in_the_data_folder():
    assert read_settings({"LEARNHUB_DATA": "/srv"}).database == "sqlite:////srv/learnhub.db"


def test_the_site_answers_under_its_base_address_and_the_hosts_named_besides():
    found = Settings(base_url="https://Learn.Example.vn:8443", hosts=" Learn.local ,,10.0.0.5:80")
    assert found.allowed_hosts == {"learn.example.vn:8443", "learn.local", "10.0.0.5:80"}


@pytest.mark.parametrize("name", ["Asia/Hanoi_City", "", "../../etc/passwd", "Asia", "x\0y"])
def test_a_time_zone_that_is_none_is_refused(name: str):
    with pytest.raises(UnsafeSettings, match="LEARNHUB_TIME_ZONE"):
        read_settings({"LEARNHUB_TIME_ZONE": name})


def test_safe_settings_pass():
    refuse_unsafe(SAFE)


def test_every_fault_is_named_at_once():
    with pytest.raises(UnsafeSettings) as refused:
        refuse_unsafe(Settings(base_url="learn.example.vn"))
    for name in (
        "BASE_URL must begin with https",
        "BASE_URL must name a host",
        "HELP_PHONE",
        "OPERATOR_NAME",
    ):
        assert name in str(refused.value)


@pytest.mark.parametrize(
    ("base_url", "fault"),
    [
        pytest.param("http://learn.example.vn", "must begin with https", id="in the open"),
        pytest.param("https://", "must name a host", id="no host"),
        pytest.param("https:learn.example.vn", "must name a host", id="no slashes"),
        pytest.param("https://learn.example.vn/", "must end with the host", id="a path"),
        pytest.param("https://learn.example.vn?a=1", "must end with the host", id="a query"),
        pytest.param("https://user@learn.example.vn", "must end with the host", id="a person"),
    ],
)
def test_an_address_that_links_cannot_be_built_from_is_refused(base_url: str, fault: str):
    with pytest.raises(UnsafeSettings, match=fault):
        refuse_unsafe(
            Settings(base_url=base_url, operator_name=SAFE.operator_name, help_phone=SAFE.help_phone)
        )


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path):
    settings = Settings(data=tmp_path / "new" / "folder")
    key = settings.secret()
    path = settings.data / "secret.key"
    assert len(key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert settings.secret() == key == path.read_bytes()
    assert [file.name for file in settings.data.iterdir()] == ["secret.key"]


def test_two_sites_have_two_keys(tmp_path: Path):
    assert Settings(data=tmp_path / "a").secret() != Settings(data=tmp_path / "b").secret()


def test_processes_that_start_together_agree_on_one_whole_key(tmp_path: Path):
    for round_number in range(20):
        settings = Settings(data=tmp_path / str(round_number))
        start = threading.Barrier(8)
        keys: set[bytes] = set()

        def ask(site: Settings, start: threading.Barrier, keys: set[bytes]) -> None:
            start.wait()
            keys.add(site.secret())

        threads = [threading.Thread(target=ask, args=(settings, start, keys)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [len(key) for key in keys] == [32]


def test_a_key_that_was_cut_short_is_refused(tmp_path: Path):
    (tmp_path / "secret.key").write_bytes(b"")
    with pytest.raises(UnsafeSettings, match=r"secret\.key"):
        Settings(data=tmp_path).secret()
