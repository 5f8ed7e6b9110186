"""Readers of the files of plan/: a plan, its people, the ladder, the calendar.

Text in, nouns of the domain out; every mistake of a file at once, each with its line and column.
"""
