"""The task_id of a card: the same whenever the message is sent again, and never that of another."""

import hashlib

from bot.domain.calendar import Instant


def task_id(message_id: str, part: int, created_at: Instant) -> str:
    """WeCom takes each once, for ever, and of letters and digits only. Some message ids are natural ones that a new
    database would use again: with the instant they differ."""
    return hashlib.sha256(f"{message_id} {part} {created_at}".encode()).hexdigest()[:40]
