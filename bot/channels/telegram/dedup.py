"""Known: has this very update been dealt with? Its number says so, unless the server has begun to count anew.

Telegram itself does so after a week without news; a server of one's own, whenever it is started.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from bot.context.ports import Store

SAME = ("id", "message_id", "date", "edit_date", "text", "caption", "data")


async def numbered(store: Store, channel: str, number: str, raw: Mapping[str, Any]) -> tuple[str, bool]:
    """(the number under which it is kept, whether it is). Another update of the same number has a longer one."""
    kept = await store.one(str, "inbound_raw", channel=channel, update_id=number)
    if kept is None:
        return number, False
    if _same(kept, raw):
        return number, True
    longer = f"{number}.{hashlib.sha256(_essence(raw).encode()).hexdigest()[:12]}"
    return longer, bool(await store.one(int, "inbound_exists", channel=channel, update_id=longer))


def _same(kept: str, raw: Mapping[str, Any]) -> bool:
    """What has been forgotten meanwhile counts as the same: twice would be worse than late."""
    try:
        return _essence(json.loads(kept)) == _essence(raw)
    except (ValueError, AttributeError):
        return True


def _essence(raw: Mapping[str, Any]) -> str:
    """Who said what and when. Other fields may be told differently the second time."""
    body = next((one for name, one in raw.items() if name != "update_id" and isinstance(one, dict)), {})
    sender = body.get("from")
    who = sender.get("id") if isinstance(sender, dict) else None
    return json.dumps([who, *(body.get(name) for name in SAME)])
