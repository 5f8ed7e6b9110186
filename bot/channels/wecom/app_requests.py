"""What the app asks of WeCom to send a part of a message: the very same whenever it is asked.

WeCom delivers an identical request once within an interval of at most four hours, and a card of one task_id once for
ever (developer.work.weixin.qq.com 90236). So a repetition needs no mark, as long as the interval lasts. Two messages
that happen to have the same words differ in their interval.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.context.ports import Outgoing
from bot.domain.calendar import SECOND, Instant

LONGEST = 4 * 3600  # seconds for which WeCom recognises a repetition at most
SPREAD = 600  # by how much shorter the interval of a message may be

_TASK = re.compile(r"[0-9a-f]{32}@(\d{1,3})")


@dataclass(frozen=True, slots=True)
class PartNames:
    """The names of one part of a message."""

    task_id: str
    interval: int  # seconds

    def recognised(self, message: Outgoing, now: Instant) -> bool:
        """Whether WeCom still knows the request where it has arrived; a card it knows for ever."""
        return message.doubted_at is None or now < message.doubted_at + self.interval * SECOND


def names_of(plan_id: str, message: Outgoing, n: int) -> PartNames:
    """Of part `n`. A database that was set up anew writes other messages under the same ids, at another time."""
    told = f"{plan_id}\n{message.message_id}\n{message.created_at}"
    digest = hashlib.sha256(told.encode()).hexdigest()
    return PartNames(f"{digest[:32]}@{n}", LONGEST - int(digest[32:40], 16) % SPREAD)


def part_of(number: str) -> int | None:
    """Which part of its message a card is; None for the number of what is no card."""
    found = _TASK.fullmatch(number)
    return int(found[1]) if found else None


def request(
    agent: int, userid: str, names: PartNames, kind: str, content: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "touser": userid,
        "msgtype": kind,
        "agentid": agent,
        kind: dict(content),
        "enable_duplicate_check": 1,
        "duplicate_check_interval": names.interval,
    }
