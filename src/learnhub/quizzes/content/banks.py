"""The questions of a lesson, in all languages: its bank and its check-yourself questions."""

from collections.abc import Mapping
from typing import TypeAlias

from learnhub.courses.content import (
    CheckBlock,
    CourseSource,
    Glossary,
    LessonSource,
    check_links,
    compare_ids,
    read_outline,
    read_text,
    refuse_blocks,
)
from learnhub.kit.faults import Faults
from learnhub.kit.markdown import plain_text, read_markdown
from learnhub.kit.words import N_
from learnhub.quizzes.content.items import ItemFacts, check_misconceptions, read_items
from learnhub.quizzes.content.questions import Written, read_question
from learnhub.quizzes.content.records import FORMS, QuestionSource, QuestionText, Right
from learnhub.quizzes.rules.answers import folded

# The questions of one language, by id.
Questions: TypeAlias = dict[str, Written]

_TRUE_FIRST = {"vi": ("Đúng", "Sai"), "id": ("Benar", "Salah"), "en": ("True", "False")}


def read_bank(
    course: CourseSource, lesson: LessonSource, glossary: Glossary, faults: Faults
) -> tuple[QuestionSource, ...]:
    """The questions of the lesson's bank, in the order of the source language."""
    banks: dict[str, Questions] = {}
    for language in course.languages:
        path = f"{lesson.path}/bank.{language}.md"
        text = read_text(course.files, path, faults)
        if text is not None:
            banks[language] = _read_file(text, path, language, course, glossary, faults)
    source = banks.get(course.source_language, {})
    items = read_items(lesson, source, faults)
    _compare_languages(banks, course.source_language, lesson, faults)
    return tuple(_merge(item, banks, course.source_language, faults) for item in items if item.key in source)


def read_checks(course: CourseSource, lesson: LessonSource, faults: Faults) -> tuple[QuestionSource, ...]:
    """The check-yourself questions of the lesson's text."""
    checks: dict[str, Questions] = {}
    sections: dict[str, str] = {}
    for language, text in lesson.texts.items():
        checks[language] = {}
        for section in text.sections:
            for block in section.blocks:
                if isinstance(block, CheckBlock) and (
                    written := read_question(block.line, block.prompt, block.blocks, faults.of(text.path))
                ):
                    checks[language][block.key] = written
                    sections[block.key] = section.key
    return tuple(
        _merge(
            ItemFacts(key, _type_as_written(written), sections[key]),
            checks,
            course.source_language,
            faults,
        )
        for key, written in checks.get(course.source_language, {}).items()
    )


def _read_file(
    text: str,
    path: str,
    language: str,
    course: CourseSource,
    glossary: Glossary,
    faults: Faults,
) -> Questions:
    here = faults.of(path)
    document = read_markdown(text, here)
    lessons = [lesson.key for lesson in course.lessons]
    check_links(document.links, path, language, glossary, lessons, faults)
    outline = read_outline(document.blocks, here, depth=2)
    refuse_blocks(
        outline.intro,
        here,
        N_("Words stand between the title and the first question."),
        N_("Begin with a question: ## its words {#its-id}, and its answers under it."),
    )
    read = {
        part.key: read_question(part.line, part.heading.text, part.blocks, here) for part in outline.parts
    }
    return {key: written for key, written in read.items() if written and key}


def _compare_languages(
    banks: Mapping[str, Questions], source_language: str, lesson: LessonSource, faults: Faults
) -> None:
    source = banks.get(source_language)
    for language, questions in banks.items():
        if source is not None and language != source_language:
            compare_ids(
                [(key, written.text.line) for key, written in source.items()],
                f"{lesson.path}/bank.{source_language}.md",
                [(key, written.text.line) for key, written in questions.items()],
                faults.of(f"{lesson.path}/bank.{language}.md"),
            )


def _merge(
    item: ItemFacts, languages: Mapping[str, Questions], source_language: str, faults: Faults
) -> QuestionSource:
    found = {name: read[item.key] for name, read in languages.items() if item.key in read}
    source = found[source_language]
    for language, written in found.items():
        if _agrees(written, source, faults):
            _check_type(item.type, written, language, faults)
    check_misconceptions(item, source)
    return QuestionSource(
        key=item.key,
        type=item.type,
        section=item.section,
        difficulty=item.difficulty,
        misconceptions=item.misconceptions,
        right=_right(source, found),
        texts={language: written.text for language, written in found.items()},
    )


def _agrees(written: Written, source: Written, faults: Faults) -> bool:
    """Whether the answers are of the same form, number and rightness as in the source language."""
    if written.form != source.form:
        says = N_("The answers are of another kind than in %(source)s.")
    elif written.count != source.count:
        says = N_("%(count)s answers stand here, but %(wanted)s in %(source)s.")
    elif written.right != source.right:
        says = N_("Other answers are marked right than in %(source)s.")
    else:
        return True
    faults.add(
        written.text.path,
        written.text.line,
        says,
        N_("Write the same answers in the same order in all languages."),
        source=source.text.path,
        count=written.count,
        wanted=source.count,
    )
    return False


def _type_as_written(written: Written) -> str:
    if written.form != "options":
        return written.form
    return "single" if len(written.right) <= 1 else "multiple"


def _check_type(type_name: str, written: Written, language: str, faults: Faults) -> None:
    """The type fits how the question is written."""
    text, here = written.text, faults.of(written.text.path)
    if type_name in FORMS and FORMS[type_name] != written.form:
        here.add(
            text.line,
            N_("lesson.toml calls this question “%(type)s”, but it is written as another type."),
            N_("Write the answers as docs/authoring.md shows for “%(type)s”, or change the type."),
            type=type_name,
        )
    elif type_name == "multiple" and len(written.right) < 2:
        here.add(
            text.line,
            N_("Two or more options have to be right."),
            N_("Mark them with - [x], or change the type to single."),
        )
    elif type_name in {"single", "true-false"} and len(written.right) != 1:
        here.add(
            text.line,
            N_("%(count)s options are marked right, but one has to be."),
            N_("Mark the right one with - [x] and each other one with - [ ]."),
            count=len(written.right),
        )
    elif type_name == "true-false" and not _says_true_first(text, language):
        here.add(
            text.line,
            N_("A true-false question has two options, the true one first."),
            N_("Write %(first)s, then %(second)s."),
            first=_TRUE_FIRST[language][0],
            second=_TRUE_FIRST[language][1],
        )


def _says_true_first(text: QuestionText, language: str) -> bool:
    said = tuple(plain_text(option.html).rstrip(".") for option in text.options)
    return said == _TRUE_FIRST[language]


def _right(source: Written, found: Mapping[str, Written]) -> Right:
    if source.form == "options":
        return list(source.right)
    if source.form == "text":
        return {
            "accepted": {
                language: list(dict.fromkeys(map(folded, written.text.accepted)))
                for language, written in found.items()
            },
            "written": {language: written.text.accepted[0] for language, written in found.items()},
        }
    return {"rows": source.count}
