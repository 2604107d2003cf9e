"""Content folders: read from the disk, understood as drafts, begun with a starter course."""

from learnhub.studio.content.drafts import CourseDraft, FolderDraft, read_all
from learnhub.studio.content.figures import Figures, figures
from learnhub.studio.content.folders import new_course, read_folder

__all__ = ["CourseDraft", "Figures", "FolderDraft", "figures", "new_course", "read_all", "read_folder"]
