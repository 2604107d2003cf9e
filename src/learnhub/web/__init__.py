"""HTTP and templates, without any domain: what every room needs to open a door.

Door       a function that answers one method of one address; it declares who may enter
Viewer     what the frame of a page shows of the person in front of it
Prefs      text size, colours and data saving of this phone
Fragment   a part of a page that htmx swaps; the same file is included in the whole page
"""
