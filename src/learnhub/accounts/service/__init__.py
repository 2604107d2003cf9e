"""Verbs of people, accounts and sessions."""

from learnhub.accounts.service.accounts import (
    Limited,
    Try,
    create_account,
    is_right,
    random_password,
    reset_password,
    sign_in,
    take_try,
)
from learnhub.accounts.service.people import (
    appoint,
    change_unit,
    describe_person,
    end_childhood,
    give_consent,
    register_person,
    set_print_name,
)
from learnhub.accounts.service.sessions import (
    drop_person,
    end_session,
    hand_over_phones,
    open_session,
    release_phones,
)
from learnhub.accounts.service.setup import make_setup_code, use_setup_code

__all__ = [
    "Limited",
    "Try",
    "appoint",
    "change_unit",
    "create_account",
    "describe_person",
    "drop_person",
    "end_childhood",
    "end_session",
    "give_consent",
    "hand_over_phones",
    "is_right",
    "make_setup_code",
    "open_session",
    "random_password",
    "register_person",
    "release_phones",
    "reset_password",
    "set_print_name",
    "sign_in",
    "take_try",
    "use_setup_code",
]
