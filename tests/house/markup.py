"""What is wrong with a page as it was sent: tags, ids, labels, pictures."""

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
# Attributes whose value is the id of something on the page.
POINTERS = frozenset({"for", "aria-describedby", "aria-labelledby", "aria-controls", "list"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.pointed_at: list[str] = []
        self.headings: list[str] = []
        self.primaries = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if len(given) < len(attrs):
            self.faults.append(f"<{tag}> says an attribute twice")
        if tag not in VOID and not (self.open and self.open[-1] in {"svg", "path"} and tag == "path"):
            self.open.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        for name in POINTERS & given.keys():
            self.pointed_at += given[name].split()
        if tag == "img" and "alt" not in given:
            self.faults.append("a picture without alt")
        if tag == "form" and not given.get("action"):
            self.faults.append("a form without action")
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append(tag)
        self.primaries += "btn--primary" in given.get("class", "")
        self.faults += [f"<{tag} {name}>" for name in given if name == "style" or name.startswith("on")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes <{self.open[-1] if self.open else 'nothing'}>")
        if tag in self.open:
            while self.open.pop() != tag:
                pass


@cache
def page_faults(html: str) -> tuple[str, ...]:
    """Empty for a page, or a part of one, that is well made. Many addresses answer with the same page."""
    return tuple(_page_faults(html))


def _page_faults(html: str) -> Iterator[str]:
    reader = _Reader()
    reader.feed(html)
    yield from reader.faults
    yield from (f"<{tag}> is never closed" for tag in reader.open)
    yield from (f"two elements have the id {name}" for name in _twice(reader.ids))
    is_page = html.lstrip().lower().startswith("<!doctype")
    if not is_page:
        return
    missing = sorted(set(reader.pointed_at) - set(reader.ids))
    yield from (f"nothing has the id {name}" for name in missing)
    if reader.headings.count("h1") != 1:
        yield f"the page has {reader.headings.count('h1')} main headings"
    for above, below in zip(reader.headings, reader.headings[1:], strict=False):
        if int(below[1]) > int(above[1]) + 1:
            yield f"a {below} follows a {above}"
    if reader.primaries > 1:
        yield f"the page has {reader.primaries} primary buttons"


def _twice(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})
