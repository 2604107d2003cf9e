from starlette.testclient import TestClient

from learnhub import demo
from learnhub.app import create_app
from learnhub.demo import ward
from learnhub.kit.db import open_database
from learnhub.settings import Settings
from learnhub.wiring import open_site
from tests.factories.content import FOLDER


def test_a_ward_is_made_once_and_its_pages_exist_only_in_the_demonstration(tmp_path, client, monkeypatch):
    monkeypatch.setenv("LEARNHUB_DATA", str(tmp_path / "data"))
    said = []
    settings = Settings(data=tmp_path / "data")
    for _ in range(2):
        settings = demo.prepare(settings, FOLDER, 8000, said.append)
    assert sum("information-security: version 1" in line for line in said) == 2
    assert sum(ward.ACCOUNTS[0].login in line for line in said) == 2
    with TestClient(demo.from_environment(), base_url="http://127.0.0.1:8000") as browser:
        page = browser.get("/vi/demo")
        assert page.status_code == 200
        assert ward.PASSWORD in page.text
        assert "/vi/styleguide" in page.text
        assert browser.get("/vi/styleguide").status_code == 200
    for path in ("/vi/demo", "/vi/styleguide"):
        assert client.get(path).status_code == 404


def test_the_phone_of_a_home_can_be_taken(tmp_path, monkeypatch):
    monkeypatch.setenv("LEARNHUB_DATA", str(tmp_path / "data"))
    settings = demo.prepare(Settings(data=tmp_path / "data"), FOLDER, 8000, lambda _line: None)
    database = open_database(settings.database)
    app = create_app(settings, database, extra_routers=(demo.router,))
    headers = {"sec-fetch-site": "same-origin"}
    with TestClient(app, base_url="http://127.0.0.1:8000", headers=headers) as browser:
        code = browser.get("/vi/demo").text.split("/demo/homes/", 1)[1].split('"', 1)[0]
        page = browser.post(f"/vi/demo/homes/{code}")
        assert page.url.path == "/vi/who"
        assert ward.HOMES[0].members[0].name in page.text
        assert browser.post("/vi/demo/homes/none").status_code == 404
    database.dispose()


def test_a_site_s_certificates_name_its_operator(tmp_path):
    """Without it a completion could not be certified at once."""
    database = open_site(Settings(data=tmp_path, operator_name="Phường Hoa Gạo"))
    assert database.sessions().info["issuer"].name == "Phường Hoa Gạo"
    database.dispose()
