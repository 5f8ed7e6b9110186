"""Rows: named SQL over SQLite or PostgreSQL, one writer, explicit transactions, numbered migrations."""
