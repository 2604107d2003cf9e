"""The facts of the questions: what lesson.toml says about each, for all languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from learnhub.courses.content import Facts, LessonSource
from learnhub.kit.faults import Faults, FileFaults
from learnhub.kit.words import N_
from learnhub.quizzes.content.questions import Written
from learnhub.quizzes.content.records import FORMS


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What is the same in all languages. `facts` is None for a check-yourself question."""

    key: str
    type: str
    section: str
    difficulty: int = 1
    misconceptions: tuple[str, ...] = ()
    facts: Facts | None = None


def read_items(lesson: LessonSource, source: Mapping[str, Written], faults: Faults) -> list[ItemFacts]:
    """The facts of the questions, in the order of the bank."""
    here = faults.of(f"{lesson.path}/lesson.toml")
    if not lesson.item_tables:
        here.add(
            1,
            N_("The questions of the bank have no facts."),
            N_("Write for each question: [items.its-id] with type, section and difficulty."),
        )
        return []
    _refuse_surplus(lesson, source, here)
    sections = {section.key for text in lesson.texts.values() for section in text.sections}
    items = []
    for key, written in source.items():
        if facts := lesson.item_tables.get(key):
            items.append(_read_item(key, facts, sections))
        else:
            faults.add(
                written.text.path,
                written.text.line,
                N_("The question “%(key)s” has no facts in lesson.toml."),
                N_("Write there: [items.%(key)s] with type, section and difficulty."),
                key=key,
            )
    return items


def _refuse_surplus(lesson: LessonSource, source: Mapping[str, Written], faults: FileFaults) -> None:
    for key, facts in lesson.item_tables.items():
        if source and key not in source:
            faults.add(
                facts.line,
                N_("The bank has no question “%(key)s”."),
                N_("Write the question in the bank of every language, or take these facts out."),
                key=key,
            )


def _read_item(key: str, table: Facts, sections: Iterable[str]) -> ItemFacts:
    item = ItemFacts(
        key=key,
        type=table.text("type", FORMS),
        section=table.text("section"),
        difficulty=table.number("difficulty", 1, 3),
        misconceptions=table.texts("misconceptions", is_optional=True),
        facts=table,
    )
    if item.section and item.section not in sections:
        table.fault(
            "section",
            N_("The lesson has no section “%(value)s”."),
            N_("Write the id of the section that the question tests."),
            value=item.section,
        )
    table.close()
    return item


def check_misconceptions(item: ItemFacts, source: Written) -> None:
    names, facts = item.misconceptions, item.facts
    if facts is None or source.form != FORMS.get(item.type):
        return
    if source.form != "options":
        if names:
            facts.fault(
                "misconceptions",
                N_("Only questions with options name misconceptions."),
                N_("Take the line out."),
            )
    elif len(names) != source.count:
        facts.fault(
            "misconceptions",
            N_("“misconceptions” has %(count)s entries for %(wanted)s options."),
            count=len(names),
            wanted=source.count,
        )
    elif any((name == "") != (number in source.right) for number, name in enumerate(names)):
        facts.fault(
            "misconceptions",
            N_("The empty entries are not those of the right options."),
            N_('Write "" for each right option and a name for each other one, in their order.'),
        )
