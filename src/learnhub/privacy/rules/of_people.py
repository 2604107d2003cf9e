"""What is kept of a person, and of how they enter."""

from collections.abc import Mapping

from learnhub.accounts.rules import GUEST_LIFE, SESSION_KEPT, TRY_MEMORY, locks
from learnhub.households.rules import OLD_CARD_KEPT
from learnhub.privacy.rules.tables import FOREVER, Columns, Table

OF_PEOPLE: Mapping[str, Table] = {
    "people": Table(
        "who is learning, and how to greet them",
        FOREVER,
        "person",
        (
            Columns("name", "blanked", "name print_name address_as avatar"),
            Columns("technical", "blanked", "withdrawn_at prefs"),
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
        period=TRY_MEMORY,
    ),
    "phone_sessions": Table(
        "which home a phone belongs to, and who is in front of it",
        "30 days after it ended or ran out (180 days, with a password 12 hours); a phone's first one until "
        "the phone is no longer the home's",
        "phones",
        (
            Columns("technical", "deleted", "created_at expires_at ended_at household_id"),
            Columns("secret", "deleted", "token_hash phone", is_copied=False),
            Columns("technical", "deleted", "id person_id account_id locks_at", is_copied=False),
        ),
        owner="person_id",
        period=SESSION_KEPT,
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
        "one day; those that closed a lock until it is opened",
        "phones",
        (Columns("technical", "deleted", "id person_id phone tried_at is_settled", is_copied=False),),
        owner="person_id",
        period=locks.DAY,
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
        period=GUEST_LIFE,
    ),
    "person_cards": Table(
        "to choose somebody by a printed square",
        "400 days after a new card was made; until then the old one says that it was replaced",
        "phones",
        (
            Columns("technical", "deleted", "made_at ended_at"),
            Columns("secret", "deleted", "token_hash", is_copied=False),
            Columns("technical", "deleted", "id person_id", is_copied=False),
        ),
        owner="person_id",
        period=OLD_CARD_KEPT,
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
