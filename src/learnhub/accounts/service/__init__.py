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
from learnhub.accounts.service.erasing import erase_person, forget_home, hide_person, show_person
from learnhub.accounts.service.people import (
    appoint,
    give_consent,
    register_person,
    set_print_name,
    withdraw_consent,
)
from learnhub.accounts.service.sessions import (
    drop_person,
    end_session,
    open_session,
    release_phones,
)
from learnhub.accounts.service.setup import make_setup_code, use_setup_code

__all__ = [
    "Limited",
    "Try",
    "appoint",
    "create_account",
    "drop_person",
    "end_session",
    "erase_person",
    "forget_home",
    "give_consent",
    "hide_person",
    "is_right",
    "make_setup_code",
    "open_session",
    "random_password",
    "register_person",
    "release_phones",
    "reset_password",
    "set_print_name",
    "show_person",
    "sign_in",
    "take_try",
    "use_setup_code",
    "withdraw_consent",
]
