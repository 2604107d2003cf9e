"""The limits of docs/authoring.md, in the order of its table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from learnhub.courses.content import (
    LOUDSPEAKER,
    MESSAGE_CARD,
    REMEMBER,
    CourseSource,
    LessonText,
    Section,
    TextBlock,
)
from learnhub.kit.faults import Faults, FileFaults
from learnhub.kit.markdown import plain_text
from learnhub.kit.words import N_
from learnhub.quizzes.content import QuestionSource, TestSource
from learnhub.studio.rules.passages import Passage
from learnhub.studio.rules.sentences import count_words, sentences


@dataclass(frozen=True, slots=True)
class SentenceLimit:
    """Units: syllables in Vietnamese, words in the other languages."""

    longest: int
    mean: int


FOR_EVERYBODY = {
    "vi": SentenceLimit(28, 16),
    "id": SentenceLimit(24, 14),
    "en": SentenceLimit(24, 14),
}
FOR_OFFICIALS = dict.fromkeys(("vi", "id", "en"), SentenceLimit(36, 22))

PARAGRAPH_SENTENCES = 3
POINTS = 5
STEPS = 8
FEEDBACK_WORDS = 25
MESSAGE_CARD_LETTERS = 300
LOUDSPEAKER_SECONDS = (60, 120)
WORDS_A_MINUTE = {"vi": 200, "id": 130, "en": 130}
BANK_QUESTIONS = 5


def sentence_limits(audiences: Sequence[str]) -> Mapping[str, SentenceLimit]:
    return FOR_OFFICIALS if audiences == ("official",) else FOR_EVERYBODY


def check_sentences(passages: Iterable[Passage], limits: Mapping[str, SentenceLimit], faults: Faults) -> None:
    """No sentence is longer than its language allows."""
    for passage in passages:
        limit = limits[passage.language].longest
        for sentence in sentences(passage.text):
            if (count := count_words(sentence)) > limit:
                faults.add(
                    passage.path,
                    passage.line,
                    N_("A sentence has %(count)s words, at most %(limit)s: “%(begin)s …”"),
                    N_("Make two sentences of it."),
                    count=count,
                    limit=limit,
                    begin=" ".join(sentence.split()[:5]),
                )


def check_lesson_text(
    text: LessonText, language: str, limits: Mapping[str, SentenceLimit], faults: Faults
) -> None:
    """Mean sentence, paragraphs, lists, and the sections with their own place."""
    here = faults.of(text.path)
    _check_one_sentence(text.outcome, text.outcome_line.line, here)
    _check_mean(text, limits[language].mean, here)
    for section in text.sections:
        if section.key not in {LOUDSPEAKER, MESSAGE_CARD}:
            check_blocks(section.text_blocks, here)
        if section.key == REMEMBER:
            _check_one_sentence(section.plain_text, section.line, here)
        if section.key == MESSAGE_CARD:
            _check_message_card(section, here)
        if section.key == LOUDSPEAKER:
            _check_loudspeaker(section, language, here)


def check_blocks(blocks: Iterable[TextBlock], faults: FileFaults) -> None:
    """Paragraphs of three sentences, lists of five points or eight steps."""
    for block in blocks:
        line, count = block.passages[0].line, len(block.passages)
        if block.kind == "paragraph":
            _check_paragraph(block.passages[0].text, line, faults)
        elif count > (limit := POINTS if block.kind == "points" else STEPS):
            faults.add(
                line,
                N_("The list has %(count)s entries, at most %(limit)s."),
                N_("Leave out what matters least, or make two lists."),
                count=count,
                limit=limit,
            )


def check_feedback(questions: Iterable[QuestionSource], faults: Faults) -> None:
    for question in questions:
        for text in question.texts.values():
            for option in text.options:
                count = count_words(plain_text(option.feedback_html))
                if count > FEEDBACK_WORDS:
                    faults.add(
                        text.path,
                        option.line,
                        N_("The feedback has %(count)s words, at most %(limit)s."),
                        N_("Say in one or two short sentences what happens and what to do."),
                        count=count,
                        limit=FEEDBACK_WORDS,
                    )


def check_bank(bank: Sequence[QuestionSource], course: CourseSource, lesson: str, faults: Faults) -> None:
    if len(bank) < BANK_QUESTIONS:
        faults.add(
            f"{course.key}/{lesson}/bank.{course.source_language}.md",
            1,
            N_("The bank has %(count)s questions, at least %(limit)s."),
            N_("Write more questions, so that a second try asks something else."),
            count=len(bank),
            limit=BANK_QUESTIONS,
        )


def check_draws(
    tests: Sequence[TestSource],
    banks: Mapping[str, Sequence[QuestionSource]],
    course: CourseSource,
) -> None:
    """The lessons of a test hold twice what it draws."""
    for facts, test in zip(course.test_tables, tests, strict=False):
        supply = sum(len(banks.get(rule.lesson, ())) for rule in test.draw)
        wanted = max(
            (sum(rule.items.get(name, 0) for rule in test.draw) for name in course.audiences),
            default=0,
        )
        if test.draw and supply < 2 * wanted:
            facts.fault(
                "draw",
                N_("The test draws %(wanted)s questions, but the banks hold only %(count)s."),
                N_("Write at least twice as many questions, or draw fewer."),
                wanted=wanted,
                count=supply,
            )


def _check_one_sentence(text: str, line: int, faults: FileFaults) -> None:
    count = len(sentences(text.replace("\n", " ")))
    if count > 1:
        faults.add(
            line,
            N_("%(count)s sentences stand here, but there is room for one."),
            N_("Leave one sentence."),
            count=count,
        )


def _check_mean(text: LessonText, limit: int, faults: FileFaults) -> None:
    lengths = [
        count_words(sentence)
        for section in text.sections
        for block in section.text_blocks
        for words in block.passages
        for sentence in sentences(words.text)
    ]
    if lengths and sum(lengths) > limit * len(lengths):
        faults.add(
            1,
            N_("The sentences of this lesson have %(mean)s words on average, at most %(limit)s."),
            N_("Make short sentences of the long ones."),
            mean=f"{sum(lengths) / len(lengths):.1f}",
            limit=limit,
        )


def _check_paragraph(text: str, line: int, faults: FileFaults) -> None:
    count = len(sentences(text))
    if count > PARAGRAPH_SENTENCES:
        faults.add(
            line,
            N_("The paragraph has %(count)s sentences, at most %(limit)s."),
            N_("Leave an empty line where a new thought begins."),
            count=count,
            limit=PARAGRAPH_SENTENCES,
        )


def _check_message_card(section: Section, faults: FileFaults) -> None:
    count = len(section.plain_text)
    if count > MESSAGE_CARD_LETTERS:
        faults.add(
            section.line,
            N_("The message card has %(count)s letters and spaces, at most %(limit)s."),
            N_("Leave one action and one reason."),
            count=count,
            limit=MESSAGE_CARD_LETTERS,
        )


def _check_loudspeaker(section: Section, language: str, faults: FileFaults) -> None:
    shortest, longest = LOUDSPEAKER_SECONDS
    pace = WORDS_A_MINUTE[language]
    seconds = round(count_words(section.plain_text) * 60 / pace)
    if not shortest <= seconds <= longest:
        faults.add(
            section.line,
            N_("Reading this aloud takes about %(seconds)s seconds, not 60 to 120."),
            N_("Write %(least)s to %(most)s words."),
            seconds=seconds,
            least=shortest * pace // 60,
            most=longest * pace // 60,
        )
