"""docs/rules.md, H57, H58: the certificate of a home is checked and ended like every other."""

import pytest

from learnhub.accounts import service as accounts
from learnhub.certificates import queries, service
from learnhub.certificates.errors import CertificateNotFound, NotOfThisHome, ProgrammeNotCovered
from learnhub.certificates.models import HouseholdCertificate
from learnhub.households.models import Membership
from learnhub.households.service import choose_member, erase_home
from learnhub.kit.db import transaction
from learnhub.quizzes.models import Attempt
from tests.conftest import NOW, as_
from tests.factories import quizzes
from tests.factories.accounts import PASSWORD
from tests.factories.certificates import ISSUER
from tests.factories.courses import make_course
from tests.factories.home import cover, make_asking_course, make_minimum
from tests.factories.people import make_household, make_official, make_person, make_phone
from tests.factories.progress import finish
from tests.statements import counted


@pytest.fixture
def home(session):
    """Two adults; the first has learned everything."""
    course = make_asking_course(session)
    make_minimum(session, course)
    amina, ben = make_person(session), make_person(session, "Ben")
    cover(session, amina, course)
    return make_household(session, amina, ben), course, ben


def issue(session, household, by=None):
    by_id = (
        by.id if by else session.query(Membership.person_id).filter_by(household_id=household.id).first()[0]
    )
    return service.issue_for_home(session, household_id=household.id, by_id=by_id, issuer=ISSUER, now=NOW)


def test_it_waits_for_every_adult_s_own_answers(session, home):
    """H57."""
    household, course, ben = home
    with pytest.raises(ProgrammeNotCovered):
        issue(session, household)
    cover(session, ben, course)
    assert issue(session, household)


def test_only_a_person_of_the_home_makes_it(session, home):
    """H57."""
    household, course, ben = home
    cover(session, ben, course)
    with pytest.raises(NotOfThisHome):
        issue(session, household, by=make_official(session, role="volunteer"))
    assert issue(session, household, by=ben)


def test_it_is_made_once_and_carries_its_facts(session, home):
    """H58."""
    household, course, ben = home
    cover(session, ben, course)
    assert issue(session, household) == issue(session, household)
    facts = session.query(HouseholdCertificate).one().facts
    assert (facts["name"], facts["lessons"], facts["minutes"], facts["version"]) == ("Bà Ba", 3, 30, 1)
    assert facts["titles"]["en"] == "Programme minimum (en)"


def verify(session, typed, name=None):
    return queries.verify_page(session.connection(), typed=typed, language="en", now=NOW, name=name)


def test_a_stranger_checks_it_by_token_and_code_in_one_statement(session, home):
    household, course, ben = home
    cover(session, ben, course)
    code = issue(session, household)
    token = session.query(HouseholdCertificate.token).scalar()
    for typed in (code, token):
        with counted(session.connection()) as statements:
            page = verify(session, typed)
        assert statements.count == 1
        assert page.sheet is not None
        assert (page.sheet.is_home, page.shown_name) == (True, "B. Ba")
    assert verify(session, token, "ba BA").name_matches


def test_it_ends_by_a_revocation(session, home):
    household, course, ben = home
    cover(session, ben, course)
    code = issue(session, household)
    assert service.revoke(session, code=code, reason="mistake", now=NOW)
    assert not service.revoke(session, code=code, reason="mistake", now=NOW)
    assert verify(session, code).sheet.revoked_at == NOW


def test_erasing_the_home_leaves_it_as_it_was_issued(session, home):
    """H58, H65: whoever holds the paper can still have it checked, and the name on it compared."""
    household, course, ben = home
    cover(session, ben, course)
    code = issue(session, household)
    token, facts = session.query(HouseholdCertificate.token, HouseholdCertificate.facts).one()
    before = verify(session, token, "Bà Ba"), verify(session, code)
    erase_home(session, household_id=household.id, now=NOW)
    session.flush()
    assert (verify(session, token, "Bà Ba"), verify(session, code)) == before
    assert before[1].sheet is not None
    assert facts["name"] == "Bà Ba"


