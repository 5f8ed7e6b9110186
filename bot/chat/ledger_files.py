"""The ledger as a file in the chat of whoever asked: made after the answer, which says how far it is."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import timedelta

from bot.cards.card import Card
from bot.cards.formatter import Formatter
from bot.chat.inbox_rows import TurnTime, answer_id, answer_message
from bot.chat.made_later import MadeLater
from bot.chat.turn import LedgerAsked
from bot.context.collecting import much_is_kept
from bot.context.plan_context import ContextCache, PlanContext
from bot.context.ports import Change, Inbound, LedgerFile, Store, WriteLedger
from bot.domain.attachment import mime_of, safe_name
from bot.domain.calendar import Instant
from bot.domain.errors import DubanError
from bot.domain.ledger import Ledger
from bot.domain.summary import Lights
from bot.i18n import Language
from bot.queries.ledger import ledger

log = logging.getLogger(__name__)

LONG = 3000  # items: of a ledger that takes longer the chat says how far it is
QUARTERS = (25, 50, 75)  # per cent
DIGITS = 16  # of a digest that people compare


@dataclass
class LedgerFiles:
    """Without `write` there are none."""

    store: Store
    contexts: ContextCache
    later: MadeLater
    write: WriteLedger | None = None

    def send(self, asked: LedgerAsked, inbound: Inbound, at: TurnTime, reader: tuple[str, Language]) -> None:
        if self.write is not None:
            self.later.start(self._send(self.write, asked, inbound, at, reader))

    async def _send(
        self,
        write: WriteLedger,
        asked: LedgerAsked,
        inbound: Inbound,
        at: TurnTime,
        reader: tuple[str, Language],
    ) -> None:
        person_id, language = reader
        context = await self.contexts.current()
        instant = _instant(context, asked, at.now)
        context = await self.contexts.context_at(instant)
        told = _Progress(self.store, self.later, inbound, person_id, at, language)
        try:
            with much_is_kept():
                found = await ledger(
                    self.store, context, instant, asked.scope, dates=asked.dates, progress=told
                )
                fmt = Formatter(language, context.plan, found.today, context.calendar)
                file = await write(found, fmt, at.now)
        except DubanError as error:
            log.warning("ledger not written", extra={"update": inbound.update_id, "why": str(error)})
            card = Card(language.say("ledger.not_written"))
            await self.store.commit([answer_message(inbound, person_id, card, at, n=1)])
            return
        await self.store.commit(_message(found, fmt, file, inbound, person_id, at))


def _instant(context: PlanContext, asked: LedgerAsked, now: Instant) -> Instant:
    if asked.as_of is None:
        return now
    return min(context.calendar.at(asked.as_of + timedelta(days=1)) - 1, now)


def _message(
    found: Ledger, fmt: Formatter, file: LedgerFile, inbound: Inbound, person_id: str, at: TurnTime
) -> list[Change]:
    """The file with one line that says what it is, and its digest: the message is sealed with all others, so that the
    file can be held against it later."""
    digest = hashlib.sha256(file.body).hexdigest()
    part = found.scope or fmt.say("ledger.whole")
    name = safe_name(fmt.say("ledger.file", part=part, day=found.today))
    lights = Lights.of(row.a.light for row in found.exceptions)
    shown = fmt.lights(lights) if lights.total else fmt.say("ledger.no_exceptions")
    title = fmt.say(
        "ledger.file_is", part=part, at=fmt.calendar.local(found.at), n=file.rows,
        exceptions=len(found.exceptions), lights=shown,
    )  # fmt: skip
    proof = fmt.say("ledger.proof", digest=file.digest[:DIGITS], number=found.seal.n)
    values = {"sha256": digest, "name": name, "mime": mime_of(name, file.body), "size": len(file.body)}
    stored = {**values, "body": file.body, "person_id": "", "now": at.now}
    card = Card(title, (proof,), files=(digest,))
    return [
        Change("store_attachment", stored, rows=None),
        answer_message(inbound, person_id, card, at, n=1),
    ]


class _Progress:
    """How far a long ledger is, in the place of the answer."""

    def __init__(
        self,
        store: Store,
        later: MadeLater,
        inbound: Inbound,
        person_id: str,
        at: TurnTime,
        language: Language,
    ) -> None:
        self._store, self._later, self._inbound = store, later, inbound
        self._person_id, self._at, self._language = person_id, at, language
        self._left = list(QUARTERS)

    def __call__(self, done: int, total: int) -> None:
        if total >= LONG and self._left and 100 * done >= self._left[0] * total:
            self._later.start(self._tell(self._left.pop(0)))

    async def _tell(self, percent: int) -> None:
        card = Card(self._language.say("ledger.progress", percent=percent))
        first = answer_id(self._inbound.channel, self._inbound.update_id)
        await self._store.commit(
            [answer_message(self._inbound, self._person_id, card, self._at, n=10 + percent, replaces=first)]
        )
