"""Text files of a content folder: what may be in them at all."""

import re
import unicodedata
from collections.abc import Mapping

from learnhub.kit.faults import Faults, FileFaults
from learnhub.kit.markdown import HIDDEN
from learnhub.kit.words import N_

LONGEST_TEXT_KIB = 256
MOST_FILES = 2000
LONGEST_PATH = 200
# Files that speak of the content and are no part of it.
NOTES = frozenset({"README.md", "LICENSE.md"})

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def read_text(files: Mapping[str, bytes], path: str, faults: Faults) -> str | None:
    """The text of a file with "\\n" line ends; None when it is missing or cannot be read at all."""
    here = faults.of(path)
    source = files.get(path)
    if source is None:
        here.add(
            1,
            N_("This file is missing."),
            N_("Write it: a course has the same files in each of its languages."),
        )
        return None
    if len(source) > LONGEST_TEXT_KIB * 1024:
        here.add(
            1,
            N_("This file is larger than %(limit)s KB."),
            N_("Split it into several lessons."),
            limit=LONGEST_TEXT_KIB,
        )
        return None
    try:
        text = source.decode()
    except UnicodeDecodeError as error:
        here.add(
            source.count(b"\n", 0, error.start) + 1,
            N_("This line is not written in UTF-8."),
            N_("Save the file again with the encoding UTF-8."),
        )
        return None
    return _tidy(text, here)


def _tidy(text: str, faults: FileFaults) -> str:
    if text.startswith("\ufeff"):
        faults.add(
            1,
            N_("The file begins with an invisible byte order mark."),
            N_("Save the file again as “UTF-8” without “BOM”."),
        )
        text = text[1:]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    is_normal = unicodedata.is_normalized("NFC", text)
    if not is_normal or HIDDEN.search(text) or _CONTROL.search(text):
        for number, line in enumerate(text.split("\n"), start=1):
            _check_letters(line, number, faults)
    return text


def _check_letters(line: str, number: int, faults: FileFaults) -> None:
    if _CONTROL.search(line):
        faults.add(
            number,
            N_("The line holds a control character."),
            N_("Delete the words around it and type them again."),
        )
    if HIDDEN.search(line):
        faults.add(
            number,
            N_("The line holds an invisible character."),
            N_("Delete the words around it and type them again."),
        )
    if not unicodedata.is_normalized("NFC", line):
        faults.add(
            number,
            N_("Letters and their marks are stored apart in this line (not Unicode NFC)."),
            N_("Type the line again, or let the editor convert the file to NFC."),
        )
