"""Homes: one home is one learning address, on one shared phone.

Household    a home in a unit, with a nickname
Membership   a person in a home, from a moment until a moment; at most one open one a person
Guardian     the adult of a home who cares for a child, and agreed for them
Moving code  brings a member, or a whole home, to the home in which it is typed
Chooser      the page on which the phone asks who is learning
Card         what opens a home to a phone, or a person on one, by its QR code
Join request a phone that typed a home's code and waits for a yes
"""
