"""docs/rules.md, R-54, R-55: whatever is typed, both engines are asked alike and answer alike.

Every word of every address, every query word that a page reads, and every field of every form, one at a
time while the rest is in order, so that the hostile word really reaches what reads it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

import pytest

from tests.house.forms import PART, body_of
from tests.house.test_access import ENTRIES
from tests.house.tree import SOURCE
from tests.house.twins import Told, Twins

# What no text of any form may hold.
UNUSABLE = {
    "NUL": "A\0B",
    "escape": "A\x1bB",
    "broken letter": "A\ud800B",
    "direction": "A\u202eB",
    "zero width": "A\u200bB",
    "tag letter": "A\U000e0041B",
    "endless": "Aa" * 4000,
}
# What may be somebody's word and is no number, day or id.
ODD = {
    "huge": "9" * 40,
    "beyond 32 bits": "2147483648",
    "beyond 64 bits": "9223372036854775808",
    "negative": "-1",
    "not a number": "NaN",
    "infinite": "Infinity",
    "exponent": "1e999",
    "digits of another script": "١٢",
    "no such day": "2026-02-31",
    "day zero": "0000-00-00",
    "far day": "99999-12-31T25:61:61",
    "noncharacter": "A\uffffB",
    "beyond the first plane": "😀",
    "many marks": "a" + "\u0301" * 60,
}
STATEMENTS = (
    *("' OR '1'='1", "'; DROP TABLE people; --", '" OR ""="', "1) UNION SELECT login FROM accounts --"),
    *("%", "_", "\\", "%%%", "a%' ESCAPE '\\", "/*", "*/", "--", ";", "$$", "$1", "?", ":match"),
    *("%(name)s", "E'\\\\x'", "0x27", "CHAR(39)", "pg_sleep(9)", "randomblob(999999999)", "NEAR(a b)"),
    *("a AND b", "a OR", "NOT", "*", "a*b", '"', 'a"b', "a:b", "^a", "-a", "(", ")", "&", "a & b", "|"),
    *("!", "<->", "a:*", "'a'"),
)
SQL = dict(zip(STATEMENTS, STATEMENTS, strict=True))
# Which page reads which words of its query.
QUERIES: Mapping[str, tuple[str, ...]] = {
    "learning.show_catalogue": ("q", "topic", "audience", "language"),
    "learning.show_lesson": ("check", "answer", "steps"),
    "learning.show_settings": ("saved",),
    "learning.show_claim": ("record", "next"),
    "quizzes.show_question": ("reply",),
    "privacy.list_looks": ("page",),
    "households.show_split_cards": ("made",),
    "progress.show_told": ("next",),
    "certificates.verify_typed": ("code", "language"),
    "accounts.show_sign_in": ("next",),
}
READS_QUERY = (
    re.compile(r'quer(?:y|y_params)\.get\(\s*"(\w+)"'),
    re.compile(r'"(\w+)" in (?:request\.)?query'),
)
ENTRY = {entry.name: entry for entry in ENTRIES}
WRITES = [entry.name for entry in ENTRIES if entry.method == "POST"]
WITH_PARTS = [entry.name for entry in ENTRIES if set(PART.findall(entry.path)) - {"lang"}]
REFUSED, CALM = range(400, 500), range(200, 500)
STEPS = pytest.mark.parametrize("step", [20, pytest.param(1, marks=pytest.mark.long, id="all")])
# Tried in every place, also when there is no time for the others.
WORST = ("NUL", "broken letter", "endless", "huge", "beyond 32 bits")


def dealt(words: Mapping[str, str], places: Iterable[str], step: int) -> Iterator[tuple[str, str, str]]:
    """A place, a word's name, the word: the worst, and of the others every `step`-th, in turn."""
    others = [name for name in words if name not in WORST]
    for number, place in enumerate(places):
        for name in (*(name for name in WORST if name in words), *others[number % step :: step]):
            yield place, name, words[name]


def field_faults(
    twins: Twins, name: str, words: Mapping[str, str], allowed: range, step: int = 1
) -> Iterator[str]:
    """Fields of a door's form in which one of the words is not answered as it should be."""
    form = twins.sites["sqlite"].forms[name]
    fields = [field for field in form.fields if allowed == CALM or field not in form.ignored]
    for field, word, value in dealt(words, fields, step):
        found = twins.post(ENTRY[name], {field: value})
        if not found.is_one_of(allowed):
            yield f"{field}, {word}: {found}"


