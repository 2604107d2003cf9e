"""Words without their endings and beginnings, so that one entry of a list stands for all its forms.

Simple and generous: every form that a word may come from counts, also a wrong one. A rare word that
looks like a form of a common one is therefore missed (id "perangkat" passes as a form of "angkat"), and
irregular forms (en "bent") are not led back. Vietnamese has no forms: a syllable is what it is.
"""

from collections.abc import Callable, Iterator, Mapping

SHORTEST = 3
_ENGLISH_ENDINGS = (
    *("s", "es", "d", "ed", "r", "er", "rs", "ers", "st", "est", "ing", "ings", "ly"),
    *("ion", "ions", "ation", "ations", "ment", "ments", "ful"),
)
_ENGLISH_BEGINNINGS = ("un", "re", "mis")
_INDONESIAN_ENDINGS = ("nya", "ku", "mu", "lah", "kah", "pun", "kan", "an", "i")
_INDONESIAN_BEGINNINGS = ("di", "ber", "ter", "per", "se", "ke")
# After me- and pe- the first letter of the word may melt away: menulis from tulis, memotret from potret.
_MELTED = (
    ("nge", ("",)),
    ("ng", ("", "k")),
    ("ny", ("s",)),
    ("m", ("", "p", "m")),
    ("n", ("", "t", "n")),
    ("", ("",)),
)


def bases(word: str, language: str) -> frozenset[str]:
    """The word, in small letters, and everything that it may be a form of."""
    return _all_of(word, _STEPS[language])


def _all_of(word: str, step: Callable[[str], Iterator[str]]) -> frozenset[str]:
    found, waiting = {word}, [word]
    while waiting:
        new = {base for base in step(waiting.pop()) if len(base) >= SHORTEST} - found
        found |= new
        waiting += new
    return frozenset(found)


def _none(word: str) -> Iterator[str]:
    yield from ()


def _english(word: str) -> Iterator[str]:
    for ending in _ENGLISH_ENDINGS:
        if word.endswith(ending):
            rest = word[: -len(ending)]
            yield rest
            if ending[0] in "aei":
                yield f"{rest}e"
                yield rest[:-1] if rest[-1:] == rest[-2:-1] else rest
            if rest.endswith("i"):
                yield f"{rest[:-1]}y"
    for beginning in _ENGLISH_BEGINNINGS:
        if word.startswith(beginning):
            yield word[len(beginning) :]


def _indonesian(word: str) -> Iterator[str]:
    for ending in _INDONESIAN_ENDINGS:
        if word.endswith(ending):
            yield word[: -len(ending)]
    for beginning in _INDONESIAN_BEGINNINGS:
        if word.startswith(beginning):
            yield word[len(beginning) :]
    if word.startswith(("me", "pe")):
        for melted, letters in _MELTED:
            if word[2:].startswith(melted):
                yield from (letter + word[2 + len(melted) :] for letter in letters)


_STEPS: Mapping[str, Callable[[str], Iterator[str]]] = {"vi": _none, "id": _indonesian, "en": _english}
