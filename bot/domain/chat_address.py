"""The address of a chat, as a platform writes it."""

import re

_TOPIC = re.compile(r"(-[0-9]+)/[0-9]+")  # Telegram's: of a forum's topic, behind the number of the group


def without_topic(address: str) -> str:
    """The group of a topic: its members, limits and message numbers are the group's. Any other slash belongs to the
    address (WeCom: corp/userid)."""
    found = _TOPIC.fullmatch(address)
    return found[1] if found else address
