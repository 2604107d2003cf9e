"""Every table of the site: what of a person it holds, why, how long, and what erasing does to it.

A column without personal data stands here too, so that nothing is forgotten: a test compares this with
the tables as they are. To add a table takes one entry; a column is one word in a line.
"""

from collections.abc import Mapping

from learnhub.privacy.rules.of_homes import OF_HOMES
from learnhub.privacy.rules.of_learning import OF_LEARNING
from learnhub.privacy.rules.of_people import OF_PEOPLE
from learnhub.privacy.rules.tables import Table

PERSONAL: Mapping[str, Table] = {**OF_PEOPLE, **OF_HOMES, **OF_LEARNING}

# Tables that hold nothing of any person. What is published, places, and the secret of the first start.
_IMPERSONAL = """
units setup_codes courses course_versions current_versions course_texts lessons lesson_versions
lesson_texts file_blobs version_files glossary_versions glossary_texts glossary_files
programme_versions programmes programme_texts programme_parts programme_files contact_versions
contact_texts contact_files search_entries search_words published_folders items item_versions
item_texts quizzes programme_outcomes wrong_codes
"""
IMPERSONAL = frozenset(_IMPERSONAL.split())
