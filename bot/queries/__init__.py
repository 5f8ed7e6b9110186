"""Read-only queries: summary, inbox, items, history, and the state at an earlier instant."""
