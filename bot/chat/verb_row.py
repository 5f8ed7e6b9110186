"""A row of the table of verbs: see verbs_of_*.py."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from bot.chat.turn import Answer
from bot.domain.permissions import Action

Handler = Callable[..., Awaitable[Answer]]


class VerbRow(NamedTuple):
    """What a button does, and the action that it asks for, as tests/chat/test_permissions.py tries it."""

    handler: Handler
    right: Action | None  # None: anybody's own
