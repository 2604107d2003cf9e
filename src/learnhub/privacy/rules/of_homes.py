"""What is kept of a home."""

from collections.abc import Mapping

from learnhub.households.rules import ASK_KEPT, MOVING_KEPT, OLD_CARD_KEPT
from learnhub.privacy.rules.tables import COUNTS, FOREVER, Columns, Table

OF_HOMES: Mapping[str, Table] = {
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
    "household_cards": Table(
        "to bring a phone to a home",
        "400 days after a new card was made; until then the old one says that it was replaced",
        "home",
        (
            Columns("technical", "deleted", "id household_id made_at ended_at", is_copied=False),
            Columns("secret", "deleted", "token_hash code", is_copied=False),
        ),
        period=OLD_CARD_KEPT,
    ),
    "join_requests": Table(
        "phones that asked to join a home, and who answered",
        "30 days, so that a home that finds a strange phone may ask who let it in",
        "home",
        (
            Columns("technical", "deleted", "id household_id phone number asked_at", is_copied=False),
            Columns("technical", "deleted", "decision decided_at decided_by used_at", is_copied=False),
        ),
        period=ASK_KEPT,
    ),
    "guardianships": Table(
        "which adult cares for a child",
        "as long as the child has a learning record: it proves who agreed",
        "home",
        (
            Columns("technical", "deleted", "since_at until_at"),
            Columns("technical", "deleted", "id child_id guardian_id", is_copied=False),
        ),
        owner="child_id",
    ),
    "moving_codes": Table(
        "to bring somebody to another home",
        "one day; it is good for half an hour",
        "home",
        (
            Columns(
                "secret", "deleted", "id code_hash household_id person_id made_at used_at", is_copied=False
            ),
        ),
        period=MOVING_KEPT,
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
        (
            Columns(
                "technical", "kept", "household_id finished_lessons together_lessons last_at", is_copied=False
            ),
        ),
        kept_because=COUNTS,
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
}
