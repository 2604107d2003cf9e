"""Every table of the site: what of a person it holds, why, how long, and what erasing does to it.

A column without personal data stands here too, so that nothing is forgotten: a test compares this with
the tables as they are. To add a table takes one entry; a column is one word in a line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

# name      who somebody is        learning  what was learned, when, with whom
# secret    opens something        technical points to other rows, says when a row was made
Kind: TypeAlias = Literal["name", "learning", "secret", "technical"]
# deleted   with its row           blanked   the row stays, this is emptied
# kept      by the table's reason
Erasing: TypeAlias = Literal["deleted", "blanked", "kept"]
Theme: TypeAlias = Literal["person", "home", "learning", "tests", "certificates", "phones", "requests"]


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns that are treated alike; `names` are divided by spaces."""

    kind: Kind
    erasing: Erasing
    names: str
    is_copied: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """`owner` is the column that names the person, or that of a table which does: "attempt_id attempts".

    A table without an owner belongs to a home; its people are shown it on the home's own page.
    """

    purpose: str
    until: str
    theme: Theme
    columns: tuple[Columns, ...]
    owner: str = ""
    kept_because: str = ""

    def names(self) -> Iterator[str]:
        for group in self.columns:
            yield from group.names.split()

    def copied(self) -> Iterator[str]:
        for group in self.columns:
            if group.is_copied:
                yield from group.names.split()


FOREVER = "as long as the person has a learning record"
COUNTS = "the counts of homes and wards stay, without a name"

