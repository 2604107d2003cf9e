"""docs/rules.md, R-45: what authors may write, what it becomes, and what is told of the rest."""

import pytest

from learnhub.kit.faults import Faults
from learnhub.kit.markdown import (
    Document,
    Heading,
    Link,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Table,
    is_key,
    link_lessons,
    linked_terms,
    plain_text,
    read_markdown,
    to_html,
)
from learnhub.kit.markdown.inline import CLEANER
from tests.content_samples import told


def read(text: str) -> Document:
    """A text without any fault."""
    faults = Faults()
    document = read_markdown(text, faults.of("a.md"))
    assert told(faults) == []
    return document


def faults_of(text: str) -> list[tuple[int, str]]:
    faults = Faults()
    read_markdown(text, faults.of("a.md"))
    return [(line, says) for _, line, says in told(faults)]


def html_of(text: str) -> str:
    return to_html(block for block in read(text).blocks if isinstance(block, Paragraph | Listing))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("Plain words.", "<p>Plain words.</p>", id="a paragraph"),
        pytest.param("One\ntwo", "<p>One\ntwo</p>", id="a line end is a space"),
        pytest.param("One\\\ntwo", "<p>One<br>two</p>", id="a hard line end"),
        pytest.param("**Stop** now", "<p><strong>Stop</strong> now</p>", id="strong"),
        pytest.param("- a\n- b", "<ul><li>a</li><li>b</li></ul>", id="a bulleted list"),
        pytest.param("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>", id="a numbered list"),
        pytest.param("- a\n\n- b", "<ul><li>a</li><li>b</li></ul>", id="a list with empty lines"),
        pytest.param(
            "[code](term:otp)",
            '<p><a class="term" href="#term-otp">code</a></p>',
            id="a term of the glossary",
        ),
        pytest.param(
            "[calls](lesson:scam-calls)",
            '<p><a href="lesson:scam-calls">calls</a></p>',
            id="a lesson, to be resolved later",
        ),
        pytest.param(
            "[portal](https://dichvucong.gov.vn/x?a=1&b=2)",
            '<p><a href="https://dichvucong.gov.vn/x?a=1&amp;b=2" rel="noopener noreferrer">portal</a></p>',
            id="a page outside",
        ),
        pytest.param(
            "**[code](term:otp)** is",
            '<p><strong><a class="term" href="#term-otp">code</a></strong> is</p>',
            id="a strong term",
        ),
        pytest.param("5 < 6 & 7 > 2", "<p>5 &lt; 6 &amp; 7 &gt; 2</p>", id="signs of mathematics"),
        pytest.param("\\<b\\> and &lt;i&gt;", "<p>&lt;b&gt; and &lt;i&gt;</p>", id="signs that were escaped"),
        pytest.param('"Quoted" - dashes...', '<p>"Quoted" - dashes...</p>', id="nothing is curled"),
        pytest.param("[otp]: https://a.vn", "<p>[otp]: https://a.vn</p>", id="no reference vanishes"),
    ],
)
def test_the_allowed_marks_become_a_little_html(text: str, html: str) -> None:
    assert html_of(text) == html


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        pytest.param("one\n<b>two", 2, "“<b>” is HTML, which is not allowed.", id="HTML"),
        pytest.param("<!-- x -->", 1, "“<!--” is HTML, which is not allowed.", id="a comment"),
        pytest.param("<div>\n", 1, "“<div>” is HTML, which is not allowed.", id="a block of HTML"),
        pytest.param(
            "one\ntwo *it*",
            2,
            "Italics are not allowed: they are hard to read on a small phone.",
            id="italics",
        ),
        pytest.param("`x`", 1, "Code between backticks is not allowed.", id="code in a line"),
        pytest.param("a\n\n    x", 3, "A block of code is not allowed.", id="indented code"),
        pytest.param("```\nx\n```", 1, "A block of code is not allowed.", id="fenced code"),
        pytest.param("a\n\n---", 3, "A line across the page is not allowed.", id="a rule"),
        pytest.param("#### Deep", 1, "Headings go down to the third level only.", id="a deep heading"),
        pytest.param("## {#otp}", 1, "The heading has no words.", id="a heading without words"),
        pytest.param("## **Bold** {#otp}", 1, "A heading holds a mark or a link.", id="a mark in a heading"),
        pytest.param(
            "## One {otp .x}",
            1,
            "The braces at the end of the heading hold “otp .x”.",
            id="braces with something else",
        ),
        pytest.param("A {#otp} b", 1, "“{#otp}”: braces have no place inside a text.", id="braces in a text"),
        pytest.param("a ![x](y.svg)", 1, "A picture stands inside a text.", id="a picture inside a text"),
        pytest.param(
            "![**x**](y.svg)",
            1,
            "The words in the square brackets of a picture hold a mark.",
            id="a mark in the words of a picture",
        ),
        pytest.param('![x](y.svg "t")', 1, "A picture has no title in quotation marks.", id="picture title"),
        pytest.param(
            "[x](http://a.vn)",
            1,
            "The link “http://a.vn” leads nowhere that is allowed.",
            id="an insecure link",
        ),
        pytest.param(
            "[x](javascript:alert)",
            1,
            "The link “javascript:alert” leads nowhere that is allowed.",
            id="a link that runs",
        ),
        pytest.param(
            "[x](data:text/html)",
            1,
            "The link “data:text/html” leads nowhere that is allowed.",
            id="a link that carries",
        ),
        pytest.param("[x](//a.vn)", 1, "The link “//a.vn” leads nowhere that is allowed.", id="no scheme"),
        pytest.param(
            "[x](https://a@b.vn)",
            1,
            "The link “https://a@b.vn” leads nowhere that is allowed.",
            id="a name before the address",
        ),
        pytest.param("[x](term:A)", 1, "The link “term:A” leads nowhere that is allowed.", id="a bad id"),
        pytest.param(
            "<otp@bank.vn>",
            1,
            "The link “mailto:otp@bank.vn” leads nowhere that is allowed.",
            id="a mail address",
        ),
        pytest.param('[x](https://a.vn "t")', 1, "A link has no title in quotation marks.", id="link title"),
        pytest.param("[ ](https://a.vn)", 1, "A link has no words.", id="a link without words"),
        pytest.param("[x](a b)", 1, "This link is not complete.", id="a broken link"),
        pytest.param("**bold **text", 1, "The stars of a strong word do not work here.", id="loose stars"),
        pytest.param("&#8203;a", 1, "The text holds an invisible character.", id="an invisible character"),
        pytest.param(
            "> [!DANGER]\n> a",
            1,
            "This call-out does not begin with one of the five kinds.",
            id="an unknown call-out",
        ),
        pytest.param(
            "> [!NOTE] a",
            1,
            "This call-out does not begin with one of the five kinds.",
            id="words behind the kind",
        ),
        pytest.param("- a\n  - b", 2, "A list stands inside another list.", id="a nested list"),
        pytest.param("> > a", 1, "A quotation stands inside another quotation.", id="a nested quotation"),
        pytest.param(
            "> | a | b |\n> |---|---|\n> | c | d |",
            1,
            "A table stands inside a list or a quotation.",
            id="a table in a quotation",
        ),
        pytest.param("- # a", 1, "A heading stands inside a list or a quotation.", id="a heading in a list"),
        pytest.param("a\n\n3. b", 3, "A numbered list does not begin with 1.", id="a list from three on"),
        pytest.param(
            "| a | b |\n|---|---|\n| c | d | e |",
            3,
            "The row has more columns than the first row of the table.",
            id="a cell that would vanish",
        ),
    ],
)
def test_what_is_not_allowed_is_a_fault_with_its_line(text: str, line: int, says: str) -> None:
    assert faults_of(text) == [(line, says)]


