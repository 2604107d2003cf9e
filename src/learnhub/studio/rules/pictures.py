"""Pictures over the whole content folder: small, and each shown once."""

from collections.abc import Iterable
from hashlib import sha256

from learnhub.courses.content import CourseSource, LessonText, PictureBlock
from learnhub.kit.faults import Faults
from learnhub.kit.words import N_

PICTURE_KIB = 25


def check_pictures(courses: Iterable[CourseSource], faults: Faults) -> None:
    """Every picture is small and shown once in the whole content folder."""
    first: dict[bytes, str] = {}
    for course in courses:
        for lesson in course.lessons:
            shown = {path for text in lesson.texts.values() for path in _shown(text, faults)}
            for path in sorted(shown & course.files.keys()):
                content = course.files[path]
                other = first.setdefault(sha256(content).digest(), path)
                _check_picture(path, len(content), other, faults)


def _shown(text: LessonText, faults: Faults) -> set[str]:
    """The paths of the pictures of a text; the second showing of one is a fault."""
    folder = text.path.rpartition("/")[0]
    shown: set[str] = set()
    for section in text.sections:
        for block in section.blocks:
            if isinstance(block, PictureBlock):
                if block.file in shown:
                    faults.add(
                        text.path,
                        block.line,
                        N_("The picture “%(file)s” is shown twice."),
                        N_("Show it once, where it helps most."),
                        file=block.file,
                    )
                shown.add(block.file)
    return {f"{folder}/{file}" for file in shown}


def _check_picture(path: str, size_bytes: int, other: str, faults: Faults) -> None:
    if size_bytes > PICTURE_KIB * 1024:
        faults.add(
            path,
            1,
            N_("The picture has %(size)s KB, at most %(limit)s."),
            N_("Draw it with fewer shapes, or save it smaller."),
            size=-(-size_bytes // 1024),
            limit=PICTURE_KIB,
        )
    if other != path:
        faults.add(
            path,
            1,
            N_("The same picture is shown elsewhere: %(other)s"),
            N_("Draw another picture: each shows what its own lesson does."),
            other=other,
        )
