"""Adapters to the places people chat in."""
