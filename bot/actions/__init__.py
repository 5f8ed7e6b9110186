"""Actions of people, one per file. Each reads, decides, and returns the changes of one commit."""
