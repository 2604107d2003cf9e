"""Every word that a person reads exists in Vietnamese and in Indonesian, and keeps the house's voice."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from learnhub.kit.text import fold
from tests.house.words import TRANSLATED, extract, po_path, read, updated, write

PLACEHOLDER = re.compile(r"%\((\w+)\)s|{(\w+)}")
# Words that are the same in another language: names, abbreviations, bare values.
SAME = frozenset(
    {
        "LearnHub",
        "OTP",
        "Zalo",
        "%(num)s KB",
        "%(num)s %%",
        "%(label)s (%(num)s KB)",
    }
)
# What nobody says here. "Bạn" would guess the reader's age; blame and excuses help nobody.
UNWANTED = {
    "vi": r"\bbạn\b(?! bè)|vui lòng|xin lỗi|rất tiếc|không hợp lệ",
    "id": r"\bmaaf\b|\bmohon\b|\bkamu\b|tidak valid",
    "en": r"\bplease\b|\bsorry\b|\boops\b|\binvalid\b",
}
# Tone marks stand where most print puts them: hòa, khỏe, tùy (after "qu" there is no choice: quý).
OLD_TONE_MARKS = re.compile(r"o[àáảãạèéẻẽẹ]\b|(?<!q)u[ỳýỷỹỵ]\b", re.IGNORECASE)


def missing(catalog: Catalog, used: dict[str, str | None]) -> Iterator[str]:
    """Ids without an entry, entries without a user, entries that nobody looked at."""
    known = {_id(message): message for message in catalog if message.id}
    yield from (f"not in the catalogue: {one}" for one in sorted(used.keys() - known.keys()))
    yield from (f"nobody uses: {one}" for one in sorted(known.keys() - used.keys()))
    yield from (f"fuzzy: {one}" for one, message in known.items() if message.fuzzy)
    for one, message in known.items():
        if one in used and bool(used[one]) != isinstance(message.id, tuple):
            yield f"plural in one place only: {one}"


def faults(language: str, message_id: str, words: str) -> Iterator[str]:
    """What is wrong with the words of one message."""
    if not words:
        yield "has no words"
        return
    if words == message_id and message_id not in SAME:
        yield "is still English"
    if _placeholders(words) != _placeholders(message_id):
        yield f"has other placeholders: {words}"
    if _loose_percent(words):
        yield f"has a percent sign that formatting stumbles over: {words}"
    if words.strip() != words:
        yield "begins or ends with a space"
    yield from voice_faults(language, words)


def voice_faults(language: str, words: str) -> Iterator[str]:
    if re.search(r"(?<!\[)!", words):  # a call-out in Markdown begins with [!
        yield f"shouts: {words}"
    if found := re.search(UNWANTED[language], words, re.IGNORECASE):
        yield f"says “{found[0]}”: {words}"
    if language == "vi":
        bare = PLACEHOLDER.sub("", words)
        if len(re.findall(r"[^\W\d]+", bare)) >= 3 and fold(bare) == bare.casefold():
            yield f"has no tone marks: {words}"
        if found := OLD_TONE_MARKS.search(words):
            yield f"has the tone mark of “{found[0]}” on the wrong letter: {words}"


def _placeholders(text: str) -> set[str]:
    return {one or other for one, other in PLACEHOLDER.findall(text)}


def _loose_percent(text: str) -> bool:
    """A text with values is formatted and needs "%%"; a text without is shown as it is."""
    rest = PLACEHOLDER.sub("", text)
    return "%" in rest.replace("%%", "") if "%(" in text else "%%" in rest


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _words(message: Message) -> str:
    return message.string if isinstance(message.string, str) else message.string[0]


@pytest.fixture(scope="module")
def used() -> dict[str, str | None]:
    return extract()


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_holds_what_is_used_and_nothing_else(language: str, used: dict[str, str | None]):
    """Mend it with: python -m tests.house.words"""
    assert list(missing(read(po_path(language), language), used)) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_has_good_words(language: str):
    found = [
        f"{_id(message)}: {fault}"
        for message in read(po_path(language), language)
        if message.id
        for fault in faults(language, _id(message), _words(message))
    ]
    assert found == []


def test_the_english_of_the_source_keeps_the_voice_too(used: dict[str, str | None]):
    texts = [text for pair in used.items() for text in pair if text]
    assert [fault for text in texts for fault in voice_faults("en", text)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_is_written_as_the_command_writes_it(
    language: str, used: dict[str, str | None], tmp_path: Path
):
    kept = po_path(language)
    write(tmp_path / "again.po", updated(read(kept, language), used, language), language)
    assert (tmp_path / "again.po").read_text(encoding="utf-8") == kept.read_text(encoding="utf-8")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A room with a Python file and a template, and a catalogue that is behind."""
    templates = tmp_path / "courses" / "templates"
    templates.mkdir(parents=True)
    (tmp_path / "courses" / "errors.py").write_text('message = N_("Not here.")\n')
    (templates / "page.html").write_text(
        '{{ _("Lesson %(n)s", n=1) }}{{ ngettext("%(num)s hour", "%(num)s hours", 2) }}'
    )
    old = Catalog(locale="vi")
    old.add("Not here.", "Không có ở đây.")
    old.add("Gone", "Đã bỏ")
    write(po_path("vi", tmp_path), old, "vi")
    return tmp_path


