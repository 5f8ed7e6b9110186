"""Reads a Telegram update into the types of channels/incoming.py; None where it is nothing for us.

Read with python-telegram-bot's types, after normalize.with_defaults. Nothing is fetched here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from telegram import Chat, ChatMember, Message, Update
from telegram.error import TelegramError

from bot.channels.attachments import LARGEST
from bot.channels.incoming import (
    ButtonPress,
    ChatMoved,
    Incoming,
    MembershipChange,
    RemoteFile,
    UnreadableUpdate,
    Written,
)
from bot.channels.telegram import content
from bot.channels.telegram.normalize import NO_MESSAGE_ID, with_defaults

MEMBER_STATES = (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER)
SPOKEN = ("message", "edited_message")


@dataclass(frozen=True, slots=True)
class BotIdentity:
    id: int
    username: str


def read(raw: Mapping[str, Any], me: BotIdentity) -> Incoming | None:
    """None: nothing that is for us. Raises UnreadableUpdate."""
    try:
        update = Update.de_json(with_defaults("update", dict(raw)), None)
        incoming = _incoming(update, raw, me)
    except (TelegramError, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise UnreadableUpdate(repr(error)) from error
    if incoming and (wrong := _not_texts(incoming)):
        raise UnreadableUpdate(f"no text: {wrong}")
    return incoming


def _not_texts(incoming: Incoming) -> list[str]:
    """The library takes what should be a text as it comes."""
    texts = [one.name for one in fields(incoming) if one.type is str]
    return [name for name in texts if not isinstance(getattr(incoming, name), str)]


def _incoming(update: Update, raw: Mapping[str, Any], me: BotIdentity) -> Incoming | None:
    number = str(update.update_id)
    if update.callback_query:
        return _press(update, number)
    if update.my_chat_member:
        return _membership(update, number)
    for name, message in zip(SPOKEN, (update.message, update.edited_message), strict=True):
        if message:
            return _message(message, raw[name], number, me, edited=name == "edited_message")
    return None


def _press(update: Update, number: str) -> ButtonPress | None:
    query = update.callback_query
    assert query is not None
    if not isinstance(query.data, str) or query.message is None:  # a game, or a message of long ago
        return None
    on = query.message
    topic = _topic(on) if isinstance(on, Message) else None
    return ButtonPress(
        number,
        str(query.from_user.id),
        _address(on.chat, topic),
        _is_group(on.chat),
        str(on.message_id) if on.message_id != NO_MESSAGE_ID else "",
        query.data,
        query.id,
        query.from_user.language_code or "",
    )


def _membership(update: Update, number: str) -> MembershipChange | None:
    change = update.my_chat_member
    assert change is not None
    if change.chat.type == Chat.CHANNEL:
        return None
    member = change.new_chat_member
    here = member.status in MEMBER_STATES or bool(
        member.status == ChatMember.RESTRICTED and getattr(member, "is_member", False)
    )
    chat = change.chat
    return MembershipChange(
        number, str(change.from_user.id), str(chat.id), _is_group(chat), chat.title or "", here
    )


def _message(
    message: Message, raw: Mapping[str, Any], number: str, me: BotIdentity, *, edited: bool
) -> Incoming | None:
    chat = message.chat
    if message.migrate_to_chat_id:
        return ChatMoved(number, str(chat.id), str(message.migrate_to_chat_id))
    if message.migrate_from_chat_id:
        return ChatMoved(number, str(message.migrate_from_chat_id), str(chat.id))
    sender = message.from_user
    if sender is None or sender.is_bot or chat.type == Chat.CHANNEL or message.sender_chat:
        return None
    if any(one.id == me.id for one in message.new_chat_members or ()):
        return MembershipChange(number, str(sender.id), str(chat.id), True, chat.title or "", True)
    if edited and message.location:  # a live location, every few seconds
        return None
    written = _written(message, raw, number, me, edited)
    return (
        written
        if written.text or written.files or written.remarks or written.place or "sticker" in raw
        else None
    )


def _written(message: Message, raw: Mapping[str, Any], number: str, me: BotIdentity, edited: bool) -> Written:
    group = _is_group(message.chat)
    sender = message.from_user
    assert sender is not None
    text = _words(message, raw)
    replied = message.reply_to_message
    ours = bool(replied and replied.from_user and replied.from_user.id == me.id)
    files, remarks = _files(message)
    if content.has_other_content(raw):
        remarks = (*remarks, "heard.unsupported")
    return Written(
        update_id=number,
        account=str(sender.id),
        chat=_address(message.chat, _topic(message)),
        group=group,
        platform_id=f"{message.chat.id}/{message.message_id}" if group else str(message.message_id),
        text=_without_name(text, me) if group else text,
        replies_to=str(replied.message_id) if replied and ours else "",
        files=files,
        album=message.media_group_id or "",
        edited=edited,
        addressed=not group or ours or _names(text, me),
        language=sender.language_code or "",
        remarks=remarks,
        place=_place(message),
        place_name=f"{message.venue.title} {message.venue.address}".strip() if message.venue else "",
        forwarded=content.forwarded_from(raw),
        quote=content.quoted(raw) if ours else "",
    )


def _words(message: Message, raw: Mapping[str, Any]) -> str:
    """The text, with the words inside rich content and the addresses behind words: both are evidence."""
    text = message.text or message.caption or content.flattened(raw)
    if not isinstance(text, str):  # refused above
        return text
    missing = [address for address in content.links(raw) if address not in text]
    return "\n".join((text, *missing)) if missing else text


def _place(message: Message) -> tuple[float, float] | None:
    where = message.location
    return (float(where.latitude), float(where.longitude)) if where else None


def _is_group(chat: Chat) -> bool:
    return chat.type in (Chat.GROUP, Chat.SUPERGROUP)


def _topic(message: Message) -> int | None:
    """Without a forum the thread is only that of an answer."""
    return message.message_thread_id if message.is_topic_message else None


def _address(chat: Chat, topic: int | None) -> str:
    return f"{chat.id}/{topic}" if topic and _is_group(chat) else str(chat.id)


def _names(text: str, me: BotIdentity) -> bool:
    return bool(me.username) and bool(re.search(rf"@{re.escape(me.username)}\b", text, re.IGNORECASE))


def _without_name(text: str, me: BotIdentity) -> str:
    """The rest of what was said; the name behind a command is the command's."""
    return re.sub(
        rf"(?<![\w/])@{re.escape(me.username)}\b[,，:：]?\s*", "", text, flags=re.IGNORECASE
    ).strip()


def _files(message: Message) -> tuple[tuple[RemoteFile, ...], tuple[str, ...]]:
    """(what can be fetched, keys of what is to be said about the rest)"""
    number = message.message_id
    found: list[RemoteFile] = []
    remarks: list[str] = []
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        found.append(RemoteFile(largest.file_id, f"photo-{number}.jpg", largest.file_size or 0))
    for kind, one in (
        ("ogg", message.voice), ("mp4", message.video_note), ("mp4", message.video), ("mp3", message.audio),
        ("mp4", message.animation), ("bin", None if message.animation else message.document),
    ):  # fmt: skip
        if one:
            name = getattr(one, "file_name", None) or f"{type(one).__name__.lower()}-{number}.{kind}"
            found.append(RemoteFile(one.file_id, name, one.file_size or 0))
    if message.voice or message.video_note:
        remarks.append("heard.voice")
    if any(one.size > LARGEST for one in found):
        remarks.append("heard.too_large")
    return tuple(one for one in found if one.size <= LARGEST), tuple(remarks)
