"""The floor everything stands on: database, time, ids, errors, events, words. No HTTP, no domain.

Refusal   a rule says no; its kind decides the answer's status, its words are for the person
Fault     something an author has to mend in a file
Bus       who hears what follows from an event, in the same transaction
Message   words whose language is not known yet
"""
