"""Text that people type: one canonical form to store, compare and search."""

import re
import unicodedata
from itertools import groupby

from learnhub.kit.errors import Invalid
from learnhub.kit.words import N_

# Characters that nobody sees can make one name look like another: controls, direction marks, joiners
# and tags by their category, and the letters that are drawn as nothing. The last is what a broken letter
# becomes on its way.
_HIDDEN_KINDS = {"Cc", "Cf", "Cs", "Co"}
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffd]")

PIECES = 4  # characters that a letter of a name may have on average, as browsers count them
_STACK = 5  # marks on one letter; of the written languages Tibetan needs most


class UnreadableText(Invalid):
    message = N_("This text holds characters that cannot be used. Type it again.")


class TextTooLong(Invalid):
    message = N_("This text is too long: at most %(limit)s letters.")


def canonical(text: str, *, limit: int) -> str:
    """NFC, single spaces, no control or invisible characters.

    Units: `limit` counts characters after normalising.
    Raises:
        UnreadableText: control, direction, invisible or broken characters.
        TextTooLong: more than `limit` characters.
    """
    tidy = _tidy(text)
    if len(tidy) > limit:
        raise TextTooLong({"limit": limit})
    return tidy


def canonical_name(text: str, *, limit: int) -> str:
    """As `canonical`, of what somebody or a home is called: a letter with its marks is one letter.

    Not every letter with a mark has a character of its own, and many keyboards send the pieces. With all
    marks taken apart a name has at most PIECES characters a letter as browsers count them, so a field of
    PIECES * limit never cuts a name that fits, and no column needs to be wider.
    Units: `limit` counts letters as they are read.
    Raises:
        UnreadableText: as `canonical`, or more marks on one letter than any language has.
        TextTooLong: more than `limit` letters.
    """
    tidy = _tidy(text)
    runs = [len(list(run)) for is_mark, run in groupby(tidy, _is_mark) if is_mark]
    if max(runs, default=0) > _STACK:
        raise UnreadableText
    pieces = len(unicodedata.normalize("NFD", tidy).encode("utf-16-le")) // 2
    if len(tidy) - sum(runs) > limit or pieces > PIECES * limit:
        raise TextTooLong({"limit": limit})
    return tidy


def _tidy(text: str) -> str:
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    if _BLANK.search(tidy) or any(unicodedata.category(letter) in _HIDDEN_KINDS for letter in tidy):
        raise UnreadableText
    return tidy


def _is_mark(letter: str) -> bool:
    """It stands on the letter before it and takes no room of its own."""
    return unicodedata.category(letter) in {"Mn", "Me"}


def fold(text: str) -> str:
    """For comparing and searching: no marks, no capitals, đ as d. "Định danh" becomes "dinh danh"."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")
    return unicodedata.normalize("NFC", bare).casefold()


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return re.findall(r"\w+", fold(text))
