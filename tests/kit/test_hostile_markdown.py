"""docs/rules.md, R-45: whatever an author writes, what comes out is the little HTML that we make ourselves.

The HTML is not searched for what is known to be bad: it must be spelled by a grammar of all that is good.
"""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnhub.kit.faults import Faults
from learnhub.kit.markdown import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Row,
    Table,
    read_markdown,
    to_html,
)
from tests.kit.hostile import ADDRESSES, LETTERS, LINKS, PLACES, TAGS, documents

KEY = r"[a-z][a-z0-9-]{1,39}"
# Every way in which our HTML may go on: words, entities and these tags. Control characters never come so
# far: courses.content refuses the file.
PIECES = (
    r"[^<>&]",
    r"&(?:amp|lt|gt|quot|nbsp|\#x27);",
    r"<br>",
    r"</?(?:p|ul|ol|li|strong)>",
    rf'<a class="term" href="\#term-{KEY}">',
    rf'<a href="lesson:{KEY}">',
    r'<a href="https://[^"<>\s\\]+" rel="noopener noreferrer">',
    r"</a>",
)
OURS = re.compile(rf"(?:{'|'.join(PIECES)})*")
WHOLE = [*TAGS, *LETTERS, *ADDRESSES]


def read(text: str) -> tuple[Document, Faults]:
    faults = Faults()
    return read_markdown(text, faults.of("a.md")), faults


def pieces(blocks: tuple[Block, ...] | tuple[Item, ...] | tuple[Row, ...]) -> Iterator[str]:
    """All HTML of a document, however deep it stands."""
    for block in blocks:
        match block:
            case Paragraph():
                yield block.html
            case Listing():
                yield to_html([block])
                yield from pieces(block.items)
            case Item():
                yield block.words.html
                yield from pieces(block.rest)
            case Quote():
                yield from pieces(block.blocks)
            case Table():
                yield from (cell.html for row in block.rows for cell in row.cells)
            case Heading() | Picture():
                pass  # plain text, which templates escape; the reader of pictures checks the file's name


def foreign(text: str) -> list[str]:
    """The HTML of a text that is not ours."""
    document, _ = read(text)
    return [html for html in pieces(document.blocks) if not OURS.fullmatch(html)]


def test_enough_is_tried():
    assert len(set(documents())) >= 1500


@pytest.mark.parametrize("text", TAGS + LETTERS)
def test_no_text_becomes_more_than_text(text: str):
    found = [html for place in PLACES for html in foreign(place.format(text, text))]
    assert found == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_link_leads_where_it_must_not(address: str):
    found = [html for place in LINKS for html in foreign(place.format(address, address))]
    assert found == []


@pytest.mark.parametrize("tag", [tag for tag in TAGS if re.match(r"</?[a-zA-Z][^<>]*>|<!--", tag)])
def test_a_tag_is_told_to_its_author_and_stays_as_words(tag: str):
    document, faults = read(tag)
    assert faults.errors
    assert "<" not in "".join(pieces(document.blocks))


# Pieces of which most of what can go wrong in Markdown and HTML is made.
FRAGMENTS = (
    *(
        "<",
        ">",
        "</",
        "/>",
        "<!--",
        "-->",
        "<script>",
        "<img src=x onerror=y",
        "<svg",
        "&",
        "&lt;",
        "&#60;",
        "&colon;",
    ),
    *(
        "[",
        "]",
        "](",
        ")",
        "](javascript:",
        "](https://a.vn/",
        "](term:otp)",
        "![",
        '"',
        "'",
        "`",
        "\\",
        "*",
        "**",
        "_",
    ),
    *(
        "\n",
        "\n\n",
        "    ",
        "- ",
        "1. ",
        "> ",
        "> [!NOTE]\n",
        "## ",
        "{#a1}",
        "|",
        "|---|",
        "---",
        "~~~",
        "```",
        ": ",
    ),
    *(
        "hx-get=",
        "data-hx-post=",
        "onclick=",
        "style=",
        "id=main",
        "x",
        " ",
        "\t",
        "\0",
        "\u202e",
        "\u00a0",
        "\u2028",
    ),
)
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=25).map("".join)


@pytest.mark.parametrize("examples", [200, pytest.param(50_000, marks=pytest.mark.long, id="all night")])
def test_no_mixture_of_pieces_becomes_more_than_text(examples: int):
    @settings(max_examples=examples, deadline=None, database=None)
    @given(TEXTS)
    def mixed(text: str) -> None:
        assert foreign(text) == []

    mixed()


@pytest.mark.parametrize(
    "html",
    [
        "<script>",
        "<STRONG>",
        "<strong onclick=x>",
        "<p style=x>",
        "<a>",
        '<a href="javascript:x">',
        '<a href="http://a.vn" rel="noopener noreferrer">',
        '<a href="https://a.vn">',
        '<a href="https://a.vn" onclick="x" rel="noopener noreferrer">',
        '<a class="term" href="#main">',
        '<a href="lesson:otp" hx-get="/x">',
        '<img src="x">',
        "<!-- -->",
        "a < b",
        "&colon;",
        "&#106;",
    ],
)
def test_html_that_is_not_ours_is_seen(html: str):
    assert not OURS.fullmatch(f"<p>a{html}b</p>")
