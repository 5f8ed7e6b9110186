"""The self-built app as a Channel: a message at a time, or a part of one, and what became of it.

Accepted is not delivered: beyond 30 messages a minute and 1,000 an hour to one member WeCom drops without a word, so
the limits are ours.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.channels.wecom.api import CorpApi
from bot.channels.wecom.app_requests import PartNames, names_of, part_of, request
from bot.channels.wecom.boards import Transport
from bot.channels.wecom.card_updates import CardUpdates
from bot.channels.wecom.cards import CardPart, DocumentPart, FilePart, Part, TextPart, parts
from bot.channels.wecom.errors import TaskUsed
from bot.channels.wecom.uploads import Uploads, kinds
from bot.context.ports import Accepted, Attachment, Fetch, Outgoing
from bot.domain.calendar import HOUR, MINUTE, SECOND, Instant
from bot.domain.errors import GiveUp, OutOfService, Unconfirmed, Undelivered, Unknown, Unsendable
from bot.domain.pace import Limit, Pace, PaceScope
from bot.i18n import Language

A_MINUTE, AN_HOUR = 30, 1000  # messages to one member
MARGIN = 0.05  # by which our windows are longer than WeCom's
RUSH = 30 * MINUTE  # at :00 and :30 everybody's reminders go out: WeCom asks not to join them
WIDTH = 5  # requests at once: WeCom refuses more than about eight of a kind
PLAIN_TEXT = "text/plain"
NOTHING_SHOWN = ""  # the number of a part that had nothing to show any more


def app_pace() -> Pace:
    minute, hour = (round(window * (1 + MARGIN)) for window in (MINUTE, HOUR))
    limits = Limit(PaceScope.CHAT, A_MINUTE, minute), Limit(PaceScope.CHAT, AN_HOUR, hour)
    return Pace(limits, rush=RUSH)


@dataclass(frozen=True, slots=True)
class _PartSending:
    """A part on its way."""

    message: Outgoing
    names: PartNames
    api: CorpApi
    userid: str
    mark: str  # in front of its words, where WeCom no longer recognises a repetition


class WeComApp:
    """`send` raises what the table of errors says, see errors.py."""

    def __init__(
        self, updates: CardUpdates, uploads: Uploads, pace: Pace, clock: Callable[[], Instant]
    ) -> None:
        self.name = updates.channel
        self.pace = pace
        self.width = WIDTH
        self._updates = updates
        self._uploads = uploads
        self._clock = clock
        self._down: dict[str, tuple[Instant, OutOfService]] = {}  # by corp

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        api, userid = self._updates.api(message.external_id)
        self._require_service(api)
        try:
            return await self._sent(message, api, userid, fetch)
        except OutOfService as error:
            error.party = self._updates.accounts.party(api.corp)
            self._down[api.corp.corp] = (self._clock() + round(error.after * SECOND), error)
            raise

    def _require_service(self, api: CorpApi) -> None:
        """Not asked again for each message that waits: WeCom bans an address that goes on asking."""
        until, why = self._down.get(api.corp.corp, (0, None))
        if why and (left := until - self._clock()) > 0:
            raise OutOfService(why.code, left / SECOND, why.said, why.party)

    async def _sent(self, message: Outgoing, api: CorpApi, userid: str, fetch: Fetch) -> Accepted:
        laid = parts(message.card, Transport.APP, Language.of(message.language))
        if message.place and not message.parts and await self._put_in_place(message, laid):
            return Accepted(message.place[:1])
        n = min(message.parts, len(laid) - 1)
        names = names_of(self._updates.store.plan_id, message, n)
        mark = "" if names.recognised(message, self._clock()) else message.mark
        number, code = await self._shown(laid[n], _PartSending(message, names, api, userid, mark), fetch)
        return Accepted((number,), n + 1 < len(laid), ((number, code),) if code else ())

    # ---- in the place of another

    async def _put_in_place(self, message: Outgoing, laid: list[Part]) -> bool:
        """True where the old message now looks like this one: a card in a card's place. Else the old one loses its
        buttons, a mere text is taken back, and the new one is sent."""
        chat, place = message.external_id, message.place
        cards = [number for number in place if part_of(number) is not None]
        if len(laid) == len(place) == len(cards) == 1 and isinstance(laid[0], CardPart):
            return await self._updates.replace(chat, cards[0], laid[0].body)
        word = Language.of(message.language).say("wecom.updated")
        for number in cards:
            await self._updates.grey(chat, number, word)
        if not cards:
            await self._take_back(message)
        return False

    async def _take_back(self, message: Outgoing) -> None:
        """Possible for 24 hours; what can no longer be taken back stays above the new one."""
        api, _ = self._updates.api(message.external_id)
        for number in filter(None, message.place):
            with suppress(Undelivered):
                await api.post("message/recall", {"msgid": number})

    # ---- a new one

    async def _shown(self, part: Part, sending: _PartSending, fetch: Fetch) -> tuple[str, str]:
        """(WeCom's number of it, code that changes it)"""
        match part:
            case CardPart():
                return await self._card(part, sending)
            case TextPart():
                return await self._text(part.text, sending), ""
            case DocumentPart():
                return await self._file(Attachment(part.name, PLAIN_TEXT, part.body), sending), ""
            case FilePart():
                found = await fetch(part.sha256)
                return await self._file(found, sending) if found else NOTHING_SHOWN, ""

    async def _card(self, part: CardPart, sending: _PartSending) -> tuple[str, str]:
        """Once for ever, by its task_id: the card of a request that had arrived is there, and gets its code when it is
        pressed."""
        task_id = sending.names.task_id
        try:
            answer = await self._asked(sending, "template_card", {**part.body, "task_id": task_id})
        except TaskUsed:
            return task_id, ""
        except Unknown as error:
            raise Unconfirmed(error.code) from error
        return task_id, str(answer.get("response_code", ""))

    async def _text(self, text: str, sending: _PartSending) -> str:
        answer = await self._asked_in_time(sending, "text", {"content": f"{sending.mark}{text}"})
        return str(answer.get("msgid", NOTHING_SHOWN))

    async def _file(self, file: Attachment, sending: _PartSending) -> str:
        """As a picture, else as a file, else what it is called."""
        for kind in kinds(file):
            with suppress(Unsendable):
                media_id = await self._uploads.number(sending.api, kind, file)
                answer = await self._asked_in_time(sending, kind, {"media_id": media_id})
                return str(answer.get("msgid", NOTHING_SHOWN))
        return await self._text(file.name, sending)

    async def _asked_in_time(
        self, sending: _PartSending, kind: str, content: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        try:
            return await self._asked(sending, kind, content)
        except Unknown as error:
            if sending.names.recognised(sending.message, self._clock()):
                raise Unconfirmed(error.code) from error
            raise

    async def _asked(self, sending: _PartSending, kind: str, content: Mapping[str, Any]) -> Mapping[str, Any]:
        agent = sending.api.corp.agent
        body = request(agent, sending.userid, sending.names, kind, content)
        answer = await sending.api.post("message/send", body)
        for refused in ("invaliduser", "unlicenseduser"):
            if answer.get(refused):
                raise GiveUp(refused)
        return answer
