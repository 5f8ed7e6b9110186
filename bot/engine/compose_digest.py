"""Compose: at a person's slot their notices become one message, from the state as it is then."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.cards import digest as slot_cards
from bot.cards import emergency_notices, new_list_lines
from bot.cards.card import Card
from bot.cards.formatter import Formatter
from bot.cards.ticket_section import open_tickets
from bot.context.events import ladder_of
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.context.recipients import recipients
from bot.context.whom_to_call import silent_with_contacts
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.errors import Stale
from bot.domain.message import (
    URGENT_KINDS,
    HeadsCopied,
    MessageKind,
    NoticeView,
    kind_of,
    view_of,
)
from bot.domain.notice import Notice, NoticeKind
from bot.domain.person import Person, Role
from bot.domain.relation import OF_UNITS
from bot.engine.delivery_policy import POLICIES, Recipient, delivery, stood_still
from bot.engine.drop_notices import Rows, drop_superseded, notice_key, undeliverable
from bot.engine.outbox import enqueue
from bot.engine.pass_on import of_the_absence, passed_on
from bot.engine.set_aside import FailedRow, isolate, set_notices_aside
from bot.engine.ticket_messages import ticket_messages
from bot.engine.told_words import key_of, quoted
from bot.i18n import Language
from bot.queries.all_tickets import all_tickets, by_clock
from bot.queries.given_reasons import reasons_to_tell
from bot.queries.item_figures import item_figures
from bot.queries.items import item_told
from bot.queries.list_figures import new_part
from bot.queries.overdue import late_tasks
from bot.queries.reported import papers_to_tell
from bot.queries.scope import visible_to
from bot.queries.standing_corrections import correction_lines
from bot.queries.summary import summarize, talks_to_decide

LIMIT = 50
BESIDE = (MessageKind.OUTCOME, MessageKind.EMERGENCY)  # the day's message
ALONE = (NoticeKind.TICKET,)  # each a message of its own
OVERSEEING = (Role.HEAD, Role.COORDINATOR, Role.LEADER)

Draw = Callable[[Sequence[NoticeView]], Card]


async def compose(store: Store, context: PlanContext, now: Instant) -> bool:
    """One turn over the people whose slot has come. True: there are more, go again at once."""
    if not context.may_send:  # what waits goes out when the plan is in force again, if it still holds then
        return False
    people = await store.read(str, "people_to_tell", now=now, limit=LIMIT)
    again = len(people) == LIMIT
    for person_id in people:
        try:
            again = await _compose_for(store, context, person_id, now) or again
        except Stale:  # they answered in this very moment; the next turn reads it again
            again = True
    return again


async def _compose_for(store: Store, context: PlanContext, person_id: str, now: Instant) -> bool:
    """True: others may be to hear in this turn what was passed on to them, or whom it has not reached."""
    notices = await store.read(Notice, "notices_to_tell", person=person_id, now=now)
    rows = {a.id: a for a in await store.read(Assignment, "assignments_to_tell", person=person_id, now=now)}
    person = context.roster.by_id.get(person_id)
    passed: list[Change] = []
    if person and (person_id in context.roster.away or context.account(person_id) is None):
        notices, passed = passed_on(context, person, notices, rows, now)
    if person is None or context.account(person_id) is None:
        lost = undeliverable(context, person, notices, now)
        await store.commit([*passed, *lost])
        return bool(passed or lost)
    if person_id in context.roster.away:
        notices, later = of_the_absence(context, person, notices)
        passed += later
    told_today = await _told_today(store, context, person, now)
    due, changes = _due(context, notices, Recipient(person_id, context.slot, told_today), now)
    alone = [notice for notice in due if notice.kind in URGENT_KINDS]
    more = bool(alone) and len(alone) < len(due)  # an emergency's message has nothing else in it
    due = alone or due
    if due:
        kept, settled = await drop_superseded(store, context, due, rows, now)
        changes += settled
        changes += await ticket_messages(store, context, person, kept, now)
        kept = [notice for notice in kept if notice.kind not in ALONE]
        if kept:
            changes += await _message(store, context, person, kept, rows, now)
    await store.commit([*passed, *changes])
    return bool(passed) or more


def _due(
    context: PlanContext, notices: Sequence[Notice], to: Recipient, now: Instant
) -> tuple[list[Notice], list[Change]]:
    """Returns the notices that may go out now, and the changes that postpone the others, each by its own policy. After
    a downtime it may be night, or the person has had today's message."""
    due: list[Notice] = []
    changes: list[Change] = []
    until = context.stands_until(now)
    for notice in notices:
        waits = stood_still(notice, to, now, until, context.calendar) if until else None
        decided = waits or delivery(notice, to, now, context.calendar)
        if decided.reason is None:
            due.append(notice)
        else:
            values = notice_key(notice) | {"later": decided.at, "outcome": decided.reason}
            changes.append(Change("postpone_notice", values, rows=None))
    return due, changes


