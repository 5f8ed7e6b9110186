"""Wishes for a slip in words: 8的督办单, 给市农业农村局出一份第8项督办单, 发个督办单."""

import re
from dataclasses import dataclass

from bot.domain.language.ledger_wish import ASK, GIVE

LONGEST = 200  # with the demand behind it
_WISH = re.compile(
    rf"(?P<ask>{ASK})?(?:给|对|向|把)?(?P<of>[^，。；;,：:]{{0,24}}?)的?(?P<make>(?:出|发|下|开|拟|起草)(?:一?[份个张])?)?"
    rf"(?:红色|黄色|蓝色|红|黄|蓝)?督[办查]单(?P<give>{GIVE})?(?:吧)?[。！!]?(?:[，,：:\s]\s*(?P<demand>.+))?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class SlipWish:
    """`of`: the item or the unit as written, "" where the words only want one."""

    of: str
    demand: str


def slip_wish(text: str) -> SlipWish | None:
    """None where the words want no slip: 收到督办单, 已按督办单整改."""
    written = text.strip()
    found = _WISH.fullmatch(written) if len(written) <= LONGEST else None
    if found is None:
        return None
    of = found["of"].strip()
    if not of and not (found["ask"] or found["make"] or found["give"]):
        return None
    return SlipWish(of, (found["demand"] or "").strip())
