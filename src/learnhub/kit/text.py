"""Text that people type: one canonical form to store, compare and search."""

import re
import unicodedata

from learnhub.kit.errors import Invalid
from learnhub.kit.words import N_

# Characters that nobody sees can make one name look like another: controls, direction marks, joiners
# and tags by their category, and the letters that are drawn as nothing. The last is what a broken letter
# becomes on its way.
_HIDDEN_KINDS = {"Cc", "Cf", "Cs", "Co"}
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffd]")


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
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    if _BLANK.search(tidy) or any(unicodedata.category(letter) in _HIDDEN_KINDS for letter in tidy):
        raise UnreadableText
    if len(tidy) > limit:
        raise TextTooLong({"limit": limit})
    return tidy


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
