"""Lines about a ticket: what it is about, its clocks, how often its place was named."""

from collections.abc import Iterator

from bot.cards.formatter import Formatter
from bot.domain.calendar import Instant
from bot.domain.tickets.ticket import PassedDown, TalkState, Ticket, TicketOutcome, TicketState, TicketSubject
from bot.domain.tickets.ticket_places import Repeat
from bot.domain.tickets.ticket_rules import TicketRules
from bot.domain.tickets.ticket_times import ClockName, TicketClock, ticket_clocks, township_clocks

STATE_KEYS = {state: f"ticket.state.{state}" for state in TicketState}
OUTCOME_KEYS = {outcome: f"ticket.outcome.{outcome}" for outcome in TicketOutcome}
TALK_KEYS = {talk: f"ticket.talk.{talk}" for talk in TalkState}
CLOCK_KEYS = {name: f"ticket.clock.{name}" for name in ClockName}


def title(fmt: Formatter, ticket: Ticket) -> str:
    """交办单T1（方城县）"""
    return fmt.say("ticket.title", name=ticket.name, unit=ticket.subject.unit)


def moment(fmt: Formatter, at: Instant) -> str:
    """1月12日 17:10"""
    local = fmt.calendar.local(at)
    return fmt.say("day.at", day=fmt.day(local.date()), at=local)


def amount(subject: TicketSubject, rules: TicketRules) -> str:
    """PM10 312微克/立方米; "" where nothing was measured."""
    measure = rules.measure.get(subject.pollutant)
    name = measure.name if measure else subject.pollutant
    if subject.value is None:
        return name
    return f"{name} {subject.value:f}{subject.value_unit}".strip()


def about(fmt: Formatter, subject: TicketSubject, rules: TicketRules) -> str:
    """释之路与张骞大道交叉口，PM10 312微克/立方米（走航）"""
    parts = [subject.place, amount(subject, rules), subject.matter]
    return fmt.say(
        "ticket.about", parts=fmt.say("ticket.comma").join(filter(None, parts)), source=subject.source
    )


def subject_lines(fmt: Formatter, subject: TicketSubject, rules: TicketRules) -> list[str]:
    """One part a line: what a draft and the ticket itself show."""
    lines = [fmt.say("ticket.place", place=subject.place)]
    if measured := amount(subject, rules):
        lines.append(fmt.say("ticket.measured", amount=measured))
    lines.append(fmt.say("ticket.source", source=subject.source))
    lines += [fmt.say("ticket.matter", words=subject.matter)] if subject.matter else []
    lines += [subject.where] if subject.where else []
    return lines


def clock_line(fmt: Formatter, clock: TicketClock, now: Instant) -> str:
    """签收：1月12日 17:10前; 整改（第2轮）：1月14日 11:00前，已超5分钟"""
    name = fmt.say(CLOCK_KEYS[clock.name])
    if clock.name is ClockName.FIX and clock.round > 1:
        name = fmt.say("ticket.clock.round", name=name, n=clock.round)
    due, late = moment(fmt, clock.due), clock.late_minutes(now)
    if clock.done is None:
        key = "ticket.clock_late" if late else "ticket.clock_open"
        return fmt.say(key, name=name, due=due, late=fmt.span(late))
    done = moment(fmt, clock.done)
    key = "ticket.clock_done_late" if late else "ticket.clock_done"
    return fmt.say(key, name=name, due=due, done=done, late=fmt.span(late))


def clock_lines(fmt: Formatter, ticket: Ticket, now: Instant) -> list[str]:
    if ticket.state is TicketState.WITHDRAWN:
        return []
    townships = zip(ticket.passed_to, township_clocks(ticket), strict=True)
    lines = [clock_line(fmt, one, now) for one in ticket_clocks(ticket)]
    return lines + [township_line(fmt, one, clock, now) for one, clock in townships]


def township_line(fmt: Formatter, down: PassedDown, clock: TicketClock, now: Instant) -> str:
    late, due = clock.late_minutes(now), moment(fmt, clock.due)
    key = "ticket.township_late" if late else "ticket.township_open"
    if clock.stopped is not None:
        key = "ticket.township_stopped"
    done = ""
    if clock.done is not None:
        key = "ticket.township_done_late" if late else "ticket.township_done"
        done = moment(fmt, clock.done)
    return fmt.say(key, township=down.township, minutes=down.minutes, due=due, done=done, late=fmt.span(late))


def repeat_lines(fmt: Formatter, ticket: Ticket, repeat: Repeat, *, oversees: bool) -> Iterator[str]:
    """30天内第3次（此前T1、T2）. A talk that is proposed is told to those alone who decide about it."""
    if repeat.nth > 1:
        others = list(repeat.same_place)
        yield fmt.say("ticket.repeat", days=ticket.terms.repeat_days, n=repeat.nth, names=others)
    if oversees and repeat.proposes_talk and ticket.talk is None:
        yield fmt.say("ticket.talk_proposed", unit=ticket.subject.unit)
    if oversees and ticket.talk:
        yield fmt.say(TALK_KEYS[ticket.talk], unit=ticket.subject.unit)


def state_line(fmt: Formatter, ticket: Ticket) -> str:
    words = fmt.say(STATE_KEYS[ticket.state])
    if ticket.outcome:
        words = fmt.say("ticket.state_outcome", state=words, outcome=fmt.say(OUTCOME_KEYS[ticket.outcome]))
    if ticket.round > 1 and ticket.open:
        words = fmt.say("ticket.state_round", state=words, n=ticket.round)
    return fmt.say("ticket.state", state=words)


def list_line(
    fmt: Formatter, ticket: Ticket, clock: TicketClock | None, now: Instant, rules: TicketRules
) -> str:
    """T1 方城县 …，待签收，签收1月12日 17:10前"""
    state = fmt.say(STATE_KEYS[ticket.state])
    line = fmt.say(
        "ticket.list_line", name=ticket.name, unit=ticket.subject.unit,
        about=about(fmt, ticket.subject, rules), state=state,
    )  # fmt: skip
    return fmt.say("ticket.with_clock", line=line, clock=clock_line(fmt, clock, now)) if clock else line
