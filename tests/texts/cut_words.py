"""Cut the lists in words/ again: python -m tests.texts.cut_words FOLDER, with FrequencyWords in it."""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from unicodedata import normalize

from tests.texts.hard_words import WORDS

COMMONEST = 5000
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def commonest(lines: Iterable[str]) -> list[str]:
    """The commonest words of a list of "word count", one spelling of each, without signs and codes."""
    counts = Counter[str]()
    for line in lines:
        word, _, count = line.strip().rpartition(" ")
        if _WORD.fullmatch(word := normalize("NFC", word)):
            counts[word] += int(count)
    return [word for word, _ in counts.most_common(COMMONEST)]


if __name__ == "__main__":
    for language in ("vi", "id", "en"):
        source = Path(sys.argv[1]) / "content" / "2018" / language / f"{language}_50k.txt"
        words = commonest(source.read_text(encoding="utf-8").splitlines())
        (WORDS / f"{language}.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
