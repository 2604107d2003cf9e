from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from learnhub.kit.db import Base

# Rows of these tables are published: the database refuses to change or delete them.
PUBLISHED = ("published_folders",)


class PublishedFolder(Base):
    """A content folder as it was published at one moment; the newest row tells what the site was made of.

    `parts` are pairs of a key and a version's number, in the order of publishing.
    """

    __tablename__ = "published_folders"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    parts: Mapped[list[Any]]
    published_at: Mapped[datetime]
