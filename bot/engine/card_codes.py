"""Codes by which a platform changes a card that it has shown: each works once, and for a while only."""

from collections.abc import Iterable

from bot.context.ports import Change, Store
from bot.domain.calendar import HOUR, Instant

LASTS = 72 * HOUR


def keep_codes(channel: str, codes: Iterable[tuple[str, str]], now: Instant) -> list[Change]:
    """(the platform's id of the card, its code) each; those that have lapsed go."""
    kept = [
        Change("keep_card_code", {"channel": channel, "card": card, "code": code, "now": now}, rows=None)
        for card, code in codes
    ]
    lapsed = Change("drop_card_codes", {"channel": channel, "lapsed": now - LASTS}, rows=None)
    return [*kept, lapsed] if kept else []


async def unused_code(store: Store, channel: str, card: str, now: Instant) -> str:
    """The newest one for the card; "" where there is none."""
    where = {"channel": channel, "card": card, "since": now - LASTS}
    return await store.one(str, "card_code", **where) or ""


def used_code(channel: str, code: str, now: Instant) -> Change:
    return Change("use_card_code", {"channel": channel, "code": code, "now": now}, rows=None)
