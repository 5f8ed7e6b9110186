"""What the issuing side does with a ticket: pass, return, reopen, look again, withdraw, correct; and the talk that a
repeated place proposes."""

from datetime import date, timedelta

from bot.actions.issue_ticket import TicketDone, find_ticket, recorded_act, require_act
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.person import Person, Role
from bot.domain.tickets.ticket import TicketOutcome, TicketSubject, subject_data
from bot.domain.tickets.ticket_news import TicketNews
from bot.domain.tickets.ticket_rights import TicketAct, ticket_reviewers
from bot.engine.ticket_people import asked_for_unit, tell

NEWS = {
    TicketAct.RETURN: TicketNews.RETURNED,
    TicketAct.REOPEN: TicketNews.REOPENED,
    TicketAct.WITHDRAW: TicketNews.WITHDRAWN,
}
TALK_NEWS = (TicketAct.AGREE_TALK, TicketAct.REFUSE_TALK)


async def pass_ticket(
    store: Store, context: PlanContext, person: Person, number: int, outcome: TicketOutcome, now: Instant,
    round_: int | None = None,
) -> TicketDone:  # fmt: skip
    """`round_`: the one that the button was shown for; an older button does nothing."""
    ticket, _ = await find_ticket(store, context, number)
    act = TicketAct.PASS if outcome is TicketOutcome.CONFIRMED else TicketAct.UNFOUNDED
    require_act(context, person, act, ticket)
    if round_ is not None and round_ != ticket.round:
        raise Refused("refused.ticket_other_round", name=ticket.name)
    days = ticket.terms.recheck_days if outcome is TicketOutcome.CONFIRMED else 0
    day = context.calendar.day(now) + timedelta(days=days)
    data = {"outcome": outcome, "recheck_on": day.isoformat() if days else None}
    done = recorded_act(context, person, act, ticket, now, data)
    people = asked_for_unit(context, ticket.subject.unit)
    told = tell(context, people, TicketNews.PASSED, done.after, now, by=person.id)
    return TicketDone(done.after, (*done.changes, *told))


async def send_back(
    store: Store, context: PlanContext, person: Person, number: int, act: TicketAct, reason: str,
    files: tuple[str, ...], now: Instant, round_: int | None = None,
) -> TicketDone:  # fmt: skip
    """退回整改, 重新整改, 撤回: each needs a reason, and tells it to the unit."""
    ticket, _ = await find_ticket(store, context, number)
    require_act(context, person, act, ticket)
    if round_ is not None and round_ != ticket.round:
        raise Refused("refused.ticket_other_round", name=ticket.name)
    if not reason.strip():
        raise Refused("refused.reason_needed")
    done = recorded_act(context, person, act, ticket, now, words=reason, files=files)
    people = asked_for_unit(context, ticket.subject.unit)
    told = tell(context, people, NEWS[act], done.after, now, by=person.id)
    return TicketDone(done.after, (*done.changes, *told))


async def correct_ticket(
    store: Store, context: PlanContext, person: Person, number: int, subject: TicketSubject, now: Instant
) -> TicketDone:
    """Another place, pollutant, value or source. The unit stays: a ticket of another unit is another ticket."""
    ticket, _ = await find_ticket(store, context, number)
    require_act(context, person, TicketAct.CORRECT, ticket)
    if subject.unit != ticket.subject.unit:
        raise Refused("refused.ticket_unit_stays", name=ticket.name, unit=ticket.subject.unit)
    if subject == ticket.subject:
        raise Refused("refused.ticket_nothing_corrected", name=ticket.name)
    done = recorded_act(context, person, TicketAct.CORRECT, ticket, now, subject_data(subject))
    people = asked_for_unit(context, subject.unit)
    told = tell(context, people, TicketNews.CORRECTED, done.after, now, by=person.id)
    return TicketDone(done.after, (*done.changes, *told))


async def set_recheck(
    store: Store, context: PlanContext, person: Person, number: int, day: date, now: Instant
) -> TicketDone:
    """回头看 on a day to come."""
    ticket, _ = await find_ticket(store, context, number)
    require_act(context, person, TicketAct.RECHECK, ticket)
    if day <= context.calendar.day(now):
        raise Refused("refused.ticket_recheck_past")
    return recorded_act(context, person, TicketAct.RECHECK, ticket, now, {"day": day.isoformat()})


async def keep_closed(
    store: Store, context: PlanContext, person: Person, number: int, now: Instant
) -> TicketDone:
    """维持销号, after a look."""
    ticket, _ = await find_ticket(store, context, number)
    return recorded_act(context, person, TicketAct.KEEP_CLOSED, ticket, now)


async def decide_ticket_talk(
    store: Store, context: PlanContext, person: Person, number: int, act: TicketAct, now: Instant
) -> TicketDone:
    """The coordinator puts the proposed talk before the leader or lets it be; the leader agrees or not. The bot sends
    nothing to the unit: a talk is held by people."""
    ticket, found = await find_ticket(store, context, number)
    require_act(context, person, act, ticket)
    if not found.repeat(ticket).proposes_talk:
        raise Refused("refused.ticket_no_talk", name=ticket.name)
    done = recorded_act(context, person, act, ticket, now)
    if act is TicketAct.ENDORSE_TALK:
        leaders = [
            one for one in context.roster.holding(Role.LEADER) if ticket.subject.unit not in one.units()
        ]
        if not leaders:
            raise Refused("refused.ticket_no_leader")
        told = tell(context, leaders, TicketNews.TALK_PUT, done.after, now)
    elif act in TALK_NEWS:
        people = ticket_reviewers(ticket, context.roster)
        told = tell(context, people, TicketNews.TALK_DECIDED, done.after, now, by=person.id)
    else:
        told = []
    return TicketDone(done.after, (*done.changes, *told))
