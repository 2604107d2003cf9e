"""Publishing: what was checked becomes immutable versions, all of it or nothing."""

from learnhub.courses.service.glossary import publish_glossary
from learnhub.courses.service.versions import Faces, Published, publish_version

__all__ = ["Faces", "Published", "publish_glossary", "publish_version"]
