"""What a home reached: outcomes of programmes, questions answered, goals, lessons told of, certificates.

Additive: safe while the site is running. What an older program writes meanwhile of the questions answered
rightly is added by `learnhub progress rebuild`."""

import sqlalchemy as sa
from alembic import op
from published import protect
from sqlalchemy.dialects.postgresql import JSONB

revision = "0014"
down_revision = "0013"

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _add_outcomes()
    _add_lesson_checks()
    _add_shared_lessons()
    op.add_column("households", sa.Column("invitation_closed_at", MOMENT, nullable=True))
    for name in ("shows_lessons", "shows_certificates"):
        op.add_column("memberships", sa.Column(name, sa.Boolean(), server_default=sa.true(), nullable=False))
    op.create_table(
        "household_goals",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("lessons", sa.Integer(), nullable=False),
        sa.CheckConstraint("lessons > 0", name=op.f("ck_household_goals_lessons")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_household_goals_household_id")
        ),
        sa.PrimaryKeyConstraint("household_id", name=op.f("pk_household_goals")),
    )
    _add_certificates()
    protect("programme_outcomes", "household_certificates", "household_revocations")


def downgrade() -> None:
    for table in ("household_revocations", "household_certificates", "household_goals"):
        op.drop_table(table)
    op.drop_column("memberships", "shows_certificates")
    op.drop_column("memberships", "shows_lessons")
    op.drop_column("households", "invitation_closed_at")
    for table in ("shared_lessons", "lesson_checks", "programme_outcomes"):
        op.drop_table(table)


def _add_outcomes() -> None:
    op.create_table(
        "programme_outcomes",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("who", sa.String(length=20), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("lessons", JSON, nullable=False),
        sa.Column("texts", JSON, nullable=False),
        sa.CheckConstraint("who in ('someone', 'every-adult')", name=op.f("ck_programme_outcomes_who")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_programme_outcomes_course_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_programme_outcomes_programme_id")
        ),
        sa.PrimaryKeyConstraint("programme_id", "position", name=op.f("pk_programme_outcomes")),
        sa.UniqueConstraint("programme_id", "key", name=op.f("uq_programme_outcomes_programme_id_key")),
    )


def _add_lesson_checks() -> None:
    op.create_table(
        "lesson_checks",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("check_key", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lessons.id"], name=op.f("fk_lesson_checks_lesson_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_lesson_checks_person_id")),
        sa.PrimaryKeyConstraint("person_id", "lesson_id", "check_key", name=op.f("pk_lesson_checks")),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    key, is_right = (
        ("json_extract(detail, '$.check')", "json_extract(detail, '$.is_right')")
        if is_sqlite
        else ("detail->>'check'", "(detail->>'is_right')::boolean")
    )
    op.execute(
        "INSERT INTO lesson_checks (person_id, lesson_id, check_key) "
        f"SELECT DISTINCT person_id, lesson_id, {key} FROM learning_events "
        f"WHERE kind = 'check_answered' AND {is_right}"
    )


def _add_shared_lessons() -> None:
    op.create_table(
        "shared_lessons",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("told_by", sa.Integer(), nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.Column("was_there", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_shared_lessons_course_id")),
        sa.ForeignKeyConstraint(["lesson_id"], ["lessons.id"], name=op.f("fk_shared_lessons_lesson_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_shared_lessons_person_id")),
        sa.ForeignKeyConstraint(["told_by"], ["people.id"], name=op.f("fk_shared_lessons_told_by")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["course_versions.id"], name=op.f("fk_shared_lessons_version_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_shared_lessons")),
    )


def _add_certificates() -> None:
    op.create_table(
        "household_certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_household_certificates_household_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_household_certificates_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_certificates")),
        sa.UniqueConstraint("code", name=op.f("uq_household_certificates_code")),
        sa.UniqueConstraint(
            "household_id", "programme_id", name=op.f("uq_household_certificates_household_id_programme_id")
        ),
        sa.UniqueConstraint("token", name=op.f("uq_household_certificates_token")),
    )
    op.create_table(
        "household_revocations",
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"],
            ["household_certificates.id"],
            name=op.f("fk_household_revocations_certificate_id"),
        ),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_household_revocations")),
    )
