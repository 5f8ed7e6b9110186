"""Inbox cards: what waits for a person's decision, by kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.cards import complaint_cards, outage_lines
from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.card import Button, ButtonStyle, Card
from bot.cards.formatter import Formatter, clipped, rows
from bot.cards.lists import ListEntry, PayloadOfPage, page
from bot.cards.sections_review import decision_line
from bot.domain.complaint import Complaint
from bot.domain.named_work import NamedWork
from bot.domain.outage import Outage
from bot.domain.plan import Task
from bot.domain.summary import Item
from bot.domain.talk import TalkDecision


class InboxKind(StrEnum):
    """Kinds of inbox entries. The values are the field names of queries.inbox.Inbox."""

    REVIEWS = "reviews"
    SAMPLES = "samples"
    EXTENSIONS = "extensions"
    SUSPENSIONS = "suspensions"
    DECLINES = "declines"
    TALKS = "talks"  # before this leader
    RECHECKS = "rechecks"
    PROPOSALS = "proposals"
    AT_LEADER = "at_leader"  # put before the leader, who has not decided
    DIRECTED = "directed"  # the leader has decided, and the work is still owed
    PAST = "past"
    NO_LEAD = "no_lead"
    WHICH_COUNTY = "which_county"
    UNREACHABLE = "unreachable"
    UNACKNOWLEDGED = "unacknowledged"
    OUTAGES = "outages"
    COMPLAINTS = "complaints"
    TICKETS = "tickets"  # to review, to look at again, and the talks that they propose
    PAPERS = "papers"  # that the air of the counties suggests


INBOX_KEYS = {
    InboxKind.REVIEWS: "inbox.reviews",
    InboxKind.SAMPLES: "inbox.samples",
    InboxKind.EXTENSIONS: "inbox.extensions",
    InboxKind.SUSPENSIONS: "inbox.suspensions",
    InboxKind.DECLINES: "inbox.declines",
    InboxKind.TALKS: "inbox.talks",
    InboxKind.RECHECKS: "inbox.rechecks",
    InboxKind.PROPOSALS: "inbox.proposals",
    InboxKind.AT_LEADER: "inbox.at_leader",
    InboxKind.DIRECTED: "inbox.directed",
    InboxKind.PAST: "inbox.past",
    InboxKind.NO_LEAD: "inbox.no_lead",
    InboxKind.WHICH_COUNTY: "inbox.which_county",
    InboxKind.UNREACHABLE: "inbox.unreachable",
    InboxKind.UNACKNOWLEDGED: "inbox.unacknowledged",
    InboxKind.OUTAGES: "inbox.outages",
    InboxKind.COMPLAINTS: "inbox.complaints",
    InboxKind.TICKETS: "inbox.tickets",
    InboxKind.PAPERS: "inbox.papers",
}
COUNTED_OTHERWISE = {
    InboxKind.UNREACHABLE: "inbox.line_people",
    InboxKind.UNACKNOWLEDGED: "inbox.line_units",
    InboxKind.OUTAGES: "inbox.line_channels",
    InboxKind.PAPERS: "inbox.line_papers",
}
UNBOUND = "unbound"  # the code of a person who never had an account
OUT_OF_RANGE = (  # WeCom's codes for a member whom the app cannot see
    *("out_of_range", "invaliduser", "81013", "60111", "46004"),
    *("40003", "40031", "43004", "50002", "60011", "60021"),
)
UNREACHABLE_KEYS = {  # error code → why a person cannot be reached; see also the channels' tables of errors
    "unbound": "unreachable.unbound",
    "not_served": "unreachable.not_served",
    "blocked": "unreachable.blocked",
    "deactivated": "unreachable.deactivated",
    "never_started": "unreachable.never_started",
    "no_chat": "unreachable.never_started",
    "timeout": "unreachable.in_doubt",
    "cut_off": "unreachable.in_doubt",
    "gateway": "unreachable.in_doubt",
    "unreadable": "unreachable.in_doubt",
    **dict.fromkeys(OUT_OF_RANGE, "unreachable.out_of_range"),
    "unlicenseduser": "unreachable.unlicensed",
    "846607": "unreachable.never_wrote",
    "no_corp": "unreachable.not_served",
    "no_app": "unreachable.not_served",
}
DIRECTED_KEYS = {
    TalkDecision.AGREED: "inbox.directed.agreed",
    TalkDecision.REFUSED: "inbox.directed.refused",
    TalkDecision.DEFERRED: "inbox.directed.deferred",
}
PASSED_TOGETHER = (InboxKind.REVIEWS, InboxKind.SAMPLES)
OF_UNITS = (  # whose rows are items of units
    InboxKind.REVIEWS, InboxKind.SAMPLES, InboxKind.EXTENSIONS, InboxKind.DECLINES, InboxKind.PROPOSALS, InboxKind.PAST,
)  # fmt: skip
CHIPS = 6  # units below a list; the others by a list of their own


@dataclass(frozen=True, slots=True)
class UnreachablePerson:
    """A person who cannot be reached, with the platform's error code."""

    name: str
    code: str


