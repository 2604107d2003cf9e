"""A whole content folder at once: every course with its questions and tests, and every fault."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from learnhub.courses.content import (
    CONTACT_FILES,
    NOTES,
    PROGRAMME_FILES,
    ContactCard,
    CourseSource,
    Glossary,
    ProgrammeSource,
    read_contact_card,
    read_course,
    read_glossary,
    read_programmes,
)
from learnhub.kit.faults import Faults
from learnhub.kit.markdown import linked_terms
from learnhub.kit.words import LANGUAGES, N_
from learnhub.quizzes.content import (
    QuestionSource,
    TestSource,
    read_bank,
    read_checks,
    read_tests,
)
from learnhub.studio import rules

_KNOWN = NOTES | PROGRAMME_FILES | CONTACT_FILES | {f"glossary.{language}.md" for language in LANGUAGES}
_TERM_LINK = re.compile(rb"\]\(term:([a-z0-9-]+)\)")


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """A course as written. `checks` and `banks` go by lesson, `terms` are those that it links."""

    course: CourseSource
    checks: Mapping[str, tuple[QuestionSource, ...]]
    banks: Mapping[str, tuple[QuestionSource, ...]]
    tests: tuple[TestSource, ...]
    glossary: Glossary
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class FolderDraft:
    """A content folder as written. Programmes and contacts are None where nothing is said of them."""

    courses: tuple[CourseDraft, ...]
    programmes: tuple[ProgrammeSource, ...] | None
    contacts: ContactCard | None
    glossary: Glossary
    files: Mapping[str, bytes]


def read_all(files: Mapping[str, bytes]) -> tuple[FolderDraft, Faults]:
    """Everything of a content folder, read and checked. Publish only what has no errors."""
    faults = Faults()
    glossary = read_glossary(files, faults)
    _check_glossary(glossary, faults)
    folders = sorted({path.partition("/")[0] for path in files if "/" in path})
    if not folders:
        faults.add(
            "course.toml",
            1,
            N_("There is no course in this folder."),
            N_("Name the folder of a course, or the folder in which all courses stand."),
        )
    for path in sorted(path for path in files if "/" not in path and path not in _KNOWN):
        faults.warn(path, 1, N_("Nothing uses this file."), N_("Show it in a text, or delete it."))
    courses = {folder: read_course(folder, files, glossary, faults) for folder in folders}
    drafts = tuple(_read_draft(course, glossary, faults) for course in courses.values() if course)
    rules.check_pictures((draft.course for draft in drafts), faults)
    programmes = read_programmes(files, courses, faults)
    _check_programmes(programmes or (), faults)
    contacts = read_contact_card(files, faults)
    if contacts is not None:
        _check_contacts(contacts, faults)
    return FolderDraft(drafts, programmes, contacts, glossary, files), faults


def _read_draft(course: CourseSource, glossary: Glossary, faults: Faults) -> CourseDraft:
    banks = {lesson.key: read_bank(course, lesson, glossary, faults) for lesson in course.lessons}
    draft = CourseDraft(
        course=course,
        checks={lesson.key: read_checks(course, lesson, faults) for lesson in course.lessons},
        banks=banks,
        tests=read_tests(course, banks),
        glossary=glossary,
        terms=_terms(course, glossary),
    )
    _check_texts(draft, faults)
    _check_questions(draft, faults)
    return draft


def _check_glossary(glossary: Glossary, faults: Faults) -> None:
    passages = list(rules.glossary_passages(glossary))
    rules.check_wording(passages, faults)
    rules.check_sentences(passages, rules.FOR_EVERYBODY, faults)
    for language, terms in glossary.texts.items():
        for term in terms.values():
            rules.check_blocks(term.blocks, faults.of(f"glossary.{language}.md"))


def _check_programmes(programmes: Iterable[ProgrammeSource], faults: Faults) -> None:
    for programme in programmes:
        passages = list(rules.programme_passages(programme))
        rules.check_wording(passages, faults)
        rules.check_sentences(passages, rules.sentence_limits((programme.audience,)), faults)
        for text in programme.texts.values():
            rules.check_blocks(text.blocks, faults.of(text.path))


def _check_contacts(card: ContactCard, faults: Faults) -> None:
    passages = list(rules.contact_passages(card))
    rules.check_wording(passages, faults)
    rules.check_sentences(passages, rules.FOR_EVERYBODY, faults)
    for text in card.texts.values():
        for line in text.lines.values():
            rules.check_blocks(line.blocks, faults.of(text.path))


def _check_texts(draft: CourseDraft, faults: Faults) -> None:
    course, limits = draft.course, rules.sentence_limits(draft.course.audiences)
    passages = [
        *rules.course_passages(course),
        *rules.question_passages(_questions(draft.checks)),
        *rules.question_passages(_questions(draft.banks)),
    ]
    rules.check_wording(passages, faults)
    rules.check_sentences(passages, limits, faults)
    for lesson in course.lessons:
        for language, text in lesson.texts.items():
            rules.check_lesson_text(text, language, limits, faults)
    for page in course.texts.values():
        rules.check_blocks(page.for_whom, faults.of(page.path))


def _check_questions(draft: CourseDraft, faults: Faults) -> None:
    rules.check_feedback(_questions(draft.checks), faults)
    rules.check_feedback(_questions(draft.banks), faults)
    for lesson, bank in draft.banks.items():
        rules.check_bank(bank, draft.course, lesson, faults)
    rules.check_draws(draft.tests, draft.banks, draft.course)
    banks = ((lesson, question) for lesson, bank in draft.banks.items() for question in bank)
    rules.check_give_aways(draft.course, banks, faults)


def _questions(lessons: Mapping[str, Iterable[QuestionSource]]) -> list[QuestionSource]:
    return [question for questions in lessons.values() for question in questions]


def _terms(course: CourseSource, glossary: Glossary) -> frozenset[str]:
    """The terms that the course links, and those that their meanings link in turn."""
    texts = (content for path, content in course.files.items() if path.endswith(".md"))
    waiting = {key.decode() for content in texts for key in _TERM_LINK.findall(content)}
    terms: set[str] = set()
    while waiting:
        key = waiting.pop()
        found = [term for language in glossary.texts if (term := glossary.find(language, key))]
        if found:
            terms.add(key)
        waiting |= {linked for term in found for linked in linked_terms(term.html)} - terms
    return frozenset(terms)
