"""Certificates: signed-off facts on paper that a stranger can check.

Certificate   an immutable snapshot: whose, which course and version, when, by whom
Code          12 letters and a check letter, printed, to be typed
Token         what the QR code and the link carry
Revocation    the only way a certificate ends

A home that covered a programme has a certificate of its own, checked and ended in the same way.
"""
