"""撤销 of what one did with a ticket: its events are folded again without it, and whoever was told hears so."""

from collections.abc import Sequence
from dataclasses import replace

from bot.actions.access import require_in_plan
from bot.actions.outcome import Outcome
from bot.actions.undo_on_item import require_not_undone
from bot.context.events import append
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.context.ticket_record import gone, looked_at
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.evidence import undone_versions
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.domain.tickets.ticket import Ticket, number_of
from bot.domain.tickets.ticket_life import fold_ticket
from bot.domain.tickets.ticket_news import TicketNews
from bot.engine.ticket_people import tell, untell
from bot.queries.history import VersionedEvent

SAID = frozenset({Kind.TICKET_ANSWERED, Kind.TICKET_TOWNSHIP_DONE})  # others' words do not build on them


async def take_back_ticket(
    store: Store, context: PlanContext, person: Person, stream: str, versions: set[int],
    events: Sequence[VersionedEvent], now: Instant,
) -> Outcome:  # fmt: skip
    """Refused where somebody else has acted on the ticket since, or what follows would not be possible without it."""
    require_in_plan(person, Action.UNDO)
    done = [one for one in events if one.version in versions]
    require_not_undone(done)
    if {v for one in events for v in _undone(one)} & versions:
        raise Refused("refused.already_undone")
    _require_untouched(context, person, done, events)
    number = number_of(stream)
    before = fold_ticket(number, [one.event for one in events])
    assert before is not None  # what was issued and not taken back
    data = {"undoes": done[0].event.kind, "versions": sorted(versions), "ticket": number}
    event = Event(Kind.UNDONE, now, context.calendar.day(now), by=person.id, data=data)
    version = len(events) + 1
    try:
        after = fold_ticket(number, [*(one.event for one in events), event])
    except Refused:  # a later event of the person's own needs it
        raise Refused("refused.ticket_undo_later") from None
    untold = [change for one in done for change in untell(before, one.version)]
    told = await _corrections(store, context, person, after or before, done, now, issue=after is None)
    if after is None:
        return Outcome((), (*gone(number, version, event), *untold, *told))
    return Outcome((), (*append(stream, version, event), looked_at(context.calendar, after), *untold, *told))


def _undone(one: VersionedEvent) -> frozenset[int]:
    return undone_versions(one.event) if one.event.kind is Kind.UNDONE else frozenset()


def _require_untouched(
    context: PlanContext, person: Person, done: Sequence[VersionedEvent], events: Sequence[VersionedEvent]
) -> None:
    undone = {version for one in events for version in _undone(one)}
    only_words = all(one.event.kind in SAID for one in done)
    for one in events:
        event = one.event
        later = one.version > done[-1].version and one.version not in undone and event.kind is not Kind.UNDONE
        if not later or event.by in ("", person.id) or (only_words and event.kind in SAID):
            continue
        at = context.calendar.local(event.at)
        by = context.roster.by_id.get(event.by)
        raise Refused("refused.undo_acted_on", name=by.name if by else "", day=at.date(), at=at)


async def _corrections(
    store: Store, context: PlanContext, person: Person, ticket: Ticket, done: Sequence[VersionedEvent], now: Instant,
    *, issue: bool,
) -> list[Change]:  # fmt: skip
    """To whoever had a message of it."""
    found: set[str] = set()
    for one in done:
        for news in TicketNews:
            occurrence = f"{ticket.stream} {news} {one.version}"
            found |= set(await store.read(str, "told_of_occurrence", occurrence=occurrence))
    people = [context.roster.by_id[one] for one in sorted(found) if one in context.roster.by_id]
    data = {
        "issue": issue,
        "name": ticket.name,
        "unit": ticket.subject.unit,
        "place": ticket.subject.place,
    }
    keyed = replace(ticket, version=done[-1].version)  # each event is taken back once
    return tell(context, people, TicketNews.TAKEN_BACK, keyed, now, data, by=person.id)