async def _message(
    store: Store, context: PlanContext, person: Person, kept: Sequence[Notice], rows: Rows, now: Instant
) -> list[Change]:
    """The message of all that can be rendered; what cannot is set aside."""
    today = context.calendar.day(now)
    papers = await papers_to_tell(store, context, rows.values())
    asks = any(notice.kind is NoticeKind.ASSIGN for notice in kept)
    seen = asks and await store.one(int, "acknowledged_by", person=person.id) is not None
    given = await reasons_to_tell(store, person.id, now)
    said = await quoted(store, kept)

    fmt = Formatter(Language.of(person.language), context.plan, today, context.calendar)
    figures_of = await item_figures(context, fmt, rows.values())
    corrected = await correction_lines(context, kept, now)

    def view(notice: Notice) -> NoticeView:
        a, words = rows.get(notice.assignment), given.get(notice.assignment, {})
        found = view_of(notice, item_told(context, a, notice, today, words, papers) if a else None)
        decided = words.get(int(str(notice.data.get("version", 0))))
        reason = decided.words if decided else said.get(key_of(notice), "")
        lines = figures_of(a) if a and a.recurring and notice.kind is NoticeKind.RUNG else ()
        if notice.kind is NoticeKind.LISTED and (part := new_part(context, notice)):
            lines = (new_list_lines.line_of(fmt, part),)
        if notice.occurrence in corrected:
            found = replace(found, data={**found.data, "corrected": corrected[notice.occurrence]})
        return replace(
            found, heads=_heads(context, notice, a), reason=reason, acknowledged=seen, figures=lines
        )

    views, failed = isolate(kept, view)
    card, shown, undrawn = _drawn(views, await _drawer(store, context, person, kept, now))
    changes = set_notices_aside(context, [*failed, *undrawn], now)
    if card is None:
        return changes
    return [*changes, *_sent(context, person, card, shown, now)]


def _sent(context: PlanContext, person: Person, card: Card, shown: "Shown", now: Instant) -> list[Change]:
    """The message, and its notices settled. Beside the day's message the id has the time too: a notice is settled once,
    so it is sent once."""
    notices = [notice for notice, _ in shown]
    why = tuple((n.assignment, n.rung or "", n.occurrence) for n in notices)
    kind, today = kind_of([view for _, view in shown]), context.calendar.day(now)
    message_id = _message_id(person, today)
    if kind in BESIDE:
        message_id = f"{message_id}.{now - context.calendar.at(today)}"
    urgency = min(POLICIES[n.kind].priority for n in notices)
    return [
        *enqueue(context, person, card, kind, message_id, now, why=why, urgency=urgency),
        *(Change("settle_notice", notice_key(notice) | {"outcome": message_id}) for notice in notices),
    ]


def _heads(context: PlanContext, notice: Notice, a: Assignment | None) -> HeadsCopied:
    """Whether the heads that a step addresses too can be written to."""
    ladder = ladder_of(a, context) if a else None
    if a is None or ladder is None or notice.rung is None:
        return HeadsCopied.NONE
    if not any(Role.HEAD in step.to for step in ladder.steps if step.rung is notice.rung):
        return HeadsCopied.NONE
    heads = recipients(context, a, (Role.HEAD,))
    if not heads:
        return HeadsCopied.NONE
    reached = any(context.account(head.id) for head in heads)
    return HeadsCopied.REACHED if reached else HeadsCopied.UNREACHED


Shown = list[tuple[Notice, NoticeView]]


def _drawn(views: Shown, draw: Draw) -> tuple[Card | None, Shown, list[FailedRow[Notice]]]:
    """The card of all of them; where that fails, of those that can be drawn alone."""
    undrawn: list[FailedRow[Notice]] = []
    while views:
        together, failed = isolate([views], lambda some: draw([view for _, view in some]))
        if together:
            return together[0][1], views, undrawn
        alone, each_failed = isolate(views, lambda one: draw([one[1]]))
        if not each_failed:  # each can be drawn, but not all together: nothing tells which one is wrong
            return None, [], undrawn + [FailedRow(notice, failed[0].error) for notice, _ in views]
        undrawn += [FailedRow(one.row[0], one.error) for one in each_failed]
        views = [pair for pair, _ in alone]
    return None, [], undrawn


async def _drawer(
    store: Store, context: PlanContext, person: Person, kept: Iterable[Notice], now: Instant
) -> Draw:
    """Reads what the cards need; drawing is then pure."""
    language = Language.of(person.language)
    today = context.calendar.day(now)
    week = None
    if any(notice.kind is NoticeKind.WEEKLY for notice in kept):
        week = await summarize(store, context, now), await talks_to_decide(store, context, person, now)
    oversees = any(notice.data.get("role") in OVERSEEING for notice in kept if notice.kind is NoticeKind.RUNG)
    late = await late_tasks(store, context, visible_to(context, person), today) if oversees else ()

    fmt = Formatter(language, context.plan, today, context.calendar)
    units = person.units(*OF_UNITS)
    tickets = (await all_tickets(store, context.calendar)).tickets if units and not week else ()
    mine = by_clock([one for one in tickets if one.open and one.subject.unit in units])
    of_tickets = open_tickets(fmt, mine, now, context.tickets)

    def contacts(units: Sequence[str], task: str, all_named: bool) -> emergency_notices.Silent:
        return silent_with_contacts(context.roster, person, units, task, all_named=all_named)

    def draw(views: Sequence[NoticeView]) -> Card:
        if week and kind_of(views) is MessageKind.WEEKLY:
            return slot_cards.weekly(fmt, *week)
        if kind_of(views) is MessageKind.EMERGENCY:
            return emergency_notices.told(fmt, views, contacts)
        beside = of_tickets if kind_of(views) is not MessageKind.OUTCOME else None
        plan, calendar = context.plan, context.calendar
        return slot_cards.message(language, plan, person, list(views), today, calendar, late, beside)

    return draw


async def _told_today(store: Store, context: PlanContext, person: Person, now: Instant) -> bool:
    """One message at most a person and workday."""
    return bool(
        await store.one(int, "message_exists", message_id=_message_id(person, context.calendar.day(now)))
    )


def _message_id(person: Person, day: date) -> str:
    return f"{person.id}.{day}"
