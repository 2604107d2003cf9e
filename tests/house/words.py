"""Finds every message id of the source and keeps the catalogues in step.

`python -m tests.house.words` adds new ids with empty words, removes what nobody uses any more and
keeps every translation. Sorted, without places and dates, so that a change stays small.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract as babel_extract
from babel.messages.pofile import read_po, write_po
from jinja2 import TemplateSyntaxError
from jinja2.ext import babel_extract as jinja_extract

from tests.house.tree import SOURCE

TRANSLATED = ("vi", "id")
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
JINJA_OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
HEADER = """msgid ""
msgstr ""
"Language: {}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

Used = Mapping[str, str | None]  # message id → its English plural


def extract(source: Path = SOURCE) -> dict[str, str | None]:
    """Every message id in Python and in templates."""
    found: dict[str, str | None] = {}
    for path in [*sorted(source.rglob("*.py")), *sorted(source.glob("*/templates/**/*.html"))]:
        try:
            messages = list(_messages(path))
        except TemplateSyntaxError as error:
            error.add_note(str(path))
            raise
        for message in messages:
            one, many = (message, None) if isinstance(message, str) else message[:2]
            found[one] = many or found.get(one)
    return found


def _messages(path: Path) -> Iterator[str | tuple[str, str]]:
    is_python = path.suffix == ".py"
    with path.open("rb") as file:
        for _line, message, _comments, _context in babel_extract(
            "python" if is_python else jinja_extract,
            file,
            keywords=KEYWORDS,
            options={} if is_python else JINJA_OPTIONS,
        ):
            yield message


def po_path(language: str, source: Path = SOURCE) -> Path:
    return source / "web" / "locales" / language / "LC_MESSAGES" / "learnhub.po"


def read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(old: Catalog, used: Used, language: str) -> Catalog:
    """The ids in use, each with the words that it had."""
    new = Catalog(locale=language)
    new.mime_headers = [("Plural-Forms", "nplurals=1; plural=0;")]
    for one, many in used.items():
        kept = old.get(one)
        words = "" if kept is None else kept.string
        one_form = words if isinstance(words, str) else words[0]
        new.add((one, many) if many else one, (one_form,) if many else one_form)
    return new


def write(path: Path, catalog: Catalog, language: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.format(language).encode())
        write_po(file, catalog, width=0, sort_output=True, no_location=True, omit_header=True)


def main() -> None:
    used = extract()
    for language in TRANSLATED:
        path = po_path(language)
        old = read(path, language)
        new = updated(old, used, language)
        write(path, new, language)
        before, after = {m.id for m in old if m.id}, {m.id for m in new if m.id}
        empty = sum(not (m.string if isinstance(m.string, str) else m.string[0]) for m in new if m.id)
        print(
            f"{language}: {len(after)} messages, {len(after - before)} added, "
            f"{len(before - after)} removed, {empty} without words"
        )


if __name__ == "__main__":
    main()
