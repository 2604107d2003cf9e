"""The woven band: one diamond a unit, filled as it is learned.

Different shapes for done, done together, now and to do, so that colour is not needed. Drawn here and not in a
template because every page shows dozens of them.
"""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup, escape

MOST_CELLS = 16
CELL_WIDTH = 26

_NOW = (
    '<path class="w-edge" d="M{x} 1.5l12.5 12.5-12.5 12.5-12.5-12.5z"/>'
    '<path class="w-now" d="M{x} 3l11 11-11 11-11-11z"/><circle class="w-dot" cx="{x}" cy="14" r="3.5"/>'
)
_DONE = '<path class="w-done" d="M{x} 2l12 12-12 12-12-12z"/><path class="w-eye" d="M{x} 9l5 5-5 5-5-5z"/>'
_TOGETHER = (
    '<path class="w-done" d="M{x} 2l12 12-12 12-12-12z"/>'
    '<path class="w-eye" d="M{x} 14l-5 4-4-4 4-4zl5 4 4-4-4-4z"/>'
)
_TO_DO = '<path class="w-todo" d="M{x} 4l10 10-10 10-10-10z"/>'


def group_size(total: int, group: int = 1) -> int:
    """How many units a diamond stands for: at least `group`, and never more than 16 diamonds."""
    return max(group, -(-total // MOST_CELLS), 1)


def weave_svg(
    done: int | Sequence[bool], total: int, now: int | None, label: str, group: int = 1, together: int = 0
) -> Markup:
    """The band as SVG, named by `label`. `done` is a count or a flag a unit; `now` counts from 1.

    The last `together` units have two eyes.
    """
    flags = tuple(place < done for place in range(total)) if isinstance(done, int) else tuple(done)
    size = group_size(total, group)
    return _drawn(flags, now, str(escape(label)), size, together // size)


@lru_cache(maxsize=1000)
def _drawn(flags: tuple[bool, ...], now: int | None, label: str, group: int, together: int) -> Markup:
    groups = [all(flags[start : start + group]) for start in range(0, len(flags), group)]
    here = None if now is None else (now - 1) // group
    alone = len(groups) - together
    cells = "".join(
        (_NOW if place == here else _TO_DO if not is_done else _DONE if place < alone else _TOGETHER).format(
            x=CELL_WIDTH * place + 14
        )
        for place, is_done in enumerate(groups)
    )
    width = CELL_WIDTH * len(groups) + 2
    return Markup(
        f'<svg role="img" aria-label="{label}" width="{width}" height="28" viewBox="0 0 {width} 28" '
        f'preserveAspectRatio="xMinYMid">{cells}</svg>'
    )
