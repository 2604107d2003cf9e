"""A lesson: its facts, and its text in every language of the course."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from learnhub.courses.content.facts import Facts, read_facts
from learnhub.courses.content.files import read_text
from learnhub.courses.content.glossary import check_links
from learnhub.courses.content.outline import read_outline
from learnhub.courses.content.parity import Places, compare_ids
from learnhub.courses.content.pictures import Pictures
from learnhub.courses.content.records import (
    AudioTrack,
    CheckBlock,
    Glossary,
    LessonSource,
    LessonText,
    PictureBlock,
    Section,
)
from learnhub.courses.content.sections import read_lone_paragraph, read_section
from learnhub.kit.faults import Faults
from learnhub.kit.markdown import read_markdown
from learnhub.kit.words import N_

DECREE_224 = ["general", "devices", "data", "communication", "content", "safety", "problems"]
DIGCOMP_3 = ["information", "communication", "content", "safety", "problems"]
COMPETENCES = [
    *(f"decree224:{name}" for name in DECREE_224),
    *(f"digcomp3:{name}" for name in DIGCOMP_3),
]
LONGEST_MINUTES = 120
LONGEST_AUDIO_SECONDS = 3600

_SOURCE = re.compile(r"S\d{1,3}[a-z]?")
_AUDIO_FILE = re.compile(r"[a-z0-9][a-z0-9.-]*\.mp3")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the lessons of one course stand. What is read is noted in `used`."""

    course: str
    languages: tuple[str, ...]
    lessons: tuple[str, ...]
    files: Mapping[str, bytes]
    glossary: Glossary
    faults: Faults
    used: set[str] = field(default_factory=set)

    def text(self, path: str) -> str | None:
        self.used.add(path)
        return read_text(self.files, path, self.faults)


def read_lesson(key: str, source_language: str, shelf: Shelf) -> LessonSource:
    """A lesson, as far as it can be read: what is missing is empty and has its fault."""
    path = f"{shelf.course}/{key}"
    facts = _lesson_facts(path, shelf)
    pictures = Pictures(shelf.files, f"{path}/", shelf.used)
    texts = {}
    for language in shelf.languages:
        shelf.used.add(f"{path}/bank.{language}.md")
        if text := _read_text(f"{path}/lesson.{language}.md", language, pictures, shelf):
            texts[language] = text
    _compare_languages(texts, source_language, shelf.faults)
    return _lesson(key, path, facts, texts, shelf)


def _lesson_facts(path: str, shelf: Shelf) -> Facts:
    faults = shelf.faults.of(f"{path}/lesson.toml")
    text = shelf.text(faults.path)
    facts = read_facts(text, faults) if text is not None else None
    # Without facts one fault is told already: those of the empty ones go nowhere.
    return facts or Facts({}, [], 0, 0, Faults().of(faults.path))


def _lesson(key: str, path: str, facts: Facts, texts: Mapping[str, LessonText], shelf: Shelf) -> LessonSource:
    verified_on, review_by = _days(facts)
    sources, is_general = read_sources(facts)
    lesson = LessonSource(
        key=key,
        path=path,
        minutes=facts.number("minutes", 1, LONGEST_MINUTES),
        verified_on=verified_on,
        review_by=review_by,
        owner=facts.text("owner"),
        sources=sources,
        competences=_competences(facts),
        general_knowledge=is_general,
        audio=_audio(facts, path, shelf),
        item_tables=facts.named_tables("items"),
        texts=texts,
    )
    facts.close()
    return lesson


def _days(facts: Facts) -> tuple[date, date]:
    verified_on, review_by = facts.day("verified_on"), facts.day("review_by")
    if date.min < review_by <= verified_on:
        facts.fault(
            "review_by",
            N_("The facts have to be checked again before they were checked."),
            N_("Write a day after verified_on: %(example)s"),
        )
    return verified_on, review_by


