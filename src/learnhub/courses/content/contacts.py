"""The contact card: whom to call and where to look, each with the day on which it was checked."""

import re
from collections.abc import Iterable, Mapping

from learnhub.courses.content.facts import Facts
from learnhub.courses.content.files import read_text
from learnhub.courses.content.lessons import read_sources
from learnhub.courses.content.lists import is_one_paragraph, places_of, read_list, refuse_clashes
from learnhub.courses.content.outline import Part, read_outline
from learnhub.courses.content.parity import Places, compare_ids
from learnhub.courses.content.records import CardText, Contact, ContactCard, ContactText, TextBlock
from learnhub.courses.content.sections import read_lone_paragraph, read_words_only
from learnhub.kit.faults import Faults, FileFaults
from learnhub.kit.markdown import Paragraph, read_markdown
from learnhub.kit.words import LANGUAGES, N_

FACTS = "contacts.toml"
TEXTS = {language: f"contacts.{language}.md" for language in LANGUAGES}
CONTACT_FILES = frozenset({FACTS, *TEXTS.values()})

# What everybody looks up and writes in for themselves, such as the hotline of their own bank.
OWN = "own"
# How the value of each kind is written, and one that is right.
_VALUES = {
    "web": (re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+"), "dichvucong.gov.vn"),
    "phone": (re.compile(r"\d{3,4}(?: \d{2,4}){0,3}"), "1800 6838"),
    "sms": (re.compile(r"\d{3,4}(?: \d{2,4}){0,3}"), "1414"),
    "app": (re.compile(r"\w(?:.{0,38}\w)?"), "nTrust"),
}
KINDS = [*_VALUES, OWN]
_MESSAGE = re.compile(r"[A-Z0-9]{1,20}(?: [A-Z0-9]{1,20}){0,3}")
_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")
_ANYTHING = re.compile(r"(?s).*")


def read_contact_card(files: Mapping[str, bytes], faults: Faults) -> ContactCard | None:
    """The card; None for a folder that has none of its files."""
    if not files.keys() & CONTACT_FILES:
        return None
    tables = read_list(
        files,
        FACTS,
        "contact",
        faults,
        missing=N_("Write it: it holds the numbers and the days on which they were checked."),
    )
    if tables is None:
        return ContactCard((), {})
    contacts = tuple(_read_contact(table) for table in tables)
    keys = [contact.key for contact in contacts]
    refuse_clashes(
        tables,
        keys,
        N_("Two contacts have the id “%(value)s”."),
        N_("Give one of the two contacts another id."),
    )
    places = places_of(tables, keys)
    texts = {language: _read_text(files, language, places, faults) for language in LANGUAGES}
    return ContactCard(contacts, {language: text for language, text in texts.items() if text})


def _read_contact(facts: Facts) -> Contact:
    key, kind = facts.text("id"), facts.text("kind", KINDS)
    if kind not in KINDS:
        return Contact(key, kind)
    contact = Contact(key, kind) if kind == OWN else _read_checked(facts, key, kind)
    facts.close()
    return contact


def _read_checked(facts: Facts, key: str, kind: str) -> Contact:
    sources, is_general = read_sources(facts)
    return Contact(
        key=key,
        kind=kind,
        value=_read_value(facts, kind),
        message=facts.matching("message", _MESSAGE) if kind == "sms" else "",
        verified_on=_read_verified_on(facts),
        sources=sources,
        general_knowledge=is_general,
        is_free=facts.text("cost", ["free"], default="") == "free",
    )


def _read_value(facts: Facts, kind: str) -> str:
    form, right = _VALUES[kind]
    value = facts.matching("value", _ANYTHING)
    if isinstance(facts.values.get("value"), str) and not form.fullmatch(value):
        facts.fault(
            "value",
            N_("“%(value)s” is not written as the kind “%(kind)s” has to be."),
            N_('Write it like this: value = "%(right)s"'),
            value=value,
            kind=kind,
            right=right,
        )
    return value


def _read_verified_on(facts: Facts) -> str:
    """A day, or the month of an older check of which nobody knows the day."""
    if isinstance(facts.values.get("verified_on"), str):
        return facts.matching("verified_on", _MONTH)
    return facts.day("verified_on").isoformat()


def _read_text(files: Mapping[str, bytes], language: str, places: Places, faults: Faults) -> CardText | None:
    path = TEXTS[language]
    here = faults.of(path)
    if path not in files:
        here.add(
            1,
            N_("This file is missing."),
            N_("Write it: the contact card stands in Vietnamese, Indonesian and English."),
        )
        return None
    text = read_text(files, path, faults)
    if text is None:
        return None
    outline = read_outline(read_markdown(text, here).blocks, here, depth=2)
    intro = read_lone_paragraph(outline, here, N_("No paragraph says what to do with the card."))
    compare_ids(places, FACTS, [(part.key, part.line) for part in outline.parts if part.key], here)
    lines = {part.key: _read_line(part, here) for part in outline.parts}
    _refuse_links([intro, *(words for line in lines.values() for words in _passages(line.blocks))], here)
    return CardText(path, outline.title, intro, lines)


def _read_line(part: Part, faults: FileFaults) -> ContactText:
    blocks = read_words_only(part.blocks, faults)
    if not is_one_paragraph(blocks):
        faults.add(
            part.line,
            N_("Something else than one paragraph stands with the contact."),
            N_("Write one paragraph: when to call, or when to look there."),
        )
    return ContactText(part.line, part.heading.text, blocks)


def _passages(blocks: Iterable[TextBlock]) -> list[Paragraph]:
    return [words for block in blocks for words in block.passages]


def _refuse_links(passages: Iterable[Paragraph], faults: FileFaults) -> None:
    for words in passages:
        if "<a " in words.html:
            faults.add(
                words.line,
                N_("A link has no place on the card: on paper nobody can follow it."),
                N_("Write the address as a contact of its own in contacts.toml."),
            )
