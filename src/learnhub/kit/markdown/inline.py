"""The words of one paragraph, heading, point or cell: strong, links and pictures."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from learnhub.kit.faults import FileFaults
from learnhub.kit.markdown.blocks import Link, Paragraph, is_key
from learnhub.kit.words import N_

# Direction marks and invisible letters can make one word look like another.
HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "typographer": False})
# Every address is taken as a link here, so that a bad one is a fault and not left as text.
_MARKDOWN.validateLink = lambda url: bool(url)  # type: ignore[method-assign]

# Most paragraphs have no mark at all: they need no parser. "[x] " opens an option.
_PLAIN = re.compile(r"(?:\[[ xX]\] )?[^\\`*_\[<&{\n]*")
_WEB_ADDRESS = re.compile(r"https://[^\s/?#@\\]+\.[^\s/?#@\\]+(?:[/?#]\S*)?")
# The second lock: what is written below passes it unchanged, anything else would not.
CLEANER = nh3.Cleaner(
    tags={"strong", "a", "br"},
    attributes={"a": {"href", "rel"}},
    allowed_classes={"a": {"term"}},
    url_schemes={"https", "lesson"},
    url_relative=lambda url: url if url.startswith("#term-") else None,
    link_rel=None,
)

_WRITE_PLAIN = N_("Write plain words. Only **strong** and links may stand inside a text.")
_WRITE_LINK = N_("Write words in square brackets and close after them where it leads: %(example)s")
# What is left in the text after reading is a mark that did not work.
_LEFT_OVER = (
    (
        re.compile(r"</?[a-zA-Z][^<>]*>|<!--"),
        N_("“%(piece)s” is HTML, which is not allowed."),
        _WRITE_PLAIN,
    ),
    (
        re.compile(r"\*\*"),
        N_("The stars of a strong word do not work here."),
        N_("Put two stars close before the word and two close after it: **word**"),
    ),
    (
        re.compile(r"\]\("),
        N_("This link is not complete."),
        _WRITE_LINK,
    ),
    (
        re.compile(r"\{#?[^{}]*\}"),
        N_("“%(piece)s”: braces have no place inside a text."),
        N_("An id stands only at the end of a heading of the second or third level."),
    ),
)
_NOT_ALLOWED = {
    "em_open": (
        N_("Italics are not allowed: they are hard to read on a small phone."),
        N_("Take out the single star or underscore. For the one word that matters: **word**"),
    ),
    "code_inline": (
        N_("Code between backticks is not allowed."),
        N_("Take out the backticks and write plain words."),
    ),
    "image": (
        N_("A picture stands inside a text."),
        N_("Put the picture alone, with an empty line before and after it."),
    ),
}
_EXAMPLE = "[code](term:otp)"


@dataclass(slots=True)
class Words:
    """Collects the HTML and the plain words of one inline content while its faults are noted."""

    line: int
    faults: FileFaults
    links: list[Link]
    html: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    open_link: tuple[str, int] = ("", 0)

    def take(self, token: Token) -> None:
        match token.type:
            case "text":
                self._look_for_left_over(token.content)
                self._write(token.content)
            case "text_special" | "code_inline":
                self._write(token.content)
            case "softbreak":
                self._write("\n")
            case "hardbreak":
                self.html.append("<br>")
                self.text.append("\n")
            case "strong_open" | "strong_close":
                self.html.append("<strong>" if token.nesting == 1 else "</strong>")
            case "link_open":
                self._open_link(token)
            case "link_close":
                self._close_link()
        if token.type in _NOT_ALLOWED:
            self._fault(*_NOT_ALLOWED[token.type])
        if token.type in {"softbreak", "hardbreak"}:
            self.line += 1

    def _write(self, words: str) -> None:
        self.html.append(html.escape(words, quote=False))
        self.text.append(words)

    def _fault(self, says: str, mend: str, **values: object) -> None:
        self.faults.add(self.line, says, mend, **values)

    def _look_for_left_over(self, words: str) -> None:
        for pattern, says, mend in _LEFT_OVER:
            for piece in dict.fromkeys(pattern.findall(words)):
                self._fault(says, mend, piece=piece, example=_EXAMPLE)

    def _open_link(self, token: Token) -> None:
        address = str(token.attrs["href"])
        opening = self._link_html(address)
        if opening is None:
            self._fault(
                N_("The link “%(address)s” leads nowhere that is allowed."),
                N_("Begin with https:// for a page, term: for the glossary, lesson: for a lesson."),
                address=address,
            )
        if "title" in token.attrs:
            self._fault(
                N_("A link has no title in quotation marks."),
                N_("Leave out what stands in quotation marks after the address."),
            )
        self.html.append(opening or "")
        self.open_link = ("</a>" if opening else "", len(self.text))

    def _close_link(self) -> None:
        closing, start = self.open_link
        self.html.append(closing)
        if not "".join(self.text[start:]).strip():
            self._fault(N_("A link has no words."), _WRITE_LINK, example=_EXAMPLE)

    def _link_html(self, address: str) -> str | None:
        scheme, _, key = address.partition(":")
        if scheme in {"term", "lesson"} and is_key(key):
            self.links.append(Link(self.line, scheme, key))
            return f'<a class="term" href="#term-{key}">' if scheme == "term" else f'<a href="lesson:{key}">'
        if not _WEB_ADDRESS.fullmatch(address):
            return None
        opening = f'<a href="{html.escape(address)}" rel="noopener noreferrer">'
        # An address that no browser can read would be taken off without a word.
        return opening if "href=" in CLEANER.clean(opening) else None


def read_words(content: str, line: int, faults: FileFaults, links: list[Link]) -> Paragraph:
    """One paragraph's words, sanitised. Links to terms and lessons are added to `links`."""
    if _PLAIN.fullmatch(content):
        return Paragraph(line, html.escape(content, quote=False), content)
    return _gather(inline_tokens(content), line, faults, links)


def _gather(tokens: list[Token], line: int, faults: FileFaults, links: list[Link]) -> Paragraph:
    words = Words(line, faults, links)
    for token in tokens:
        words.take(token)
    text = "".join(words.text)
    if HIDDEN.search(text):
        faults.add(
            line,
            N_("The text holds an invisible character."),
            N_("Delete the words around it and type them again."),
        )
    return Paragraph(line, CLEANER.clean("".join(words.html)), text)


def inline_tokens(content: str) -> list[Token]:
    tokens: list[Token] = []
    _MARKDOWN.inline.parse(content, _MARKDOWN, {}, tokens)
    return tokens


def lone_picture(tokens: list[Token]) -> Token | None:
    return tokens[0] if len(tokens) == 1 and tokens[0].type == "image" else None


def alternative_words(picture: Token, line: int, faults: FileFaults) -> str:
    """What is read aloud for a picture."""
    inner = picture.children or []
    if any(token.type not in {"text", "text_special", "softbreak"} for token in inner):
        faults.add(
            line,
            N_("The words in the square brackets of a picture hold a mark."),
            N_("Write plain words there: they are read aloud."),
        )
    return "".join(_alternative_pieces(inner))


def _alternative_pieces(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        yield " " if token.type == "softbreak" else token.content
