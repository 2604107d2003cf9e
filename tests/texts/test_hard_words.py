"""Every hard word of the lessons is explained: by the glossary, in brackets, or it is no hard word."""

from unicodedata import normalize

import pytest

from learnhub.kit.words import LANGUAGES
from learnhub.studio.content import read_all
from tests.content_samples import SOURCE, TEXT, WORDS, changed, line_of, sample_files
from tests.texts.cut_words import COMMONEST
from tests.texts.cut_words import commonest as cut
from tests.texts.hard_words import common, commonest, everyday, forms, hard_words, is_hard
from tests.texts.reading import shipped, words
from tests.texts.stems import bases


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hard_word_of_the_shipped_courses_is_explained(language: str) -> None:
    """Link the word, explain it in brackets, or write a plainer one."""
    found = [f"{path}:{line} {word}" for path, line, word in hard_words(shipped(), language)]
    assert found == []


# A broken copy is caught


def hard_of(files: dict[str, bytes], language: str = "en") -> list[tuple[str, int, str]]:
    folder, _ = read_all(files)
    return list(hard_words(folder.courses, language))


AFTER = "Then they call again."


def test_the_sample_has_no_hard_word() -> None:
    assert hard_of(sample_files()) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("Then open the biometrics.", "biometrics", id="a rare word"),
        pytest.param("Then they want your CVV.", "CVV", id="an acronym"),
        pytest.param("Then comes a TAN or PINs.", "TAN", id="the first of two"),
        pytest.param("Then the 6G is gone.", "6G", id="an acronym with a digit"),
        pytest.param("Then Trojan-Horse comes.", "Trojan", id="in capitals and with a hyphen"),
    ],
)
def test_a_hard_word_is_named_on_its_line(text: str, word: str) -> None:
    files = changed(TEXT, AFTER, text)
    assert (TEXT, line_of(files, TEXT, text), word) in hard_of(files)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Then the CVV (three digits on the card) is gone.", id="brackets after it"),
        pytest.param("Then the digits on the card (CVV) are gone.", id="in brackets"),
        pytest.param("Then they want your OTP.", id="in the heading of a linked term"),
        pytest.param("Then type dichvucong.gov.vn or .gov.vn.", id="an address"),
        pytest.param("Then type “khai sinh” there.", id="words of a Vietnamese screen"),
        pytest.param("Then they called, calling and calls.", id="forms of common words"),
        pytest.param("Then 15/8/2026, under 224/2026/NĐ-CP.", id="dates and numbers of laws"),
    ],
)
def test_what_is_explained_or_common_is_not_named(text: str) -> None:
    assert hard_of(changed(TEXT, AFTER, text)) == []


def test_without_its_link_a_term_explains_nothing() -> None:
    files = changed(TEXT, "[one-time code](term:otp)", "one-time code")
    files[TEXT] = files[TEXT].replace(AFTER.encode(), b"They want your CVV and your OTP.")
    folder, _ = read_all(files)
    found = [word for _, _, word in hard_words(folder.courses, "en")]
    assert [word for word in found if word in {"CVV", "OTP"}] == ["CVV", "OTP"]


def test_a_word_is_named_once_a_course_and_explained_from_then_on_only() -> None:
    files = changed(TEXT, AFTER, "Your CVV is secret. Your CVV (card number) stays home.")
    files[TEXT] += b"\n## More {#more}\n\nA CVV again, and a TAN (a number). No TAN.\n"
    found = [word for _, _, word in hard_of(files)]
    assert found == []
    late = changed(TEXT, "Stop.\n", "Your CVV.\n")
    late[TEXT] = late[TEXT].replace(AFTER.encode(), b"Your CVV (card number), your CVV.")
    assert [word for _, _, word in hard_of(late)] == ["CVV"]


