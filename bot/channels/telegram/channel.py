"""Telegram as a Channel: a message at a time, or a part of one, and what became of it."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from telegram import InputFile

from bot.channels.telegram.api import Api
from bot.channels.telegram.errors import (
    Denied,
    Flood,
    TopicGone,
    Unmodified,
)
from bot.channels.telegram.layout import MessagePart, parts
from bot.channels.telegram.marked_up import MarkedUp
from bot.channels.telegram.spec import NAME
from bot.context.ports import Accepted, Attachment, Fetch, Outgoing
from bot.domain.calendar import SECOND, Instant
from bot.domain.chat_address import without_topic
from bot.domain.errors import TryLater, Unknown, Unsendable
from bot.domain.pace import Limit, Pace, PaceScope

PHOTO = 10 * 1024 * 1024  # bytes; more is handed over as a file
PHOTOS = ("image/jpeg", "image/png")  # what a phone shows among the messages


def limits(per_second: int, per_chat: float, per_minute_in_a_group: int, margin: float) -> tuple[Limit, ...]:
    """Telegram's, each window longer by `margin`. A few may go at once, the rest evenly."""

    def window(seconds: float) -> Instant:
        return round(seconds * (1 + margin) * SECOND)

    return (
        Limit(PaceScope.ALL, per_second, window(1), burst=max(per_second // 6, 1)),
        Limit(PaceScope.CHAT, 1, window(per_chat)),
        Limit(PaceScope.GROUP, per_minute_in_a_group, window(60)),
    )


def chat_id(external_id: str) -> int | str:
    """A name instead of a number is for the server to refuse."""
    return int(external_id) if external_id.removeprefix("-").isdecimal() else external_id


def is_group(external_id: str) -> bool:
    """Groups have negative numbers."""
    return external_id.startswith("-")


class Telegram:
    """`send` raises what the table of errors says, see errors.py."""

    name = NAME

    def __init__(self, api: Api, pace: Pace, clock: Callable[[], Instant], senders: int) -> None:
        self.pace = pace
        self.width = senders
        self._api = api
        self._clock = clock
        self._writer = MarkedUp(api)

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        try:
            return await self._send(message, fetch)
        except TopicGone:  # closed or deleted: the group itself can still be written to
            return await self._send(replace(message, external_id=without_topic(message.external_id)), fetch)
        except Flood as error:
            now = self._clock()
            self.pace.park_chat(message.external_id, now, now + round(error.after * SECOND))
            raise
        except Denied as error:
            self.pace.park(self._clock() + round(error.after * SECOND))
            raise

    async def _send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        laid = parts(message.card)
        if _has_place(message) and await self._put_in_place(message, laid):
            return Accepted(message.place[:1])
        if message.mark:
            await self._server_answers()
        part = laid[min(message.parts, len(laid) - 1)]
        return Accepted((await self._shown(part, message, fetch),), message.parts + 1 < len(laid))

    async def _server_answers(self) -> None:
        """On a line that is down the repetition would be in doubt as well, and there is but one. It can wait: nothing
        has been sent yet."""
        try:
            await self._api.call("getMe")
        except Unknown as error:
            raise TryLater(error.code) from error

    # ---- in the place of another

    async def _put_in_place(self, message: Outgoing, laid: list[MessagePart]) -> bool:
        """True where the old message now looks like this one. Only a text that is one part can take another's place;
        else the old one loses its buttons, and the new one is sent."""
        fits = len(laid) == len(message.place) == 1 and not (laid[0].picture or laid[0].file)
        old = {"chat_id": _where(message)["chat_id"], "message_id": int(message.place[-1])}
        try:
            if fits:
                await self._writer.write("editMessageText", laid[0], "text", old)
            else:
                await self._api.call("editMessageReplyMarkup", **old)
        except Unmodified:  # of an earlier try: the text is there, or the buttons are gone
            return fits
        except Unsendable:  # deleted meanwhile, or a picture: the new one is sent
            return False
        except Unknown as error:  # done twice it looks the same
            raise TryLater(error.code) from error
        return fits

    # ---- a new one

    async def _shown(self, part: MessagePart, message: Outgoing, fetch: Fetch) -> str:
        """As a picture, else as a file, else what it says or is called: some servers know only one of these, and it may
        be empty, too large, or not allowed here."""
        where = _where(message)
        sha256 = part.picture or part.file
        if sha256 and (attachment := await fetch(sha256)):
            for method, field in _ways(attachment):
                with suppress(Unsendable):
                    return await self._with_file(
                        method, field, attachment, _marked(part, message.mark), where
                    )
            part = part if part.plain else replace(part, lines=(attachment.name,))
        if not part.plain:  # forgotten since it was queued; the other parts are to arrive
            return ""
        return _number(await self._writer.write("sendMessage", _marked(part, message.mark), "text", where))

    async def _with_file(
        self, method: str, field: str, attachment: Attachment, part: MessagePart, where: Mapping[str, Any]
    ) -> str:
        file = InputFile(attachment.body, filename=attachment.name)
        return _number(await self._writer.write(method, part, "caption", {**where, field: file}))


def _has_place(message: Outgoing) -> bool:
    """Not where it was taken by a server that does not say under what number."""
    return bool(message.place) and message.place[-1].isdecimal() and not message.parts


def _ways(attachment: Attachment) -> list[tuple[str, str]]:
    """(method, field) by which it may go, the best first."""
    as_file = [("sendDocument", "document")]
    photo = attachment.mime in PHOTOS and len(attachment.body) <= PHOTO
    return [("sendPhoto", "photo"), *as_file] if photo else as_file


def _where(message: Outgoing) -> dict[str, Any]:
    """-1001234/7 is the topic 7 of a group."""
    chat, _, topic = message.external_id.partition("/")
    where: dict[str, Any] = {"chat_id": chat_id(chat)}
    if topic:
        where["message_thread_id"] = int(topic)
    if message.reply_to and not message.parts:
        where["reply_parameters"] = {
            "message_id": int(message.reply_to),
            "allow_sending_without_reply": True,
        }
    return where


def _marked(part: MessagePart, mark: str) -> MessagePart:
    if not mark:
        return part
    if part.title:
        return replace(part, title=f"{mark}{part.title}")
    return replace(part, lines=(f"{mark}{part.lines[0]}", *part.lines[1:]) if part.lines else (mark,))


def _number(answer: Any) -> str:
    """The platform's number of what it took. An answer without one still says that it was taken."""
    number = answer.get("message_id") if isinstance(answer, dict) else None
    return str(number) if isinstance(number, int | str) else ""
