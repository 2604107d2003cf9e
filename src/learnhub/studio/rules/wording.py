"""Words that have no place in a course: outdated, familiar, loud, or without their marks."""

import re
from collections.abc import Iterable

from learnhub.kit.faults import Faults
from learnhub.kit.words import N_
from learnhub.studio.rules.passages import Passage
from learnhub.studio.rules.sentences import count_words, sentences

_LEVELS = N_("Write “full online service” or “partial online service” (toàn trình, một phần).")
_DISTRICTS = N_("Write the commune, ward or province: there are no districts any more.")
_HOUSEHOLD_BOOK = N_("Leave it out: the paper household book is no longer used.")
_OLD_LAWS = N_("Leave the number out, or name the rule that is in force today.")

# A word that tells cheaply whether the pattern is worth a search, the pattern, what to write.
# Source: the facts sheet of the courses, section 6, points 6 and 7.
_OUTDATED = tuple(
    (hint, re.compile(pattern, re.IGNORECASE), mend)
    for hint, pattern, mend in (
        ("mức độ", r"\bmức độ (?:3|4|ba|bốn)\b", _LEVELS),
        ("level", r"\bservice levels? (?:3|4|three|four)\b", _LEVELS),
        ("tingkat", r"\blayanan(?: publik)?(?: daring)? tingkat (?:3|4|tiga|empat)\b", _LEVELS),
        ("huyện", r"\b(?:UBND|[uủ][yỷỹ] ban nhân dân|công an) (?:cấp )?huyện\b", _DISTRICTS),
        ("quận", r"\b(?:UBND|[uủ][yỷỹ] ban nhân dân|công an) (?:cấp )?quận\b", _DISTRICTS),
        ("district", r"\bdistrict (?:people['’]s committee|police)\b", _DISTRICTS),
        ("distrik", r"\b(?:komite rakyat|polisi) distrik\b", _DISTRICTS),
        ("kabupaten", r"\b(?:komite rakyat|polisi) kabupaten\b", _DISTRICTS),
        ("hộ khẩu", r"\bsổ hộ khẩu giấy\b", _HOUSEHOLD_BOOK),
        ("household", r"\bpaper household (?:registration )?book\b", _HOUSEHOLD_BOOK),
        ("buku", r"\bbuku (?:keluarga|rumah tangga) (?:kertas|cetak)\b", _HOUSEHOLD_BOOK),
        ("/2022", r"(?<![\d/])(?:42|59)/2022(?!\d)", _OLD_LAWS),
        ("/2023", r"(?<![\d/])13/2023(?!\d)", _OLD_LAWS),
        ("2018", r"\bLuật An ninh mạng (?:năm )?2018\b|\b2018 Cybersecurity Law\b", _OLD_LAWS),
        ("2015", r"\bLuật An toàn thông tin mạng (?:năm )?2015\b", _OLD_LAWS),
        ("2015", r"\b2015 (?:Network )?Information Security Law\b", _OLD_LAWS),
    )
)

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
    for hint, pattern, mend in _OUTDATED:
        if hint in small and (found := pattern.search(passage.text)):
            faults.add(path, line, N_("“%(piece)s” is outdated."), mend, piece=found[0])
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
