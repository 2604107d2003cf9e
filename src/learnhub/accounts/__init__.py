"""People, how they sign in, and who may enter where.

Person     a human, with or without a way to sign in
Account    a login name and a password of one person
Position   a person's role in a unit, with dates
Consent    a yes to one purpose, with the version of the sentence that was read
Lock       three pictures or a number that a member may put before their own tile
Guest      what a phone keeps while nobody is named, until somebody claims it
Session    one phone or browser: the home it belongs to and the person in front of it
"""
