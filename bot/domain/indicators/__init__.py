"""The plan's indicators beside what was read: a series of readings each, how far it has come, and what is missing."""
