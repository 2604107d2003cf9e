"""Asking and grading: what a lesson asks, what a test draws, and what somebody answered.

Question   one thing that is asked, the same in all languages of its course
Bank       the questions of a lesson, for tests and for practice
Check      a check-yourself question inside a lesson, tried without limit and never scored
Test       a draw from the banks with a pass mark for each audience
Attempt    one person's one sitting
"""
