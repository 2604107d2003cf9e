"""What each person has learned: facts appended, decisions made once, summaries kept beside them.

Learning event      an immutable fact with an id that a phone may make: finished, answered
Enrolment           a person in a course, taught in one version; a visit moves it to the newest
Lesson completion   a lesson finished, by its id, once
Course completion   decided once under the rule in force; later lessons never undo it
Summary             counts per course, member and home, kept with the facts, mended by a command
"""
