"""What a message looks like. Every function here turns facts into a Card, in one language."""