def test_no_other_home_opens_it(session, home):
    household, course, ben = home
    cover(session, ben, course)
    code = issue(session, household)
    with pytest.raises(CertificateNotFound):
        queries.home_certificate_page(
            session.connection(), typed=code, household_id=household.id + 1, language="en", base_url="x"
        )


def test_who_signed_in_on_the_phone_of_a_home_to_help_makes_none(client, database):
    """H57: the button is not there, and its form does nothing."""
    with transaction(database) as opened:
        course = make_asking_course(opened)
        make_minimum(opened, course)
        amina = make_person(opened)
        household = make_household(opened, amina)
        cover(opened, amina, course)
        helper = as_(make_phone(opened, make_official(opened, role="volunteer"), household).token)
    page = client.get("/en/household", headers=helper).text
    assert "Every adult here has learned" not in page
    assert client.post("/en/household/certificates", headers=helper).status_code == 403
    with transaction(database) as opened:
        assert opened.query(HouseholdCertificate).count() == 0


def test_a_member_makes_it_on_the_page_of_the_home_and_a_stranger_reads_it(client, database):
    with transaction(database) as opened:
        course = make_asking_course(opened)
        make_minimum(opened, course)
        amina = make_person(opened)
        household = make_household(opened, amina)
        cover(opened, amina, course)
        phone = as_(make_phone(opened, amina, household).token)
    assert "/en/household/certificates" in client.get("/en/household", headers=phone).text
    made = client.post("/en/household/certificates", headers=phone)
    assert made.status_code == 303
    page = client.get(made.headers["location"], headers=phone)
    assert page.status_code == 200
    assert "Home of Bà Ba" in page.text
    code = made.headers["location"].rpartition("/")[2]
    checked = client.get(f"/c/{code}?language=en")
    assert checked.status_code == 200
    assert "Home of B. Ba" in checked.text


# Members who have an account


@pytest.fixture
def trained(database):
    """Amina is a member of a home and an official, with two sessions: chosen at home, and signed in."""
    with transaction(database) as opened:
        course = make_course(opened)
        quizzes.publish(opened, course)
        amina = make_person(opened)
        amina.print_name = "Nguyễn Thị Hương"
        household = make_household(opened, amina)
        accounts.create_account(opened, person_id=amina.id, login="amina", password=PASSWORD, now=NOW)
        accounts.appoint(opened, person_id=amina.id, unit_id=household.unit_id, role="official", now=NOW)
        signed_in = make_phone(opened, amina, household)
        chosen = choose_member(
            opened, household_id=household.id, person_code=amina.code, replaces=None, now=NOW
        )
        finish(opened, amina, course)
        return {"household": as_(chosen), "official": as_(signed_in.token)}


def take_test(client, database, headers, wrong):
    """Begun at the door, answered and handed in. Returns the audience by whose rule it was judged."""
    client.post("/en/courses/safety/quizzes/final/attempts", headers=headers)
    with transaction(database) as opened:
        attempt = opened.query(Attempt).filter_by(submitted_at=None).one()
        quizzes.answer_all(opened, attempt.id, attempt.person_id, wrong=wrong)
        quizzes.submit(opened, attempt.id, attempt.person_id)
        return attempt.audience


@pytest.mark.parametrize(("audience", "status"), [("household", 303), ("official", 409)])
def test_a_member_with_an_account_is_tested_by_the_rule_of_whom_they_came_as(
    client, database, trained, audience, status
):
    """docs/rules.md, H48: two wrong answers pass at home (60 %), and not at work (80 %)."""
    assert take_test(client, database, trained[audience], wrong=2) == audience
    assert client.post("/en/courses/safety/certificate", headers=trained[audience]).status_code == status


def test_a_member_with_an_account_holds_one_certificate_wherever_they_are_named(client, database, trained):
    """docs/rules.md, H48: one person, one record."""
    for audience, wrong in (("official", 1), ("household", 0)):
        assert take_test(client, database, trained[audience], wrong) == audience
    made = [client.post("/en/courses/safety/certificate", headers=phone) for phone in trained.values()]
    [page] = {answer.headers["location"] for answer in made}
    assert [client.get(page, headers=phone).status_code for phone in trained.values()] == [200, 200]