PERSONAL: Mapping[str, Table] = {
    "people": Table(
        "who is learning, and how to greet them",
        FOREVER,
        "person",
        (
            Columns("name", "blanked", "name print_name address_as avatar"),
            Columns("technical", "blanked", "withdrawn_at"),
            Columns("technical", "kept", "unit_id created_at hidden_at is_child"),
            Columns("technical", "kept", "id code", is_copied=False),
        ),
        owner="id",
        kept_because="certificates and counts point to the row",
    ),
    "consents": Table(
        "what somebody agreed to, and when",
        FOREVER,
        "person",
        (
            Columns("name", "deleted", "purpose text_version given_at withdrawn_at means"),
            Columns("technical", "deleted", "id person_id given_by_id", is_copied=False),
        ),
        owner="person_id",
    ),
    "accounts": Table(
        "to sign in with a password",
        "as long as the person works for the commune",
        "person",
        (
            Columns("name", "deleted", "login is_active created_at"),
            Columns("secret", "deleted", "password_hash", is_copied=False),
            Columns("technical", "deleted", "id person_id", is_copied=False),
        ),
        owner="person_id",
    ),
    "positions": Table(
        "which role somebody has where",
        "as long as its actions can be asked about",
        "person",
        (
            Columns("technical", "kept", "unit_id role since_on until_on"),
            Columns("technical", "kept", "id person_id", is_copied=False),
        ),
        owner="person_id",
        kept_because="a home may read in which role somebody helped it",
    ),
    "login_tries": Table(
        "to stop the guessing of passwords",
        "one day",
        "person",
        (Columns("technical", "deleted", "id login tried_at", is_copied=False),),
    ),
    "phone_sessions": Table(
        "which home a phone belongs to, and who is in front of it",
        "180 days, 12 hours with a password",
        "phones",
        (
            Columns("technical", "deleted", "created_at expires_at ended_at household_id"),
            Columns("secret", "deleted", "token_hash phone", is_copied=False),
            Columns("technical", "deleted", "id person_id account_id locks_at", is_copied=False),
        ),
        owner="person_id",
    ),
    "households": Table(
        "how a home is called, and where it is",
        "as long as the home learns",
        "home",
        (
            Columns("name", "blanked", "nickname phone", is_copied=False),
            Columns("technical", "kept", "id code unit_id created_at closed_at hidden_at", is_copied=False),
            Columns("technical", "kept", "invitation_closed_at", is_copied=False),
        ),
        kept_because=COUNTS,
    ),
    "memberships": Table(
        "who belonged to which home, and when",
        FOREVER,
        "home",
        (
            Columns("technical", "kept", "household_id since_at until_at shows_lessons shows_certificates"),
            Columns("technical", "kept", "id person_id", is_copied=False),
        ),
        owner="person_id",
        kept_because=COUNTS,
    ),
    "locks": Table(
        "three pictures or a number before somebody's tile",
        "until its person takes it away",
        "phones",
        (
            Columns("technical", "deleted", "kind set_at"),
            Columns("secret", "deleted", "secret_hash", is_copied=False),
            Columns("technical", "deleted", "person_id", is_copied=False),
        ),
        owner="person_id",
    ),
    "lock_tries": Table(
        "to stop the guessing of locks",
        "one day",
        "phones",
        (Columns("technical", "deleted", "id person_id phone tried_at is_settled", is_copied=False),),
        owner="person_id",
    ),
    "guests": Table(
        "what was learned before anybody was named, until somebody takes it over",
        "90 days after the last answer",
        "person",
        (
            Columns("technical", "kept", "id code started_at seen_at claimed_at", is_copied=False),
            Columns("technical", "kept", "phone person_id", is_copied=False),
            Columns("technical", "blanked", "claimed_by_id", is_copied=False),
        ),
        kept_because="no name ever stood in it; who took it over is emptied",
    ),
    "person_cards": Table(
        "to choose somebody by a printed square",
        "until a new card is made",
        "phones",
        (
            Columns("technical", "deleted", "made_at ended_at"),
            Columns("secret", "deleted", "token_hash", is_copied=False),
            Columns("technical", "deleted", "id person_id", is_copied=False),
        ),
        owner="person_id",
    ),
    "household_cards": Table(
        "to bring a phone to a home",
        "until a new card is made",
        "home",
        (
            Columns("technical", "deleted", "id household_id made_at ended_at", is_copied=False),
            Columns("secret", "deleted", "token_hash code", is_copied=False),
        ),
    ),
    "join_requests": Table(
        "phones that asked to join a home, and who answered",
        "as long as the home learns",
        "home",
        (
            Columns("technical", "deleted", "id household_id phone number asked_at", is_copied=False),
            Columns("technical", "deleted", "decision decided_at decided_by used_at", is_copied=False),
        ),
    ),
    "guardianships": Table(
        "which adult cares for a child",
        "until the child is an adult",
        "home",
        (
            Columns("technical", "deleted", "since_at until_at"),
            Columns("technical", "deleted", "id child_id guardian_id", is_copied=False),
        ),
        owner="child_id",
    ),
    "moving_codes": Table(
        "to bring somebody to another home",
        "30 minutes",
        "home",
        (
            Columns(
                "secret", "deleted", "id code_hash household_id person_id made_at used_at", is_copied=False
            ),
        ),
    ),
    "household_goals": Table(
        "how many lessons a home means to learn in a month",
        "as long as the home learns",
        "home",
        (Columns("learning", "deleted", "household_id lessons", is_copied=False),),
    ),
    "household_looks": Table(
        "so that a home can read who looked at it",
        "as long as the home learns",
        "home",
        (Columns("technical", "kept", "id household_id person_id what looked_at", is_copied=False),),
        kept_because="it belongs to the home that was looked at, and goes with it",
    ),
    "household_progress": Table(
        "how many lessons a home has finished",
        "as long as the site",
        "home",
        (Columns("technical", "kept", "household_id finished_lessons last_at", is_copied=False),),
        kept_because=COUNTS,
    ),
    "learning_events": Table(
        "what was learned, as it happened",
        FOREVER,
        "learning",
        (
            Columns("learning", "blanked", "detail"),
            Columns("learning", "kept", "kind course_id version_id lesson_id occurred_at received_at"),
            Columns("technical", "kept", "person_id id", is_copied=False),
        ),
        owner="person_id",
        kept_because="that a lesson was finished at a moment proves the home's count; answers and tests go",
    ),
    "enrolments": Table(
        "in which version of a course somebody is taught",
        FOREVER,
        "learning",
        (
            Columns("learning", "deleted", "course_id version_id started_at"),
            Columns("technical", "deleted", "person_id", is_copied=False),
        ),
        owner="person_id",
    ),
    "lesson_completions": Table(
        "which lessons are finished",
        FOREVER,
        "learning",
        (
            Columns("learning", "kept", "course_id version_id lesson_id finished_at"),
            Columns("technical", "kept", "person_id", is_copied=False),
        ),
        owner="person_id",
        kept_because=COUNTS,
    ),
    "lesson_checks": Table(
        "which questions of lessons were answered rightly once",
        FOREVER,
        "learning",
        (
            Columns("learning", "deleted", "lesson_id check_key"),
            Columns("technical", "deleted", "person_id", is_copied=False),
        ),
        owner="person_id",
    ),
    "shared_lessons": Table(
        "lessons that somebody else said were learned together",
        FOREVER,
        "learning",
        (
            Columns("learning", "deleted", "course_id version_id lesson_id told_at was_there"),
            Columns("technical", "deleted", "person_id id told_by", is_copied=False),
        ),
        owner="person_id",
    ),
    "course_completions": Table(
        "which courses are completed, and by which rule",
        FOREVER,
        "learning",
        (
            Columns("learning", "deleted", "course_id version_id rule completed_at"),
            Columns("technical", "deleted", "id person_id", is_copied=False),
        ),
        owner="person_id",
    ),
    "course_progress": Table(
        "how far somebody is in a course",
        FOREVER,
        "learning",
        (
            Columns("learning", "kept", "course_id finished_lessons last_lesson_id last_at"),
            Columns("learning", "blanked", "test_passed_at completed_at"),
            Columns("technical", "kept", "person_id", is_copied=False),
        ),
        owner="person_id",
        kept_because=COUNTS,
    ),
    "member_progress": Table(
        "how far somebody is in all courses",
        FOREVER,
        "learning",
        (
            Columns("learning", "kept", "finished_lessons last_at"),
            Columns("learning", "blanked", "completed_courses"),
            Columns("technical", "kept", "person_id", is_copied=False),
        ),
        owner="person_id",
        kept_because=COUNTS,
    ),
    "attempts": Table(
        "tests and practice that somebody sat",
        FOREVER,
        "tests",
        (
            Columns("learning", "deleted", "id course_id version_id quiz_key kind audience rules"),
            Columns("learning", "deleted", "started_at submitted_at receipt"),
            Columns("technical", "deleted", "person_id quiz_id seed", is_copied=False),
        ),
        owner="person_id",
    ),
    "attempt_questions": Table(
        "what was asked",
        FOREVER,
        "tests",
        (Columns("learning", "deleted", "attempt_id number item_version_id option_order is_must_pass"),),
        owner="attempt_id attempts",
    ),
    "responses": Table(
        "what was answered",
        FOREVER,
        "tests",
        (
            Columns("learning", "deleted", "attempt_id number sequence answer saved_at"),
            Columns("technical", "deleted", "id", is_copied=False),
        ),
        owner="attempt_id attempts",
    ),
    "scores": Table(
        "how a test was graded",
        FOREVER,
        "tests",
        (
            Columns("learning", "deleted", "attempt_id right_count total percent is_passed"),
            Columns("learning", "deleted", "reason graded_at"),
            # Which answers were right is shown by the review policy of the test, and nowhere else (Q6).
            Columns("learning", "deleted", "marks", is_copied=False),
            Columns("technical", "deleted", "id", is_copied=False),
        ),
        owner="attempt_id attempts",
    ),
    "certificates": Table(
        "so that a stranger can check what was printed",
        "for good",
        "certificates",
        (
            Columns("name", "kept", "code token course_id version_id facts issued_at"),
            Columns("technical", "kept", "id person_id", is_copied=False),
        ),
        owner="person_id",
        kept_because="what was issued stays true and can be checked by whoever holds the paper",
    ),
    "revocations": Table(
        "which certificates are withdrawn",
        "for good",
        "certificates",
        (
            Columns("technical", "kept", "reason revoked_at"),
            Columns("technical", "kept", "certificate_id", is_copied=False),
        ),
        owner="certificate_id certificates",
        kept_because="a withdrawn certificate must stay withdrawn",
    ),
    "household_certificates": Table(
        "so that a stranger can check what was printed for a home",
        "for good",
        "certificates",
        (
            Columns("name", "kept", "code token facts", is_copied=False),
            Columns("technical", "kept", "id household_id programme_id issued_at", is_copied=False),
        ),
        kept_because="what was issued stays true and can be checked by whoever holds the paper",
    ),
    "household_revocations": Table(
        "which certificates of homes are withdrawn",
        "for good",
        "certificates",
        (Columns("technical", "kept", "certificate_id reason revoked_at", is_copied=False),),
        kept_because="a withdrawn certificate must stay withdrawn",
    ),
    "privacy_requests": Table(
        "which wishes about stored data were heard, and when they were done",
        "for good, without a name after erasing",
        "requests",
        (
            Columns("technical", "kept", "kind asked_at due_at undone_at done_at"),
            Columns("technical", "kept", "id code person_id household_id", is_copied=False),
        ),
        owner="person_id",
        kept_because="it proves that the erasure was asked for and done",
    ),
}

# Tables that hold nothing of any person. What is published, places, and the secret of the first start.
_IMPERSONAL = """
units setup_codes courses course_versions current_versions course_texts lessons lesson_versions
lesson_texts file_blobs version_files glossary_versions glossary_texts glossary_files
programme_versions programmes programme_texts programme_parts programme_files contact_versions
contact_texts contact_files search_entries search_words published_folders items item_versions
item_texts quizzes programme_outcomes claim_tries code_tries
"""
IMPERSONAL = frozenset(_IMPERSONAL.split())
