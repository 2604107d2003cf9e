"""The looks of the house: contrast of every pair of tokens, and what no page may do.

Source: docs/rules.md; the contrast table of the design (text at least 4.5, edges at least 3).
"""

import gzip
import re
from hashlib import sha256
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "learnhub"
STATIC = PACKAGE / "web" / "static"
CSS = re.sub(r"/\*.*?\*/", "", (STATIC / "site.css").read_text("utf-8"), flags=re.DOTALL)
TEMPLATES = sorted(PACKAGE.glob("**/templates/**/*.html"))
THEMES = ("light", "dark", "high")

# Text or edge, what it lies on, and the ratio in light, dark and high contrast.
CONTRASTS = [
    ("ink", "bg", 15.5, 15.6, 21),
    ("muted", "bg", 7.2, 9.9, 21),
    ("muted", "sunk", 6.5, 10.5, 21),
    ("line", "bg", 3.6, 5.7, 21),
    ("line", "sunk", 3.3, 6.1, 21),
    ("on-primary", "primary", 9.5, 9.6, 12.9),
    ("primary", "tint", 8.0, 6.9, 12.9),
    ("link", "bg", 9.5, 9.6, 12.9),
    ("visited", "bg", 9.7, 9.9, 12.9),
    ("on-amber", "amber", 7.9, 10.9, 14.7),
    ("on-hero", "hero", 9.5, 9.5, 12.9),
    ("amber", "hero", 4.7, 5.8, 9.1),
    ("weave-eye", "primary", 4.7, 9.6, 9.1),
    ("amber-text", "bg", 7.2, 12.5, 21),
    ("amber-text", "amber-tint", 6.6, 9.4, 21),
    ("ok", "ok-tint", 5.9, 7.9, 10.0),
    ("bad", "bad-tint", 5.5, 7.4, 9.6),
    ("f-out", "f-in", 7.9, 10.9, 14.7),
]
# Pairs that the pieces use beyond the table: at least 4.5.
TEXT_PAIRS = [
    ("ink", "tint"),
    ("ink", "surface"),
    ("ink", "amber-tint"),
    ("ink", "ok-tint"),
    ("ink", "bad-tint"),
    ("muted", "surface"),
    ("muted", "tint"),
    ("link", "sunk"),
    ("link", "tint"),
    ("link", "amber-tint"),
    ("link", "bad-tint"),
    ("ok", "bg"),
    ("ok", "surface"),
    ("ok", "tint"),
    ("bad", "bg"),
    ("bad", "surface"),
    ("primary", "surface"),
    ("primary", "sunk"),
]


def declarations(selector: str, css: str = CSS) -> dict[str, str]:
    """The custom properties of the first rule with exactly this selector."""
    found = re.search(rf"(?:^|[}}{{;\s]){re.escape(selector)}\s*{{([^}}]*)}}", css)
    assert found, selector
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", found[1]))


LIGHT = declarations(":root")
TOKENS = {
    "light": LIGHT,
    "dark": LIGHT | declarations(':root[data-theme="dark"]'),
    "high": LIGHT | declarations(':root[data-theme="high"]'),
}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: str, one: str, other: str) -> float:
    darker, lighter = sorted(luminance(TOKENS[theme][name]) for name in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("row", CONTRASTS, ids=lambda row: f"{row[0]} on {row[1]}")
def test_the_contrast_table_is_what_the_design_says(row, theme):
    expected = row[2 + THEMES.index(theme)]
    assert contrast(theme, row[0], row[1]) == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids=" on ".join)
def test_text_can_be_read_on_every_ground_it_meets(pair, theme):
    assert contrast(theme, *pair) >= 4.5


def test_dark_by_choice_and_dark_by_the_phone_are_the_same():
    by_phone = CSS[CSS.index("@media (prefers-color-scheme: dark)") :]
    assert declarations(':root[data-theme="auto"]', by_phone) == declarations(':root[data-theme="dark"]')


def test_every_token_that_is_used_is_defined():
    used = set(re.findall(r"var\(--([\w-]+)", CSS))
    local = set(re.findall(r"--([\w-]+):", CSS))
    assert used <= local


@pytest.mark.parametrize(
    "forbidden",
    [
        pytest.param(r"position:\s*(fixed|sticky)", id="nothing floats above the page"),
        pytest.param(r"text-transform", id="no capitals made of small letters"),
        pytest.param(r"italic|oblique", id="no slanted letters"),
        pytest.param(r"letter-spacing", id="no spread letters"),
        pytest.param(r"text-shadow|drop-shadow", id="no shadows"),
        pytest.param(r"text-align:\s*justify|hyphens:", id="no stretched or broken words"),
        pytest.param(r"animation|@keyframes", id="nothing moves"),
        pytest.param(r"@import|https?:|//", id="nothing from elsewhere"),
    ],
)
def test_the_style_sheet_never_does(forbidden):
    assert not re.search(forbidden, CSS)


def test_the_only_shadow_is_the_halo_of_the_focus_ring():
    shadows = re.findall(r"([^{}]+){[^}]*box-shadow:\s*([^;]+);", CSS)
    rings = [selector.strip() for selector, value in shadows if value != "none"]
    assert len(rings) == 1
    assert all(":focus-visible" in part for part in rings[0].split(","))
    assert {value for _, value in shadows} <= {"0 0 0 8px var(--f-out)", "none"}


def test_only_words_for_screen_readers_are_clipped():
    assert re.findall(r"([^{};]+){[^}]*overflow:\s*(?:hidden|clip)", CSS) == ["\n.unseen "]


def test_no_text_is_smaller_than_16_px():
    sizes = re.findall(r"font(?:-size)?:\s*(?:\d+\s+)?([\d.]+)(rem|px|em|pt|%)", CSS)
    assert sizes
    floor = {"rem": 1, "em": 1, "px": 16, "pt": 12, "%": 100}
    assert [size for size in sizes if float(size[0]) < floor[size[1]]] == []


@pytest.mark.parametrize(
    ("file", "most_bytes"),
    [
        ("site.css", 12 * 1024),
        ("app.js", 8 * 1024),
        ("htmx.min.js", 17 * 1024),
        ("fonts/be-vietnam-pro-700-latin.woff2", 8 * 1024),
        ("fonts/be-vietnam-pro-700-vietnamese.woff2", 5 * 1024),
    ],
)
def test_what_every_first_visit_fetches_stays_small(file, most_bytes):
    content = (STATIC / file).read_bytes()
    sent = content if file.endswith(".woff2") else gzip.compress(content, 9)
    assert len(sent) <= most_bytes


def test_vendored_files_are_the_ones_that_were_written_down():
    written = (STATIC / "VENDORED.md").read_text("utf-8")
    rows = re.findall(r"`([\w./-]+)` \|[^|]+\|[^|]+\| `([0-9a-f]{64})`", written)
    assert len(rows) == 3
    for file, digest in rows:
        assert sha256((STATIC / file).read_bytes()).hexdigest() == digest, file


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
@pytest.mark.parametrize(
    "forbidden",
    [
        pytest.param(r"\sstyle\s*=", id="no style attribute"),
        pytest.param(r"<style\b", id="no inline style"),
        pytest.param(r"<script(?![^>]*\ssrc=)", id="no inline script"),
        pytest.param(r"\son[a-z]+\s*=", id="no handler attribute"),
        pytest.param(r"hx-on|hx-boost|js:", id="no code in attributes"),
    ],
)
def test_pages_obey_the_content_security_policy(template, forbidden):
    markup = re.sub(r"{#.*?#}", "", template.read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(forbidden, markup)
