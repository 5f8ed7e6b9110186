"""What happened to a ticket, event by event, with the words of people."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.cards import ticket_lines as lines
from bot.cards.callback_data import Verb
from bot.cards.card import Card
from bot.cards.formatter import Formatter, clipped
from bot.domain.assignment import Event, Kind
from bot.domain.person import Roster
from bot.domain.tickets.ticket import Ticket, TicketOutcome
from bot.domain.tickets.ticket_times import ClockName

EVENT_KEYS: Mapping[Kind, str] = {
    Kind.TICKET_ISSUED: "ticket.event.issued",
    Kind.TICKET_SIGNED: "ticket.event.signed",
    Kind.TICKET_ANSWERED: "ticket.event.answered",
    Kind.TICKET_SUBMITTED: "ticket.event.submitted",
    Kind.TICKET_PASSED: "ticket.event.passed",
    Kind.TICKET_RETURNED: "ticket.event.returned",
    Kind.TICKET_REOPENED: "ticket.event.reopened",
    Kind.TICKET_WITHDRAWN: "ticket.event.withdrawn",
    Kind.TICKET_CORRECTED: "ticket.event.corrected",
    Kind.TICKET_PASSED_DOWN: "ticket.event.passed_down",
    Kind.TICKET_TOWNSHIP_DONE: "ticket.event.township_done",
    Kind.TICKET_OVERDUE: "ticket.event.overdue",
    Kind.TICKET_RECHECK_SET: "ticket.event.recheck_set",
    Kind.TICKET_RECHECK_ASKED: "ticket.event.recheck_asked",
    Kind.TICKET_RECHECK_PASSED: "ticket.event.recheck_passed",
    Kind.TICKET_TALK_ENDORSED: "ticket.event.talk_endorsed",
    Kind.TICKET_TALK_SPARED: "ticket.event.talk_spared",
    Kind.TICKET_TALK_AGREED: "ticket.event.talk_agreed",
    Kind.TICKET_TALK_REFUSED: "ticket.event.talk_refused",
    Kind.UNDONE: "ticket.event.undone",
}
WORDS_AT_MOST = 200


def history_card(fmt: Formatter, ticket: Ticket, events: Sequence[Event], roster: Roster) -> Card:
    title = fmt.say("ticket.history", name=ticket.name, unit=ticket.subject.unit)
    body = tuple(event_line(fmt, ticket, one, roster) for one in events)
    row = (fmt.button("button.ticket", Verb.TICKET_SHOW, ticket.number),)
    return Card(title, body, (row,), files=ticket.files)


def event_line(fmt: Formatter, ticket: Ticket, event: Event, roster: Roster) -> str:
    """1月12日 16:50 张三：签收"""
    by = roster.by_id.get(event.by)
    what = fmt.say(EVENT_KEYS[event.kind], **_details(fmt, ticket, event))
    if event.words:
        words = clipped(event.words.replace("\n", " "), WORDS_AT_MOST)
        what = fmt.say("ticket.event_words", what=what, words=words)
    if event.files:
        what = fmt.say("ticket.event_files", what=what, n=len(event.files))
    at = lines.moment(fmt, event.at)
    return fmt.say(
        "ticket.event_line" if by else "ticket.event_line_alone", at=at, name=by.name if by else "", what=what
    )


def _details(fmt: Formatter, ticket: Ticket, event: Event) -> dict[str, object]:
    data = event.data
    match event.kind:
        case Kind.TICKET_PASSED:
            return {"outcome": fmt.say(lines.OUTCOME_KEYS[TicketOutcome(str(data["outcome"]))])}
        case Kind.TICKET_PASSED_DOWN:
            return {"township": data["township"], "minutes": data["minutes"]}
        case Kind.TICKET_TOWNSHIP_DONE:
            at = int(str(data["at"]))
            down = ticket.passed_to[at].township if at < len(ticket.passed_to) else ""
            return {"township": down}
        case Kind.TICKET_OVERDUE:
            clocks = data["clocks"]
            assert isinstance(clocks, list | tuple)
            names = [fmt.say(lines.CLOCK_KEYS[ClockName(str(one).partition(".")[0])]) for one in clocks]
            return {"names": names}
        case Kind.TICKET_CORRECTED:
            return {
                "place": data["place"],
                "value": f"{data['pollutant']} {data['value'] or ''}{data['value_unit']}".strip(),
            }
        case Kind.TICKET_RECHECK_SET:
            return {"day": fmt.day(date.fromisoformat(str(data["day"])))}
        case Kind.UNDONE:
            kind = Kind(str(data["undoes"]))
            return {"what": fmt.say(SHORT_KEYS[kind])}
    return {}


SHORT_KEYS: Mapping[Kind, str] = {
    kind: f"ticket.short.{kind}" for kind in EVENT_KEYS if kind is not Kind.UNDONE
}
