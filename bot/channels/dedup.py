"""Has this very update been dealt with? Its number says so, unless the platform has begun to count anew.

Telegram does so after a week without updates; a Bot API server of one's own, whenever it is restarted.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from bot.context.ports import Store

Essence = Callable[[Mapping[str, Any]], str]
"""Author, content and time of an update: equal when it is delivered twice."""


async def numbered(
    store: Store, channel: str, number: str, raw: Mapping[str, Any], essence: Essence
) -> tuple[str, bool]:
    """Returns (inbox key, already processed?). Another update of the same number has a longer key."""
    kept = await store.one(str, "inbound_raw", channel=channel, update_id=number)
    if kept is None:
        return number, False
    if _same(kept, raw, essence):
        return number, True
    longer = f"{number}.{hashlib.sha256(essence(raw).encode()).hexdigest()[:12]}"
    return longer, bool(await store.one(int, "inbound_exists", channel=channel, update_id=longer))


def _same(kept: str, raw: Mapping[str, Any], essence: Essence) -> bool:
    """An update whose words were forgotten meanwhile counts as the same: to record twice would be worse than late."""
    try:
        return essence(json.loads(kept)) == essence(raw)
    except (ValueError, AttributeError):
        return True
