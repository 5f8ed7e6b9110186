"""交办, and what the unit does with its ticket: sign, say, pass down to a township, hand in for review."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.actions.access import require_in_plan
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.context.ticket_record import record_ticket
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.permissions import Action
from bot.domain.person import Person, Role
from bot.domain.tickets.ticket import Ticket, TicketSubject, subject_data
from bot.domain.tickets.ticket_news import TicketNews
from bot.domain.tickets.ticket_places import Repeat, repeat_of
from bot.domain.tickets.ticket_rights import ACT_RULES, TicketAct, ticket_refusal, ticket_reviewers
from bot.engine.ticket_people import asked_for_unit, issuing_side, tell
from bot.queries.all_tickets import AllTickets, all_tickets

MINUTES_AT_MOST = 60 * 24 * 366


@dataclass(frozen=True, slots=True)
class TicketDone:
    """The ticket after the act, and the changes to commit."""

    after: Ticket
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    after: Ticket
    repeat: Repeat
    told: tuple[Person, ...]
    changes: tuple[Change, ...]


async def issue_ticket(
    store: Store,
    context: PlanContext,
    person: Person,
    subject: TicketSubject,
    files: tuple[str, ...],
    now: Instant,
) -> Issued:
    """Refused while a minute is unset, and for a unit that the plan does not have. Two at one moment take the same
    number: the second commit raises Stale and is decided again."""
    require_in_plan(person, Action.ISSUE_TICKET)
    terms = required_terms(context)
    if subject.unit not in context.plan.unit:
        raise Refused("refused.ticket_unit_unknown", name=subject.unit)
    known = await all_tickets(store, context.calendar)
    number = 1 + (await store.one(int, "last_ticket") or 0)
    data = {**subject_data(subject), **terms}
    event = Event(
        Kind.TICKET_ISSUED, now, context.calendar.day(now), person.id, data, subject.matter, tuple(files)
    )
    recorded = record_ticket(context.calendar, None, event, number)
    ticket = recorded.after
    repeat = repeat_of(ticket, known.tickets)
    told = asked_for_unit(context, subject.unit)
    changes = [*recorded.changes, *tell(context, told, TicketNews.ISSUED, ticket, now)]
    if repeat.proposes_talk:
        decide = ticket_reviewers(ticket, context.roster)
        changes += tell(context, decide, TicketNews.TALK, ticket, now)
    return Issued(ticket, repeat, told, tuple(changes))


def required_terms(context: PlanContext) -> Mapping[str, object]:
    """The settings that the ticket keeps. Refused while one of the minutes is unset."""
    terms = context.tickets.terms()
    if terms is None:
        raise Refused("refused.ticket_minutes_unset", names=list(context.tickets.unset))
    return {name: getattr(terms, name) for name in terms.__dataclass_fields__}


async def find_ticket(store: Store, context: PlanContext, number: int) -> tuple[Ticket, AllTickets]:
    """Refused where there is no such ticket: an old button, a forged one, a number that was never given."""
    found = await all_tickets(store, context.calendar)
    life = found.lives.get(number)
    if life is None:
        raise Refused("refused.no_such_ticket", name=f"T{number}")
    return life.ticket, found


def require_act(context: PlanContext, person: Person, act: TicketAct, ticket: Ticket) -> None:
    if refused := ticket_refusal(act, person, ticket, context.roster):
        raise refused


def recorded_act(
    context: PlanContext, person: Person, act: TicketAct, ticket: Ticket, now: Instant,
    data: Mapping[str, object] | None = None, words: str = "", files: tuple[str, ...] = (),
) -> TicketDone:  # fmt: skip
    """The event of an act that the person may do now; Refused else."""
    require_act(context, person, act, ticket)
    day = context.calendar.day(now)
    event = Event(ACT_RULES[act][1], now, day, person.id, data or {}, words.strip(), files)
    recorded = record_ticket(context.calendar, ticket, event)
    return TicketDone(recorded.after, recorded.changes)


async def sign_ticket(
    store: Store, context: PlanContext, person: Person, number: int, now: Instant
) -> TicketDone:
    ticket, _ = await find_ticket(store, context, number)
    return recorded_act(context, person, TicketAct.SIGN, ticket, now)


async def answer_ticket(
    store: Store, context: PlanContext, person: Person, number: int, words: str, files: tuple[str, ...],
    now: Instant, *, submits: bool = False,
) -> TicketDone:  # fmt: skip
    """What the unit says about it, with its evidence; `submits`: and hands it in for review. The first words are told
    to who issued it, a ticket handed in to who reviews it."""
    ticket, _ = await find_ticket(store, context, number)
    changes: tuple[Change, ...] = ()
    if words.strip() or files or not submits:
        first = ticket.answered_at is None
        said = recorded_act(context, person, TicketAct.SAY, ticket, now, words=words, files=files)
        ticket, changes = said.after, said.changes
        if first and not submits:
            people = issuing_side(context, ticket)
            changes = (*changes, *tell(context, people, TicketNews.FEEDBACK, ticket, now, by=person.id))
    if submits:
        handed_in = recorded_act(context, person, TicketAct.SUBMIT, ticket, now)
        ticket = handed_in.after
        people = ticket_reviewers(ticket, context.roster)
        told = tell(context, people, TicketNews.SUBMITTED, ticket, now)
        changes = (*changes, *handed_in.changes, *told)
    return TicketDone(ticket, changes)


async def pass_down(
    store: Store, context: PlanContext, person: Person, number: int, township: str, minutes: int, now: Instant
) -> TicketDone:
    """转乡镇: with minutes of its own, and the unit still answers. Refused without a township, and for minutes that are
    none."""
    ticket, _ = await find_ticket(store, context, number)
    require_act(context, person, TicketAct.PASS_DOWN, ticket)
    if not township or not 0 < minutes <= MINUTES_AT_MOST:
        raise Refused("refused.ticket_township_how")
    if any(one.township == township and one.done_at is None for one in ticket.passed_to):
        raise Refused("refused.ticket_township_twice", name=township)
    data = {"township": township, "minutes": minutes}
    return recorded_act(context, person, TicketAct.PASS_DOWN, ticket, now, data)


async def township_done(
    store: Store, context: PlanContext, person: Person, number: int, township: str, now: Instant
) -> TicketDone:
    """The unit says that its township has answered. Of several without a name the one that was passed first."""
    ticket, _ = await find_ticket(store, context, number)
    require_act(context, person, TicketAct.TOWNSHIP_DONE, ticket)
    open_ = [at for at, one in enumerate(ticket.passed_to) if one.done_at is None]
    named = [at for at in open_ if township in ("", ticket.passed_to[at].township)]
    if not named:
        raise Refused("refused.ticket_no_such_township", name=township)
    return recorded_act(context, person, TicketAct.TOWNSHIP_DONE, ticket, now, {"at": named[0]})


def heads_and_coordinators(context: PlanContext, unit: str) -> tuple[Person, ...]:
    return (*context.roster.heads(unit), *context.roster.holding(Role.COORDINATOR))
