"""The bot as a Channel: a message at a time, or a part of one, over the long connection of the reader's corp.

A private chat gets the same parts as the app's; a group gets words in markdown and files, as an answer to the question
that was put there: phones do not show streams in groups, and a group that is not asking may be closed to us.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.channels.wecom import frames
from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.app_requests import names_of
from bot.channels.wecom.boards import Transport
from bot.channels.wecom.bot_upload import upload
from bot.channels.wecom.cards import CardPart, DocumentPart, FilePart, Part, TextPart, parts
from bot.channels.wecom.errors import RequestSpent, TaskUsed
from bot.channels.wecom.line import Line
from bot.channels.wecom.markdown import group_parts, plain
from bot.channels.wecom.open_requests import OpenRequests
from bot.channels.wecom.spec import BOT
from bot.context.ports import Accepted, Attachment, Fetch, Outgoing
from bot.domain.calendar import HOUR, MINUTE, SECOND, Instant
from bot.domain.errors import GiveUp, TryLater, Unconfirmed, Unknown, Unsendable
from bot.domain.pace import Limit, Pace, PaceScope
from bot.i18n import Language

WIDTH = 8  # messages on their way at once
LOOK_AGAIN = 2 * SECOND  # until it is looked again whether the line is up
NO_CARD = "words"
RATE = "45009"  # too much in this chat
# Replies and pushes together, by chat; each window a little longer than WeCom's.
LIMITS = (
    Limit(PaceScope.CHAT, 30, MINUTE + 3 * SECOND),
    Limit(PaceScope.CHAT, 1000, HOUR + MINUTE),
)
RUSH = 30 * MINUTE  # at :00 and :30 everybody's reminders go out: WeCom asks not to join them


class LinePace(Pace):
    """Nothing goes to a chat whose line is down, or is held by another process."""

    def __init__(self, is_up: Callable[[str], bool]) -> None:
        super().__init__(LIMITS, rush=RUSH)
        self._is_up = is_up

    def free_at(self, chat: str, now: Instant) -> Instant | None:
        return super().free_at(chat, now) if self._is_up(chat) else now + LOOK_AGAIN


@dataclass(frozen=True, slots=True)
class _Chat:
    line: Line
    id: str  # a userid, or a group's chatid
    group: bool


class WeComBot:
    """`send` raises what errors.py says of a refusal. `lines`: by the corp's id."""

    name = BOT
    width = WIDTH

    def __init__(
        self,
        lines: Mapping[str, Line],
        accounts: Accounts,
        requests: OpenRequests,
        plan_id: str,
        clock: Callable[[], Instant],
    ) -> None:
        self.pace: Pace = LinePace(self._is_up)
        self._lines = lines
        self._accounts = accounts
        self._requests = requests
        self._plan_id = plan_id
        self._clock = clock

    def _is_up(self, chat: str) -> bool:
        if not chat:
            return any(line.up for line in self._lines.values())
        with suppress(GiveUp):
            corp, _ = self._accounts.of(chat)
            line = self._lines.get(corp.corp)
            return line is None or line.up
        return True  # to be refused when it is sent

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        chat = self._chat(message)
        try:
            return await self._send(chat, message, fetch)
        except TryLater as error:
            if error.code == RATE:
                now = self._clock()
                self.pace.park_chat(message.external_id, now, now + round(error.after * SECOND))
            raise
        except GiveUp as error:
            if chat.group and error.code == "846607":  # quiet for too long; it is still there
                raise Unsendable("group_asleep") from error
            raise

    def _chat(self, message: Outgoing) -> _Chat:
        """Only answers go to groups, and they name the question; accounts have no capitals, a group's id has."""
        corp, id_ = self._accounts.of(message.external_id)
        if corp.corp not in self._lines:
            raise GiveUp("no_corp")
        return _Chat(self._lines[corp.corp], id_, bool(message.reply_to) or id_ != id_.casefold())

    async def _send(self, chat: _Chat, message: Outgoing, fetch: Fetch) -> Accepted:
        laid = _laid_out(chat, message)
        if place := await self._put_in_place(chat, message, laid):
            return Accepted((place,))
        n = min(message.parts, len(laid) - 1)
        number = await self._shown(chat, message, laid[n], n, fetch)
        return Accepted((number,), n + 1 < len(laid))

    # ---- in the place of another

    async def _put_in_place(self, chat: _Chat, message: Outgoing, laid: list[Part]) -> str:
        """The number of the old card that now looks like this message; "" where there is none. WeCom lets a card be
        changed once, within seconds of a press on it; where the new words do not fit on a card the old one becomes
        grey."""
        if message.parts:
            return ""
        old, request = self._pressed(message.place)
        if not request:
            return ""
        only = laid[0] if len(laid) == 1 and isinstance(laid[0], CardPart) else None
        body = only.body if only else replaced_card(Language.of(message.language))
        try:
            await self._update(chat, body, old, request)
        except Unsendable:  # too late, or not now: it stays as it is
            return ""
        return old if only else ""

    def _pressed(self, place: Sequence[str]) -> tuple[str, str]:
        """(number, request) of the card among these that may be changed now."""
        found = ((number, self._requests.take_press(number)) for number in reversed(place))
        return next((one for one in found if one[1]), ("", ""))

    async def _update(self, chat: _Chat, body: Mapping[str, Any], task: str, request: str) -> None:
        update = frames.card_update(body, task, chat.id)
        await chat.line.ask("aibot_respond_update_msg", update, req_id=request)

    # ---- a new one

    async def _shown(self, chat: _Chat, message: Outgoing, part: Part, n: int, fetch: Fetch) -> str:
        """Its number: a card's task_id. What is no card has none from WeCom, and gets one that tells it from the
        message's other parts."""
        number = names_of(self._plan_id, message, n).task_id
        match part:
            case CardPart():
                return await self._card(chat, message, part, number)
            case TextPart():
                await self._said(chat, message, frames.markdown(plain(f"{message.mark}{part.text}")))
            case DocumentPart():
                await self._sent_file(chat, message, Attachment(part.name, "", part.body), picture=False)
            case FilePart():
                await self._stored(chat, message, part, fetch)
        return f"{number}.{NO_CARD}"

    async def _card(self, chat: _Chat, message: Outgoing, part: CardPart, number: str) -> str:
        """Repeated under its task_id, a card that had arrived is refused: it needs no mark."""
        try:
            await self._said(chat, message, frames.template_card(part.body, number))
        except TaskUsed:
            return number
        except Unknown as error:
            raise Unconfirmed(error.code) from error
        return number

    async def _stored(self, chat: _Chat, message: Outgoing, part: FilePart, fetch: Fetch) -> None:
        """What the hub does not take as a file is named at least."""
        attachment = await fetch(part.sha256)
        if attachment is None:  # forgotten since it was queued; the other parts are to arrive
            return
        try:
            await self._sent_file(chat, message, attachment, picture=part.picture)
        except Unsendable:
            await self._said(chat, message, frames.markdown(plain(f"{message.mark}{attachment.name}")))

    async def _sent_file(
        self, chat: _Chat, message: Outgoing, attachment: Attachment, *, picture: bool
    ) -> None:
        kept = await upload(chat.line, attachment, picture=picture)
        await self._said(chat, message, frames.media(kept.kind, kept.media_id))

    async def _said(self, chat: _Chat, message: Outgoing, content: Mapping[str, Any]) -> None:
        """As the answer to what was asked, where that can still be answered; else by itself."""
        request = self._requests.take_message(message)
        if request:
            with suppress(RequestSpent):
                await chat.line.ask("aibot_respond_msg", _as_reply(chat, content, request), req_id=request)
                return
        await chat.line.ask("aibot_send_msg", frames.push(chat.id, group=chat.group, content=content))


def _laid_out(chat: _Chat, message: Outgoing) -> list[Part]:
    if chat.group:
        return group_parts(message.card)
    return parts(message.card, Transport.BOT, Language.of(message.language))


def _as_reply(chat: _Chat, content: Mapping[str, Any], request: str) -> Mapping[str, Any]:
    """An answer in a private chat is a stream of one piece; in a group phones do not show those."""
    if chat.group or content["msgtype"] != "markdown":
        return content
    return frames.stream(request, content["markdown"]["content"])


def replaced_card(language: Language) -> dict[str, Any]:
    """In the place of a card whose successor is longer than a card."""
    say = language.say
    return {
        "card_type": "button_interaction",
        "main_title": {"title": say("wecom.replaced")},
        "button_list": [{"text": say("wecom.updated"), "style": 2, "key": "replaced"}],
        "replace_text": say("wecom.updated"),
    }
