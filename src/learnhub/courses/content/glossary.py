"""The glossary: one term a heading, the same terms in every language."""

from collections.abc import Iterable, Mapping

from learnhub.courses.content.files import read_text
from learnhub.courses.content.outline import read_outline, refuse_blocks
from learnhub.courses.content.parity import compare_ids
from learnhub.courses.content.records import Glossary, Term
from learnhub.courses.content.sections import read_words_only
from learnhub.kit.faults import Faults
from learnhub.kit.markdown import Link, read_markdown
from learnhub.kit.words import LANGUAGES, N_


def read_glossary(files: Mapping[str, bytes], faults: Faults) -> Glossary:
    """The files glossary.<language>.md; a language without a file has no terms."""
    texts: dict[str, dict[str, Term]] = {}
    links: dict[str, tuple[Link, ...]] = {}
    for language in LANGUAGES:
        if (path := f"glossary.{language}.md") in files:
            texts[language], links[language] = _read_terms(files, path, faults)
    glossary = Glossary(texts)
    for language, found in links.items():
        check_links(found, f"glossary.{language}.md", language, glossary, (), faults)
    _compare_languages(glossary, faults)
    return glossary


def check_links(
    links: Iterable[Link],
    path: str,
    language: str,
    glossary: Glossary,
    lessons: Iterable[str],
    faults: Faults,
) -> None:
    """Every link to a term or a lesson leads somewhere."""
    known = set(lessons)
    for link in links:
        if link.scheme == "term" and glossary.find(language, link.key) is None:
            faults.add(
                path,
                link.line,
                N_("The glossary has no term “%(key)s” in this language."),
                N_("Write it in glossary.%(language)s.md, or take the link out."),
                key=link.key,
                language=language,
            )
        elif link.scheme == "lesson" and link.key not in known:
            faults.add(
                path,
                link.line,
                N_("This course has no lesson “%(key)s”."),
                N_("Write the id of a lesson of this course, or take the link out."),
                key=link.key,
            )


def _read_terms(
    files: Mapping[str, bytes], path: str, faults: Faults
) -> tuple[dict[str, Term], tuple[Link, ...]]:
    here = faults.of(path)
    text = read_text(files, path, faults)
    if text is None:
        return {}, ()
    document = read_markdown(text, here)
    outline = read_outline(document.blocks, here, depth=2)
    refuse_blocks(
        outline.intro,
        here,
        N_("Words stand between the title and the first term."),
        N_("Begin with a term: ## its words {#its-id}, and its meaning under it."),
    )
    terms = {}
    for part in outline.parts:
        blocks = read_words_only(part.blocks, here)
        if not blocks:
            here.add(
                part.line,
                N_("The term has no meaning."),
                N_("Write its meaning under the heading."),
            )
        terms[part.key] = Term(part.key, part.heading.text, blocks, part.line)
    return terms, document.links


def _compare_languages(glossary: Glossary, faults: Faults) -> None:
    """Against the first language that there is; the order is free."""
    first, *others = glossary.texts or [""]
    for language in others:
        source = sorted((key, 1) for key in glossary.texts[first] if key)
        other = sorted((t.key, t.line) for t in glossary.texts[language].values() if t.key)
        here = faults.of(f"glossary.{language}.md")
        compare_ids(source, f"glossary.{first}.md", other, here)
