"""What people look at: summary, inbox, history. Queries change nothing."""
