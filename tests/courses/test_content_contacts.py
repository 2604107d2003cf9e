"""The contact card as it is written: what is read, and every fault on its line."""

from collections.abc import Mapping

import pytest

from learnhub.courses.content import Contact, ContactCard, read_contact_card
from learnhub.kit.faults import Faults
from tests.contact_samples import CARD, ENGLISH, FACTS, INDONESIAN, VIETNAMESE, changed, contact_files
from tests.content_samples import line_of, sample_files, told


def read(files: Mapping[str, bytes]) -> tuple[ContactCard | None, Faults]:
    faults = Faults()
    return read_contact_card(files, faults), faults


def read_well(files: Mapping[str, bytes]) -> ContactCard | None:
    card, faults = read(files)
    assert told(faults) == []
    return card


def test_contacts_are_read_in_their_order_with_facts_and_words() -> None:
    card = read_well(contact_files())
    assert card is not None
    assert card.contacts == (
        Contact("police", "phone", "113", "", "2026-11-21", ("S44",), general_knowledge=False, is_free=True),
        Contact("own-sims", "sms", "1414", "TTTB", "2023-09", (), general_knowledge=True, is_free=False),
        Contact("bank", "own"),
    )
    vietnamese = card.texts["vi"]
    assert (vietnamese.title, vietnamese.intro.text) == ("Số cần nhớ", "Dán ở nơi dễ thấy.")
    assert vietnamese.lines["police"].name == "Công an"
    assert vietnamese.lines["police"].when_html == "<p>Gọi khi có người <strong>gặp nguy hiểm</strong>.</p>"


def test_a_folder_may_say_nothing_of_contacts() -> None:
    assert read_well(sample_files()) is None


def test_a_card_may_have_no_contact() -> None:
    words = {f"contacts.{language}.md": b"# Card\n\nKeep it.\n" for language in ("vi", "id", "en")}
    card = read_well(contact_files() | words | {FACTS: b""})
    assert card is not None
    assert card.contacts == ()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        pytest.param("web", "dichvucong.gov.vn", id="an address"),
        pytest.param("phone", "156", id="a short number"),
        pytest.param("phone", "1800 6838", id="a number in groups"),
        pytest.param("phone", "0900 000 000", id="a long number"),
        pytest.param("app", "nTrust", id="an app"),
    ],
)
def test_each_kind_takes_what_it_is_called_or_found_by(kind: str, value: str) -> None:
    written = f'kind = "{kind}"\nvalue = "{value}"'
    card = read_well(changed(FACTS, 'kind = "phone"\nvalue = "113"', written))
    assert card is not None
    assert (card.contacts[0].kind, card.contacts[0].value) == (kind, value)


DAY = "verified_on = 2026-11-21"

