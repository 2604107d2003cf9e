"""docs/rules.md, R-44, R-45, R-46: no word of anybody changes what a page is made of.

The same site is built twice: once with harmless words, once with hostile ones wherever words can stand.
Their pages must have the same elements with the same attributes, one for one.
"""

from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path

import pytest
from jinja2 import DictLoader

from learnhub.kit.faults import Faults
from learnhub.kit.markdown import Listing, Paragraph, read_markdown, to_html
from learnhub.web.addresses import Addresses
from learnhub.web.templating import Pages, Site
from tests.house.worded import Worded, build
from tests.kit.hostile import documents

HARMLESS, HOSTILE = "word", "\"'><b id=main onload=x data-hx-get=x>"
# What published text may be made of: these elements, bare, and links.
OURS = {"p", "ul", "ol", "li", "strong", "br"}
LINK = {"href", "rel", "class"}
HTMX = {"hx-get", "hx-post", "hx-target", "hx-push-url"}
Element = tuple[str, tuple[tuple[str, str], ...]]


class _Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple((name, value or "") for name, value in attrs)))


def skeleton(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """Elements with the names of their attributes, without those that published text is made of."""
    named = [(tag, tuple(name for name, _ in attrs)) for tag, attrs in _Elements(html).found]
    return [
        (tag, names)
        for tag, names in named
        if not (tag in OURS and not names) and not (tag == "a" and {*names} <= LINK)
    ]


@pytest.fixture(scope="module")
def sites(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Worded, Worded]:
    folder = tmp_path_factory.mktemp("sites")
    blocks = [block for text in documents() for block in read_markdown(text, Faults().of("a.md")).blocks]
    hostile = to_html(block for block in blocks if isinstance(block, Paragraph | Listing))
    assert "script" in hostile
    return (
        build(sqlite_template, folder / "harmless", HARMLESS, "<p>Read.</p>"),
        build(sqlite_template, folder / "hostile", HOSTILE, hostile),
    )


def test_hostile_words_make_no_other_page_than_harmless_ones(sites: tuple[Worded, Worded]):
    shown, faults = 0, []
    for (place, harmless), (_, hostile) in zip(sites[0].answers(), sites[1].answers(), strict=True):
        pairs = zip_longest(skeleton(harmless.text), skeleton(hostile.text))
        faults += [f"{place}: {one} became {other}" for one, other in pairs if one != other][:3]
        faults += [place] * (harmless.status_code != hostile.status_code)
        shown += "data-hx-get=x&gt;" in hostile.text
    assert faults == []
    assert shown >= 20, "hostile words must be on the pages"


def test_only_forms_of_ours_speak_to_htmx(sites: tuple[Worded, Worded]):
    """R-44: the few attributes that ask something, each on a form, and no value that is code."""
    seen = set()
    for place, answer in sites[1].answers():
        for tag, attrs in _Elements(answer.text).found:
            spoken = {name: value for name, value in attrs if "hx-" in name}
            assert spoken.keys() <= HTMX, f"{place}: <{tag}> says {spoken}"
            assert not spoken or tag == "form", f"{place}: <{tag}> says {spoken}"
            assert not any(value.strip().startswith(("js:", "javascript:")) for value in spoken.values())
            assert all(
                value.startswith("/en/") for name, value in spoken.items() if name in {"hx-get", "hx-post"}
            )
            seen |= spoken.keys()
    assert seen == HTMX


@pytest.mark.parametrize("ending", [".html", ".html.j2", ".jinja", ".svg", ".txt", ".csv", ".xml", ""])
def test_a_template_escapes_whatever_it_is_called(ending: str):
    """R-46: Jinja's usual way looks at the ending."""
    site = Site(operator_name="", help_phone="", base_url="", is_demo=False, time_zone="UTC")
    environment = Pages(Addresses([]), site)._environments["en"]
    probe = environment.overlay(loader=DictLoader({f"probe{ending}": "{{ word }}"}))
    assert probe.get_template(f"probe{ending}").render(word="<b>\"'&") == "&lt;b&gt;&#34;&#39;&amp;"


def test_an_element_that_a_word_added_is_seen():
    assert skeleton("<main><p>a</p></main>") != skeleton(f"<main><p>{HOSTILE}</p></main>")
    assert skeleton('<a href="x">a</a><p>b</p>') == []
    assert skeleton('<a href="x" onclick="y">a</a><p id="z">') == [("a", ("href", "onclick")), ("p", ("id",))]
