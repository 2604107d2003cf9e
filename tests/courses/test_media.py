"""docs/rules.md, P7: a recording is given whole or in parts, as a player asks."""

from hashlib import sha256

import pytest

from learnhub.kit.db import transaction
from tests.content_samples import DRAWING, sample_files
from tests.factories import content

FILE = "lesson.vi.mp3"
SOUND = b"sound"


@pytest.fixture
def site(client, database):
    """Teaches a lesson with a recording of five bytes."""
    with transaction(database) as session:
        content.publish(session, sample_files())
    return client


def ask(site, wanted, *, file=FILE, written=SOUND, **headers):
    return site.get(f"/media/{sha256(written).hexdigest()}/{file}", headers={"range": wanted} | headers)


def test_a_whole_recording_says_that_it_has_parts(site):
    answer = site.get(f"/media/{sha256(SOUND).hexdigest()}/{FILE}")
    assert (answer.status_code, answer.content) == (200, SOUND)
    assert answer.headers["content-type"] == "audio/mpeg"
    assert answer.headers["accept-ranges"] == "bytes"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("wanted", "given", "place"),
    [
        ("bytes=0-", b"sound", "0-4"),
        ("bytes=0-0", b"s", "0-0"),
        ("bytes=1-3", b"oun", "1-3"),
        ("bytes=3-99", b"nd", "3-4"),
        ("bytes=-2", b"nd", "3-4"),
        ("bytes=-99", b"sound", "0-4"),
    ],
)
def test_a_part_is_given_with_its_place(site, wanted, given, place):
    answer = ask(site, wanted)
    assert (answer.status_code, answer.content) == (206, given)
    assert answer.headers["content-range"] == f"bytes {place}/5"
    assert answer.headers["content-length"] == str(len(given))
    assert answer.headers["content-type"] == "audio/mpeg"


@pytest.mark.parametrize("wanted", ["bytes=5-", "bytes=9-12", "bytes=-0"])
def test_a_part_behind_the_end_is_refused_with_the_size(site, wanted):
    answer = ask(site, wanted)
    assert (answer.status_code, answer.content) == (416, b"")
    assert answer.headers["content-range"] == "bytes */5"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "wanted", ["bytes=-", "bytes=3-1", "bytes=0-1,3-4", "pages=1-2", "bytes=x-", "bytes=१-", "9" * 99]
)
def test_what_is_no_part_is_answered_with_the_whole(site, wanted):
    answer = ask(site, wanted.encode())
    assert (answer.status_code, answer.content) == (200, SOUND)


def test_a_part_under_a_condition_is_answered_with_the_whole(site):
    assert ask(site, "bytes=1-3", **{"if-range": "elsewhere"}).content == SOUND


def test_a_picture_has_no_parts(site):
    answer = ask(site, "bytes=1-3", file="hang-up.svg", written=DRAWING.encode())
    assert (answer.status_code, answer.text) == (200, DRAWING)
