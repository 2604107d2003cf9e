"""Markdown as trainers may write it, read into a light tree of blocks with their lines.

The only importer of markdown-it-py and nh3. What is not allowed becomes a fault, never silence.
"""

from learnhub.kit.markdown.blocks import (
    TONES,
    Block,
    Document,
    Heading,
    Item,
    Link,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Row,
    Table,
    is_key,
    link_lessons,
    linked_terms,
    plain_text,
    to_html,
)
from learnhub.kit.markdown.inline import HIDDEN
from learnhub.kit.markdown.reading import read_markdown

__all__ = [
    "HIDDEN",
    "TONES",
    "Block",
    "Document",
    "Heading",
    "Item",
    "Link",
    "Listing",
    "Paragraph",
    "Picture",
    "Quote",
    "Row",
    "Table",
    "is_key",
    "link_lessons",
    "linked_terms",
    "plain_text",
    "read_markdown",
    "to_html",
]