def test_all_faults_are_told_at_once() -> None:
    assert [line for line, _ in faults_of("*a*\n\n`b`\n\n<c>\n\n> [!X]\n")] == [1, 3, 5, 7]


def test_the_advice_says_what_to_write_instead() -> None:
    faults = Faults()
    read_markdown("[x](http://a.vn)\n\n[y](a b)\n\n## T {x}", faults.of("a.md"))
    assert [fault.mend.english for fault in faults] == [
        "Begin with https:// for a page, term: for the glossary, lesson: for a lesson.",
        "Write words in square brackets and close after them where it leads: [code](term:otp)",
        "Braces hold nothing but the id: {#long-password}",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "<https://a.vn/<script>>",
        '[x](https://a.vn/"onmouseover="y)',
        "![x](x) <img src=x onerror=y>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_nothing_that_runs_is_left_in_the_html(text: str) -> None:
    document = read_markdown(text, Faults().of("a.md"))
    html = to_html(block for block in document.blocks if isinstance(block, Paragraph))
    assert not any(piece in html for piece in ("<script", "<img", 'href="javascript', '"onmouse'))


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<a href="javascript:x" onclick="y" style="z" id="i">a</a>', "<a>a</a>"),
        ('<a href="/x" class="term other" hx-get="/y">a</a>', '<a class="term">a</a>'),
        ('<img src="x"><svg></svg><iframe></iframe><form></form>a', "a"),
        ('<strong>a</strong><br><a href="#term-otp">b</a>', None),
        ('<a href="https://a.vn" rel="noopener">b</a><a href="lesson:otp">c</a>', None),
    ],
)
def test_the_second_lock_lets_only_our_own_html_pass(html: str, left: str | None) -> None:
    assert CLEANER.clean(html) == (html if left is None else left)


