"""Cards of tickets (交办单): the draft, the ticket itself, lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import ticket_lines as lines
from bot.cards.callback_data import Verb, unit_code
from bot.cards.card import Button, ButtonStyle, Card
from bot.cards.formatter import Formatter, clipped, rows
from bot.domain.calendar import Instant
from bot.domain.tickets.ticket import Ticket, TicketSubject, TicketTerms
from bot.domain.tickets.ticket_places import Repeat
from bot.domain.tickets.ticket_rights import TicketAct
from bot.domain.tickets.ticket_rules import Source, TicketRules
from bot.domain.tickets.ticket_times import ClockName, TicketClock, due_after

ACT_VERBS: dict[TicketAct, tuple[Verb, str]] = {
    TicketAct.SIGN: (Verb.TICKET_SIGN, "button.sign"),
    TicketAct.SUBMIT: (Verb.TICKET_SUBMIT, "button.ticket_submit"),
    TicketAct.PASS_DOWN: (Verb.TICKET_PASS_DOWN, "button.ticket_pass_down"),
    TicketAct.TOWNSHIP_DONE: (Verb.TICKET_TOWNSHIP, "button.ticket_township"),
    TicketAct.PASS: (Verb.TICKET_PASS, "button.pass"),
    TicketAct.UNFOUNDED: (Verb.TICKET_UNFOUNDED, "button.ticket_unfounded"),
    TicketAct.RETURN: (Verb.TICKET_RETURN, "button.rework"),
    TicketAct.KEEP_CLOSED: (Verb.TICKET_KEEP, "button.confirm_closed"),
    TicketAct.REOPEN: (Verb.TICKET_REOPEN, "button.ticket_reopen"),
    TicketAct.RECHECK: (Verb.TICKET_RECHECK, "button.recheck"),
    TicketAct.WITHDRAW: (Verb.TICKET_WITHDRAW, "button.ticket_withdraw"),
    TicketAct.ENDORSE_TALK: (Verb.TICKET_TALK_UP, "button.ticket_talk_up"),
    TicketAct.SPARE_TALK: (Verb.TICKET_TALK_SPARE, "button.ticket_talk_spare"),
    TicketAct.AGREE_TALK: (Verb.TICKET_TALK_AGREE, "button.ticket_talk_agree"),
    TicketAct.REFUSE_TALK: (Verb.TICKET_TALK_REFUSE, "button.ticket_talk_refuse"),
}
WITH_ROUND = (
    Verb.TICKET_SUBMIT,
    Verb.TICKET_PASS,
    Verb.TICKET_UNFOUNDED,
    Verb.TICKET_RETURN,
    Verb.TICKET_REOPEN,
)
FIRST = (TicketAct.SIGN, TicketAct.SUBMIT, TicketAct.PASS, TicketAct.KEEP_CLOSED, TicketAct.AGREE_TALK)
WORDS_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class TicketSaid:
    """Words of the ticket's life, as the card quotes them."""

    at: Instant
    name: str
    words: str
    files: int = 0


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What its card shows of a ticket, and what it offers the reader."""

    ticket: Ticket
    repeat: Repeat
    acts: tuple[TicketAct, ...]
    now: Instant
    rules: TicketRules
    said: tuple[TicketSaid, ...] = ()
    oversees: bool = False  # the reader sees every unit's tickets


def draft(
    fmt: Formatter, subject: TicketSubject, rules: TicketRules, terms: TicketTerms | None, names: Sequence[str],
    code: str, files: int, now: Instant,
) -> Card:  # fmt: skip
    """What would be issued, to whom, and on which clocks."""
    body = [fmt.say("ticket.unit", unit=subject.unit), *lines.subject_lines(fmt, subject, rules)]
    body += [fmt.say("ticket.files", n=files)] if files else []
    if terms is None:
        body.append(fmt.say("ticket.minutes_unset", names=list(rules.unset)))
    else:
        body.append(fmt.say("ticket.clocks_from_now"))
        body += [lines.clock_line(fmt, one, now) for one in _clocks_from(terms, now)]
    body.append(fmt.say("ticket.goes_to", names=list(names)) if names else fmt.say("ticket.goes_to_nobody"))
    row = (
        fmt.button("button.ticket_issue", Verb.TICKET_ISSUE, code, style=ButtonStyle.PRIMARY),
        fmt.button("button.cancel", Verb.FORGET),
    )
    return Card(fmt.say("ticket.draft"), tuple(body), (row,))


def _clocks_from(terms: TicketTerms, now: Instant) -> list[TicketClock]:
    minutes = {
        ClockName.SIGN: terms.sign_minutes,
        ClockName.FEEDBACK: terms.feedback_minutes,
        ClockName.FIX: terms.fix_minutes,
    }
    return [TicketClock(1, name, due_after(now, n)) for name, n in minutes.items()]


def which_unit(fmt: Formatter, wrong: str, near: Sequence[str]) -> Card:
    """Asked where none was named, or one that the plan does not have."""
    asked = fmt.say("ticket.unit_unknown", name=wrong) if wrong else fmt.say("ticket.which_unit")
    offered = [Button(unit, f"{Verb.TICKET_UNIT.value}:{unit_code(unit)}") for unit in near]
    cancel = fmt.button("button.cancel", Verb.FORGET)
    return Card(asked, (), (*rows(offered, 3), (cancel,)))


def which_source(fmt: Formatter, sources: Sequence[Source], unknown: str = "") -> Card:
    asked = fmt.say("ticket.source_unknown", name=unknown) if unknown else fmt.say("ticket.which_source")
    offered = [Button(one.name, f"{Verb.TICKET_SOURCE.value}:{unit_code(one.name)}") for one in sources]
    return Card(asked, (), (*rows(offered, 3), (fmt.button("button.cancel", Verb.FORGET),)))


def asked_for(fmt: Formatter, key: str, *more: str, **args: object) -> Card:
    """A question that the next words answer."""
    return Card(fmt.say(key, **args), more, ((fmt.button("button.cancel", Verb.FORGET),),))


def ticket_card(fmt: Formatter, facts: TicketFacts, above: str = "", *more: str) -> Card:
    """The ticket as it stands, with what the reader may do. `above`: what has just been done."""
    ticket = facts.ticket
    body = [lines.title(fmt, ticket)] if above else []
    body += [lines.state_line(fmt, ticket), *lines.subject_lines(fmt, ticket.subject, facts.rules)]
    body += lines.repeat_lines(fmt, ticket, facts.repeat, oversees=facts.oversees)
    body += lines.clock_lines(fmt, ticket, facts.now)
    body += [said_line(fmt, one) for one in facts.said]
    body += more
    body += how_lines(fmt, facts)
    return Card(above or lines.title(fmt, ticket), tuple(body), buttons(fmt, facts), files=ticket.files)


def said_line(fmt: Formatter, said: TicketSaid) -> str:
    words = clipped(said.words.replace("\n", " "), WORDS_AT_MOST) or fmt.say("ticket.only_files")
    key = "ticket.said_files" if said.files else "ticket.said"
    return fmt.say(key, at=lines.moment(fmt, said.at), name=said.name, words=words, n=said.files)


def how_lines(fmt: Formatter, facts: TicketFacts) -> list[str]:
    """What the unit may write, while it is with the unit."""
    if TicketAct.SIGN in facts.acts or TicketAct.SUBMIT in facts.acts:
        return [fmt.say("ticket.how", name=facts.ticket.name)]
    return []


def buttons(fmt: Formatter, facts: TicketFacts, *, history: bool = True) -> tuple[tuple[Button, ...], ...]:
    found = [_button(fmt, facts.ticket, act) for act in facts.acts]
    if history:
        found.append(fmt.button("button.history", Verb.TICKET_HISTORY, facts.ticket.number))
    return tuple(rows(found, 2))


def _button(fmt: Formatter, ticket: Ticket, act: TicketAct) -> Button:
    verb, key = ACT_VERBS[act]
    style = ButtonStyle.PRIMARY if act in FIRST else ButtonStyle.PLAIN
    if act is TicketAct.TOWNSHIP_DONE:
        at, down = next((n, one) for n, one in enumerate(ticket.passed_to) if one.done_at is None)
        return fmt.button(key, verb, ticket.number, at, style=style, township=down.township)
    arguments = (ticket.number, ticket.round) if verb in WITH_ROUND else (ticket.number,)
    return fmt.button(key, verb, *arguments, style=style)
