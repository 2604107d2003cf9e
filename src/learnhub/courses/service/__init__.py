"""Publishing: what was checked becomes immutable versions, all of it or nothing."""

from learnhub.courses.service.glossary import publish_glossary
from learnhub.courses.service.programmes import PublishedProgrammes, publish_programmes
from learnhub.courses.service.versions import Faces, Published, publish_version

__all__ = [
    "Faces",
    "Published",
    "PublishedProgrammes",
    "publish_glossary",
    "publish_programmes",
    "publish_version",
]
