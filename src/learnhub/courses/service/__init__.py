"""Publishing: what was checked becomes immutable versions, all of it or nothing."""

from learnhub.courses.service.contacts import publish_contacts
from learnhub.courses.service.files import Beside, digest_of_files
from learnhub.courses.service.glossary import publish_glossary
from learnhub.courses.service.programmes import publish_programmes
from learnhub.courses.service.versions import Faces, Published, publish_version

__all__ = [
    "Beside",
    "Faces",
    "Published",
    "digest_of_files",
    "publish_contacts",
    "publish_glossary",
    "publish_programmes",
    "publish_version",
]
