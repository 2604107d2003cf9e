"""What is stored about people, who may see it, and how it is given out and erased.

Inventory   every column that holds something of a person: why, how long, whether it is copied and erased
Request     somebody asked for a copy, took an agreement back, or asked to be erased; with its clock
Erasure     hidden at once, undone within 30 days by a phone of the home, then done for good
Copy        one file with everything that is stored of the person in front, and nothing of others
"""
