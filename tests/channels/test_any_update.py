"""Whatever a server makes of an update, reading it ends in one of three ways: something said, nothing for us, or
UnreadableUpdate."""

import copy
import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.incoming import UnreadableUpdate
from bot.channels.telegram.updates import BotIdentity, read

ME = BotIdentity(1, "duban_test_bot")
WANG: dict[str, Any] = {"id": 5, "is_bot": False, "first_name": "王", "language_code": "zh-hans"}
PRIVATE: dict[str, Any] = {"id": 5, "type": "private", "first_name": "王"}
FORUM: dict[str, Any] = {"id": -1001, "type": "supergroup", "title": "群", "is_forum": True}
FILE: dict[str, Any] = {"file_id": "f", "file_unique_id": "u", "file_size": 9, "width": 3, "height": 4}
SAID: dict[str, Any] = {"message_id": 3, "date": 9, "from": WANG, "chat": PRIVATE}
MEMBER: dict[str, Any] = {"status": "member", "user": WANG}
UPDATES: tuple[dict[str, Any], ...] = (
    {"update_id": 1, "message": SAID | {"text": "已完成", "reply_to_message": SAID | {"from": {"id": 1}}}},
    {
        "update_id": 2,
        "message": SAID | {"chat": FORUM, "text": "@duban_test_bot /help", "message_thread_id": 7},
    },
    {"update_id": 3, "edited_message": SAID | {"caption": "现场", "photo": [FILE], "media_group_id": "1"}},
    {"update_id": 4, "message": SAID | {"location": {"latitude": 1.5, "longitude": 2.5}}},
    {"update_id": 5, "message": SAID | {"document": FILE | {"file_name": "a.txt"}}},
    {"update_id": 6, "message": SAID | {"chat": FORUM, "migrate_to_chat_id": -1002}},
    {"update_id": 7, "callback_query": {"id": "8", "from": WANG, "message": SAID, "data": "card:1"}},
    {"update_id": 9, "my_chat_member": {"chat": PRIVATE, "from": WANG, "date": 9, "new_chat_member": MEMBER}},
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


def places(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something could be something else."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        yield (*above, key)
        yield from places(below, (*above, key))


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, Any]:
    """An update with one or two of its fields missing or filled with anything."""
    update: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(UPDATES)))
    for _ in range(draw(st.integers(1, 2))):
        *way, last = draw(st.sampled_from(list(places(update)) or [("update_id",)]))
        holder: Any = update
        for key in way:
            holder = holder[key]
        if draw(st.booleans()) or last not in (holder if isinstance(holder, dict) else range(len(holder))):
            holder[last] = draw(ANYTHING)
        else:
            del holder[last]
    return update


@given(spoilt())
def test_any_update_is_read_or_refused(update: dict[str, Any]) -> None:
    before = json.dumps(update)
    try:
        heard = read(update, ME)
    except UnreadableUpdate:
        heard = None
    assert json.dumps(update) == before  # the raw update is what is kept
    for one in fields(heard) if heard else ():
        assert one.type is not str or isinstance(getattr(heard, one.name), str)


def test_each_of_these_updates_says_something() -> None:
    assert all(read(update, ME) for update in UPDATES)
