"""What the site is to keep to. Bytes, requests and statements are limits; times and memory are goals."""

from dataclasses import dataclass

# CPU as a multiple of a bare response; the second figure is that on PostgreSQL, its own processes included.
TIMES_BARE = {
    "course": (15, 15),
    "lesson": (12, 16),
    "question": (15, 15),
    "save answer": (20, 20),
    "whole test": (450, 450),
}
# gzip costs more than zstd, and only old browsers and plain-HTTP hosts ask for it.
GZIP_TIMES = 4
SAVE_P99_TIMES_P50 = 20
STATEMENTS = {
    "course": 3,
    "lesson": 2,
    "question": 4,
    "save answer": 6,
    "household": 8,
    "whole test": 115,
}
# Kilobytes (1,000 bytes) and requests of a lesson in a real browser, without pictures and audio.
FIRST_VISIT = (55, 7)
NEXT_LESSON = (12, 2)
FIRST_PAINT_SECONDS = 1.6
MEMORY_MB = 175
GROWTH_TIMES = 1.05
LESSON_BYTES = 10_000
# The national platform's own claim, one page each 20 seconds, and the cores that are to carry it.
LEARNERS, PAGE_SECONDS, CORES = 400_000, 20, 40


@dataclass(frozen=True, slots=True)
class Verdict:
    """`goal` says what was wanted, `said` whether it was met; a broken limit ends with exit 1."""

    goal: str = ""
    said: str = ""
    is_over: bool = False


def cpu_goal(name: str, engine: str, encoding: str) -> int | None:
    """How many bare responses a request may cost."""
    if name not in TIMES_BARE:
        return None
    on_sqlite, on_postgresql = TIMES_BARE[name]
    more = GZIP_TIMES if encoding == "gzip" and name != "save answer" else 0
    return (on_sqlite if engine == "sqlite" else on_postgresql) + more


def judge(name: str, *, engine: str, encoding: str, times_bare: float, statements: int | None) -> Verdict:
    """A page beside its goal for CPU and its limit of statements."""
    goal, limit = cpu_goal(name, engine, encoding), STATEMENTS.get(name)
    wanted, missed = [], []
    if goal is not None:
        wanted.append(f"{goal} x bare")
        missed += ["CPU"] if times_bare > goal else []
    is_over = limit is not None and statements is not None and statements > limit
    if limit is not None:
        wanted.append(f"{limit} SQL")
        missed += ["SQL"] if is_over else []
    if not wanted:
        return Verdict()
    return Verdict(", ".join(wanted), _said(missed), is_over)


def at_most(value: float, limit: float, unit: str, *, is_limit: bool = False) -> Verdict:
    is_met = value <= limit
    return Verdict(f"{limit:g} {unit}", _said([] if is_met else [unit]), is_limit and not is_met)


def _said(missed: list[str]) -> str:
    return f"not met: {', '.join(missed)}" if missed else "met"
