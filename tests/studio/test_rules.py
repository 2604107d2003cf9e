import pytest

from learnhub.kit.faults import Faults
from learnhub.studio.rules import (
    FOR_EVERYBODY,
    FOR_OFFICIALS,
    Passage,
    check_sentences,
    check_wording,
    count_words,
    sentences,
)
from tests.content_samples import (
    told,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Stop. Hang up.", ["Stop.", "Hang up."], id="two"),
        pytest.param("Ai hỏi? Cúp máy… Gọi lại", ["Ai hỏi?", "Cúp máy…", "Gọi lại"], id="ends"),
        pytest.param("Nộp 1.000.000 đồng.", ["Nộp 1.000.000 đồng."], id="full stops in money"),
        pytest.param("Trước 15/8/2026. Nhớ.", ["Trước 15/8/2026.", "Nhớ."], id="a date"),
        pytest.param("Gạo, ngô, v.v. đều bán.", ["Gạo, ngô, v.v. đều bán."], id="v.v. inside"),
        pytest.param("Gạo, v.v. Bán hết.", ["Gạo, v.v.", "Bán hết."], id="v.v. at the end"),
        pytest.param("Gõ dichvucong.gov.vn. Đợi.", ["Gõ dichvucong.gov.vn.", "Đợi."], id="an address"),
        pytest.param("Mở tep.apk là hỏng.", ["Mở tep.apk là hỏng."], id="a file name"),
        pytest.param("Ở TP. Huế có mưa.", ["Ở TP. Huế có mưa."], id="an abbreviation"),
        pytest.param("“Đọc mã đi.” Cúp máy.", ["“Đọc mã đi.”", "Cúp máy."], id="quoted"),
        pytest.param("“Alô?” bà hỏi.", ["“Alô?” bà hỏi."], id="a question inside a sentence"),
        pytest.param("Stop.\nHang up.", ["Stop.", "Hang up."], id="over two lines"),
        pytest.param("…", [], id="no words"),
    ],
)
def test_a_sentence_ends_where_a_reader_breathes(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("Mã OTP là gì?", 4, id="syllables"),
        pytest.param("a one-time code", 3, id="a hyphen joins"),
        pytest.param("5 + 6 – 7", 3, id="signs are no words"),
        pytest.param("“Đọc mã”, họ nói", 4, id="quotation marks"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_words_stand_between_spaces(text: str, count: int) -> None:
    assert count_words(text) == count


def wording(text: str, language: str = "vi", **kind: bool) -> list[str]:
    faults = Faults()
    check_wording([Passage("a.md", 1, language, text, **kind)], faults)
    return [says for _, _, says in told(faults)]


PRONOUN = "“bạn” addresses the learner, whose age and rank are not known."


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        pytest.param("Bạn hãy cúp máy.", "vi", [PRONOUN], id="you"),
        pytest.param("Mã của bạn ở đây.", "vi", [PRONOUN], id="your"),
        pytest.param("Rủ bạn bè cùng học.", "vi", [], id="friends"),
        pytest.param("Người lạ kết bạn qua mạng.", "vi", [], id="to make friends"),
        pytest.param("Bạn hãy cúp máy.", "id", [], id="another language"),
    ],
)
def test_the_learner_is_not_addressed_in_vietnamese(text: str, language: str, expected: list[str]) -> None:
    assert wording(text, language) == expected


def test_the_loudspeaker_may_address_people() -> None:
    assert wording("Các bạn trẻ và bạn nghe đài.", is_spoken=True) == []


def test_an_exclamation_mark_is_told() -> None:
    assert wording("Dừng lại!") == ["An exclamation mark raises the voice."]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Picture of a phone"), ("vi", "Hình ảnh cái máy"), ("id", "Gambar sebuah ponsel")],
)
def test_the_words_of_a_picture_say_what_happens(language: str, text: str) -> None:
    assert wording(text, language, is_picture=True) == [
        "The words of the picture begin by saying that it is a picture."
    ]
    assert wording(text, language) == []


BARE = "This Vietnamese sentence is written without tone marks."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Khong doc ma cho ai ca.", [BARE], id="no marks"),
        pytest.param("Mật khẩu. Khong doc ma cho ai ca.", [BARE], id="one sentence without"),
        pytest.param("Em đi xe ra chơi công viên.", [], id="level tones"),
        pytest.param("Samsung, Oppo, Vivo.", [], id="short"),
    ],
)
def test_vietnamese_is_written_with_its_marks(text: str, expected: list[str]) -> None:
    assert wording(text) == expected
    assert wording(text, "id") == []


def test_missing_marks_are_told_once_a_file() -> None:
    faults = Faults()
    bare = "Khong doc ma cho ai ca."
    check_wording([Passage("a.md", line, "vi", bare) for line in (3, 5, 7)], faults)
    assert told(faults) == [("a.md", 3, BARE)]


@pytest.mark.parametrize(
    ("language", "longest", "officials"), [("vi", 28, 36), ("id", 24, 36), ("en", 24, 36)]
)
def test_a_sentence_may_be_as_long_as_its_readers_bear(language: str, longest: int, officials: int) -> None:
    for limits, most in ((FOR_EVERYBODY, longest), (FOR_OFFICIALS, officials)):
        faults = Faults()
        texts = ["từ " * (most - 1) + "cuối.", "từ " * most + "cuối."]
        passages = [Passage("a.md", n, language, text) for n, text in enumerate(texts, start=1)]
        check_sentences(passages, limits, faults)
        says = f"A sentence has {most + 1} words, at most {most}: “từ từ từ từ từ …”"
        assert told(faults) == [("a.md", 2, says)]
