"""Two small courses and two programmes without any fault, to be broken in one place."""

from tests.content_samples import COURSE, DRAWING, PICTURE, sample_files

SECOND = "calm-calls"
FACTS = "programmes.toml"
VIETNAMESE, INDONESIAN, ENGLISH = (f"programmes.{language}.md" for language in ("vi", "id", "en"))
PROGRAMMES = {
    FACTS: f"""\
[[programme]]
id = "first-steps"
audience = "household"
parts = [
  {{ course = "{COURSE}", lessons = ["hang-up"] }},
  {{ course = "{SECOND}", lessons = ["hang-up"] }},
]

[[programme]]
id = "required-set"
audience = "official"
parts = [
  {{ course = "{SECOND}" }},
]
""",
    VIETNAMESE: """\
# Chương trình

## Bước đầu {#first-steps}

Dành cho **mọi nhà**. Học xong biết cúp máy.

## Bộ bắt buộc {#required-set}

Dành cho cán bộ.
""",
    INDONESIAN: """\
# Program

## Langkah awal {#first-steps}

Untuk setiap rumah.

## Paket wajib {#required-set}

Untuk aparatur.
""",
    ENGLISH: """\
# Programmes

## First steps {#first-steps}

For everybody at home.

## Required set {#required-set}

For officials.
""",
}


def programme_files() -> dict[str, bytes]:
    """Two courses of one lesson, and two programmes without any fault."""
    courses = sample_files()
    second = {path.replace(COURSE, SECOND): text for path, text in courses.items() if "/" in path}
    # Each picture is used once in a content folder.
    second[PICTURE.replace(COURSE, SECOND)] = DRAWING.replace("FFF8E6", "FFF8E7").encode()
    return courses | second | {path: text.encode() for path, text in PROGRAMMES.items()}


def changed(path: str, old: str, new: str) -> dict[str, bytes]:
    """The sample with one place of one file written differently."""
    files = programme_files()
    text = files[path].decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    return files | {path: text.replace(old, new).encode()}
