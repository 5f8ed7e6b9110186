"""Filled in: what the library insists on and we do not need, wherever a lesser server leaves it out."""

from typing import Any

MESSAGES = ("message", "edited_message", "my_chat_member", "reply_to_message", "pinned_message")
USERS = ("from", "user", "new_chat_members", "left_chat_member")
CHATS = ("chat", "sender_chat")
# what the library would read, and we do not
UNREAD = ("entities", "caption_entities", "reply_markup", "edit_date")
NOWHERE = 0  # the number of a message that has none
FILE = {"file_unique_id": "-", "width": 0, "height": 0, "duration": 0}


def filled(name: str, value: Any) -> Any:
    """The value of the field `name`, and all below it. What makes no sense is left to the library to refuse."""
    if isinstance(value, list):
        return [filled(name, one) for one in value]
    if not isinstance(value, dict):
        return value
    held = {inner: filled(inner, one) for inner, one in value.items() if inner not in UNREAD}
    if name in USERS:
        return {"is_bot": False, "first_name": "", **held}
    if name in CHATS:
        kind = "group" if str(held.get("id", "")).startswith("-") else "private"
        return {"type": kind, **held}
    if name in MESSAGES and not _is_moment(held.get("date")):
        held["date"] = 1  # we read no dates; the library makes of 0 a message that is lost
    if name == "callback_query":
        nowhere = {"message": {"message_id": NOWHERE, "date": 1, "chat": _private(held.get("from"))}}
        return {"chat_instance": "", **({} if "inline_message_id" in held else nowhere), **held}
    if name == "message":
        held.setdefault("message_id", NOWHERE)
    if name == "my_chat_member" and "new_chat_member" in held:
        return {"old_chat_member": held["new_chat_member"], **held}
    return {**FILE, **held} if "file_id" in held else held


def _private(user: Any) -> Any:
    """The chat with a person has the person's number."""
    return {"type": "private", "id": user.get("id")} if isinstance(user, dict) else None


def _is_moment(seconds: Any) -> bool:
    """Some servers count in milliseconds, which is a year that the library cannot name."""
    return isinstance(seconds, int) and 0 <= seconds < 2**35
