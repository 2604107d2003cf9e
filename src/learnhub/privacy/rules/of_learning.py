"""What is kept of learning, tests and certificates."""

from collections.abc import Mapping

from learnhub.privacy.rules.tables import COUNTS, FOREVER, Columns, Table

OF_LEARNING: Mapping[str, Table] = {
    "learning_events": Table(
        "what was learned, as it happened",
        FOREVER,
        "learning",
        (
            Columns("learning", "blanked", "detail"),
            Columns("learning", "kept", "kind course_id version_id lesson_id occurred_at received_at"),
            Columns("technical", "kept", "person_id id", is_copied=False),
        ),
        owner="person_id",
        kept_because="that a lesson was finished at a moment proves the home's count; answers and tests go",
    ),
    "enrolments": Table(
        "in which version of a course somebody is taught",
        FOREVER,
        "learning",
        (
            Columns("learning", "deleted", "course_id version_id started_at"),
            Columns("technical", "deleted", "person_id", is_copied=False),
        ),
        owner="person_id",
    ),
    "lesson_completions": Table(
        "which lessons are finished",
        FOREVER,
        "learning",
        (
            Columns("learning", "kept", "course_id version_id lesson_id finished_at is_together"),
            Columns("technical", "kept", "person_id", is_copied=False),
        ),
        owner="person_id",
        kept_because=COUNTS,
    ),
    "lesson_checks": Table(
        "which questions of lessons were answered rightly once",
        FOREVER,
        "learning",
        (
            Columns("learning", "deleted", "lesson_id check_key"),
            Columns("technical", "deleted", "person_id", is_copied=False),
        ),
        owner="person_id",
    ),
    "shared_lessons": Table(
        "lessons that somebody else said were learned together",
        FOREVER,
        "learning",
        (
            Columns("learning", "deleted", "course_id version_id lesson_id told_at was_there"),
            Columns("technical", "deleted", "person_id id told_by", is_copied=False),
        ),
        owner="person_id",
    ),
    "course_completions": Table(
        "which courses are completed, and by which rule",
        FOREVER,
        "learning",
        (
            Columns("learning", "deleted", "course_id version_id rule completed_at"),
            Columns("technical", "deleted", "id person_id", is_copied=False),
        ),
        owner="person_id",
    ),
    "course_progress": Table(
        "how far somebody is in a course",
        FOREVER,
        "learning",
        (
            Columns("learning", "kept", "course_id finished_lessons last_lesson_id last_at"),
            Columns("learning", "blanked", "test_passed_at completed_at"),
            Columns("technical", "kept", "person_id", is_copied=False),
        ),
        owner="person_id",
        kept_because=COUNTS,
    ),
    "member_progress": Table(
        "how far somebody is in all courses",
        FOREVER,
        "learning",
        (
            Columns("learning", "kept", "finished_lessons last_at"),
            Columns("learning", "blanked", "completed_courses"),
            Columns("technical", "kept", "person_id", is_copied=False),
        ),
        owner="person_id",
        kept_because=COUNTS,
    ),
    "attempts": Table(
        "tests and practice that somebody sat",
        FOREVER,
        "tests",
        (
            Columns("learning", "deleted", "id course_id version_id quiz_key kind audience rules"),
            Columns("learning", "deleted", "started_at submitted_at receipt"),
            Columns("technical", "deleted", "person_id quiz_id seed", is_copied=False),
        ),
        owner="person_id",
    ),
    "attempt_questions": Table(
        "what was asked",
        FOREVER,
        "tests",
        (Columns("learning", "deleted", "attempt_id number item_version_id option_order is_must_pass"),),
        owner="attempt_id attempts",
    ),
    "responses": Table(
        "what was answered",
        FOREVER,
        "tests",
        (
            Columns("learning", "deleted", "attempt_id number sequence answer saved_at"),
            Columns("technical", "deleted", "id", is_copied=False),
        ),
        owner="attempt_id attempts",
    ),
    "scores": Table(
        "how a test was graded",
        FOREVER,
        "tests",
        (
            Columns("learning", "deleted", "attempt_id right_count total percent is_passed"),
            Columns("learning", "deleted", "reason graded_at"),
            # Which answers were right is shown by the review policy of the test, and nowhere else (Q6).
            Columns("learning", "deleted", "marks", is_copied=False),
            Columns("technical", "deleted", "id", is_copied=False),
        ),
        owner="attempt_id attempts",
    ),
    "certificates": Table(
        "so that a stranger can check what was printed",
        "for good",
        "certificates",
        (
            Columns("name", "kept", "code token course_id version_id facts issued_at"),
            Columns("technical", "kept", "id person_id", is_copied=False),
        ),
        owner="person_id",
        kept_because="what was issued stays true and can be checked by whoever holds the paper",
    ),
    "revocations": Table(
        "which certificates are withdrawn",
        "for good",
        "certificates",
        (
            Columns("technical", "kept", "reason revoked_at"),
            Columns("technical", "kept", "certificate_id", is_copied=False),
        ),
        owner="certificate_id certificates",
        kept_because="a withdrawn certificate must stay withdrawn",
    ),
}
