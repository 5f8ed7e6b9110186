"""Whether two tickets are about the same place, and the how many-th there it is."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.calendar import DAY
from bot.domain.tickets.ticket import Ticket
from bot.domain.tickets.ticket_times import whole_minute

_NEARBY = re.compile(r"(?:附近|周边|旁边|一带|路段|沿线|旁|处|内)+$")
_CROSSING = re.compile(
    r"(?:的)?(?:十字路口|交叉路口|丁字路口|交叉口|交汇处|交汇口|交会处|路口|口|交叉|交汇)$"
)
_AND = re.compile(r"与|和|及|跟|同|/|、|&|-|—|~|×|x(?=[^a-z0-9])")
_SIGNS = re.compile(r"[\s,，.。;；:：!！?？()（）\[\]【】\"“”'‘’·]+")


def place_key(place: str, unit: str = "") -> str:
    """The same for the same place, however it was typed: width, blanks, 与 or 和, 附近, the order of two roads at a
    crossing, and the county's own name before it make no difference."""
    text = unicodedata.normalize("NFKC", place).lower()
    text = _SIGNS.sub("", text)
    for name in filter(None, (unit, unit[:-1] if len(unit) > 2 else "")):
        text = text.removeprefix(name) or text
    text = _NEARBY.sub("", text) or text
    crossing = _CROSSING.sub("", text)
    parts = [part for part in _AND.split(crossing) if part]
    if len(parts) == 2 and (crossing != text or all(part[-1] in "路街道线巷" for part in parts)):
        return "×".join(sorted(parts))
    return "与".join(part for part in _AND.split(text) if part) or text


@dataclass(frozen=True, slots=True)
class Repeat:
    """`nth`: among the tickets at its place within the days, itself included. `same_place`: the others."""

    nth: int
    same_place: tuple[str, ...]
    proposes_talk: bool


def repeat_of(ticket: Ticket, all_: Sequence[Ticket]) -> Repeat:
    """Exactly so many days to the minute still counts."""
    issued = whole_minute(ticket.issued_at)
    first = issued - ticket.terms.repeat_days * DAY
    before = [
        one
        for one in all_
        if one.number < ticket.number
        and one.counts
        and first <= whole_minute(one.issued_at) <= issued
        and same_place(one, ticket)
    ]
    nth = len(before) + 1
    proposes = ticket.counts and nth >= ticket.terms.repeat_times
    return Repeat(nth, tuple(one.name for one in sorted(before, key=lambda one: one.number)), proposes)


def same_place(one: Ticket, other: Ticket) -> bool:
    if one.subject.unit != other.subject.unit:
        return False
    keys = (place_key(ticket.subject.place, ticket.subject.unit) for ticket in (one, other))
    return len(set(keys)) == 1
