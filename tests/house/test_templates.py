"""Templates stay on their floor, say nothing raw, run nothing inline, and are whole HTML.

docs/rules.md, R-46: every unescaped use stands on the two lists below, and was read by somebody.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from jinja2 import Environment, TemplateError, meta, nodes

from learnhub.web.addresses import Addresses
from learnhub.web.templating import Pages, Site
from tests.house.tree import ROOT, SOURCE, floors, templates

# docs/decisions.md, "One Jinja environment a language" and the paragraph after it.
NAMES = frozenset(
    {"page", "viewer", "url", "_", "ngettext", "lang", "prefs", "say", "dates", "static", "kept"}
    | {"site", "here", "has_page", "languages"}
    | {"range", "dict", "namespace"}  # Jinja's own
)
# Names that one template alone may use: the band is drawn in Python.
OWN_NAMES: Mapping[str, frozenset[str]] = {"ui/weave.html": frozenset({"weave_svg", "group_size"})}
PUBLISHED = "published HTML, cleaned by kit.markdown"
IN_WORDS = "published HTML, or what was typed, escaped by quizzes.rules.in_words"
# What is shown unescaped, and why that is safe. Read it again before adding a line.
RAW: Mapping[tuple[str, str], str] = {
    ("learning/_booklet_lesson.html", "block.html"): PUBLISHED,
    ("learning/_booklet_lesson.html", "html"): PUBLISHED,
    ("learning/booklet.html", "word.html"): PUBLISHED,
    ("learning/_lesson_after.html", "block.html"): PUBLISHED,
    ("learning/_lesson_text.html", "block.html"): PUBLISHED,
    ("learning/macros.html", "block.html"): PUBLISHED,
    ("learning/course.html", "page.summary_html"): PUBLISHED,
    ("learning/course.html", "page.for_whom_html"): PUBLISHED,
    ("learning/programme.html", "page.summary_html"): PUBLISHED,
    ("learning/contacts.html", "page.intro_html"): PUBLISHED,
    ("learning/contacts.html", "row.when_html"): PUBLISHED,
    ("learning/_lesson_after.html", "word.html"): PUBLISHED,
    ("quizzes/_question.html", "html"): PUBLISHED,
    ("quizzes/_result.html", "html"): IN_WORDS,
    ("quizzes/_review.html", "html"): IN_WORDS,
    ("quizzes/macros.html", "html"): PUBLISHED,
}
# The same in Python: modules that make markup from text.
RAW_MODULES: Mapping[str, str] = {
    "web/languages.py": "message ids and translations are ours; values are escaped",
    "kit/qr.py": "segno draws squares; no text goes in",
    "web/templating.py": "a kept piece was rendered, and escaped, by the same environment",
    "web/weave.py": "numbers and a label that is escaped",
}
# Markup under another name would be found by nobody.
RAW_CODE = re.compile(r"\bMarkup\(|\bMarkup as\b|\bimport markupsafe\b|__html__")
WITHOUT_GLOBALS = Environment()  # what an environment knows by itself would count as declared
WITHOUT_GLOBALS.globals = {}
WITHOUT_GLOBALS.filters["said"] = str
JINJA = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.I),
    "an event attribute": re.compile(r"<[^>]*\son\w+\s*=", re.I),
    "code in an htmx attribute": re.compile(r"\bhx-(on\b|vars\b|vals=[\"']?js:|trigger=[^>]*\[)", re.I),
    "a javascript address": re.compile(r"javascript:", re.I),
    "an address of another host": re.compile(r"(?:https?:)?//(?!www\.w3\.org/)\w", re.I),
}
ATTRIBUTE = r"""\b{}="((?:{{{{.*?}}}}|[^"])*)\""""
FORM = re.compile(r"<form\b(?:{{.*?}}|{%.*?%}|[^>])*>", re.DOTALL)
ANY_HX = re.compile(r"\bhx-(?:post|get|put|delete|patch)=")


@pytest.fixture(scope="module")
def environment() -> Environment:
    """The one that pages are rendered in."""
    site = Site(operator_name="", help_phone="", base_url="", is_demo=False, time_zone="UTC")
    return Pages(Addresses([]), site)._environments["en"]


def faults(environment: Environment, name: str, text: str) -> Iterator[str]:
    """Everything that is wrong with one template, in words."""
    tree = environment.parse(text)
    yield from (f"{name} {fault}" for fault in _floor_faults(name, tree))
    yield from (f"{name} uses the name {word}" for word in sorted(_unknown_names(name, tree)))
    yield from (f"{name} shows {raw} unescaped" for raw in _raw(tree) if (name, raw) not in RAW)
    bare = JINJA.sub("…", text)
    yield from (f"{name} has {what}" for what, found in FORBIDDEN.items() if found.search(bare))
    yield from (f"{name} {fault}" for fault in _form_faults(text))


def _floor_faults(name: str, tree: nodes.Template) -> Iterator[str]:
    """Room templates use `ui/`, their own room and rooms of lower floors."""
    floor_of = floors() | {"ui": floors()["web"]}
    own = name.split("/")[0]
    for used in meta.find_referenced_templates(tree):
        if used is None:
            yield "takes a template whose name is not written out"
            continue
        room = used.split("/")[0]
        if room != own and floor_of[room] >= floor_of[own]:
            yield f"takes {used} from a floor that is not below"


def _unknown_names(name: str, tree: nodes.Template) -> set[str]:
    """Names that are not allowed. What a page imports or sets anywhere counts as known."""
    known = {used.name for used in tree.find_all(nodes.Name) if used.ctx == "store"}
    known |= {macro.name for macro in tree.find_all(nodes.Macro)}
    known |= {used.target for used in tree.find_all(nodes.Import)}
    for used in tree.find_all(nodes.FromImport):
        known |= {word if isinstance(word, str) else word[1] for word in used.names}
    tree.set_environment(WITHOUT_GLOBALS)
    return meta.find_undeclared_variables(tree) - NAMES - OWN_NAMES.get(name, frozenset()) - known


def _raw(tree: nodes.Template) -> Iterator[str]:
    for used in tree.find_all(nodes.Filter):
        if used.name in {"safe", "tojson", "xmlattr", "urlize"}:
            yield _spelled(used.node)
    for _ in tree.find_all(nodes.ScopedEvalContextModifier | nodes.EvalContextModifier):
        yield "what autoescape leaves"


def _spelled(node: nodes.Node | None) -> str:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_spelled(node.node)}.{node.attr}"
        case nodes.Getitem():
            return f"{_spelled(node.node)}[{_spelled(node.arg)}]"
        case nodes.Const():
            return repr(node.value)
        case _:
            return "an expression"


def _form_faults(text: str) -> Iterator[str]:
    """Every htmx request sits on a form that does the same without scripts."""
    on_forms = 0
    for form in FORM.findall(text):
        action = re.search(ATTRIBUTE.format("action"), form)
        for verb in ("post", "get"):
            sent = re.search(ATTRIBUTE.format(f"hx-{verb}"), form)
            if sent is None:
                continue
            on_forms += 1
            if action is None or action[1] != sent[1] or f'method="{verb}"' not in form:
                yield f"has a form that does something else without scripts: {sent[1]}"
    if len(ANY_HX.findall(text)) > on_forms:
        yield "sends something by htmx that is not a form"


def raw_modules(source: Path) -> Iterator[str]:
    for path in sorted(source.rglob("*.py")):
        name = path.relative_to(source).as_posix()
        if RAW_CODE.search(path.read_text(encoding="utf-8")) and name not in RAW_MODULES:
            yield f"{name} makes markup from text"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("djlint")
    return subprocess.run(
        [program, folder, "--lint", "--configuration", ROOT / "pyproject.toml"],
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_template_has_a_fault(environment: Environment):
    found = [
        fault
        for name, path in templates()
        for fault in faults(environment, name, path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("name", [name for name, _ in templates()])
def test_every_template_compiles(environment: Environment, name: str):
    environment.get_template(name)


BROKEN = {
    "another room of the same floor": (
        '{% include "households/card.html" %}',
        "takes households/card.html from a floor that is not below",
    ),
    "a room above": (
        '{% from "learning/macros.html" import outline %}',
        "takes learning/macros.html from a floor that is not below",
    ),
    "a layout above": (
        '{% extends "studio/layout.html" %}',
        "takes studio/layout.html from a floor that is not below",
    ),
    "a computed name": (
        "{% include page.part %}",
        "takes a template whose name is not written out",
    ),
    "an unknown name": ("{{ request.url }}", "uses the name request"),
    "a name that only Jinja knows": ("{{ lipsum() }}", "uses the name lipsum"),
    "an unknown name in a macro": (
        "{% macro m(a) %}{{ a }}{{ b }}{% endmacro %}",
        "uses the name b",
    ),
    "raw text": ("{{ page.name | safe }}", "shows page.name unescaped"),
    "raw text by switch": (
        "{% autoescape false %}x{% endautoescape %}",
        "shows what autoescape leaves unescaped",
    ),
    "style": ('<p class="a" style="color:red">', "has a style attribute"),
    "style around an expression": ('<p {{ "" }}\n style="x">', "has a style attribute"),
    "style element": ("<style>p{}</style>", "has a style element"),
    "script": ("<script>alert(1)</script>", "has an inline script"),
    "handler": ('<button onclick="x()">', "has an event attribute"),
    "hx-on": ('<p hx-on::load="x()">', "has code in an htmx attribute"),
    "javascript": ('<a href="javascript:x()">', "has a javascript address"),
    "another host": ('<img src="https://cdn.example/x.png">', "has an address of another host"),
    "another host, short": ('<img src="//cdn.example/x.png">', "has an address of another host"),
    "htmx elsewhere": (
        '<form method="post" action="{{ url("a.b") }}" hx-post="{{ url("a.c") }}">',
        'has a form that does something else without scripts: {{ url("a.c") }}',
    ),
    "htmx without a form": ('<div hx-get="/vi">', "sends something by htmx that is not a form"),
}


@pytest.mark.parametrize(("text", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_a_fault_is_named(environment: Environment, text: str, expected: str):
    assert f"courses/page.html {expected}" in list(faults(environment, "courses/page.html", text))


def test_what_is_allowed_is_no_fault(environment: Environment):
    text = (
        '{% extends "ui/layout.html" %}{% from "ui/fields.html" import button as knob %}'
        '{% set word = page.word %}{% block main %}{{ knob(_("Go on")) }}{{ word }}'
        "{% for x in page.rows %}{{ loop.index }}{{ x }}{% endfor %}"
        '<form method="post" action="{{ url("a.b") }}" hx-post="{{ url("a.b") }}"></form>'
        "{% endblock %}"
    )
    assert list(faults(environment, "courses/page.html", text)) == []


def test_every_reviewed_unescaped_use_is_still_there(environment: Environment):
    used = {
        (name, raw)
        for name, path in templates()
        for raw in _raw(environment.parse(path.read_text(encoding="utf-8")))
    }
    assert RAW.keys() - used == set()


def test_a_template_that_does_not_parse_is_named(environment: Environment):
    with pytest.raises(TemplateError):
        list(faults(environment, "courses/page.html", "{% if %}"))


def test_markup_is_made_in_reviewed_modules_only(tmp_path: Path):
    assert list(raw_modules(SOURCE)) == []
    assert [name for name in RAW_MODULES if not RAW_CODE.search((SOURCE / name).read_text("utf-8"))] == []
    for line in (
        'x = Markup("<b>")',
        "from markupsafe import Markup as M",
        "import markupsafe",
        "def __html__",
    ):
        (tmp_path / "rules.py").write_text(f"{line}\n")
        assert list(raw_modules(tmp_path)) == ["rules.py makes markup from text"]


def test_templates_are_whole_html():
    checked = lint(SOURCE)
    assert checked.returncode == 0, checked.stdout


def test_a_tag_that_is_never_closed_is_named(tmp_path: Path):
    (tmp_path / "page.html").write_text("<section><p>Text</p>\n")
    checked = lint(tmp_path)
    assert checked.returncode == 1
    assert "H025" in checked.stdout
