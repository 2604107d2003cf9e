"""The sample programmes, of which the first has two outcomes."""

from tests.content_samples import COURSE
from tests.programme_samples import ENGLISH, FACTS, INDONESIAN, SECOND, VIETNAMESE, programme_files

REFUSES = f'{{ id = "refuses", who = "every-adult", course = "{COURSE}", lessons = ["hang-up"] }},'
CALM = f'{{ id = "stays-calm", who = "someone", course = "{SECOND}", lessons = ["hang-up"] }},'
WORDS = {
    VIETNAMESE: (
        "## Bộ bắt buộc",
        """\
### Người lớn nào cũng biết cúp máy {#refuses}

Chưa phải ai cũng học **cúp máy**.

### Nhà có người biết bình tĩnh {#stays-calm}

Nhà chưa có ai học cách bình tĩnh.

""",
    ),
    INDONESIAN: (
        "## Paket wajib",
        """\
### Semua orang dewasa bisa menutup telepon {#refuses}

Belum semua belajar menutup telepon.

### Ada yang bisa tenang {#stays-calm}

Belum ada yang belajar tenang.

""",
    ),
    ENGLISH: (
        "## Required set",
        """\
### Every adult here can hang up {#refuses}

Not every adult here has learned to hang up yet.

### Someone here can stay calm {#stays-calm}

Nobody here has learned to stay calm yet.

""",
    ),
}


def outcome_files() -> dict[str, bytes]:
    """Without any fault."""
    files = programme_files()
    for path, (before, words) in WORDS.items():
        files[path] = files[path].replace(before.encode(), (words + before).encode())
    outcomes = f"]\noutcomes = [\n  {REFUSES}\n  {CALM}\n]\n\n[[programme]]"
    return files | {FACTS: files[FACTS].replace(b"]\n\n[[programme]]", outcomes.encode())}


def changed(path: str, old: str, new: str) -> dict[str, bytes]:
    """The sample with one place of one file written differently."""
    files = outcome_files()
    text = files[path].decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    return files | {path: text.replace(old, new).encode()}
