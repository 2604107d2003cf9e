"""Courses as they are published: immutable versions with ready HTML in every language.

Course     what people know by its key, in one current version
Version    everything that was published at one moment; it never changes
Lesson     finished by its id, whatever happens to its words and its place
Section    a part of a lesson with an id of its own
Programme  lessons of several courses, put together for one audience
Contact    a number or address to keep, with the day on which it was checked
Outline    the lessons of a version in order, in one language
"""