def overview(fmt: Formatter, counts: Mapping[InboxKind, int], unbound: int) -> Card:
    """`unbound`: of the people out of reach, those who never had an account."""
    waiting = [(kind, n) for kind, n in counts.items() if n]
    if not waiting:
        return Card(fmt.say("inbox.empty"))
    names = {kind: _name(fmt, kind, n, unbound) for kind, n in waiting}
    lines = [_kind_line(fmt, kind, names[kind], n) for kind, n in waiting]
    buttons = tuple(
        (Button(fmt.say("inbox.button", kind=names[kind], n=n), payload_for(Verb.WAITING, kind.value, 0)),)
        for kind, n in waiting
    )
    return Card(fmt.say("inbox.title"), tuple(lines), buttons)


def _name(fmt: Formatter, kind: InboxKind, n: int, unbound: int) -> str:
    return fmt.say("inbox.unbound" if kind is InboxKind.UNREACHABLE and unbound == n else INBOX_KEYS[kind])


def _kind_line(fmt: Formatter, kind: InboxKind, name: str, n: int) -> str:
    """延期申请：3项; people are counted as people, units as units."""
    return fmt.say(COUNTED_OTHERWISE.get(kind, "inbox.line"), kind=name, n=n)


def title_of(fmt: Formatter, kind: InboxKind, n: int, unit: str = "") -> str:
    """待复核：3项; of one unit 西峡县待复核：3项."""
    line = _kind_line(fmt, kind, _name(fmt, kind, n, -1), n)
    return fmt.say("inbox.of_unit", unit=unit, line=line) if unit else line


def pages(kind: InboxKind, unit: str = "") -> PayloadOfPage:
    if unit:
        return lambda n: payload_for(Verb.WAITING_OF, kind.value, unit_code(unit), n)
    return lambda n: payload_for(Verb.WAITING, kind.value, n)


def doors(
    fmt: Formatter, kind: InboxKind, counts: Mapping[str, int], unit: str = ""
) -> tuple[tuple[Button, ...], ...]:
    """Chips that narrow the list to a unit, and the way back."""
    chips = [
        Button(
            fmt.say("inbox.chip", unit=one, n=n), payload_for(Verb.WAITING_OF, kind.value, unit_code(one), 0)
        )
        for one, n in list(counts.items())[:CHIPS]
        if one != unit and len(counts) > 1
    ]
    if len(counts) > CHIPS:
        chips.append(fmt.button("inbox.more_units", Verb.WAITING_UNITS, kind.value, 0, n=len(counts)))
    if unit and len(counts) > 1:
        chips.append(fmt.button("inbox.all_units", Verb.WAITING, kind.value, 0))
    return (*rows(chips, 2), (fmt.button("button.inbox", Verb.INBOX),))


def units(fmt: Formatter, kind: InboxKind, counts: Mapping[str, int], number: int) -> Card:
    entries = [
        ListEntry(
            fmt.say("inbox.chip", unit=unit, n=n),
            payload_for(Verb.WAITING_OF, kind.value, unit_code(unit), 0),
        )
        for unit, n in counts.items()
    ]
    title = fmt.say("inbox.units", kind=_name(fmt, kind, 0, -1), n=len(counts))
    back = fmt.button("inbox.all_units", Verb.WAITING, kind.value, 0)
    return page(
        fmt, title, entries, number, lambda n: payload_for(Verb.WAITING_UNITS, kind.value, n), last=((back,),)
    )


def overview_of(fmt: Formatter, unit: str, counts: Mapping[InboxKind, int]) -> Card:
    waiting = [(kind, n) for kind, n in counts.items() if n]
    back = (fmt.button("button.inbox", Verb.INBOX),)
    if not waiting:
        return Card(fmt.say("inbox.empty_of_unit", unit=unit), (), (back,))
    lines = tuple(_kind_line(fmt, kind, _name(fmt, kind, n, -1), n) for kind, n in waiting)
    buttons = tuple(
        (
            Button(
                fmt.say("inbox.button", kind=_name(fmt, kind, n, -1), n=n),
                payload_for(Verb.WAITING_OF, kind.value, unit_code(unit), 0),
            ),
        )
        for kind, n in waiting
    )
    title = fmt.say("inbox.title_of_unit", unit=unit, n=sum(n for _, n in waiting))
    return Card(title, lines, (*buttons, back))


