"""The review of a draft beside its document: what the page shows, and what a person's answers write into the file."""
