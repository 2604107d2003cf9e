"""Words that have no place in a course: outdated, familiar, loud, or without their marks."""

import re
from collections.abc import Iterable

from learnhub.kit.faults import Faults
from learnhub.kit.words import N_
from learnhub.studio.rules.outdated import banned
from learnhub.studio.rules.passages import Passage
from learnhub.studio.rules.sentences import count_words, sentences

# "you", but not the friend: kết bạn, người bạn, bạn bè, bạn thân.
_PRONOUN = re.compile(
    r"(?<!kết )(?<!người )(?<!tình )(?<!bầu )(?<!làm )\bbạn\b(?! (?:bè|thân|học|đời|hàng|cũ)\b)",
    re.IGNORECASE,
)
_PICTURE_OF = re.compile(
    r"(?:an? |the )?(?:picture|image|photo|drawing|illustration) (?:of|showing)\b"
    r"|(?:hình ảnh|hình vẽ|bức ảnh|bức tranh|bức hình|tranh vẽ|ảnh chụp|hình chụp)\b"
    r"|(?:gambar|foto|ilustrasi)\b",
    re.IGNORECASE,
)
_MARKED = re.compile("[À-ỹĐđ]")
_FEWEST_WORDS = 6


def check_wording(passages: Iterable[Passage], faults: Faults) -> None:
    """Every passage by itself, and every Vietnamese file for its tone marks."""
    bare: dict[str, int] = {}
    for passage in passages:
        _check_words(passage, faults)
        if passage.language == "vi" and _is_bare(passage.text):
            bare.setdefault(passage.path, passage.line)
    for path, line in bare.items():
        faults.add(
            path,
            line,
            N_("This Vietnamese sentence is written without tone marks."),
            N_("Write all tone marks, here and in the rest of the file."),
        )


def _check_words(passage: Passage, faults: Faults) -> None:
    path, line = passage.path, passage.line
    if "!" in passage.text:
        faults.add(
            path,
            line,
            N_("An exclamation mark raises the voice."),
            N_("End the sentence with a full stop."),
        )
    small = passage.text.lower()
    for says, piece, mend in banned(passage.text, is_question=passage.is_question):
        faults.add(path, line, says, mend, piece=piece)
    if "bạn" in small and _addresses_learner(passage):
        faults.add(
            path,
            line,
            N_("“bạn” addresses the learner, whose age and rank are not known."),
            N_("Begin with the verb and leave the pronoun out."),
        )
    if passage.is_picture and _PICTURE_OF.match(passage.text):
        faults.add(
            path,
            line,
            N_("The words of the picture begin by saying that it is a picture."),
            N_("Say at once who does what: the words are read aloud."),
        )


def _addresses_learner(passage: Passage) -> bool:
    is_lesson = passage.language == "vi" and not passage.is_spoken
    return is_lesson and _PRONOUN.search(passage.text) is not None


def _is_bare(text: str) -> bool:
    """Whether a sentence of some length carries no Vietnamese mark at all."""
    return any(
        count_words(sentence) >= _FEWEST_WORDS and not _MARKED.search(sentence)
        for sentence in sentences(text)
    )