def test_message_ids_are_found_in_python_and_in_templates(source: Path):
    assert extract(source) == {
        "Not here.": None,
        "Lesson %(n)s": None,
        "%(num)s hour": "%(num)s hours",
    }


def test_what_is_missing_and_what_is_left_over_are_named(source: Path):
    assert list(missing(read(po_path("vi", source), "vi"), extract(source))) == [
        "not in the catalogue: %(num)s hour",
        "not in the catalogue: Lesson %(n)s",
        "nobody uses: Gone",
    ]


@pytest.mark.parametrize("language", TRANSLATED)
def test_an_update_keeps_translations_and_leaves_nothing_to_name(source: Path, language: str):
    path = po_path("vi", source)
    write(path, updated(read(path, "vi"), extract(source), language), language)
    after = read(path, language)
    assert list(missing(after, extract(source))) == []
    assert after["Not here."].string == "Không có ở đây."
    assert path.read_text(encoding="utf-8").count("msgstr[0]") == 1


@pytest.mark.parametrize(
    ("language", "message_id", "words", "expected"),
    [
        ("vi", "Go on", "", "has no words"),
        ("vi", "Go on", "Go on", "is still English"),
        ("id", "Lesson %(n)s", "Pelajaran", "has other placeholders: Pelajaran"),
        ("id", "Wait {n}", "Tunggu {m}", "has other placeholders: Tunggu {m}"),
        ("vi", "%(n)s percent", "%(n)s%", "has a percent sign that formatting stumbles over: %(n)s%"),
        ("vi", "Half", "50%%", "has a percent sign that formatting stumbles over: 50%%"),
        ("vi", "Done", "Xong ", "begins or ends with a space"),
        ("vi", "Done", "Xong!", "shouts: Xong!"),
        ("vi", "Choose", "Bạn hãy chọn", "says “Bạn”: Bạn hãy chọn"),
        ("id", "Choose", "Mohon pilih", "says “Mohon”: Mohon pilih"),
        ("vi", "Choose an answer", "Chon cau tra loi", "has no tone marks: Chon cau tra loi"),
        (
            "vi",
            "Delete",
            "Xoá tài khoản",
            "has the tone mark of “oá” on the wrong letter: Xoá tài khoản",
        ),
    ],
)
def test_words_with_a_fault_are_named(language: str, message_id: str, words: str, expected: str):
    assert list(faults(language, message_id, words)) == [expected]


@pytest.mark.parametrize(
    ("language", "message_id", "words"),
    [
        ("vi", "Choose one answer", "Chọn một câu trả lời"),
        ("vi", "Precious", "Quý và thủy, tùy người, hoàn thành"),
        ("vi", "Friends", "Bạn bè"),
        ("vi", "OTP", "OTP"),
        ("vi", "%(n)s percent", "%(n)s%%"),
        ("id", "Half", "50%"),
    ],
)
def test_good_words_have_no_fault(language: str, message_id: str, words: str):
    assert list(faults(language, message_id, words)) == []
