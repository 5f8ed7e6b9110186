"""Verbs: one use case a file. They read, decide, then commit once; time is an argument."""
