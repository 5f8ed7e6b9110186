"""The conversation: what a person writes, presses or sends becomes a use case, and its outcome a card."""