def items(
    fmt: Formatter, kind: InboxKind, title: str, found: Sequence[Item], number: int,
    pages: PayloadOfPage, last: tuple[tuple[Button, ...], ...],
) -> Card:  # fmt: skip
    """A page of one kind of requests; reviews and samples are cards/review_page.py."""
    entries = [ListEntry(_line(fmt, kind, item), payload_for(Verb.CARD, item.id), item.id) for item in found]
    return page(fmt, title, entries, number, pages, empty=fmt.say("inbox.none_of_it"), last=last)


def _line(fmt: Formatter, kind: InboxKind, item: Item) -> str:
    if kind in (InboxKind.EXTENSIONS, InboxKind.SUSPENSIONS, InboxKind.DECLINES):
        return decision_line(fmt, item).removeprefix(fmt.say("list.bullet"))
    if kind is InboxKind.DIRECTED and item.talk:
        return fmt.say(DIRECTED_KEYS[item.talk], line=fmt.line(item, unit=True))
    return fmt.line(item, unit=True)


def tasks(fmt: Formatter, found: Sequence[Task], number: int) -> Card:
    entries = [
        ListEntry(
            fmt.say("inbox.task", number=task.mark, title=task.title, units=list(task.roles.joint)),
            payload_for(Verb.SUMS_UP_UNITS, task.id, 0),
        )
        for task in found
    ]
    return _page(fmt, InboxKind.NO_LEAD, entries, number)


def works(fmt: Formatter, found: Sequence[tuple[NamedWork, int]], number: int) -> Card:
    """Named works without a county, each with its place among those of its milestone in the plan file."""
    entries = [
        ListEntry(
            fmt.say("inbox.work", number=work.task.mark, work=work.name, text=clipped(work.milestone.text)),
            payload_for(Verb.WORK_COUNTIES, work.milestone.id, place, 0),
        )
        for work, place in found
    ]
    return _page(fmt, InboxKind.WHICH_COUNTY, entries, number)


def complaints(fmt: Formatter, found: Sequence[tuple[Complaint, str]], number: int) -> Card:
    """Each with the name of its author."""
    entries = [complaint_cards.entry(fmt, one, name) for one, name in found]
    return _page(fmt, InboxKind.COMPLAINTS, entries, number)


def people(fmt: Formatter, found: Sequence[UnreachablePerson], number: int) -> Card:
    entries = [
        ListEntry(
            fmt.say(UNREACHABLE_KEYS[one.code], name=one.name)
            if one.code in UNREACHABLE_KEYS
            else fmt.say("unreachable.failed", name=one.name, code=one.code)
        )
        for one in found
    ]
    return _page(fmt, InboxKind.UNREACHABLE, entries, number, sum(one.code == UNBOUND for one in found))


def outages(fmt: Formatter, found: Sequence[Outage], number: int) -> Card:
    return _page(fmt, InboxKind.OUTAGES, [outage_lines.entry(fmt, one) for one in found], number)


def unacknowledged(
    fmt: Formatter, found: Sequence[tuple[Sequence[str], Sequence[str], date]], number: int
) -> Card:
    """Units, names of their liaisons, the day on which they were asked; a number asks one of them again."""
    entries = [
        ListEntry(
            fmt.say("ack.missing_entry", units=list(units), names=list(names), day=fmt.day(day)),
            payload_for(Verb.URGE, unit_code(units[0])),
        )
        for units, names, day in found
    ]
    card = _page(fmt, InboxKind.UNACKNOWLEDGED, entries, number)
    if not found:
        return card
    n = len(found)
    everybody = (fmt.button("button.urge_all", Verb.URGE_ALL, n, style=ButtonStyle.PRIMARY, n=n),)
    return Card(card.title, (*card.lines, fmt.say("urge.how")), (everybody, *card.buttons))


def _page(
    fmt: Formatter, kind: InboxKind, entries: Sequence[ListEntry], number: int, unbound: int = 0
) -> Card:
    title = _kind_line(fmt, kind, _name(fmt, kind, len(entries), unbound), len(entries))
    return page(
        fmt, title, entries, number, lambda n: payload_for(Verb.WAITING, kind.value, n),
        empty=fmt.say("inbox.none_of_it"), last=((fmt.button("button.inbox", Verb.INBOX),),),
    )  # fmt: skip
