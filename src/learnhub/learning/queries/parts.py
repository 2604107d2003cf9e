"""Pieces that several pages show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, select

from learnhub.courses.models import Course, Lesson
from learnhub.kit.db import json_list
from learnhub.kit.words import N_
from learnhub.progress.models import LessonCompletion

AUDIENCES = {
    "household": N_("Everybody at home"),
    "official": N_("Officials"),
    "volunteer": N_("Volunteers"),
}


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A lesson in a course's list. Numbers count from 1."""

    number: int
    key: str
    title: str
    minutes: int
    is_done: bool


def outline_rows(outline: Sequence[Sequence[Any]], done: Sequence[str]) -> tuple[OutlineRow, ...]:
    """`outline` as published; `done` the keys of the lessons that this person finished."""
    finished = frozenset(done)
    return tuple(
        OutlineRow(number, key, title, minutes, key in finished)
        for number, (key, title, minutes) in enumerate(outline, start=1)
    )


def next_row(rows: Sequence[OutlineRow]) -> OutlineRow | None:
    """The first lesson that is not finished."""
    return next((row for row in rows if not row.is_done), None)


def finished_keys(dialect: str, course_id: ColumnElement[int]) -> ScalarSelect[Any]:
    """The lessons of a course that :person_id finished, as a JSON list of keys."""
    return (
        select(json_list(dialect, Lesson.key))
        .join(LessonCompletion, LessonCompletion.lesson_id == Lesson.id)
        .where(
            LessonCompletion.person_id == bindparam("person_id"),
            LessonCompletion.course_id == course_id,
        )
        .correlate(Course)
        .scalar_subquery()
    )
