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
from learnhub.accounts.service.codes import codes_open_at, count_wrong_code
from learnhub.accounts.service.erasing import erase_person, forget_home, hide_person, show_person
from learnhub.accounts.service.guests import (
    Learner,
    claim_guest,
    find_guest,
    forget_guests,
    keep_guest,
    leave_guest,
)
from learnhub.accounts.service.people import (
    appoint,
    change_unit,
    describe_person,
    end_childhood,
    give_consent,
    register_person,
    set_print_name,
    withdraw_consent,
)
from learnhub.accounts.service.sessions import (
    drop_person,
    end_phone,
    end_session,
    hand_over_phones,
    has_lost_phone,
    open_session,
    release_phones,
    stay_awake,
)
from learnhub.accounts.service.setup import make_setup_code, use_setup_code

__all__ = [
    "Learner",
    "Limited",
    "Try",
    "appoint",
    "change_unit",
    "claim_guest",
    "codes_open_at",
    "count_wrong_code",
    "create_account",
    "describe_person",
    "drop_person",
    "end_childhood",
    "end_phone",
    "end_session",
    "erase_person",
    "find_guest",
    "forget_guests",
    "forget_home",
    "give_consent",
    "hand_over_phones",
    "has_lost_phone",
    "hide_person",
    "is_right",
    "keep_guest",
    "leave_guest",
    "make_setup_code",
    "open_session",
    "random_password",
    "register_person",
    "release_phones",
    "reset_password",
    "set_print_name",
    "show_person",
    "sign_in",
    "stay_awake",
    "take_try",
    "use_setup_code",
    "withdraw_consent",
]