def test_a_heading_ends_with_its_id() -> None:
    assert read("## One long password {#long-password}\n\n# Title").blocks == (
        Heading(1, 2, "One long password", "long-password"),
        Heading(3, 1, "Title", None),
    )


def test_a_picture_stands_alone_with_words_in_plain_text() -> None:
    assert read("a\n\n![An old\nwoman](four.svg)").blocks[1] == Picture(3, "four.svg", "An old woman")


def test_a_call_out_has_a_tone_and_its_words_begin_on_the_next_line() -> None:
    assert read("> [!WARNING]\n> Never **tell**.").blocks == (
        Quote(1, "warning", (Paragraph(2, "Never <strong>tell</strong>.", "Never tell."),)),
    )


def test_a_point_keeps_what_stands_under_it() -> None:
    [listing] = read("- [x] Hang up\n  > Right.").blocks
    assert isinstance(listing, Listing)
    [item] = listing.items
    assert item.words == Paragraph(1, "[x] Hang up", "[x] Hang up")
    assert item.rest == (Quote(2, None, (Paragraph(2, "Right.", "Right."),)),)


def test_a_table_has_rows_with_their_lines() -> None:
    [table] = read("| a | b |\n|---|---|\n| **c** | d \\| e |").blocks
    assert isinstance(table, Table)
    assert [(row.line, [cell.text for cell in row.cells]) for row in table.rows] == [
        (1, ["a", "b"]),
        (3, ["c", "d | e"]),
    ]


def test_links_inside_the_content_are_listed_with_their_lines() -> None:
    assert read("[a](term:otp)\n[b](lesson:scam-calls) [c](https://d.vn)").links == (
        Link(1, "term", "otp"),
        Link(2, "lesson", "scam-calls"),
    )


def test_links_to_lessons_get_their_address_later() -> None:
    html = html_of("[a](lesson:scam-calls) [b](term:otp)")
    assert link_lessons(html, lambda key: f"/courses/x/{key}?a&b") == (
        '<p><a href="/courses/x/scam-calls?a&amp;b">a</a> <a class="term" href="#term-otp">b</a></p>'
    )
    assert linked_terms(html) == ["otp"]


def test_plain_text_takes_the_html_off_again() -> None:
    assert plain_text(html_of("**5 < 6** & [b](term:otp)")) == "5 < 6 & b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("otp", True, id="letters"),
        pytest.param("level-2", True, id="letters, hyphen, digit"),
        pytest.param("a", False, id="one letter"),
        pytest.param("2fa", False, id="a digit first"),
        pytest.param("Otp", False, id="a capital"),
        pytest.param("mã", False, id="a mark"),
        pytest.param("a" * 41, False, id="too long"),
    ],
)
def test_an_id_is_short_and_plain(text: str, *, expected: bool) -> None:
    assert is_key(text) is expected