def test_a_rare_syllable_is_hard_in_vietnamese() -> None:
    files = changed(SOURCE, "Rồi họ gọi lại lần nữa.", "Rồi họ gửi phishing và loằng ngoằng.")
    found = [word for _, _, word in hard_of(files, "vi")]
    assert found == ["phishing", "loằng", "ngoằng"]


def test_a_word_in_the_meaning_of_a_term_does_not_make_it_clear() -> None:
    files = changed(WORDS, "A number that works once.", "A CVV that works once.")
    files[TEXT] = files[TEXT].replace(AFTER.encode(), b"They want your CVV.")
    assert [word for _, _, word in hard_of(files)] == ["CVV"]


# The lists


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_holds_the_5000_commonest_words_once(language: str) -> None:
    found = commonest(language)
    assert len(found) == len(set(found)) == COMMONEST
    assert [word for word in found if normalize("NFC", word) != word or not word.islower()] == []
    assert (
        len(set(found) & {"vi": {"không", "ở"}, "id": {"tidak", "rumah"}, "en": {"not", "house"}}[language])
        == 2
    )


def test_a_list_is_cut_as_its_readme_says() -> None:
    lines = ["the 9", "o\u031b\u0309 3", "ở 4", "b1 8", "'s 7", "mr. 6", "good-bye 5"]
    assert cut(lines) == ["the", "ở", "good-bye"]


@pytest.mark.parametrize("name", ["names", *LANGUAGES])
def test_every_everyday_word_has_a_reason_and_stands_once(name: str) -> None:
    groups = everyday(name)
    assert all(reason and found for reason, found in groups.items())
    found = [word for group in groups.values() for word in group]
    assert sorted(word for word in set(found) if found.count(word) > 1) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_everyday_word_is_needless(language: str) -> None:
    """What the commonest words cover already needs no place among the everyday words."""
    known = common(language)
    found = [word for group in everyday(language).values() for word in group]
    assert [word for word in found if forms(word, language) & known] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_glossary_explains_is_not_called_everyday(language: str) -> None:
    [glossary, *_] = [draft.glossary for draft in shipped()]
    headings = {term.title.lower() for term in glossary.texts[language].values()}
    found = {word.lower() for group in everyday(language).values() for word in group}
    assert sorted(headings & found) == []


# Forms of words


@pytest.mark.parametrize(
    ("language", "word", "base"),
    [
        pytest.param("en", "carries", "carry", id="carries"),
        pytest.param("en", "tapping", "tap", id="tapping"),
        pytest.param("en", "saved", "save", id="saved"),
        pytest.param("en", "unchecked", "check", id="unchecked"),
        pytest.param("en", "activation", "activate", id="activation"),
        pytest.param("id", "menulis", "tulis", id="menulis"),
        pytest.param("id", "memotret", "potret", id="memotret"),
        pytest.param("id", "menyimpannya", "simpan", id="menyimpannya"),
        pytest.param("id", "dikirimkan", "kirim", id="dikirimkan"),
        pytest.param("id", "mengetik", "ketik", id="mengetik"),
        pytest.param("id", "penerima", "terima", id="penerima"),
        pytest.param("id", "berbicaralah", "bicara", id="berbicaralah"),
        pytest.param("vi", "khách", "khách", id="no forms"),
    ],
)
def test_a_form_leads_to_its_word(language: str, word: str, base: str) -> None:
    assert base in bases(word, language)


def test_no_word_melts_away() -> None:
    assert min(map(len, bases("diberikannyakah", "id") | bases("uses", "en"))) == 3


def test_the_limits_of_the_simple_forms_are_known() -> None:
    """They take too much rather than too little; see stems.py."""
    assert not is_hard("perangkat", "id")
    assert "bend" not in bases("bent", "en")


def test_words_are_letters_and_nothing_else() -> None:
    assert words("Gõ vneid.gov.vn, mẫu TK01, ngày 15/8, e-mail: a@b.vn!") == ["Gõ", "mẫu", "ngày", "mail"]
