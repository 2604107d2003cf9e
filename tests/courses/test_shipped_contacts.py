"""The shipped contact card prints what may be printed, and says of which numbers nobody is certain."""

import pytest

from learnhub.courses.content import CONTACT_FILES, ContactCard, read_contact_card
from learnhub.kit.faults import Faults
from tests.content_samples import told
from tests.factories.contacts import shipped_contacts

FILES = shipped_contacts()


@pytest.fixture
def card() -> ContactCard:
    faults = Faults()
    card = read_contact_card(FILES, faults)
    assert told(faults) == []
    assert card is not None
    return card


def test_it_holds_these_numbers_and_addresses(card: ContactCard) -> None:
    assert [contact.value for contact in card.contacts if contact.kind != "own"] == [
        "113",
        "156",
        "1900 0368",
        "1800 6838",
        "1414",
        "dichvucong.gov.vn",
        "vneid.gov.vn",
        "binhdanhocvuso.gov.vn",
        "nTrust",
    ]


def test_only_what_is_free_for_certain_is_called_free(card: ContactCard) -> None:
    assert [contact.value for contact in card.contacts if contact.is_free] == ["156", "1800 6838"]


def test_the_number_of_a_bank_and_of_a_commune_is_for_everybody_to_write_in(card: ContactCard) -> None:
    assert [contact.key for contact in card.contacts if contact.kind == "own"] == ["bank", "commune-centre"]


def test_old_checks_and_general_knowledge_are_not_hidden(card: ContactCard) -> None:
    assert [contact.value for contact in card.contacts if contact.verified_on == "2023-09"] == ["1900 0368"]
    assert [contact.value for contact in card.contacts if contact.general_knowledge] == ["113", "1414"]


@pytest.mark.parametrize("piece", ["thongbaorac", "tinnhiemmang", "1096", "5656"])
def test_what_nobody_has_checked_is_not_printed(piece: str) -> None:
    assert FILES.keys() == CONTACT_FILES
    assert [path for path, text in FILES.items() if piece.encode() in text] == []
