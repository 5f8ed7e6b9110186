"""Duban (督办): carries a government task plan to its end, in the chat people already use."""
