"""Addresses and places inside words: evidence, kept as sent. Their digits are no report: /2023/12/18?n=80% says nothing."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

LINK = re.compile(r"(?:https?://|www\.)[^\s，。；、（）《》“”<>\"']+", re.IGNORECASE)
PLACE = re.compile(r"^(?:位置|Place)[:：].*\d\.\d{5}.*\d\.\d{5}.*$", re.MULTILINE)
"""What bot.channels.intake writes for a place on the map (heard.place)."""

FIRST = 0xE000  # of the private characters that stand for what is hidden: no letter, no digit, no sign
MOST = 64
_HIDDEN = re.compile("[\ue000-\ue03f]")
_ATTACHED = re.compile(f"{PLACE.pattern}|{LINK.pattern}", re.IGNORECASE | re.MULTILINE)

T = TypeVar("T")


def links(text: str) -> tuple[str, ...]:
    """In their order, each once. Nobody opens them."""
    return tuple(dict.fromkeys(LINK.findall(text)))


def places(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(PLACE.findall(text)))


def hidden(text: str) -> tuple[str, tuple[str, ...]]:
    """(the text with a private character for each address or place, what they stand for)"""
    held = list(_HIDDEN.findall(text))
    if held:  # hidden already, or characters that mean nothing to anybody
        return text, ()
    found: list[str] = []

    def hide(match: re.Match[str]) -> str:
        if len(found) == MOST:
            return " "
        found.append(match[0])
        return chr(FIRST + len(found) - 1)

    return _ATTACHED.sub(hide, text), tuple(found)


def shown(value: T, originals: tuple[str, ...]) -> T:
    """The same value with every hidden address and place in its texts as it was sent."""
    if not originals:
        return value
    return _shown(value, originals)  # type: ignore[return-value]  # it is of the same type


def _shown(value: object, originals: tuple[str, ...]) -> object:
    if type(value) is str:
        return _HIDDEN.sub(lambda one: originals[ord(one[0]) - FIRST], value)
    if isinstance(value, tuple):
        return tuple(_shown(one, originals) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{one.name: _shown(getattr(value, one.name), originals) for one in fields(value)}
        )
    return value
