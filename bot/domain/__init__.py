"""Nouns and rules. Plain dataclasses and tables: no I/O, no clock, nothing but the standard library."""
