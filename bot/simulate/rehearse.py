"""A rehearsal: who would get which message when, computed by the code that sends messages."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from bot.actions.golive import golive
from bot.actions.hand_in_list import hand_in_list
from bot.actions.import_checklists import import_checklists
from bot.actions.load import load_people, load_plan
from bot.cards.card import Card
from bot.chat.router import Chat
from bot.context.plan_context import ContextCache, PlanContext
from bot.context.ports import Channel, Draw, Inbound, Rehearsal, Store
from bot.domain.air.air_rules import AirRules
from bot.domain.assignment import Assignment
from bot.domain.calendar import Calendar, Instant
from bot.domain.emergency.checklists import Checklists
from bot.domain.emergency.emergency_rules import EmergencyOffice
from bot.domain.ladder import Ladders
from bot.domain.lists.work_list import WorkList
from bot.domain.notice import SLOT
from bot.domain.person import Roster
from bot.domain.plan import Plan
from bot.domain.recheck import USUAL, RecheckRules
from bot.domain.tickets.ticket_rules import NO_TICKETS, TicketRules
from bot.engine.outbox import card_from_json
from bot.exports import LedgerWriter, Papers, Templates
from bot.i18n import Language
from bot.planfile.files_of_lists import ListFiles
from bot.planfile.files_of_readings import ReadingFiles
from bot.planfile.yaml import load_plan as parse_plan
from bot.simulate.dice import Dice
from bot.simulate.play import Play, SimulatedClock, SimulatedPhones
from bot.storage.store import open_store

CHANNEL = "browser"


@dataclass(frozen=True)
class Script:
    """The input of a simulation: plan, people, rules, first day, and how people answer."""

    plan: Plan
    document: str  # the plan file's text
    roster: Roster
    calendar: Calendar
    ladders: Ladders
    start: date
    replies: str = "none"
    seed: int = 1
    golive: date | None = None  # None: the first day
    slot: time = SLOT
    recheck: RecheckRules = USUAL
    templates: Path | None = None  # of papers; None: none can be drafted
    air_rules: Callable[[], AirRules] | None = None  # None: no reading of the air is judged
    emergency: EmergencyOffice | None = None  # None: none can be started
    checklists: Checklists | None = None  # imported at the beginning
    tickets: TicketRules = NO_TICKETS
    lists: tuple[WorkList, ...] = ()  # handed in at the beginning


@dataclass(frozen=True)
class Show:
    play: Play
    dice: Dice


async def stage(
    script: Script, store: Store, *, onward: Channel | None = None, draw: Draw | None = None,
    spawn: Callable[[Coroutine[Any, Any, object]], object] | None = None,
    heard: Callable[[Instant, Inbound], None] = lambda at, inbound: None,
) -> Show:  # fmt: skip
    """A Play ready to run, with go-live on its first day and an account for everybody."""
    clock = SimulatedClock(script.calendar.at(script.start))
    await load_plan(store, script.plan, script.document, clock.now)
    accounts = {person.id: {CHANNEL: person.id} for person in script.roster.people}
    await load_people(store, script.roster, accounts, clock.now)
    contexts = ContextCache(store, script.calendar, script.ladders, _parser(script))
    contexts.use(
        slot=script.slot,
        exempt=True,
        recheck=script.recheck,
        air_rules=script.air_rules,
        tickets=script.tickets,
        emergency=script.emergency,
    )
    await golive(store, contexts, script.golive or script.start, clock.now)
    await hand_in_lists(store, contexts, script.lists, clock.now)
    if script.checklists:
        imported = await import_checklists(store, script.calendar, script.checklists, clock.now)
        await store.commit(imported.changes)
    dice = Dice(await contexts.current(), script.replies, script.seed)
    papers = Papers(Templates(script.templates)) if script.templates else None
    chat = Chat(
        store,
        contexts,
        draw=draw,
        spawn=spawn,
        write_ledger=LedgerWriter(),
        papers=papers,
        readings=ReadingFiles(script.calendar.zone),
        lists=ListFiles(),
    )

    async def receive(inbound: Inbound, now: Instant) -> None:
        await chat.receive(inbound, now)
        await asyncio.gather(
            *chat.pending
        )  # pictures and files: none where they are made outside, by `spawn`
        heard(now, inbound)

    phones = SimulatedPhones(dice.answer, clock, dice.taken, onward)
    return Show(Play(store, contexts, phones, receive, script.calendar), dice)


async def hand_in_lists(
    store: Store, contexts: ContextCache, lists: Sequence[WorkList], now: Instant
) -> None:
    """Into a store that has none yet."""
    for one in lists:
        await store.commit(hand_in_list(await contexts.current(), one, 0, "", now).changes)


def _parser(script: Script) -> Callable[[str], Plan]:
    """Returns the plan already read instead of parsing its text again."""

    def parse(text: str) -> Plan:
        return script.plan if text == script.document else parse_plan(text, "plan.yaml", Language.of("zh_CN"))

    return parse


@dataclass(frozen=True, slots=True)
class SimulatedMessage:
    message_id: str
    person: str
    channel: str
    kind: str
    card: str
    why: tuple[tuple[int, str, str], ...]
    created_at: Instant


@dataclass(frozen=True, slots=True)
class Played:
    """The result of a rehearsal."""

    sent: tuple[SimulatedMessage, ...]
    context: PlanContext
    rows: Mapping[int, Assignment]
    counts: Mapping[str, int]
    counted_from: Mapping[tuple[int, str, str], date]  # by assignment, rung and occurrence


@dataclass(frozen=True, slots=True)
class CountedFrom:
    assignment: int
    rung: str
    occurrence: str
    counted_from: date


async def rehearse(script: Script, end: date, moved: Callable[[date], None] = lambda _: None) -> Played:
    """Runs up to and including `end` on a temporary database."""
    with tempfile.TemporaryDirectory(prefix="duban-") as folder:
        store = await open_store(f"sqlite:///{folder}/play.db", script.plan.id, synchronous="OFF")
        try:
            show = await stage(script, store)
            last = script.calendar.at(end + timedelta(days=1))
            await show.play.until(last, lambda at: moved(script.calendar.day(at)))
            return await _played(store, show.play)
        finally:
            await store.close()


async def _played(store: Store, play: Play) -> Played:
    context = await play.contexts.current()
    sent = await store.read(SimulatedMessage, "messages_between", first=0, before=play.clock.now)
    rows = {a.id: a for a in await store.read(Assignment, "all_assignments")}
    kinds = await store.read(KindCount, "events_by_kind")
    counted = await store.read(CountedFrom, "counted_from")
    dates = {(row.assignment, row.rung, row.occurrence): row.counted_from for row in counted}
    return Played(tuple(sent), context, rows, {row.kind: row.n for row in kinds}, dates)


@dataclass(frozen=True, slots=True)
class KindCount:
    kind: str
    n: int


def to_json(script: Script, end: date, played: Played) -> dict[str, object]:
    """The document of `simulate --json`, design §5. No wall-clock time in it: equal runs are equal bytes."""
    messages = [_message(played, sent) for sent in played.sent]
    return {
        "from": script.start.isoformat(),
        "to": end.isoformat(),
        "seed": script.seed,
        "messages": messages,
        "totals": _totals(played),
    }


def _totals(played: Played) -> dict[str, object]:
    by_person = Counter(sent.person for sent in played.sent)
    by_state = Counter(a.state.value for a in played.rows.values())
    return {
        "messages": len(played.sent),
        "people": len(by_person),
        "most_for_one_person": max(by_person.values(), default=0),
        "kinds": dict(sorted(Counter(sent.kind for sent in played.sent).items())),
        "assignments": dict(sorted(by_state.items())),
        "events": dict(sorted(played.counts.items())),
    }


def _message(played: Played, sent: SimulatedMessage) -> dict[str, object]:
    context = played.context
    card: Card = card_from_json(sent.card)
    person = context.roster.by_id[sent.person]
    at = context.calendar.local(sent.created_at)
    listed = {why[0] for why in sent.why}
    assignments = [_assignment(played, *why, at.date()) for why in sent.why if why[0]]
    assignments += [
        _assignment(played, id_, "", "", at.date()) for id_ in card.assignments if id_ not in listed
    ]
    return {
        "at": at.isoformat(),
        "to": {"person": person.id, "unit": person.posts[0].unit, "role": person.posts[0].role.value},
        "channel": sent.channel,
        "kind": sent.kind,
        "parts": 1,
        "assignments": assignments,
        "text": card.text,
    }


def _assignment(played: Played, id_: int, rung: str, occurrence: str, today: date) -> dict[str, object]:
    """As it was when the message went out: a rung's step knows the date it counted from."""
    a = played.rows[id_]
    due = played.counted_from[id_, rung, occurrence] if rung else a.due
    return {
        "task": a.task,
        "milestone": a.milestone,
        "unit": a.unit,
        "rung": rung or None,
        "due": due.isoformat(),
        "due_workday": played.context.calendar.not_after(due).isoformat(),
        "days_late": max((today - due).days, 0),
    }


def summed(script: Script, end: date, played: Played) -> Rehearsal:
    """The figures that `/golive` shows for confirmation."""
    by_person = Counter(sent.person for sent in played.sent)
    by_day = Counter(script.calendar.day(sent.created_at) for sent in played.sent)
    busiest = max(by_day.items(), key=lambda pair: (pair[1], pair[0]), default=(script.start, 0))
    most_first = sorted(by_person.items(), key=lambda pair: (-pair[1], pair[0]))
    return Rehearsal(script.start, end, len(played.sent), tuple(most_first), busiest)
