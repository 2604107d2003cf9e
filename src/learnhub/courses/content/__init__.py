"""Courses and what stands beside them, as trainers write it: files in, plain records and faults out."""

from learnhub.courses.content.contacts import CONTACT_FILES, read_contact_card
from learnhub.courses.content.course import read_course
from learnhub.courses.content.facts import Facts
from learnhub.courses.content.files import NOTES, read_text
from learnhub.courses.content.glossary import check_links, read_glossary
from learnhub.courses.content.outline import Part, read_outline, refuse_blocks
from learnhub.courses.content.parity import compare_ids
from learnhub.courses.content.programmes import PROGRAMME_FILES, read_programmes
from learnhub.courses.content.records import (
    DO_IT,
    LOUDSPEAKER,
    MESSAGE_CARD,
    REMEMBER,
    AudioTrack,
    CalloutBlock,
    CardText,
    CheckBlock,
    Contact,
    ContactCard,
    ContactText,
    CourseSource,
    CourseText,
    Glossary,
    LessonSource,
    LessonText,
    PictureBlock,
    ProgrammePart,
    ProgrammeSource,
    ProgrammeText,
    Section,
    SectionBlock,
    Term,
    TextBlock,
)

__all__ = [
    "CONTACT_FILES",
    "DO_IT",
    "LOUDSPEAKER",
    "MESSAGE_CARD",
    "NOTES",
    "PROGRAMME_FILES",
    "REMEMBER",
    "AudioTrack",
    "CalloutBlock",
    "CardText",
    "CheckBlock",
    "Contact",
    "ContactCard",
    "ContactText",
    "CourseSource",
    "CourseText",
    "Facts",
    "Glossary",
    "LessonSource",
    "LessonText",
    "Part",
    "PictureBlock",
    "ProgrammePart",
    "ProgrammeSource",
    "ProgrammeText",
    "Section",
    "SectionBlock",
    "Term",
    "TextBlock",
    "check_links",
    "compare_ids",
    "read_contact_card",
    "read_course",
    "read_glossary",
    "read_outline",
    "read_programmes",
    "read_text",
    "refuse_blocks",
]
