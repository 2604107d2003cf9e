from learnhub.kit.errors import NotFound
from learnhub.kit.words import N_


class CourseNotFound(NotFound):
    message = N_("There is no such course. Its address may have changed.")


class LessonNotFound(NotFound):
    message = N_("There is no such lesson. Its address may have changed.")


class ProgrammeNotFound(NotFound):
    message = N_("There is no such programme. Its address may have changed.")


class FileNotPublished(NotFound):
    pass
