"""The learner's pages: they show what the rooms below know, and own nothing.

Landing, catalogue, programme, course, lesson   what there is to learn, and what this person has done of it
My learning, household home                     how far a person and a home have come
Menu, help, contact card, settings, privacy     the rest of the site
"""
