"""Content folders: read from the disk, understood as drafts, begun with a starter course."""

from learnhub.studio.content.drafts import CourseDraft, read_all
from learnhub.studio.content.figures import Figures, figures
from learnhub.studio.content.folders import new_course, read_folder

__all__ = ["CourseDraft", "Figures", "figures", "new_course", "read_all", "read_folder"]
