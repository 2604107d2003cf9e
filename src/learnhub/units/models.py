from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from learnhub.kit.db import Base

KINDS = ("province", "commune", "neighbourhood", "office")


class Unit(Base):
    """One place or office. A unit without a parent is the top of its tree."""

    __tablename__ = "units"
    __table_args__ = (CheckConstraint("kind in ('province', 'commune', 'neighbourhood', 'office')", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    help_phone: Mapped[str] = mapped_column(String(30), default="")
