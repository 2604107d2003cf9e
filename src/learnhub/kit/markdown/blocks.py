"""The blocks of a document, and the little HTML that they become."""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

TONES = ("note", "tip", "important", "warning", "caution")

_KEY = re.compile(r"[a-z][a-z0-9-]{1,39}")
_TAG = re.compile(r"<[^>]*>")
_TERM_LINK = re.compile(r'href="#term-([a-z0-9-]+)"')
_LESSON_LINK = re.compile(r'href="lesson:([a-z0-9-]+)"')


@dataclass(frozen=True, slots=True)
class Heading:
    """`key` is the id in braces, None without one."""

    line: int
    level: int
    text: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`html` is sanitised and has no <p> around it; `text` are the same words without marks."""

    line: int
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a list: its first paragraph, and what else stands under it."""

    words: Paragraph
    rest: tuple["Block", ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    line: int
    is_ordered: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    line: int
    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation; with a tone it is a call-out."""

    line: int
    tone: str | None
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The first row is the head."""

    line: int
    rows: tuple[Row, ...]


Block: TypeAlias = Heading | Paragraph | Listing | Picture | Quote | Table


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the content: `scheme` is term or lesson."""

    line: int
    scheme: str
    key: str


@dataclass(frozen=True, slots=True)
class Document:
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]


def is_key(text: str) -> bool:
    """Whether this may be an id: 2 to 40 of a to z, digits and hyphens, a letter first."""
    return _KEY.fullmatch(text) is not None


def to_html(blocks: Iterable[Paragraph | Listing]) -> str:
    """Paragraphs and lists as HTML. Of a point of a list only its own words are written."""
    return "".join(_block_html(block) for block in blocks)


def _block_html(block: Paragraph | Listing) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{block.html}</p>"
    tag = "ol" if block.is_ordered else "ul"
    points = "".join(f"<li>{item.words.html}</li>" for item in block.items)
    return f"<{tag}>{points}</{tag}>"


def link_lessons(source: str, address: Callable[[str], str]) -> str:
    """HTML whose links to lessons lead to `address(lesson id)`."""
    return _LESSON_LINK.sub(lambda found: f'href="{html.escape(address(found[1]))}"', source)


def linked_terms(source: str) -> list[str]:
    """The ids of the glossary terms that this HTML links, in order."""
    return _TERM_LINK.findall(source)


def plain_text(source: str) -> str:
    """The words of our own HTML."""
    return html.unescape(_TAG.sub("", source))
