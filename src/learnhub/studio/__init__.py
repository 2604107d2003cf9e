"""Where courses are written and checked before anybody learns from them.

Draft      a course as written, with its banks and tests, or a whole folder; read but not yet published
Fault      what an author has to mend; a warning does not keep a course from being published
Limit      how long a sentence, paragraph, list, message or picture may be
Give-away  what lets a right answer be guessed: its length or its place
Starter    the small course that a new folder begins with
"""
