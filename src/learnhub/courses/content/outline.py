"""A Markdown text by its headings: one title, what stands under it, and parts with ids."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from learnhub.kit.faults import FileFaults
from learnhub.kit.markdown import Block, Heading, is_key
from learnhub.kit.words import N_

LONGEST_TITLE = 200


@dataclass(slots=True)
class Part:
    """A heading of the second level (or the third, inside `parts`) and what stands under it."""

    heading: Heading
    key: str
    blocks: list[Block] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.heading.line


@dataclass(slots=True)
class Outline:
    title: str
    intro: list[Block] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def read_outline(blocks: Sequence[Block], faults: FileFaults, *, depth: int) -> Outline:
    """Title, intro and parts down to headings of level `depth`; ids are unique in the file.

    A part without a usable id keeps an empty one and a fault.
    """
    outline = Outline(_title(blocks, faults))
    lines: dict[str, int] = {}
    for block in _after_title(blocks):
        if not isinstance(block, Heading):
            _last(outline).append(block)
        elif block.level == 1:
            faults.add(
                block.line,
                N_("The file has a second title."),
                N_("Write ## for a part of the text; # stands once, on the first line."),
            )
        elif block.level == 2:
            outline.parts.append(Part(block, _key(block, lines, faults)))
        elif depth == 3 and outline.parts:
            outline.parts[-1].parts.append(Part(block, _key(block, lines, faults)))
        else:
            faults.add(
                block.line,
                N_("A heading of the third level has no place here."),
                N_("Write ## and an id, or a paragraph."),
            )
    return outline


def refuse_blocks(blocks: Iterable[Block], faults: FileFaults, says: str, mend: str) -> None:
    """The first of these blocks stands where none may."""
    for block in list(blocks)[:1]:
        faults.add(block.line, says, mend)


def _title(blocks: Sequence[Block], faults: FileFaults) -> str:
    first = blocks[0] if blocks else None
    if not isinstance(first, Heading) or first.level != 1:
        faults.add(1, N_("The file does not begin with its title."), N_("Write # and the title first."))
        return ""
    if first.key is not None:
        faults.add(
            first.line,
            N_("A title has no id: the name of the folder is its id."),
            N_("Leave out the braces."),
        )
    if len(first.text) > LONGEST_TITLE:
        faults.add(
            first.line,
            N_("The title is longer than %(limit)s letters."),
            N_("Write a short title, and the rest in the paragraph under it."),
            limit=LONGEST_TITLE,
        )
    return first.text


def _after_title(blocks: Sequence[Block]) -> Iterator[Block]:
    has_title = bool(blocks) and isinstance(blocks[0], Heading) and blocks[0].level == 1
    yield from blocks[1:] if has_title else blocks


def _last(outline: Outline) -> list[Block]:
    """Where the next block belongs."""
    if not outline.parts:
        return outline.intro
    part = outline.parts[-1]
    return part.parts[-1].blocks if part.parts else part.blocks


def _key(heading: Heading, lines: dict[str, int], faults: FileFaults) -> str:
    key = heading.key
    if key is None:
        faults.add(
            heading.line,
            N_("The heading has no id."),
            N_("End it with its id in braces: %(example)s"),
            example=f"{heading.text} {{#long-password}}",
        )
        return ""
    if not is_key(key):
        faults.add(
            heading.line,
            N_("“%(key)s” is not an id."),
            N_("An id has 2 to 40 letters a to z, digits and hyphens, beginning with a letter."),
            key=key,
        )
        return ""
    if key in lines:
        faults.add(
            heading.line,
            N_("The id “%(key)s” stands already on line %(first)s."),
            N_("Give one of the two headings another id."),
            key=key,
            first=lines[key],
        )
    lines.setdefault(key, heading.line)
    return key