def test_every_form_is_known_and_taken_when_all_is_well(twins: Twins):
    forms = twins.sites["sqlite"].forms
    assert forms.keys() == set(WRITES)
    for _, twin in twins:
        twin.rest()
    for name, form in forms.items():
        found = twins.post(ENTRY[name], {})
        assert found.is_one_of(range(form.status, form.status + 1)), f"{name}: {found}"


@pytest.mark.parametrize("name", WRITES)
def test_what_no_text_may_hold_is_refused_in_every_field(twins: Twins, name: str):
    """R-55."""
    assert list(field_faults(twins, name, UNUSABLE, REFUSED)) == []


@STEPS
@pytest.mark.parametrize("name", WRITES)
def test_odd_words_are_answered_alike_in_every_field(twins: Twins, name: str, step: int):
    """R-54, R-55: a number, a day or a statement where a word was meant."""
    assert list(field_faults(twins, name, ODD | SQL, CALM, step)) == []


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-7", "idna", "undefined", '"a b"'])
def test_a_form_in_letters_that_are_none_of_ours_is_refused(twins: Twins, charset: str):
    """R-55: some encodings spell halves of letters, which neither a page nor a database can hold."""
    for name in ("accounts.sign_in", "households.add_member", "quizzes.save_answer"):
        fields = twins.sites["sqlite"].forms[name].fields
        parts = [f'--x\r\ncontent-disposition: form-data; name="{key}"\r\n\r\n\\ud800' for key in fields]
        body = "\r\n".join([*parts, "--x--", ""])
        found = twins.send(ENTRY[name], body, f"multipart/form-data; boundary=x; charset={charset}")
        assert found.is_one_of(REFUSED), f"{name}: {found}"


@STEPS
@pytest.mark.parametrize("name", WITH_PARTS)
def test_a_word_of_an_address_that_names_nothing_is_not_found(twins: Twins, name: str, step: int):
    """R-54, R-55."""
    entry, faults = ENTRY[name], []
    parts = [part for part in PART.findall(entry.path) if part != "lang"]
    # An address that ends with a slash leads to the one without, which the other words try.
    words = {word: value for word, value in (UNUSABLE | ODD | SQL).items() if not value.endswith("/")}
    for part, word, value in dealt(words, parts, step):
        changed = {part: value}
        found = twins.get(entry, changed) if entry.method == "GET" else twins.post(entry, {}, changed)
        if not found.is_one_of(range(404, 405)):
            faults.append(f"{part}, {word}: {found}")
    assert faults == []


@STEPS
@pytest.mark.parametrize("name", QUERIES)
def test_whatever_stands_in_a_query_is_answered_alike(twins: Twins, name: str, step: int):
    """R-54, R-55: refused, not found, or a calm page."""
    faults = []
    for word, what, value in dealt(UNUSABLE | ODD | SQL, QUERIES[name], step):
        found = twins.get(ENTRY[name], {}, body_of({word: value}))
        if not found.is_one_of(CALM):
            faults.append(f"{word}, {what}: {found}")
    assert faults == []


def test_a_search_may_be_a_statement_of_any_kind(twins: Twins):
    """R-54."""
    asked = {word: twins.get(ENTRY["learning.show_catalogue"], {}, body_of({"q": word})) for word in SQL}
    assert [f"{word}: {found}" for word, found in asked.items() if not found.is_one_of(range(200, 201))] == []


def test_every_word_that_a_page_reads_from_its_query_is_tried():
    read = {
        word
        for path in SOURCE.rglob("*.py")
        for pattern in READS_QUERY
        for word in pattern.findall(path.read_text(encoding="utf-8"))
    }
    assert read <= {word for words in QUERIES.values() for word in words}
    assert {"q", "steps"} <= read


@pytest.mark.parametrize(
    ("found", "is_right"),
    [
        pytest.param({"sqlite": 422, "postgresql": 422}, True, id="both refuse"),
        pytest.param({"sqlite": 422, "postgresql": 500}, False, id="one breaks"),
        pytest.param({"sqlite": 422, "postgresql": 404}, False, id="they differ"),
        pytest.param({"sqlite": 303, "postgresql": 303}, False, id="both take it"),
    ],
)
def test_a_difference_is_seen(found: dict[str, int], is_right: bool):
    assert Told(found).is_one_of(REFUSED) is is_right
