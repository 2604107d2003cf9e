from sqlalchemy import select
from starlette.testclient import TestClient

from learnhub import demo
from learnhub.accounts.models import Person
from learnhub.app import create_app
from learnhub.certificates.models import HouseholdCertificate
from learnhub.courses.models import ProgrammeOutcome
from learnhub.demo import ward
from learnhub.households.models import Household
from learnhub.kit.db import open_database
from learnhub.progress.models import LearningEvent
from learnhub.progress.queries import home_coverage, person_ledger
from learnhub.settings import Settings
from learnhub.wiring import open_site
from tests.conftest import NOW
from tests.factories.certificates import ISSUER
from tests.factories.content import FOLDER
from tests.factories.courses import LANGUAGES, make_course
from tests.factories.programmes import make_programme
from tests.factories.quizzes import make_item, publish


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


def test_homes_are_at_the_beginning_near_the_certificate_and_past_it(session):
    """docs/rules.md, H50, H51, H57: by the same verbs as in a real home."""
    keys = tuple(f"lesson-{number}" for number in range(1, ward.ALL + 1))
    course = make_course(session, ward.COURSE, lessons=keys)
    publish(
        session,
        course,
        [make_item(f"{word}-{key}", lesson=key, kind="check") for key in keys for word in ("a", "b")],
    )
    programme = make_programme(session, (course.course_id, keys), key="minimum")
    for position, key in enumerate(keys, start=1):
        says = {language: {"reached": "can", "not_yet": "not yet"} for language in LANGUAGES}
        session.add(
            ProgrammeOutcome(
                programme_id=programme.id,
                position=position,
                key=key,
                who="every-adult",
                course_id=course.course_id,
                lessons=[key],
                texts=says,
            )
        )
    session.flush()
    session.info["issuer"] = ISSUER
    ward.make(session, secret=b"demo" * 8, now=NOW)
    homes = session.scalars(select(Household.id).order_by(Household.id)).all()
    reached = [
        home_coverage(session.connection(), household_id=home, language="vi").reached_count for home in homes
    ]
    assert reached == [0, ward.ALL - 2, ward.ALL]
    assert session.scalars(select(HouseholdCertificate.household_id)).all() == [homes[2]]
    answers = [fact.detail for fact in session.scalars(select(LearningEvent)) if "check" in fact.detail]
    assert {detail["is_right"] for detail in answers} == {True, False}
    for person_id in session.scalars(select(Person.id)):
        assert person_ledger(session.connection(), person_id=person_id).differences == []
    assert session.scalars(select(Person.name).where(Person.is_child)).all() == ["Bé Súa"]
