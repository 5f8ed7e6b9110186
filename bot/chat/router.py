"""One update in, one answer out: both, and everything in between, are one commit."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.actions.chat_membership import inbound_row
from bot.actions.file_quota import OVER_QUOTA, fit_quota, without_programs
from bot.actions.report import keep_files
from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Button, Card
from bot.chat import entering_readings, handing_in_lists, papers
from bot.chat.attempts import PAUSES, until_settled
from bot.chat.callback_data import parse
from bot.chat.callbacks import button_answer, item_of
from bot.chat.conflicts import who_acted_first
from bot.chat.edits import edit_answer
from bot.chat.forwards import forwarded_answer
from bot.chat.inbox_rows import (
    TurnTime,
    answer_message,
    answered,
    in_private,
    met_group,
    posted,
    remembered,
    repaired_account,
)
from bot.chat.ledger_files import LedgerFiles
from bot.chat.made_later import MadeLater, Spawn
from bot.chat.pictures import Pictures
from bot.chat.presses import left_on_card, stands_in_chat
from bot.chat.quotes import narrowed
from bot.chat.strangers import invited, stranger
from bot.chat.text import text_answer
from bot.chat.turn import LASTS, Answer, Dialog, LedgerAsked, SentMessage, Turn, formatter_for
from bot.context.events import cause_of, caused_by
from bot.context.lists_desk import ListsDesk
from bot.context.paper_desk import PaperDesk
from bot.context.plan_context import ContextCache, PlanContext
from bot.context.ports import Change, Draw, Inbound, Rehearse, Store, WriteLedger, readable
from bot.context.readings_desk import ReadingsDesk
from bot.context.turns import Turns
from bot.domain.calendar import MINUTE, Instant
from bot.domain.drawn import Drawable
from bot.domain.errors import Refused, Stale, TryLater
from bot.domain.person import Person
from bot.i18n import Language

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Received:
    """The toast over a pressed button: a channel may show it at once, before the answer."""

    toast: str = ""
    settled: bool = False  # the pressed card has a new state: bot/engine/pressed_cards.py tells which


@dataclass(frozen=True, slots=True)
class TurnResult:
    """The result of one update: all of its changes, and what is to be made once they are stored."""

    changes: Sequence[Change]
    heard: Received
    picture: Drawable | None = None
    ledger: LedgerAsked | None = None
    public: bool = False


class Chat:
    """Takes what people write, press and send, from whatever channel."""

    def __init__(
        self,
        store: Store,
        contexts: ContextCache,
        draw: Draw | None = None,
        rehearse: Rehearse | None = None,
        spawn: Spawn | None = None,
        pauses: Sequence[float] = PAUSES,
        papers: PaperDesk | None = None,
        write_ledger: WriteLedger | None = None,
        readings: ReadingsDesk | None = None,
        lists: ListsDesk | None = None,
    ) -> None:
        self._store = store
        self._contexts = contexts
        self._rehearse = rehearse
        self._papers = papers
        self._readings = readings
        self._lists = lists
        self._pauses = pauses
        self._later = MadeLater(spawn)
        self._pictures = Pictures(store, self._later, draw)
        self._ledgers = LedgerFiles(store, contexts, self._later, write_ledger)
        self._last: Instant = 0
        self._turns = Turns()

    @property
    def pending(self) -> set[asyncio.Task[None]]:
        """Pictures being drawn and files being made."""
        return self._later.pending

    async def receive(self, inbound: Inbound, now: Instant) -> Received:
        """Answers it, once, after everything that its author sent before. A repeated update changes nothing. Raises
        TryLater where the trouble is ours: nothing is stored then, and the channel brings the update again."""
        inbound = replace(inbound, text=readable(inbound.text))
        async with self._turns.of(f"account {inbound.channel} {inbound.external_id}"):
            person_id, _ = await self._settled(lambda: self._known(inbound))
            if not person_id:
                return await self._received(inbound, self._moment(now))
            async with self._turns.of(f"person {person_id}"):  # they may write from another account, too
                return await self._received(inbound, self._moment(now))

    async def _received(self, inbound: Inbound, at: TurnTime) -> Received:
        try:
            done = await self._settled(lambda: self._attempt(inbound, at))
        except TryLater:
            raise
        except Exception as error:  # noqa: BLE001 -- the outermost turn: no update may end the conversation
            failure = error
            await self._settled(lambda: self._apologize(inbound, at, failure))
            return Received()
        if done and done.picture:
            reader = await self._known(inbound)
            self._pictures.send(done.picture, inbound, at, reader, public=done.public)
        if done and done.ledger:
            self._ledgers.send(done.ledger, inbound, at, await self._known(inbound))
        return done.heard if done else Received()

    async def _settled(self, attempt: Callable[[], Awaitable[T]]) -> T:
        return await until_settled(attempt, self._pauses)

    def _moment(self, now: Instant) -> TurnTime:
        """An instant later than that of the update before, even where the clock stands still: messages are shown in the
        order of their instants. What an update did is known by its cause, not by its instant."""
        first = self._last + 1
        self._last = first if now < first < now + MINUTE else now
        return TurnTime(now, self._last)

    async def _attempt(self, inbound: Inbound, at: TurnTime) -> TurnResult | None:
        """None where it was dealt with before."""
        if await self._heard_before(inbound):
            return None
        done = await self._decide(inbound, at)
        await self._store.commit(caused_by(cause_of(inbound.channel, inbound.update_id), done.changes))
        return done

    async def _heard_before(self, inbound: Inbound) -> bool:
        values = {"channel": inbound.channel, "update_id": inbound.update_id}
        return bool(await self._store.one(int, "inbound_exists", **values))

    async def _decide(self, inbound: Inbound, at: TurnTime) -> TurnResult:
        context = await self._contexts.current(at.now)
        person = context.person_at(inbound.channel, inbound.external_id)
        if person is None or (not inbound.group and await invited(self._store, inbound, at.now)):
            return await self._stranger(context, inbound, at)
        inbound = without_programs(inbound)
        fitting = await fit_quota(self._store, context.calendar, person.id, inbound.attachments, at.now)
        if len(fitting) < len(inbound.attachments):
            inbound = replace(inbound, remarks=(*inbound.remarks, OVER_QUOTA))
        files, stored = keep_files(fitting, person, at.now)
        turn = await self._turn(context, person, inbound, at, files)
        answer = await _answer(turn)
        left = await left_on_card(turn, answer)
        changes = [
            inbound_row(inbound, person.id, at.now),
            *repaired_account(context, inbound),
            *met_group(inbound, at.now),
            *stored,
            *answer.changes,
            *remembered(turn, answer),
            *answered(turn),
            *left,
            *posted(turn, answer, at),
        ]
        return TurnResult(
            changes,
            Received(_toast(turn, answer), settled=bool(left)),
            answer.picture,
            answer.ledger,
            answer.public,
        )

    async def _turn(
        self, context: PlanContext, person: Person, inbound: Inbound, at: TurnTime, files: tuple[str, ...]
    ) -> Turn:
        dialog = await self._store.one(Dialog, "dialog", person=person.id)
        if dialog and at.now - dialog.updated_at > LASTS:
            dialog = None
        on = (
            await self._store.one(SentMessage, "message_by_id", message_id=inbound.message_id)
            if inbound.message_id
            else None
        )
        pressed = on if on and inbound.button and stands_in_chat(on, inbound) else None
        if on and on.person != person.id:  # somebody else's message: forged, or an account that changed hands
            on = None
        if on and inbound.quote:
            on = await narrowed(self._store, context, on, inbound.quote)
        fmt = formatter_for(context, person.language, at.now)
        return Turn(
            self._store,
            context,
            person,
            at.now,
            at.clock,
            inbound,
            fmt,
            dialog,
            on,
            files,
            pressed,
            self._rehearse,
            self._papers,
            self._readings,
            self._lists,
        )

    async def _stranger(self, context: PlanContext, inbound: Inbound, at: TurnTime) -> TurnResult:
        met = await stranger(self._store, context, inbound, at.now)
        if met is None:
            return TurnResult([], Received())
        person_id, card, changes = met
        known = [inbound_row(inbound, person_id, at.now), *changes]
        if card:
            known.append(answer_message(inbound, person_id, card, at))
        toast = Language.of(inbound.language).say("stranger.title") if inbound.button else ""
        return TurnResult(known, Received(toast))

    async def _apologize(self, inbound: Inbound, at: TurnTime, error: Exception) -> None:
        """The update is kept with what went wrong; its author reads one sentence and a reference."""
        reference = hashlib.sha256(f"{inbound.channel} {inbound.update_id}".encode()).hexdigest()[:8]
        log.error(
            "update failed",
            extra={"channel": inbound.channel, "update": inbound.update_id, "reference": reference},
            exc_info=error,
        )
        person_id, language = await self._known(inbound)
        card = Card(language.say("chat.sorry", reference=reference))
        try:
            await self._store.commit(
                [
                    inbound_row(inbound, person_id, at.now, repr(error)[:400]),
                    answer_message(inbound, person_id, card, at),
                ]
            )
        except Stale:
            log.info("already answered", extra={"reference": reference})

    async def _known(self, inbound: Inbound) -> tuple[str, Language]:
        try:
            context = await self._contexts.current()
        except LookupError:  # no plan has been loaded yet
            return "", Language.of(inbound.language)
        person = context.person_at(inbound.channel, inbound.external_id)
        return (person.id, Language.of(person.language)) if person else ("", Language.of(inbound.language))


async def _answer(turn: Turn) -> Answer:
    try:
        answer = await _told(turn)
    except Refused as refused:
        answer = await _refused(turn, refused)
    remarks = tuple(turn.say(key) for key in turn.inbound.remarks)
    if turn.inbound.unkept:
        remarks += (turn.say("heard.unkept", names=list(turn.inbound.unkept)),)
    if not remarks or answer.card is None:
        return answer
    return replace(answer, card=replace(answer.card, lines=(*answer.card.lines, *remarks)))


async def _told(turn: Turn) -> Answer:
    inbound = turn.inbound
    if inbound.button:
        return await button_answer(turn)
    if (inbound.remarks or inbound.unkept) and not (inbound.text or turn.files):
        raise Refused("refused.nothing_readable")
    if inbound.forwarded and not inbound.edited:
        return await forwarded_answer(turn)
    if inbound.attachments and not inbound.edited and (paper := await papers.returned(turn)):
        return paper
    if inbound.attachments and not inbound.edited and (read := await entering_readings.handed(turn)):
        return read
    if inbound.attachments and not inbound.edited and (listed := await handing_in_lists.handed(turn)):
        return listed
    if (inbound.edited or inbound.album) and (again := await edit_answer(turn)):
        return again
    return await text_answer(turn)


def _toast(turn: Turn, answer: Answer) -> str:
    """Over a button in a group: what was refused, or where the answer is."""
    if not turn.inbound.group or answer.card is None:
        return ""
    return answer.card.title if answer.refused else in_private(turn.fmt.language).title


async def _refused(turn: Turn, refused: Refused) -> Answer:
    """Why not; and where somebody was faster, who did what and when."""
    why = turn.say(refused.key, **refused.args_of_sentence)
    item = item_of(parse(turn.inbound.button)) if turn.inbound.button else None
    did = await who_acted_first(turn, refused.key, item)
    help_ = Button(turn.say("button.help"), payload_for(Verb.HELP))
    lines = (why,) if did else ()
    card = Card(did or why, lines, ((help_,),))
    return Answer(card, keeps_dialog=not turn.inbound.button, refused=True)
