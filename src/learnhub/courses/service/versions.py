"""A checked course becomes an immutable version, all of it or nothing."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from learnhub.courses import models
from learnhub.courses.content import (
    CalloutBlock,
    CheckBlock,
    CourseSource,
    Glossary,
    LessonSource,
    LessonText,
    PictureBlock,
    Section,
    TextBlock,
)
from learnhub.courses.service.files import digest_of_files, keep_files
from learnhub.kit.markdown import link_lessons, linked_terms
from learnhub.kit.text import fold

_WORD = re.compile(r"[^\W\d_]{2,}")

# The public face of a check-yourself question by (lesson, language, check): what a page may show of it.
Faces = Mapping[tuple[str, str, str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Published:
    """`lesson_ids` maps a lesson's key to its lasting id. Not new: the folder had not changed."""

    course_id: int
    version_id: int
    number: int
    is_new: bool
    lesson_ids: Mapping[str, int]


def publish_version(
    session: Session, *, course: CourseSource, glossary: Glossary, faces: Faces, now: datetime
) -> Published:
    """Store a new version and make it current; write nothing when it equals the current one.

    Source: docs/rules.md, P1 (immutable versions), P2 (unchanged writes nothing), P3 (lasting ids).
    """
    row = _course(session, course.key, now)
    digest = _digest(course, glossary)
    current = _current(session, row.id)
    if current is not None and current.digest == digest:
        return Published(row.id, current.id, current.number, False, _lesson_ids(session, row.id))
    version = _add_version(session, row, course, digest, now)
    keep_files(session, models.VersionFile, version.id, course.files)
    lessons = _add_lessons(session, row, version, course, glossary, faces)
    session.merge(models.CurrentVersion(course_id=row.id, version_id=version.id))
    _make_findable(session, row.id, course, glossary, lessons)
    return Published(row.id, version.id, version.number, True, lessons)


def _course(session: Session, key: str, now: datetime) -> models.Course:
    row = session.scalars(select(models.Course).where(models.Course.key == key)).one_or_none()
    if row is None:
        row = models.Course(key=key, created_at=now)
        session.add(row)
        session.flush()
    return row


def _current(session: Session, course_id: int) -> models.CourseVersion | None:
    return session.scalars(
        select(models.CourseVersion)
        .join(models.CurrentVersion, models.CurrentVersion.version_id == models.CourseVersion.id)
        .where(models.CurrentVersion.course_id == course_id)
    ).one_or_none()


def _lesson_ids(session: Session, course_id: int) -> dict[str, int]:
    rows = session.execute(
        select(models.Lesson.key, models.Lesson.id).where(models.Lesson.course_id == course_id)
    )
    return {row.key: row.id for row in rows}


def _digest(course: CourseSource, glossary: Glossary) -> str:
    """Of every file, and of the definitions that the texts link: they stand in the ready pages."""
    definitions = (
        f"{language}:{entry['key']}:{entry['term']}:{entry['html']}"
        for lesson in course.lessons
        for language, text in sorted(lesson.texts.items())
        for entry in _definitions(text, language, glossary)
    )
    return digest_of_files(course.files, definitions)


def _add_version(
    session: Session, row: models.Course, course: CourseSource, digest: str, now: datetime
) -> models.CourseVersion:
    newest = session.scalar(
        select(func.max(models.CourseVersion.number)).where(models.CourseVersion.course_id == row.id)
    )
    version = models.CourseVersion(
        course_id=row.id,
        number=(newest or 0) + 1,
        digest=digest,
        topic=course.topic,
        icon=course.icon,
        source_language=course.source_language,
        languages=list(course.languages),
        audiences=list(course.audiences),
        lesson_count=len(course.lessons),
        minutes=sum(lesson.minutes for lesson in course.lessons),
        published_at=now,
    )
    session.add(version)
    session.flush()
    for language in course.languages:
        text = course.texts[language]
        session.add(
            models.CourseText(
                version_id=version.id,
                language=language,
                title=text.title,
                summary_html=text.summary_html,
                for_whom_html=text.for_whom_html,
                outcomes=list(text.outcomes),
                outline=[
                    [lesson.key, lesson.texts[language].title, lesson.minutes] for lesson in course.lessons
                ],
            )
        )
    return version


def _add_lessons(
    session: Session,
    row: models.Course,
    version: models.CourseVersion,
    course: CourseSource,
    glossary: Glossary,
    faces: Faces,
) -> dict[str, int]:
    known = _lesson_ids(session, row.id)
    ids: dict[str, int] = {}
    for position, lesson in enumerate(course.lessons, start=1):
        if lesson.key not in known:
            new = models.Lesson(course_id=row.id, key=lesson.key)
            session.add(new)
            session.flush()
            known[lesson.key] = new.id
        ids[lesson.key] = known[lesson.key]
        _add_lesson(session, version, lesson, position, ids[lesson.key], course, glossary, faces)
    session.flush()
    return ids


