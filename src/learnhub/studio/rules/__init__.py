"""What a course has to keep so that everybody can read it and no question gives itself away."""

from learnhub.studio.rules.giveaways import chance_of, check_give_aways
from learnhub.studio.rules.limits import (
    FOR_EVERYBODY,
    FOR_OFFICIALS,
    SentenceLimit,
    check_bank,
    check_blocks,
    check_draws,
    check_feedback,
    check_lesson_text,
    check_sentences,
    sentence_limits,
)
from learnhub.studio.rules.passages import (
    Passage,
    contact_passages,
    course_passages,
    glossary_passages,
    programme_passages,
    question_passages,
)
from learnhub.studio.rules.pictures import check_pictures
from learnhub.studio.rules.sentences import count_words, sentences
from learnhub.studio.rules.wording import check_wording

__all__ = [
    "FOR_EVERYBODY",
    "FOR_OFFICIALS",
    "Passage",
    "SentenceLimit",
    "chance_of",
    "check_bank",
    "check_blocks",
    "check_draws",
    "check_feedback",
    "check_give_aways",
    "check_lesson_text",
    "check_pictures",
    "check_sentences",
    "check_wording",
    "contact_passages",
    "count_words",
    "course_passages",
    "glossary_passages",
    "programme_passages",
    "question_passages",
    "sentence_limits",
    "sentences",
]
