"""One question in one language: its type can be seen from how it is written."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from learnhub.kit.faults import FileFaults
from learnhub.kit.markdown import Block, Item, Listing, Paragraph, Quote, Row, Table, to_html
from learnhub.kit.words import N_
from learnhub.quizzes.content.records import Form, OptionText, QuestionText, RowText
from learnhub.quizzes.rules.answers import folded

_OPTION = re.compile(r"\[([ xX])\] ")
_ACCEPTED = "= "
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Written:
    """`right` are the numbers of the options with an x, from 0."""

    form: Form
    text: QuestionText
    right: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """Options, steps or rows: the same in all languages. Accepted answers may differ."""
        return len(self.text.options) + len(self.text.rows)


def read_question(line: int, prompt: str, blocks: Sequence[Block], faults: FileFaults) -> Written | None:
    """The question whose heading says `prompt`. Returns None when it has no answers to read."""
    answers = next((b for b in blocks if isinstance(b, Listing | Table)), None)
    if answers is None:
        faults.add(
            line,
            N_("The question has no answers."),
            N_("Write under it a list, each option beginning with - [ ] or - [x], or a table."),
        )
        return None
    return _Question(line, prompt, faults).read(answers, _explanation(blocks, answers, faults))


def _explanation(blocks: Sequence[Block], answers: Block, faults: FileFaults) -> str:
    """The quotation right after the answers; everything else around them is a fault."""
    after = blocks[blocks.index(answers) + 1 :][:1]
    quotes = [block for block in after if isinstance(block, Quote) and block.tone is None]
    for block in blocks:
        if block is not answers and block not in quotes:
            faults.add(
                block.line,
                N_("A question is a heading, its answers and one quotation. This is more."),
                N_("Move it above the heading of the question, or into the quotation."),
            )
    return _quoted(quotes[0], faults) if quotes else ""


@dataclass(frozen=True, slots=True)
class _Question:
    line: int
    prompt: str
    faults: FileFaults

    def read(self, answers: Listing | Table, explanation: str) -> Written:
        if isinstance(answers, Table):
            written = self._match(answers, explanation)
        elif answers.is_ordered:
            written = self._order(answers, explanation)
        elif all(item.words.text.startswith(_ACCEPTED) for item in answers.items):
            written = self._text(answers, explanation)
        else:
            written = self._options(answers, explanation)
        if written.form != "options" and not explanation:
            self.faults.add(
                self.line,
                N_("The question has no explanation."),
                N_("Write a quotation after the answers: > Why it is so."),
            )
        return written

    def _options(self, listing: Listing, explanation: str) -> Written:
        options: list[OptionText] = []
        right: list[int] = []
        for item in listing.items:
            mark = _OPTION.match(item.words.text)
            if mark is None:
                self.faults.add(
                    item.words.line,
                    N_("The option does not begin with a box."),
                    N_("Begin it with - [ ] or, when it is right, with - [x], and a space."),
                )
            elif mark[1] != " ":
                right.append(len(options))
            words = item.words.html[mark.end() if mark else 0 :]
            options.append(OptionText(item.words.line, words, self._feedback(item)))
        self._check_count(listing.line, len(options))
        self._check_twins((option.html, option.line) for option in options)
        return Written("options", self._text_of(explanation, options=options), tuple(right))

    def _feedback(self, item: Item) -> str:
        quote = item.rest[0] if item.rest else None
        if len(item.rest) == 1 and isinstance(quote, Quote) and quote.tone is None:
            return _quoted(quote, self.faults)
        self.faults.add(
            item.words.line,
            N_("The option does not have one feedback."),
            N_("Write a quotation under it, two spaces further in: > What happens then."),
        )
        return ""

    def _order(self, listing: Listing, explanation: str) -> Written:
        self._refuse_rest(listing)
        steps = [OptionText(item.words.line, item.words.html) for item in listing.items]
        self._check_count(listing.line, len(steps))
        self._check_twins((step.html, step.line) for step in steps)
        return Written("order", self._text_of(explanation, options=steps))

    def _text(self, listing: Listing, explanation: str) -> Written:
        self._refuse_rest(listing)
        accepted = []
        for item in listing.items:
            answer = item.words.text.removeprefix(_ACCEPTED)
            accepted.append(answer)
            if not folded(answer):
                self.faults.add(
                    item.words.line,
                    N_("No answer stands after the ="),
                    N_("Write an accepted answer: - = 156"),
                )
        return Written("text", self._text_of(explanation, accepted=accepted))

    def _match(self, table: Table, explanation: str) -> Written:
        _, *rows = [self._pair(row) for row in table.rows]
        pairs = [row for row in rows if row]
        self._check_count(table.line, len(pairs))
        self._check_twins((row.left_html, row.line) for row in pairs)
        self._check_twins((row.right_html, row.line) for row in pairs)
        return Written("match", self._text_of(explanation, rows=pairs))

    def _pair(self, row: Row) -> RowText | None:
        filled = [cell for cell in row.cells if cell.text.strip()]
        if len(filled) == len(row.cells) == 2:
            return RowText(row.line, row.cells[0].html, row.cells[1].html)
        self.faults.add(
            row.line,
            N_("The row does not have two filled columns."),
            N_("Write two columns in every row: | word | meaning |"),
        )
        return None

    def _text_of(
        self,
        explanation: str,
        options: Iterable[OptionText] = (),
        rows: Iterable[RowText] = (),
        accepted: Iterable[str] = (),
    ) -> QuestionText:
        return QuestionText(
            path=self.faults.path,
            line=self.line,
            prompt_html=escape(self.prompt, quote=False),
            options=tuple(options),
            rows=tuple(rows),
            accepted=tuple(accepted),
            explanation_html=explanation,
        )

    def _refuse_rest(self, listing: Listing) -> None:
        for item in listing.items:
            if item.rest:
                self.faults.add(
                    item.rest[0].line,
                    N_("Only an option with a box has a feedback of its own."),
                    N_("Move the words into the quotation after the whole list."),
                )

    def _check_count(self, line: int, count: int) -> None:
        if count < _FEWEST:
            self.faults.add(
                line,
                N_("A question needs at least %(fewest)s answers."),
                N_("Write more answers."),
                fewest=_FEWEST,
            )

    def _check_twins(self, answers: Iterable[tuple[str, int]]) -> None:
        lines: dict[str, int] = {}
        for words, line in answers:
            first = lines.setdefault(words.casefold(), line)
            if first != line:
                self.faults.add(
                    line,
                    N_("The same words stand already on line %(first)s."),
                    N_("Write different words in each answer."),
                    first=first,
                )


def _quoted(quote: Quote, faults: FileFaults) -> str:
    """The paragraphs and lists of a feedback or an explanation."""
    prose = [block for block in quote.blocks if isinstance(block, Paragraph | Listing)]
    if len(prose) < len(quote.blocks) or not prose:
        faults.add(
            quote.line,
            N_("A feedback or explanation holds words and lists only."),
            N_("Write a paragraph after the > sign."),
        )
    return to_html(prose)