def _add_lesson(
    session: Session,
    version: models.CourseVersion,
    lesson: LessonSource,
    position: int,
    lesson_id: int,
    course: CourseSource,
    glossary: Glossary,
    faces: Faces,
) -> None:
    row = models.LessonVersion(
        version_id=version.id,
        lesson_id=lesson_id,
        position=position,
        minutes=lesson.minutes,
        verified_on=lesson.verified_on,
        review_by=lesson.review_by,
        owner=lesson.owner,
        sources=list(lesson.sources),
        competences=list(lesson.competences),
        audio=[_audio(course, lesson, track.file, track.language, track.seconds) for track in lesson.audio],
    )
    session.add(row)
    session.flush()
    for language, text in lesson.texts.items():
        page = _LessonPage(course, lesson, language, faces)
        session.add(
            models.LessonText(
                lesson_version_id=row.id,
                language=language,
                title=text.title,
                outcome=text.outcome,
                sections=[page.section(section) for section in text.sections],
                glossary=_definitions(text, language, glossary),
            )
        )


def _audio(
    course: CourseSource, lesson: LessonSource, file: str, language: str, seconds: int
) -> dict[str, Any]:
    content = course.files[f"{course.key}/{lesson.key}/{file}"]
    return {
        "lang": language,
        "src": media_path(content, file),
        "secs": seconds,
        "bytes": len(content),
    }


@dataclass(frozen=True, slots=True)
class _LessonPage:
    """Makes the ready pieces of one lesson in one language."""

    course: CourseSource
    lesson: LessonSource
    language: str
    faces: Faces

    def section(self, section: Section) -> dict[str, Any]:
        blocks: list[dict[str, Any]] = []
        for block in section.blocks:
            piece = self._piece(block)
            # Texts that follow each other are one piece: fewer for a page to put together.
            if blocks and piece["kind"] == "text" == blocks[-1]["kind"]:
                blocks[-1]["html"] += piece["html"]
            else:
                blocks.append(piece)
        return {"key": section.key, "heading": section.heading, "blocks": blocks}

    def _piece(self, block: TextBlock | CalloutBlock | PictureBlock | CheckBlock) -> dict[str, Any]:
        match block:
            case TextBlock():
                return {"kind": "text", "html": self._linked(block.html)}
            case CalloutBlock():
                return {"kind": "callout", "tone": block.tone, "html": self._linked(block.html)}
            case PictureBlock():
                return self._picture(block)
            case CheckBlock():
                face = self.faces[self.lesson.key, self.language, block.key]
                return {"kind": "check", **face}

    def _picture(self, block: PictureBlock) -> dict[str, Any]:
        content = self.course.files[f"{self.course.key}/{self.lesson.key}/{block.file}"]
        return {
            "kind": "picture",
            "src": media_path(content, block.file),
            "alt": block.alt,
            "width": block.width,
            "height": block.height,
            "bytes": block.size_bytes,
        }

    def _linked(self, html: str) -> str:
        return link_lessons(html, self._lesson_path)

    def _lesson_path(self, key: str) -> str:
        return f"/{self.language}/courses/{self.course.key}/lessons/{key}"


def media_path(content: bytes, file: str) -> str:
    """The address of a file names its content, so that it may be kept for good."""
    return f"/media/{sha256(content).hexdigest()}/{file}"


def _definitions(text: LessonText, language: str, glossary: Glossary) -> list[dict[str, Any]]:
    """The glossary entries that a lesson links, in the order of first use."""
    html = "".join(block.html for section in text.sections for block in section.text_blocks)
    found = ((key, glossary.find(language, key)) for key in dict.fromkeys(linked_terms(html)))
    return [{"key": key, "term": term.title, "html": term.html} for key, term in found if term]


def _make_findable(
    session: Session,
    course_id: int,
    course: CourseSource,
    glossary: Glossary,
    lesson_ids: Mapping[str, int],
) -> None:
    """Replace what search finds of this course: titles, headings, text and glossary words."""
    session.execute(delete(models.SearchEntry).where(models.SearchEntry.course_id == course_id))
    written: dict[str, Counter[str]] = defaultdict(Counter)
    entries = []
    for lesson in course.lessons:
        for language, text in lesson.texts.items():
            whole = _findable_text(course.texts[language].title, text, language, glossary)
            written[language].update(word[:60] for word in _WORD.findall(whole))
            entries.append(
                {
                    "course_id": course_id,
                    "lesson_id": lesson_ids[lesson.key],
                    "language": language,
                    "folded": fold(whole),
                }
            )
    session.execute(insert(models.SearchEntry), entries)
    for language, counts in written.items():
        _add_words(session, language, counts)


def _add_words(session: Session, language: str, counts: Counter[str]) -> None:
    """Words that search may offer for a mistyped one, each as it is written most often."""
    spellings = {fold(word)[:60]: word for word, _count in reversed(counts.most_common())}
    words = models.SearchWord
    known = set(session.scalars(select(words.folded).where(words.language == language)))
    new = [
        {"language": language, "folded": folded, "written": word}
        for folded, word in spellings.items()
        if folded not in known
    ]
    if new:
        session.execute(insert(words), new)


def _findable_text(course_title: str, text: LessonText, language: str, glossary: Glossary) -> str:
    """Titles stand three times and headings twice, so that they weigh more than text."""
    definitions = _definitions(text, language, glossary)
    headings = [section.heading for section in text.sections] + [entry["term"] for entry in definitions]
    body = [text.outcome, *(section.plain_text for section in text.sections)]
    plain = [re.sub(r"<[^>]+>", " ", entry["html"]) for entry in definitions]
    return "\n".join([*[course_title, text.title] * 3, *headings * 2, *body, *plain])
