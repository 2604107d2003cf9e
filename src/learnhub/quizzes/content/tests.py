"""The tests of a course: what they draw has to exist, for every audience."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from learnhub.courses.content import CourseSource, Facts
from learnhub.kit.words import N_
from learnhub.quizzes.content.records import DrawRule, QuestionSource, TestSource
from learnhub.quizzes.rules import PRACTICE_KEY

# The questions of each lesson.
Banks: TypeAlias = Mapping[str, Sequence[QuestionSource]]

REVIEWS = ("after-pass", "always", "never")
MOST_ITEMS = 100
MOST_ATTEMPTS = 100
LONGEST_WAIT_MINUTES = 7 * 24 * 60


def read_tests(course: CourseSource, banks: Banks) -> tuple[TestSource, ...]:
    """The [[test]] tables of course.toml. Faults go where the tables were read from."""
    tests: dict[str, TestSource] = {}
    for facts in course.test_tables:
        test = _read_test(facts, course, banks)
        if test.key == PRACTICE_KEY:
            facts.fault(
                "id",
                N_("The id “%(value)s” belongs to the practice of the course."),
                N_("Give the test another id."),
                value=test.key,
            )
        if test.key in tests:
            facts.fault(
                "id",
                N_("Two tests have the id “%(value)s”."),
                N_("Give one of them another id."),
                value=test.key,
            )
        tests[test.key] = test
    return tuple(tests.values())


def _read_test(facts: Facts, course: CourseSource, banks: Banks) -> TestSource:
    test = TestSource(
        key=facts.text("id"),
        pass_percent=facts.counts("pass_percent", course.audiences, 1, 100),
        attempts_per_day=facts.counts(
            "attempts_per_day", course.audiences, 1, MOST_ATTEMPTS, is_optional=True
        ),
        wait_minutes=facts.number("wait_minutes", 0, LONGEST_WAIT_MINUTES, default=0),
        review=facts.text("review", REVIEWS, default="after-pass"),
        draw=_read_draw(facts, course, banks),
        must_pass=facts.groups("must_pass"),
    )
    facts.close()
    _check_audiences(test, facts, course)
    _check_must_pass(test, facts, banks)
    return test


def _read_draw(facts: Facts, course: CourseSource, banks: Banks) -> tuple[DrawRule, ...]:
    rules: dict[str, DrawRule] = {}
    for table in facts.tables("draw", is_optional=False):
        rule = DrawRule(
            lesson=table.text("lesson"),
            items=table.counts("items", course.audiences, 0, MOST_ITEMS),
            difficulty=table.numbers("difficulty", is_optional=True),
        )
        table.close()
        if rule.lesson in rules:
            table.fault(
                "lesson",
                N_("The lesson “%(value)s” stands twice in this draw."),
                N_("Write one line a lesson."),
                value=rule.lesson,
            )
        elif rule.lesson and rule.lesson not in {lesson.key for lesson in course.lessons}:
            table.fault(
                "lesson",
                N_("The course has no lesson “%(value)s”."),
                N_("Write the id of a lesson of this course."),
                value=rule.lesson,
            )
        else:
            _check_supply(rule, table, banks)
        rules.setdefault(rule.lesson, rule)
    return tuple(rules.values())


def _check_supply(rule: DrawRule, table: Facts, banks: Banks) -> None:
    """The bank holds as many questions as are drawn, of the wanted difficulty."""
    if not set(rule.difficulty) <= {1, 2, 3}:
        table.fault("difficulty", N_("A difficulty is 1 (know), 2 (do) or 3 (judge)."))
        return
    supply = [
        question
        for question in banks.get(rule.lesson, ())
        if not rule.difficulty or question.difficulty in rule.difficulty
    ]
    wanted = max(rule.items.values(), default=0)
    if wanted > len(supply):
        table.fault(
            "items",
            N_("%(wanted)s questions are drawn from “%(lesson)s”, but only %(count)s are there."),
            N_("Draw fewer, allow more difficulties, or write more questions."),
            wanted=wanted,
            lesson=rule.lesson,
            count=len(supply),
        )


def _check_audiences(test: TestSource, facts: Facts, course: CourseSource) -> None:
    for audience in course.audiences:
        if test.pass_percent and audience not in test.pass_percent:
            facts.fault(
                "pass_percent",
                N_("“pass_percent” says nothing for the audience “%(audience)s”."),
                audience=audience,
            )
        if test.draw and not any(rule.items.get(audience) for rule in test.draw):
            facts.fault(
                "draw",
                N_("The test draws no question for the audience “%(audience)s”."),
                N_("Write a number of items for it."),
                audience=audience,
            )


def _check_must_pass(test: TestSource, facts: Facts, banks: Banks) -> None:
    known = {f"{lesson}/{question.key}" for lesson, bank in banks.items() for question in bank}
    named = [name for group in test.must_pass for name in group]
    for name in named:
        if name not in known:
            facts.fault(
                "must_pass",
                N_("There is no question “%(value)s”."),
                N_("Write lesson/question, the ids as in the bank: %(example)s"),
                value=name,
            )
    if len(set(named)) < len(named) or not all(test.must_pass):
        facts.fault(
            "must_pass",
            N_("A list inside “%(name)s” is empty, or a question stands in it twice."),
            N_("Each list is one idea; each question belongs to one idea."),
        )
    _check_room(test, facts)


def _check_room(test: TestSource, facts: Facts) -> None:
    """Whichever question is drawn for an idea, its lesson has an item for it."""
    draws = {rule.lesson: rule for rule in test.draw}
    lessons = [{name.partition("/")[0] for name in group} for group in test.must_pass]
    for lesson in sorted({lesson for group in lessons for lesson in group}):
        wanted = sum(lesson in group for group in lessons)
        items = draws[lesson].items if lesson in draws else {}
        for audience in test.pass_percent:
            if items.get(audience, 0) < wanted:
                facts.fault(
                    "must_pass",
                    N_("%(wanted)s ideas need “%(lesson)s”, but “%(audience)s” gets %(count)s."),
                    N_("Draw at least %(wanted)s items from this lesson for this audience."),
                    wanted=wanted,
                    lesson=lesson,
                    audience=audience,
                    count=items.get(audience, 0),
                )
