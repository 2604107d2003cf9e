"""The tree of places and offices: who a phone number of help, a duty and a report belong to.

Unit     a node: province, commune or ward, neighbourhood, office
Code     its short ASCII name, used on the command line
"""
