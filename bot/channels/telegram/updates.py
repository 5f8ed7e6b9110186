"""What an update says: words, a pressed button, a door opened or shut, a group that moved; or nothing for us.

Read with python-telegram-bot's types, after what lesser servers leave out has been filled in. Nothing is fetched here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from telegram import Chat, ChatMember, Message, Update
from telegram.error import TelegramError

from bot.channels.telegram.filled import NOWHERE, filled
from bot.domain.errors import DubanError

LARGEST = 20 * 1024 * 1024  # bytes of a file that the Bot API hands out
HERE = (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER)


class Unreadable(DubanError):
    """An update that makes no sense. It is kept, and blocks nobody."""


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that lies with the platform."""

    id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Said:
    update_id: str
    account: str
    chat: str  # with the topic, in a forum
    group: bool
    platform_id: str
    text: str
    replies_to: str = ""  # number of our message
    files: tuple[Sent, ...] = ()
    album: str = ""
    edited: bool = False
    addressed: bool = True  # in a group: it calls us by name or answers us
    language: str = ""
    remarks: tuple[str, ...] = ()
    place: tuple[float, float] | None = None
    place_name: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    update_id: str
    account: str
    chat: str
    group: bool
    on: str  # number of the message it sits on, "" where that is not said
    payload: str
    callback: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """A person or a group lets us in, or shuts us out."""

    update_id: str
    account: str  # who did it
    chat: str
    group: bool
    title: str
    here: bool


@dataclass(frozen=True, slots=True)
class Moved:
    update_id: str
    chat: str
    moved_to: str


Heard = Said | Pressed | Door | Moved


def read(raw: Mapping[str, Any], me: Me) -> Heard | None:
    """None: nothing that is for us. Raises Unreadable."""
    try:
        heard = _heard(Update.de_json(filled("update", dict(raw)), None), me)
    except (TelegramError, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Unreadable(repr(error)) from error
    if heard and (wrong := [name for name in _texts(heard) if not isinstance(getattr(heard, name), str)]):
        raise Unreadable(f"no text: {wrong}")
    return heard


def _texts(heard: Heard) -> list[str]:
    """The library takes what should be a text as it comes."""
    return [one.name for one in fields(heard) if one.type is str]


def _heard(update: Update, me: Me) -> Heard | None:
    number = str(update.update_id)
    if update.callback_query:
        return _pressed(update, number)
    if update.my_chat_member:
        return _door(update, number)
    message = update.message or update.edited_message
    return _message(message, number, me, edited=update.message is None) if message else None


def _pressed(update: Update, number: str) -> Pressed | None:
    query = update.callback_query
    assert query is not None
    if not isinstance(query.data, str) or query.message is None:  # a game, or a message of long ago
        return None
    on = query.message
    topic = _topic(on) if isinstance(on, Message) else None
    return Pressed(
        number,
        str(query.from_user.id),
        _address(on.chat, topic),
        _is_group(on.chat),
        str(on.message_id) if on.message_id != NOWHERE else "",
        query.data,
        query.id,
        query.from_user.language_code or "",
    )


def _door(update: Update, number: str) -> Door | None:
    change = update.my_chat_member
    assert change is not None
    if change.chat.type == Chat.CHANNEL:
        return None
    member = change.new_chat_member
    here = member.status in HERE or bool(
        member.status == ChatMember.RESTRICTED and getattr(member, "is_member", False)
    )
    return Door(
        number,
        str(change.from_user.id),
        str(change.chat.id),
        _is_group(change.chat),
        change.chat.title or "",
        here,
    )


def _message(message: Message, number: str, me: Me, *, edited: bool) -> Heard | None:
    chat = message.chat
    if message.migrate_to_chat_id:
        return Moved(number, str(chat.id), str(message.migrate_to_chat_id))
    if message.migrate_from_chat_id:
        return Moved(number, str(message.migrate_from_chat_id), str(chat.id))
    sender = message.from_user
    if sender is None or sender.is_bot or chat.type == Chat.CHANNEL or message.sender_chat:
        return None
    if any(one.id == me.id for one in message.new_chat_members or ()):
        return Door(number, str(sender.id), str(chat.id), True, chat.title or "", True)
    if edited and message.location:  # a live location, every few seconds
        return None
    said = _said(message, number, me, edited)
    return said if said.text or said.files or said.remarks or said.place or message.sticker else None


def _said(message: Message, number: str, me: Me, edited: bool) -> Said:
    group = _is_group(message.chat)
    sender = message.from_user
    assert sender is not None
    text = message.text or message.caption or ""
    answered = message.reply_to_message
    ours = bool(answered and answered.from_user and answered.from_user.id == me.id)
    files, remarks = _files(message)
    return Said(
        update_id=number,
        account=str(sender.id),
        chat=_address(message.chat, _topic(message)),
        group=group,
        platform_id=f"{message.chat.id}/{message.message_id}" if group else str(message.message_id),
        text=_without_name(text, me) if group else text,
        replies_to=str(answered.message_id) if answered and ours else "",
        files=files,
        album=message.media_group_id or "",
        edited=edited,
        addressed=not group or ours or _names(text, me),
        language=sender.language_code or "",
        remarks=remarks,
        place=_place(message),
        place_name=f"{message.venue.title} {message.venue.address}".strip() if message.venue else "",
    )


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


def _names(text: str, me: Me) -> bool:
    return bool(me.username) and bool(re.search(rf"@{re.escape(me.username)}\b", text, re.IGNORECASE))


def _without_name(text: str, me: Me) -> str:
    """The rest of what was said; the name behind a command is the command's."""
    return re.sub(
        rf"(?<![\w/])@{re.escape(me.username)}\b[,，:：]?\s*", "", text, flags=re.IGNORECASE
    ).strip()


def _files(message: Message) -> tuple[tuple[Sent, ...], tuple[str, ...]]:
    """(what can be fetched, what is to be said about the rest)"""
    number = message.message_id
    found: list[Sent] = []
    remarks: list[str] = []
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        found.append(Sent(largest.file_id, f"photo-{number}.jpg", largest.file_size or 0))
    for kind, one in (
        ("ogg", message.voice), ("mp4", message.video_note), ("mp4", message.video), ("mp3", message.audio),
        ("mp4", message.animation), ("bin", None if message.animation else message.document),
    ):  # fmt: skip
        if one:
            name = getattr(one, "file_name", None) or f"{type(one).__name__.lower()}-{number}.{kind}"
            found.append(Sent(one.file_id, name, one.file_size or 0))
    if message.voice or message.video_note:
        remarks.append("heard.voice")
    if message.poll or message.contact or message.dice or message.game or message.story:
        remarks.append("heard.unsupported")
    if any(one.size > LARGEST for one in found):
        remarks.append("heard.too_large")
    return tuple(one for one in found if one.size <= LARGEST), tuple(remarks)
