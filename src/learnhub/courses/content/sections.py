"""What may stand in running text, and the sections of a lesson made of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from learnhub.courses.content.outline import Outline, Part, refuse_blocks
from learnhub.courses.content.pictures import Pictures
from learnhub.courses.content.records import (
    LOUDSPEAKER,
    MESSAGE_CARD,
    REMEMBER,
    CalloutBlock,
    CheckBlock,
    Section,
    SectionBlock,
    TextBlock,
    TextKind,
)
from learnhub.kit.faults import FileFaults
from learnhub.kit.markdown import Block, Listing, Paragraph, Picture, Quote, Table, to_html
from learnhub.kit.words import N_

WORDS_ONLY = frozenset({REMEMBER, MESSAGE_CARD, LOUDSPEAKER})

_OPTION = re.compile(r"\[[ xX]?\] ?|= ")
_NO_PLACE: Mapping[type[Block], tuple[str, str]] = {
    Quote: (
        N_("A call-out has no place here."),
        N_("Write a paragraph, or move the call-out into the section of a lesson."),
    ),
    Picture: (
        N_("A picture has no place here."),
        N_("Move it into a section of a lesson, alone in its paragraph."),
    ),
    Table: (
        N_("A table stands outside a matching question."),
        N_("Write a list: tables break on a small phone and when read aloud."),
    ),
}


def read_section(part: Part, pictures: Pictures, faults: FileFaults) -> Section:
    """A second-level heading with its text and its check-yourself questions, in their order."""
    blocks = list(_section_blocks(part.blocks, pictures, faults))
    for check in part.parts:
        end = _question_end(check.blocks)
        question = tuple(check.blocks[:end])
        blocks.append(CheckBlock(check.line, check.key, check.heading.text, question))
        blocks += _section_blocks(check.blocks[end:], pictures, faults)
    if not blocks:
        faults.add(
            part.line,
            N_("Nothing stands under this heading."),
            N_("Write its text, or take the heading out."),
        )
    if part.key in WORDS_ONLY:
        _refuse_all_but_words(part, faults)
    return Section(part.line, part.key, part.heading.text, tuple(blocks))


def read_words_only(blocks: Iterable[Block], faults: FileFaults) -> tuple[TextBlock, ...]:
    """Paragraphs and lists; anything else is a fault."""
    return tuple(_text_blocks(blocks, faults))


def read_lone_paragraph(outline: Outline, faults: FileFaults, says: str) -> Paragraph:
    """The one paragraph between the title and the first heading."""
    first = outline.intro[0] if outline.intro else None
    if not isinstance(first, Paragraph):
        line = first.line if first else 1
        faults.add(line, says, N_("Write one paragraph between the title and the first heading."))
        return Paragraph(1, "", "")
    refuse_blocks(
        outline.intro[1:],
        faults,
        N_("More than one paragraph stands under the title."),
        N_("Leave one paragraph, and move the rest under a heading."),
    )
    return first


def _question_end(blocks: Sequence[Block]) -> int:
    """How many blocks belong to a question: up to its answers and the quotation after them."""
    answers = (n for n, block in enumerate(blocks) if isinstance(block, Listing | Table))
    end = next(answers, len(blocks)) + 1
    after = blocks[end] if end < len(blocks) else None
    return end + 1 if isinstance(after, Quote) and after.tone is None else end


def _section_blocks(
    blocks: Iterable[Block], pictures: Pictures, faults: FileFaults
) -> Iterator[SectionBlock]:
    for block in blocks:
        if isinstance(block, Picture):
            yield pictures.read(block, faults)
        elif isinstance(block, Quote) and block.tone is not None:
            yield CalloutBlock(block.tone, read_words_only(block.blocks, faults))
        else:
            yield from _text_blocks([block], faults)


def _text_blocks(blocks: Iterable[Block], faults: FileFaults) -> Iterator[TextBlock]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield TextBlock("paragraph", to_html([block]), (block,))
        elif isinstance(block, Listing):
            _check_points(block, faults)
            kind: TextKind = "steps" if block.is_ordered else "points"
            yield TextBlock(kind, to_html([block]), tuple(item.words for item in block.items))
        elif isinstance(block, Quote) and block.tone is None:
            faults.add(
                block.line,
                N_("A quotation has no place in running text."),
                N_("Begin it with a line such as > [!NOTE], or write a paragraph."),
            )
        else:
            faults.add(block.line, *_NO_PLACE[type(block)])


def _check_points(listing: Listing, faults: FileFaults) -> None:
    for item in listing.items:
        if _OPTION.match(item.words.text):
            faults.add(
                item.words.line,
                N_("This looks like an answer, but no question stands above it."),
                N_("Write the question as a heading above the list: ### … {#its-id}"),
            )
        elif item.rest or not item.words.text:
            faults.add(
                item.words.line,
                N_("A point of a list is not one paragraph."),
                N_("Write one paragraph in each point, and nothing under it."),
            )


def _refuse_all_but_words(part: Part, faults: FileFaults) -> None:
    lines = [check.line for check in part.parts]
    lines += [block.line for block in part.blocks if isinstance(block, Picture | Quote)]
    for line in lines:
        faults.add(
            line,
            N_("The section “%(key)s” holds more than words."),
            N_("Write only paragraphs and lists there: it is read aloud or sent as a message."),
            key=part.key,
        )