# path, what is written otherwise, where the fault stands ("" is line 1) and what it says
FAULTS = [
    pytest.param(FACTS, DAY, "", '[[contact]]\nid = "police"', "“verified_on” is missing.", id="no day"),
    pytest.param(
        FACTS,
        DAY,
        'verified_on = "2023"',
        "verified_on",
        "“verified_on” is not written as it has to be.",
        id="neither a day nor a month",
    ),
    pytest.param(
        FACTS,
        'value = "113"\n',
        "",
        '[[contact]]\nid = "police"',
        "“value” is missing.",
        id="no number",
    ),
    pytest.param(
        FACTS,
        'value = "113"',
        'value = "https://congan.vn"',
        "https",
        "“https://congan.vn” is not written as the kind “phone” has to be.",
        id="an address for a number",
    ),
    pytest.param(
        FACTS,
        'kind = "phone"',
        'kind = "web"',
        "113",
        "“113” is not written as the kind “web” has to be.",
        id="a number for an address",
    ),
    pytest.param(
        FACTS,
        'kind = "phone"',
        'kind = "fax"',
        "fax",
        "“kind” holds “fax”, which is not known.",
        id="an unknown kind",
    ),
    pytest.param(
        FACTS,
        'message = "TTTB"\n',
        "",
        '[[contact]]\nid = "own-sims"',
        "“message” is missing.",
        id="a message without words",
    ),
    pytest.param(
        FACTS,
        'value = "113"',
        'value = "113"\nmessage = "HELP"',
        "HELP",
        "“message” is not known here.",
        id="words for a call",
    ),
    pytest.param(
        FACTS,
        'sources = ["S44"]',
        "sources = []",
        "sources = []",
        "No source is named.",
        id="no source",
    ),
    pytest.param(
        FACTS,
        'sources = ["S44"]',
        'sources = ["press"]',
        "press",
        "“press” is not the mark of a source.",
        id="not the mark of a source",
    ),
    pytest.param(
        FACTS,
        'cost = "free"',
        'cost = "cheap"',
        "cheap",
        "“cost” holds “cheap”, which is not known.",
        id="another cost",
    ),
    pytest.param(
        FACTS,
        'kind = "own"',
        'kind = "own"\nvalue = "1900 0000"',
        "1900 0000",
        "“value” is not known here.",
        id="a number where everybody has another",
    ),
    pytest.param(
        FACTS,
        'id = "police"',
        "id police",
        "id police",
        "The facts cannot be read from this line on.",
        id="not TOML",
    ),
    pytest.param(
        ENGLISH,
        "## Bank {#bank}\n\nCopy the number from the back of the card.\n",
        "",
        "",
        "“bank” is missing here, but stands in contacts.toml.",
        id="a contact that one language lacks",
    ),
    pytest.param(
        ENGLISH,
        "## Bank",
        "## Post {#post}\n\nAsk.\n\n## Bank",
        "## Post",
        "“post” does not stand in contacts.toml.",
        id="a contact of one language only",
    ),
    pytest.param(
        ENGLISH,
        "Put it where everybody sees it.\n\n",
        "",
        "",
        "No paragraph says what to do with the card.",
        id="not a word of what to do",
    ),
    pytest.param(
        ENGLISH,
        "Call when",
        "Stay calm.\n\nCall when",
        "## Police",
        "Something else than one paragraph stands with the contact.",
        id="two paragraphs",
    ),
    pytest.param(
        ENGLISH,
        "\n\nCopy the number from the back of the card.",
        "",
        "## Bank",
        "Something else than one paragraph stands with the contact.",
        id="no words",
    ),
    pytest.param(
        ENGLISH,
        "back of the card",
        "[card](term:card)",
        "term:card",
        "A link has no place on the card: on paper nobody can follow it.",
        id="a link to a term",
    ),
    pytest.param(
        ENGLISH,
        "Put it",
        "Put [it](https://example.vn)",
        "Put [it]",
        "A link has no place on the card: on paper nobody can follow it.",
        id="a link in the first paragraph",
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "at", "says"), FAULTS)
def test_a_fault_is_told_on_its_line(path: str, old: str, new: str, at: str, says: str) -> None:
    files = changed(path, old, new)
    _, faults = read(files)
    assert told(faults.errors) == [(path, line_of(files, path, at), says)]


def test_what_to_write_instead_is_said_for_the_kind() -> None:
    _, faults = read(changed(FACTS, 'value = "113"', 'value = "1 1 3"'))
    assert [fault.mend.english for fault in faults] == ['Write it like this: value = "1800 6838"']


def test_two_contacts_of_one_id_are_told() -> None:
    files = changed(FACTS, 'id = "bank"', 'id = "police" # again')
    _, faults = read(files)
    says = [line for line in told(faults) if line[0] == FACTS]
    assert says == [(FACTS, line_of(files, FACTS, "# again"), "Two contacts have the id “police”.")]


def test_contacts_in_another_order_than_the_facts_are_told() -> None:
    head, police, sims, bank = (f"## {part}" for part in CARD[ENGLISH].split("## "))
    text = f"{head.removeprefix('## ')}{sims}{police}{bank}"
    _, faults = read(contact_files() | {ENGLISH: text.encode()})
    assert told(faults) == [(ENGLISH, 5, "“own-sims” stands in another place than in contacts.toml.")]


@pytest.mark.parametrize("path", [VIETNAMESE, INDONESIAN, ENGLISH])
def test_a_missing_language_is_told(path: str) -> None:
    files = contact_files()
    del files[path]
    _, faults = read(files)
    assert told(faults) == [(path, 1, "This file is missing.")]
    [fault] = faults
    assert fault.mend.english.startswith("Write it: the contact card stands in Vietnamese")


def test_words_without_facts_are_told() -> None:
    files = contact_files()
    del files[FACTS]
    card, faults = read(files)
    assert card == ContactCard((), {})
    assert told(faults) == [(FACTS, 1, "This file is missing.")]
