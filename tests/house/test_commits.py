"""docs/rules.md, R-06, R-13: what could not be committed is never answered as a success.

The disk fails at the very last moment of each form of the site. Kills and power cuts are tried elsewhere.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from learnhub.kit.db import BUSY_SECONDS
from learnhub.kit.words import LANGUAGES
from learnhub.web.error_pages import SENTENCES
from learnhub.web.languages import Words
from tests.house.test_access import digests
from tests.house.test_bad_input import ENTRY, WRITES
from tests.house.twins import Twin, Twins

# Doors that keep nothing in the database.
KEEP_NOTHING = {"certificates.compare_name", "web.take_csp_report"}
# Doors whose form here is refused before anything is written.
REFUSED = {
    *("privacy.undo_erasure", "accounts.set_up", "quizzes.submit_attempt"),
    "certificates.issue_home_certificate",
    *("households.enter_home", "households.take_away"),
    *("households.look_at_request", "households.answer_at_home", "households.answer_as_helper"),
}


class Disk:
    """Lets so many commits pass, then fails. `asked` counts all of them."""

    def __init__(self) -> None:
        self.passes = 0
        self.asked = 0
        self.is_broken = False

    def commit(self, _session: object) -> None:
        self.asked += self.is_broken
        if self.is_broken and self.asked > self.passes:
            raise OperationalError("COMMIT", {}, Exception("disk I/O error"))


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, twins: Twins) -> Twin:
    return twins.sites[request.param]


@pytest.fixture
def disk(site: Twin) -> Iterator[Disk]:
    failing = Disk()
    event.listen(site.world.database.sessions, "before_commit", failing.commit)
    yield failing
    event.remove(site.world.database.sessions, "before_commit", failing.commit)


@pytest.mark.parametrize("name", sorted({*WRITES} - KEEP_NOTHING - REFUSED))
def test_a_form_whose_commit_fails_is_told_so_and_changes_nothing(site: Twin, disk: Disk, name: str):
    site.rest()
    site.phone(site.forms[name].actor)
    before = digests(site.world.database)
    disk.is_broken = True
    answer = site.post(ENTRY[name], {})
    assert disk.asked
    assert (answer.status_code, answer.headers["retry-after"]) == (503, str(BUSY_SECONDS))
    assert Words("vi").gettext(SENTENCES[503]) in answer.text
    assert "set-cookie" not in answer.headers
    assert digests(site.world.database) == before


def test_a_sign_in_whose_second_commit_fails_opens_nothing(site: Twin, disk: Disk):
    """The try was counted, which is the safe side."""
    site.rest()
    disk.is_broken, disk.passes = True, 1
    answer = site.post(ENTRY["accounts.sign_in"], {})
    assert (answer.status_code, disk.asked) == (503, 2)
    assert "set-cookie" not in answer.headers


def test_the_same_form_succeeds_once_the_disk_is_well(site: Twin, disk: Disk):
    disk.is_broken = True
    assert site.post(ENTRY["progress.complete_lesson"], {}).status_code == 503
    disk.is_broken = False
    assert site.post(ENTRY["progress.complete_lesson"], {}).status_code == 303


@pytest.mark.parametrize("name", sorted(KEEP_NOTHING))
def test_a_door_that_keeps_nothing_needs_no_disk(site: Twin, disk: Disk, name: str):
    site.phone(site.forms[name].actor)
    disk.is_broken = True
    assert site.post(ENTRY[name], {}).status_code == site.forms[name].status
    assert not disk.asked


SAID = {"vi": "chưa lưu", "id": "belum", "en": "saved"}
NOTHING_SAVED = [408, 413, 503]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", NOTHING_SAVED)
def test_the_page_says_that_nothing_was_saved(language: str, status: int):
    """R-13."""
    sentence = str(Words(language).gettext(SENTENCES[status])).casefold()
    assert SAID[language] in sentence
    assert language != "en" or "not" in sentence


def test_a_form_that_we_broke_ourselves_says_so_too(site: Twin, monkeypatch: pytest.MonkeyPatch):
    """R-13."""

    def break_down(*_all: object, **_named: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr("learnhub.progress.service.complete_lesson", break_down)
    answer = site.post(ENTRY["progress.complete_lesson"], {})
    assert answer.status_code == 500
    assert SAID["vi"] in answer.text.casefold()
