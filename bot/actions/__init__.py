"""What people do, one action a file. Each reads, decides, and returns the changes of one commit."""
