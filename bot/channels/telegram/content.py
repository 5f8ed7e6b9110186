"""The content of a message that python-telegram-bot need not read: its fields by name, and text inside unknown kinds.

The library refuses a poll that lacks a field and does not know what newer servers send (rich messages of Bot API
10.1). So only the fields that we read are handed to it; of the others the text is taken out, or the author is told.
"""

from collections.abc import Iterator, Mapping
from typing import Any

READ = {  # handed to the library
    "message_id", "message_thread_id", "is_topic_message", "from", "sender_chat", "date", "chat", "media_group_id",
    "text", "caption", "reply_to_message", "new_chat_members", "migrate_to_chat_id", "migrate_from_chat_id",
    "photo", "voice", "video_note", "video", "audio", "animation", "document", "location", "venue",
}  # fmt: skip
COURTESY = {"sticker"}
FLATTENED = {"rich_message", "checklist"}
ABOUT = {  # says something of the message, and is no content
    "edit_date", "entities", "caption_entities", "quote", "forward_origin", "forward_from", "forward_from_chat",
    "forward_from_message_id", "forward_signature", "forward_sender_name", "forward_date", "is_automatic_forward",
    "external_reply", "reply_to_story", "reply_to_checklist_task_id", "reply_to_poll_option_id", "via_bot",
    "has_protected_content", "is_from_offline", "is_paid_post", "author_signature", "paid_star_count",
    "link_preview_options", "suggested_post_info", "effect_id", "show_caption_above_media", "has_media_spoiler",
    "reply_markup", "sender_boost_count", "sender_business_bot", "sender_tag", "business_connection_id",
    "direct_messages_topic",
}  # fmt: skip
SERVICE = (  # beginnings of fields that the platform writes, not a person
    "new_chat_", "left_chat_", "delete_chat_", "group_chat_", "supergroup_chat_", "channel_chat_", "migrate_",
    "message_auto_delete_", "pinned_message", "successful_payment", "refunded_payment", "users_shared", "chat_shared",
    "user_shared", "connected_website", "write_access_allowed", "passport_data", "proximity_alert_", "boost_added",
    "chat_background_", "checklist_tasks_", "direct_message_price_", "paid_message_price_", "forum_topic_",
    "general_forum_topic_", "giveaway", "video_chat_", "voice_chat_", "web_app_data", "gift", "unique_gift",
    "suggested_post_", "chat_owner_", "managed_bot_",
)  # fmt: skip
WORDS = ("text", "title", "caption", "question", "label", "name", "html", "markdown")


def readable_part(message: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that the library is given."""
    return {name: value for name, value in message.items() if name in READ}


def flattened(message: Mapping[str, Any]) -> str:
    """The words inside rich messages and checklists, a line each block."""
    return "\n".join(line for name in sorted(FLATTENED & message.keys()) for line in _lines(message[name]))


def has_other_content(message: Mapping[str, Any]) -> bool:
    """A person sent something that cannot be recorded as text or file: a poll, a contact, a kind yet unknown."""
    known = READ | ABOUT | FLATTENED | COURTESY
    unknown = {name for name in message if name not in known and not name.startswith(SERVICE)}
    return bool(unknown)


def links(message: Mapping[str, Any]) -> list[str]:
    """The addresses behind words, in their order. An address that is itself in the text is not repeated."""
    found = [*_listed(message.get("entities")), *_listed(message.get("caption_entities"))]
    addresses = [one.get("url") for one in found if isinstance(one, dict) and one.get("type") == "text_link"]
    return list(dict.fromkeys(one for one in addresses if isinstance(one, str) and one))


def forwarded_from(message: Mapping[str, Any]) -> str:
    """The name of the first author, "?" where nobody is named; "" for the sender's own words."""
    origin = message.get("forward_origin")
    origin = origin if isinstance(origin, dict) else _old_origin(message)
    if not origin:
        return ""
    sender = message.get("from")
    first = origin.get("sender_user")
    if isinstance(first, dict) and isinstance(sender, dict) and first.get("id") == sender.get("id"):
        return ""
    chat = origin.get("chat") or origin.get("sender_chat")
    names = [origin.get("sender_user_name"), _title(chat), _title(first)]
    return next((one for one in names if isinstance(one, str) and one), "?")


def quoted(message: Mapping[str, Any]) -> str:
    quote = message.get("quote")
    text = quote.get("text") if isinstance(quote, dict) else None
    return text if isinstance(text, str) else ""


def _old_origin(message: Mapping[str, Any]) -> dict[str, Any]:
    """As it was told before Bot API 7.0, and still is by some servers."""
    told = {
        "sender_user": message.get("forward_from"),
        "chat": message.get("forward_from_chat"),
        "sender_user_name": message.get("forward_sender_name"),
    }
    found = {name: value for name, value in told.items() if value}
    return found or ({"date": 0} if message.get("forward_date") else {})


def _title(one: Any) -> str:
    if not isinstance(one, dict):
        return ""
    names = [one.get("title")] if one.get("title") else [one.get("first_name"), one.get("last_name")]
    return " ".join(name for name in names if isinstance(name, str) and name)


def _lines(value: Any) -> Iterator[str]:
    """Texts of one block are one line, however they are nested; blocks follow one another."""
    if isinstance(value, list):
        for one in value:
            yield from _lines(one)
    elif isinstance(value, dict):
        words = [_inline(value[name]) for name in WORDS if name in value]
        if line := "".join(words).strip():
            yield f"✓ {line}" if value.get("completion_date") else line
        for name, below in value.items():
            if name not in WORDS and isinstance(below, dict | list):
                yield from _lines(below)


def _inline(value: Any) -> str:
    """A text, or the pieces of one that are marked up differently."""
    match value:
        case str():
            return value
        case list():
            return "".join(map(_inline, value))
        case dict():
            return "".join(_inline(value[name]) for name in WORDS if name in value)
    return ""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
