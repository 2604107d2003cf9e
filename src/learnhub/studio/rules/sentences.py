"""Sentences and words, counted the way the limits mean them."""

import re
from functools import lru_cache

_END = re.compile(r"[.?!…]+[\"”’»)\]]*(?=\s)")
_WORD = re.compile(r"[^\W_]\S*")
_ABBREVIATIONS = frozenset(
    {"TP.", "Tp.", "ThS.", "TS.", "BS.", "GS.", "PGS.", "Mr.", "Mrs.", "Ms.", "Dr.", "Jl.", "No."}
)


def count_words(text: str) -> int:
    """Words between spaces that hold a letter or a digit; in Vietnamese these are syllables."""
    return len(_WORD.findall(text))


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph.

    A full stop ends one only before a space and then not before a small letter, so that numbers
    (1.000.000), dates, addresses, file names and "v.v." stay whole.
    """
    found = []
    start = 0
    for end in (match.end() for match in _END.finditer(text)):
        piece, rest = text[start:end], text[end:].lstrip()
        if not rest[:1].islower() and _last_word(piece) not in _ABBREVIATIONS:
            found.append(piece.strip())
            start = end
    found.append(text[start:].strip())
    return tuple(sentence for sentence in found if count_words(sentence))


def _last_word(text: str) -> str:
    return text.rpartition(" ")[2].lstrip("(“\"'")
