"""From text to blocks. Whatever the format does not know is a fault with its line."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from learnhub.kit.faults import FileFaults
from learnhub.kit.markdown.blocks import (
    TONES,
    Block,
    Document,
    Heading,
    Item,
    Link,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Row,
    Table,
)
from learnhub.kit.markdown.inline import (
    alternative_words,
    inline_tokens,
    lone_picture,
    read_words,
)
from learnhub.kit.words import N_

# References vanish from the text and underlined headings cannot carry an id: both stay plain text.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_MARKDOWN.disable(["reference", "lheading", "html_block"])

_BRACES = re.compile(r"(?P<words>.*?)\s*\{(?P<inside>[^{}]*)\}", re.DOTALL)
_CALL_OUT = re.compile(r"\[!(?P<kind>[^\]\s]*)\][ \t]*(?:\n|$)")
_CALL_OUT_KINDS = " ".join(f"[!{tone.upper()}]" for tone in TONES)

_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")

_NOTHING_INSIDE: frozenset[str] = frozenset()
_INSIDE_LIST = frozenset({"list", "table", "heading"})
_INSIDE_QUOTE = frozenset({"blockquote", "table", "heading"})
_KINDS = {
    "heading_open": "heading",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "blockquote_open": "blockquote",
    "table_open": "table",
}
_MISPLACED = {
    "list": (
        N_("A list stands inside another list."),
        N_("Make it one list, or two lists with a paragraph between them."),
    ),
    "table": (
        N_("A table stands inside a list or a quotation."),
        N_("A table stands alone, and only in a matching question."),
    ),
    "heading": (
        N_("A heading stands inside a list or a quotation."),
        N_("Begin the heading at the start of a line, with an empty line before it."),
    ),
    "blockquote": (
        N_("A quotation stands inside another quotation."),
        N_("Leave one > at the start of the line."),
    ),
}


def read_markdown(text: str, faults: FileFaults) -> Document:
    """The blocks of a text with "\\n" line ends, and the links inside the content that it makes."""
    tokens: list[Token] = []
    _MARKDOWN.block.parse(text, _MARKDOWN, {}, tokens)
    reader = _Reader(iter(tokens), text.split("\n"), faults)
    return Document(tuple(reader.blocks("", _NOTHING_INSIDE)), tuple(reader.links))


class _Reader:
    """Walks the flat tokens once; every method consumes what belongs to its block."""

    def __init__(self, tokens: Iterator[Token], lines: list[str], faults: FileFaults) -> None:
        self.tokens = tokens
        self.lines = lines
        self.faults = faults
        self.links: list[Link] = []

    def blocks(self, closing: str, forbidden: frozenset[str]) -> Iterator[Block]:
        for token in self.tokens:
            if token.type == closing:
                return
            block = self._block(token, forbidden)
            if block is not None and not self._is_misplaced(token, forbidden):
                yield block

    def _block(self, token: Token, forbidden: frozenset[str]) -> Block | None:
        match token.type:
            case "heading_open":
                return self._heading(token)
            case "paragraph_open":
                return self._paragraph(token)
            case "bullet_list_open" | "ordered_list_open":
                return self._listing(token, forbidden)
            case "blockquote_open":
                return self._quote(token, forbidden)
            case "table_open":
                return self._table(token)
            case "hr":
                self._fault(
                    token,
                    N_("A line across the page is not allowed."),
                    N_("Take the line out; a heading of the second level opens a new part."),
                )
            case "code_block" | "fence":
                self._fault(
                    token,
                    N_("A block of code is not allowed."),
                    N_("Write plain words and begin the line without spaces."),
                )
        return None

    def _is_misplaced(self, token: Token, forbidden: frozenset[str]) -> bool:
        kind = _KINDS.get(token.type)
        if kind in forbidden:
            self._fault(token, *_MISPLACED[kind])
        return kind in forbidden

    def _heading(self, opening: Token) -> Heading | None:
        content = next(self.tokens).content
        next(self.tokens)
        line, level = _line(opening), len(opening.markup)
        found = _BRACES.fullmatch(content)
        words = read_words(found["words"] if found else content, line, self.faults, self.links)
        if "<" in words.html:
            self._fault(
                opening,
                N_("A heading holds a mark or a link."),
                N_("Write the heading in plain words."),
            )
        if not words.text.strip():
            self._fault(opening, N_("The heading has no words."), N_("Write its words after the # signs."))
        if level > 3:
            self._fault(
                opening,
                N_("Headings go down to the third level only."),
                N_("Use ## for a section and ### for a question, or write a paragraph."),
            )
            return None
        return Heading(line, level, words.text, self._key(opening, found))

    def _key(self, opening: Token, braces: re.Match[str] | None) -> str | None:
        if braces is None:
            return None
        if not braces["inside"].startswith("#"):
            self._fault(
                opening,
                N_("The braces at the end of the heading hold “%(inside)s”."),
                N_("Braces hold nothing but the id: {#%(example)s}"),
                inside=braces["inside"],
                example="long-password",
            )
        return braces["inside"].removeprefix("#")

    def _paragraph(self, opening: Token) -> Block:
        inline = next(self.tokens)
        next(self.tokens)
        line = _line(opening)
        if inline.content.startswith("![") and (picture := lone_picture(inline_tokens(inline.content))):
            if "title" in picture.attrs:
                self._fault(
                    opening,
                    N_("A picture has no title in quotation marks."),
                    N_("Leave out what stands in quotation marks after the file name."),
                )
            alt = alternative_words(picture, line, self.faults)
            return Picture(line, str(picture.attrs["src"]), alt)
        return read_words(inline.content, line, self.faults, self.links)

    def _listing(self, opening: Token, forbidden: frozenset[str]) -> Listing:
        if "start" in opening.attrs:
            self._fault(
                opening,
                N_("A numbered list does not begin with 1."),
                N_("Number the steps 1, 2, 3, with no paragraph between them."),
            )
        closing = opening.type.replace("_open", "_close")
        items: list[Item] = []
        for token in self.tokens:
            if token.type == closing:
                break
            blocks = tuple(self.blocks("list_item_close", forbidden | _INSIDE_LIST))
            items.append(_item(_line(token), blocks))
        return Listing(_line(opening), opening.tag == "ol", tuple(items))

    def _quote(self, opening: Token, forbidden: frozenset[str]) -> Quote:
        blocks = tuple(self.blocks("blockquote_close", forbidden | _INSIDE_QUOTE))
        first = blocks[0] if blocks else None
        if not isinstance(first, Paragraph) or not first.text.startswith("[!"):
            return Quote(_line(opening), None, blocks)
        found = _CALL_OUT.match(first.text)
        tone = found["kind"].lower() if found else ""
        if found is None or tone not in TONES:
            self._fault(
                opening,
                N_("This call-out does not begin with one of the five kinds."),
                N_("Write one of %(kinds)s alone on the first line, the words under it."),
                kinds=_CALL_OUT_KINDS,
            )
            return Quote(_line(opening), TONES[0], blocks)
        return Quote(_line(opening), tone, _without_kind(first, found.end()) + blocks[1:])

    def _table(self, opening: Token) -> Table:
        rows: list[Row] = []
        line, cells = _line(opening), list[Paragraph]()
        for token in self.tokens:
            match token.type:
                case "tr_open":
                    line, cells = _line(token), []
                case "inline":
                    cells.append(read_words(token.content, line, self.faults, self.links))
                case "tr_close":
                    self._refuse_lost_cells(line, len(cells))
                    rows.append(Row(line, tuple(cells)))
                case "table_close":
                    break
        return Table(_line(opening), tuple(rows))

    def _refuse_lost_cells(self, line: int, count: int) -> None:
        """Cells beyond those of the first row vanish when a table is read."""
        row = self.lines[line - 1].lstrip("> ").rstrip().strip("|")
        if len(_BETWEEN_CELLS.split(row)) > count:
            self.faults.add(
                line,
                N_("The row has more columns than the first row of the table."),
                N_("Write two columns in every row: | word | meaning |"),
            )

    def _fault(self, token: Token, says: str, mend: str, **values: object) -> None:
        self.faults.add(_line(token), says, mend, **values)


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _item(line: int, blocks: tuple[Block, ...]) -> Item:
    if blocks and isinstance(blocks[0], Paragraph):
        return Item(blocks[0], blocks[1:])
    return Item(Paragraph(line, "", ""), blocks)


def _without_kind(first: Paragraph, length: int) -> tuple[Paragraph, ...]:
    """The paragraph without the line that names the kind. The kind reads the same in HTML."""
    rest = Paragraph(first.line + 1, first.html[length:], first.text[length:])
    return (rest,) if rest.text else ()
