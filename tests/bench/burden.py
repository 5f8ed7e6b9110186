"""How many messages a person gets a week, with people who never answer, some who do, and nearly all who do.

Counted is what the bot begins; an answer to somebody's own words is not, nor what somebody sent by hand: those go at
once, and stand in a column of their own. The weeks are all of the plan's, those without a message included.
"""

import asyncio
import json
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.bench.table import Line
from tests.bench.whole import command

UNTIL = "2026-01-31"  # the last quarter's returns are chased
MOST = {"none": 1.4, "mixed": 1.0, "good": 1.0}  # messages a week that any liaison gets on average: issue 10
AT_ONCE = frozenset({"outcome", "ticket", "emergency"})  # stand beside the day's message
LIAISON = "liaison"
HEADS = ("replies", "role", "people", "mean", "longest", "who", "most in a week", "at once, mean")

Message = Mapping[str, Any]  # of `simulate --json`


@dataclass(frozen=True)
class Burden:
    """Of those with that role who are written to."""

    role: str
    people: int
    mean: float  # messages a person a week
    longest: float  # a week, of the one who gets most in all
    who: str
    peak: int  # the most that anybody got in one week
    day: int  # the most of the day's messages that anybody got on one day
    at_once: float  # messages a person a week that stand beside those


def burdens(played: Mapping[str, Any]) -> list[Burden]:
    """Liaisons first. `played`: the document of `simulate --json`."""
    weeks = ((date.fromisoformat(played["to"]) - date.fromisoformat(played["from"])).days + 1) / 7
    found: dict[str, dict[str, list[Message]]] = defaultdict(lambda: defaultdict(list))
    for message in played["messages"]:
        found[message["to"]["role"]][message["to"]["person"]].append(message)
    return [_of(role, found[role], weeks) for role in sorted(found, key=lambda role: (role != LIAISON, role))]


def _of(role: str, people: Mapping[str, Sequence[Message]], weeks: float) -> Burden:
    begun = {person: [m for m in one if m["kind"] not in AT_ONCE] for person, one in people.items()}
    who = max(sorted(begun), key=lambda person: len(begun[person]))
    mean, every = (sum(map(len, one.values())) / len(people) / weeks for one in (begun, people))
    peak = max(_most(date.fromisoformat(_day(m)).isocalendar()[:2] for m in one) for one in begun.values())
    day = max(_most(_day(m) for m in one) for one in begun.values())
    return Burden(role, len(people), mean, len(begun[who]) / weeks, who, peak, day, every - mean)


def _day(message: Message) -> str:
    return str(message["at"])[:10]


def _most(of: Iterable[object]) -> int:
    return max(Counter(of).values(), default=0)


async def burden() -> tuple[list[Line], str]:
    """The lines that have a bound, and the table of all roles."""
    lines, rows = [], []
    for replies, most in MOST.items():
        found = burdens(await asyncio.to_thread(_played, replies))
        rows += [_cells(replies, one) for one in found]
        lines += bounds(replies, most, found)
    return lines, _table([HEADS, *rows])


def bounds(replies: str, most: float, found: Sequence[Burden]) -> list[Line]:
    longest = max(one.longest for one in found if one.role == LIAISON)
    of_day = max(one.day for one in found)
    return [
        Line(f"replies {replies}: messages a week, the liaison with most", "", most=most, ours=[longest]),
        Line(f"replies {replies}: the day's messages to one person", "", most=1, ours=[of_day]),
    ]


def _played(replies: str) -> dict[str, Any]:
    played = subprocess.run(command(UNTIL, replies), stdout=subprocess.PIPE, check=True)
    return dict(json.loads(played.stdout))


def _cells(replies: str, one: Burden) -> tuple[str, ...]:
    return (
        replies, one.role, str(one.people), f"{one.mean:.2f}", f"{one.longest:.2f}", one.who, str(one.peak),
        f"{one.at_once:.2f}",
    )  # fmt: skip


def _table(rows: Sequence[Sequence[str]]) -> str:
    ruled = [rows[0], ["-"] * len(HEADS), *rows[1:]]
    widths = [max(len(row[column]) for row in ruled) for column in range(len(HEADS))]
    return "\n".join("| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in ruled)
