"""A small course and a contact card without any fault, to be broken in one place."""

from tests.content_samples import sample_files
from tests.factories.content import edited

FACTS = "contacts.toml"
VIETNAMESE, INDONESIAN, ENGLISH = (f"contacts.{language}.md" for language in ("vi", "id", "en"))
CARD = {
    FACTS: """\
[[contact]]
id = "police"
kind = "phone"
value = "113"
verified_on = 2026-11-21
sources = ["S44"]
cost = "free"

[[contact]]
id = "own-sims"
kind = "sms"
value = "1414"
message = "TTTB"
verified_on = "2023-09"
sources = []
general_knowledge = true

[[contact]]
id = "bank"
kind = "own"
""",
    VIETNAMESE: """\
# Số cần nhớ

Dán ở nơi dễ thấy.

## Công an {#police}

Gọi khi có người **gặp nguy hiểm**.

## SIM đứng tên mình {#own-sims}

Nhắn để biết các số đứng tên mình.

## Ngân hàng {#bank}

Chép số ở mặt sau thẻ.
""",
    INDONESIAN: """\
# Nomor penting

Tempel di tempat yang mudah dilihat.

## Polisi {#police}

Telepon jika ada bahaya.

## SIM atas nama Anda {#own-sims}

Kirim untuk melihat nomor atas nama Anda.

## Bank {#bank}

Salin nomor dari belakang kartu.
""",
    ENGLISH: """\
# Numbers to keep

Put it where everybody sees it.

## Police {#police}

Call when somebody is in danger.

## SIM cards in your name {#own-sims}

Send it to see the numbers in your name.

## Bank {#bank}

Copy the number from the back of the card.
""",
}


def contact_files() -> dict[str, bytes]:
    """A course of one lesson, and a contact card without any fault."""
    return sample_files() | {path: text.encode() for path, text in CARD.items()}


def changed(path: str, old: str, new: str) -> dict[str, bytes]:
    """The sample with one place of one file written differently."""
    return edited(path, old, new, contact_files())