def read_sources(facts: Facts) -> tuple[tuple[str, ...], bool]:
    """The marks of the sources, and whether it is general knowledge without any."""
    sources, is_general = facts.texts("sources"), facts.flag("general_knowledge", default=False)
    for source in sources:
        if not _SOURCE.fullmatch(source):
            facts.fault("sources", N_("“%(value)s” is not the mark of a source."), value=source)
    if not sources and not is_general and facts.values.get("sources") == []:
        facts.fault(
            "sources",
            N_("No source is named."),
            N_("Name the marks of the sources, or write: general_knowledge = true"),
        )
    return sources, is_general


def _competences(facts: Facts) -> tuple[str, ...]:
    competences = facts.texts("competences")
    for competence in competences:
        if competence not in COMPETENCES:
            facts.refuse("competences", competence, COMPETENCES)
    return competences


def _audio(facts: Facts, path: str, shelf: Shelf) -> tuple[AudioTrack, ...]:
    tracks: dict[str, AudioTrack] = {}
    for table in facts.tables("audio"):
        track = _track(table, path, shelf)
        if track.language in tracks:
            table.fault(
                "language",
                N_("The language “%(language)s” has two recordings."),
                N_("Leave one recording a language."),
                language=track.language,
            )
        tracks[track.language] = track
    return tuple(tracks.values())


def _track(facts: Facts, path: str, shelf: Shelf) -> AudioTrack:
    track = AudioTrack(
        facts.matching("language", _LANGUAGE),
        facts.matching("file", _AUDIO_FILE),
        facts.number("seconds", 1, LONGEST_AUDIO_SECONDS),
    )
    if not facts.flag("speaker_consents"):
        facts.fault(
            "speaker_consents",
            N_("The speaker has not agreed that the recording is published."),
            N_("Ask the speaker, then write: %(example)s"),
        )
    facts.close()
    shelf.used.add(f"{path}/{track.file}")
    if track.file and f"{path}/{track.file}" not in shelf.files:
        facts.fault(
            "file",
            N_("There is no recording “%(file)s” beside the lesson."),
            N_("Put the file there, or take out the whole [[audio]] part."),
            file=track.file,
        )
    return track


def _read_text(path: str, language: str, pictures: Pictures, shelf: Shelf) -> LessonText | None:
    text = shelf.text(path)
    if text is None:
        return None
    here = shelf.faults.of(path)
    document = read_markdown(text, here)
    check_links(document.links, path, language, shelf.glossary, shelf.lessons, shelf.faults)
    outline = read_outline(document.blocks, here, depth=3)
    outcome = read_lone_paragraph(outline, here, N_("No sentence under the title says “I can …”."))
    sections = tuple(read_section(part, pictures, here) for part in outline.parts)
    if not sections:
        here.add(1, N_("The lesson has no section."), N_("Write ## and a heading with its id."))
    return LessonText(path, outline.title, outcome, sections)


def _compare_languages(texts: Mapping[str, LessonText], source_language: str, faults: Faults) -> None:
    source = texts.get(source_language)
    for text in texts.values():
        if source is None or text is source:
            continue
        here = faults.of(text.path)
        compare_ids(_places(source.sections), source.path, _places(text.sections), here)
        sections = {section.key: section for section in text.sections}
        for section in source.sections:
            if section.key and (other := sections.get(section.key)):
                for kind in (CheckBlock, PictureBlock):
                    compare_ids(_blocks(section, kind), source.path, _blocks(other, kind), here, other.line)


def _places(sections: tuple[Section, ...]) -> Places:
    return [(section.key, section.line) for section in sections if section.key]


def _blocks(section: Section, kind: type[CheckBlock] | type[PictureBlock]) -> Places:
    """The questions or the pictures of a section."""
    found = (block for block in section.blocks if isinstance(block, kind))
    names = ((b.key if isinstance(b, CheckBlock) else b.file, b.line) for b in found)
    return [(name, line) for name, line in names if name]
