"""A course: its facts, its front page in every language, and its lessons."""

from collections.abc import Mapping

from learnhub.courses.content.facts import Facts, read_facts
from learnhub.courses.content.files import LONGEST_PATH, MOST_FILES, NOTES, read_text
from learnhub.courses.content.glossary import check_links
from learnhub.courses.content.lessons import Shelf, read_lesson
from learnhub.courses.content.outline import Outline, Part, read_outline
from learnhub.courses.content.records import CourseSource, CourseText, Glossary, TextBlock
from learnhub.courses.content.sections import read_lone_paragraph, read_words_only
from learnhub.kit.faults import Faults, FileFaults
from learnhub.kit.markdown import Paragraph, is_key, read_markdown
from learnhub.kit.words import LANGUAGES, N_

TOPICS = (
    "devices",
    "electronic-id",
    "e-government",
    "e-commerce",
    "information-security",
    "ai",
    "work-online",
    "community",
)
AUDIENCES = ("household", "official", "volunteer")
FOR_WHOM, OUTCOMES = "for-whom", "outcomes"


def read_course(
    folder_name: str, files: Mapping[str, bytes], glossary: Glossary, faults: Faults
) -> CourseSource | None:
    """The course in this folder, as far as it can be read; publish it only without errors.

    Paths count from the content folder, in `files` as in the faults. Returns None when the facts
    of the course cannot be read at all.
    """
    own = {path: files[path] for path in files if path.startswith(f"{folder_name}/")}
    here = faults.of(f"{folder_name}/course.toml")
    _check_folder(folder_name, own, here)
    text = read_text(own, here.path, faults)
    facts = read_facts(text, here) if text is not None else None
    if facts is None:
        return None
    shelf = Shelf(folder_name, _languages(folder_name, own), _lesson_keys(facts), own, glossary, faults)
    shelf.used.add(here.path)
    course = _read_parts(facts, shelf)
    _tell_unused(shelf)
    return course


def _check_folder(name: str, own: Mapping[str, bytes], faults: FileFaults) -> None:
    if not is_key(name):
        faults.add(
            1,
            N_("“%(key)s” is not an id."),
            N_("Rename the folder: 2 to 40 letters a to z, digits and hyphens, a letter first."),
            key=name,
        )
    for path in own:
        if len(path) > LONGEST_PATH:
            faults.all.add(
                path,
                1,
                N_("The name of this file is longer than %(limit)s letters."),
                N_("Give it a short name."),
                limit=LONGEST_PATH,
            )
    if len(own) > MOST_FILES:
        faults.add(
            1,
            N_("The course has more than %(limit)s files."),
            N_("Split it into two courses."),
            limit=MOST_FILES,
        )


def _languages(folder: str, own: Mapping[str, bytes]) -> tuple[str, ...]:
    return tuple(language for language in LANGUAGES if f"{folder}/course.{language}.md" in own)


def _lesson_keys(facts: Facts) -> tuple[str, ...]:
    keys = facts.texts("lessons")
    for key in keys:
        if not is_key(key):
            facts.refuse("lessons", key)
    if len(set(keys)) < len(keys):
        facts.fault("lessons", N_("A lesson stands twice in “%(name)s”."), N_("Name each lesson once."))
    if not keys and facts.values.get("lessons") == []:
        facts.fault("lessons", N_("The course has no lesson."))
    return tuple(dict.fromkeys(key for key in keys if is_key(key)))


def _read_parts(facts: Facts, shelf: Shelf) -> CourseSource:
    source_language = facts.text("source_language", LANGUAGES)
    if source_language in LANGUAGES and source_language not in shelf.languages:
        facts.fault(
            "source_language",
            N_("The course is not written in its source language: %(path)s is missing."),
            N_("Write this file first, or name the language that was written first."),
            path=f"{shelf.course}/course.{source_language}.md",
        )
    texts = _read_texts(source_language, shelf)
    course = CourseSource(
        key=shelf.course,
        source_language=source_language,
        topic=facts.text("topic", TOPICS),
        icon=facts.text("icon"),
        audiences=_audiences(facts),
        languages=shelf.languages,
        texts=texts,
        lessons=tuple(read_lesson(key, source_language, shelf) for key in shelf.lessons),
        test_tables=facts.tables("test"),
        files=shelf.files,
    )
    facts.close()
    return course


