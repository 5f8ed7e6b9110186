"""The part "wecom-switches" of `make chaos`: what is not known of WeCom, turned one by one and all together."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from tests.chaos.rows import RESULTS
from tests.chaos.wecom_bot_story import told_by_bot
from tests.chaos.wecom_story import Verdict, told_with
from tests.peers.wecom.switches import Switches, every_turn
from tests.results import renew

TITLE = "make chaos, WeCom's switches"
INTRO = """A fortnight in a town on WeCom's app, with answers that are lost and a database that is away, and in one on
its bot, with a connection that is closed, forgotten and stolen: told once for each way the stand-in's switches can
stand. Holds: every message accepted and shown once, none marked, every pressed card final, every callback dealt with
once, no complaint of the platform's.
"""
APP = (
    "expired_code", "escapes", "omit_empty", "markdown_too_long", "duplicates_first", "duplicate_answer",
    "raw_plus", "duplicate", "shuffle", "late", "cdata_split",
)  # fmt: skip

BOT = (
    "kick", "silent_close", "one_reply", "stream_minutes", "stream_in_group", "task_id_code", "rate_code",
    "group_push", "image_bytes", "chunk_crowd", "keep_unheard", "file_name",
)  # fmt: skip
STORIES: dict[str, tuple[tuple[str, ...], Callable[[Switches, str], Awaitable[Verdict]]]] = {
    "app": (APP, told_with),
    "bot": (BOT, told_by_bot),
}


def turns(names: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    """None, each one, all of them."""
    single = {name: value for name, value in every_turn() if name in names}
    yield "none turned", {}
    yield from ((f"{name} {value}", {name: value}) for name, value in every_turn() if name in names)
    yield "all turned", single


async def verdicts() -> list[Verdict]:
    found = []
    for transport, (names, tell) in STORIES.items():
        for name, values in turns(names):
            found.append(await tell(Switches().turned(**values), f"{transport}: {name}"))
            print(found[-1].switches, "ok" if found[-1].holds else found[-1].found, file=sys.stderr)
    return found


def table(found: list[Verdict]) -> str:
    rows = [("switch", "messages", "callbacks", ""), ("-" * 32, "-" * 8, "-" * 9, "-" * 6)]
    rows += [(v.switches, str(v.messages), str(v.callbacks), "ok" if v.holds else "BROKEN") for v in found]
    return "\n".join(f"| {a:<32} | {b:>8} | {c:>9} | {d:<6} |" for a, b, c, d in rows)


def over_the_switches(note: str) -> bool:
    """True where the town noticed nothing."""
    logging.disable(logging.ERROR)  # a database that is away is told of at length
    found = asyncio.run(verdicts())
    told = table(found)
    print(told)
    renew(RESULTS, TITLE, note, f"{INTRO}\n{told}")
    return all(one.holds for one in found)
