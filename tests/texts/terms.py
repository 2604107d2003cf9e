"""The terms of the glossary: which there must be, and where a lesson uses one that it does not link."""

import re
from collections.abc import Iterable, Iterator, Mapping

from learnhub.courses.content import Term
from learnhub.studio.content import CourseDraft
from tests.texts.reading import is_acronym, readings

# What nobody can use these services without having understood: 83 terms, under the course that teaches them.
TERMS: Mapping[str, tuple[str, ...]] = {
    "phone-and-internet": ("accessibility", "storage", "backup"),
    "electronic-id": (
        *("e-id-account", "level-1", "level-2", "personal-id-number", "id-card", "activate"),
        *("integrate-documents", "passcode", "authentication"),
    ),
    "online-public-services": (
        *("online-public-service", "full-service", "partial-service", "proactive-service"),
        *("linked-procedures", "procedure", "one-stop", "service-centre", "portal", "dossier", "e-form"),
        *("required-papers", "dossier-code", "track", "supplement", "fee", "e-receipt"),
        *("report-suggestion", "birth-registration", "birth-notification", "civil-status"),
        *("permanent-residence", "temporary-residence", "health-insurance", "land-certificate"),
    ),
    "buying-and-paying": (
        *("e-commerce", "marketplace", "order", "deposit", "return-goods", "vulnerable-consumer"),
        *("payment-account", "e-wallet", "mobile-money", "qr-code", "e-invoice", "household-business"),
    ),
    "information-security": (
        *("information-security", "online-scam", "impersonation", "brand-spoofing", "password", "otp"),
        *("two-step", "biometrics", "personal-data", "consent", "privacy", "e-id", "transfer", "balance"),
        *("link", "domain", "https", "browser", "malware", "apk", "app-store", "app-permission"),
        *("update", "deepfake"),
    ),
    "basic-ai": ("ai", "prompt", "ai-hallucination"),
    "official-at-work": (
        *("digital-transformation", "digital-literacy", "digital-citizen", "digital-government"),
        "digital-signature",
    ),
    "community-team": ("community-team", "support-point"),
}

# Headings whose words mostly mean something else in running text: a shop, a door, a way to follow.
AMBIGUOUS: Mapping[str, frozenset[str]] = {
    "vi": frozenset({"một cửa", "đánh giá", "trực tuyến"}),
    "id": frozenset({"satu pintu"}),
    "en": frozenset({"link", "track", "online", "authority"}),
}

_BRACKETED = re.compile(r"\(([^()]*)\)")


def missing_terms(drafts: Iterable[CourseDraft], language: str) -> Iterator[str]:
    """Terms of the courses that there are, which the glossary lacks in this language."""
    for draft in drafts:
        for key in TERMS.get(draft.course.key, ()):
            if draft.glossary.find(language, key) is None:
                yield key


def unlinked_terms(drafts: Iterable[CourseDraft], language: str) -> Iterator[tuple[str, int, str, str]]:
    """Path, line, term and words: the first use of a term that is not linked by then in its course.

    Only the words of the heading count, as they stand there. Of "one-time code (OTP)" these are
    "one-time code" and "OTP"; within the words of a longer heading a shorter one is not looked for.
    An acronym is looked for in its capitals (vi "ai" is who), other words in any.
    """
    for draft in drafts:
        keys = _keys_by_words(draft.glossary.texts.get(language, {}).values())
        keys = {name: key for name, key in keys.items() if name not in AMBIGUOUS.get(language, ())}
        pattern = _any_of(keys)
        told: set[str] = set()
        for reading in readings(draft, language):
            for passage in reading.passages:
                for found in pattern.findall(passage.text) if pattern else ():
                    key = keys.get(found) or keys[found.lower()]
                    if key not in reading.terms | told:
                        told.add(key)
                        yield passage.path, passage.line, key, found


def _keys_by_words(terms: Iterable[Term]) -> dict[str, str]:
    keys: dict[str, str] = {}
    for term in terms:
        for name in (*_BRACKETED.sub(" ", term.title).split(","), *_BRACKETED.findall(term.title)):
            name = name.strip()
            if name:
                keys.setdefault(name if is_acronym(name) else name.lower(), term.key)
    return keys


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """The longest first, so that a short name is not found inside a long one."""
    pieces = [
        re.escape(name) if is_acronym(name) else f"(?i:{re.escape(name)})"
        for name in sorted(names, key=len, reverse=True)
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(pieces)})(?!\w)") if pieces else None