def _audiences(facts: Facts) -> tuple[str, ...]:
    audiences = facts.texts("audiences")
    for audience in audiences:
        if audience not in AUDIENCES:
            facts.refuse("audiences", audience, AUDIENCES)
    if not audiences and facts.values.get("audiences") == []:
        facts.fault("audiences", N_("The course is for nobody."))
    return tuple(name for name in AUDIENCES if name in audiences)


def _read_texts(source_language: str, shelf: Shelf) -> dict[str, CourseText]:
    texts = {}
    for language in shelf.languages:
        path = f"{shelf.course}/course.{language}.md"
        if text := _read_text(path, language, shelf):
            texts[language] = text
    if source := texts.get(source_language):
        for text in texts.values():
            _compare_outcomes(source, text, shelf.faults)
    return texts


def _read_text(path: str, language: str, shelf: Shelf) -> CourseText | None:
    text = shelf.text(path)
    if text is None:
        return None
    here = shelf.faults.of(path)
    document = read_markdown(text, here)
    check_links(document.links, path, language, shelf.glossary, shelf.lessons, shelf.faults)
    outline = read_outline(document.blocks, here, depth=2)
    parts = _two_parts(outline, here)
    return CourseText(
        path=path,
        title=outline.title,
        summary_line=read_lone_paragraph(outline, here, N_("No paragraph sums up the course.")),
        for_whom=_read_for_whom(parts.get(FOR_WHOM), here),
        outcome_lines=_read_outcomes(parts.get(OUTCOMES), here),
    )


def _two_parts(outline: Outline, faults: FileFaults) -> dict[str, Part]:
    parts = {part.key: part for part in outline.parts}
    for key in (FOR_WHOM, OUTCOMES):
        if key not in parts:
            faults.add(
                1,
                N_("The part “%(key)s” is missing."),
                N_("Write a heading for it: ## … {#%(key)s}"),
                key=key,
            )
    for part in outline.parts:
        if part.key not in {FOR_WHOM, OUTCOMES, ""}:
            faults.add(
                part.line,
                N_("The page of a course has no part “%(key)s”."),
                N_("Leave two parts, for-whom and outcomes; the rest belongs into a lesson."),
                key=part.key,
            )
    return parts


def _read_for_whom(part: Part | None, faults: FileFaults) -> tuple[TextBlock, ...]:
    blocks = read_words_only(part.blocks, faults) if part else ()
    if part and not blocks:
        faults.add(
            part.line,
            N_("Nothing stands under this heading."),
            N_("Write its text, or take the heading out."),
        )
    return blocks


def _read_outcomes(part: Part | None, faults: FileFaults) -> tuple[Paragraph, ...]:
    blocks = read_words_only(part.blocks, faults) if part else ()
    if part and [block.kind for block in blocks] != ["points"]:
        faults.add(
            part.line,
            N_("What people can do afterwards is not one bulleted list."),
            N_("Write one list, each point beginning with a hyphen: - I can …"),
        )
    return tuple(words for block in blocks if block.kind == "points" for words in block.passages)


def _compare_outcomes(source: CourseText, other: CourseText, faults: Faults) -> None:
    if len(source.outcomes) != len(other.outcomes):
        line = other.outcome_lines[0].line if other.outcome_lines else 1
        faults.add(
            other.path,
            line,
            N_("%(count)s outcomes stand here, but %(wanted)s in %(source)s."),
            N_("Write the same outcomes in the same order in all languages."),
            count=len(other.outcomes),
            wanted=len(source.outcomes),
            source=source.path,
        )


def _tell_unused(shelf: Shelf) -> None:
    """A warning for each file that nothing uses; one for a whole folder that is not a lesson."""
    told: set[str] = set()
    for path in sorted(shelf.files.keys() - shelf.used):
        folder, _, name = path.removeprefix(f"{shelf.course}/").rpartition("/")
        if folder and folder not in shelf.lessons:
            if folder not in told:
                told.add(folder)
                shelf.faults.warn(
                    path,
                    1,
                    N_("The folder “%(folder)s” is not a lesson of this course."),
                    N_("Name it under “lessons” in course.toml, or move it away."),
                    folder=folder,
                )
        elif name not in NOTES:
            shelf.faults.warn(path, 1, N_("Nothing uses this file."), N_("Show it in a text, or delete it."))
