"""Inbox cards: what waits for a person's decision, by kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.card import Button, ButtonStyle, Card
from bot.cards.formatter import Formatter
from bot.cards.lists import ListEntry, page
from bot.cards.sections_review import decision_line
from bot.domain.plan import Task
from bot.domain.summary import Item


class InboxKind(StrEnum):
    """Kinds of inbox entries. The values are the field names of queries.inbox.Inbox."""

    REVIEWS = "reviews"
    SAMPLES = "samples"
    EXTENSIONS = "extensions"
    DECLINES = "declines"
    PROPOSALS = "proposals"
    PAST = "past"
    NO_LEAD = "no_lead"
    UNREACHABLE = "unreachable"
    UNACKNOWLEDGED = "unacknowledged"


INBOX_KEYS = {
    InboxKind.REVIEWS: "inbox.reviews",
    InboxKind.SAMPLES: "inbox.samples",
    InboxKind.EXTENSIONS: "inbox.extensions",
    InboxKind.DECLINES: "inbox.declines",
    InboxKind.PROPOSALS: "inbox.proposals",
    InboxKind.PAST: "inbox.past",
    InboxKind.NO_LEAD: "inbox.no_lead",
    InboxKind.UNREACHABLE: "inbox.unreachable",
    InboxKind.UNACKNOWLEDGED: "inbox.unacknowledged",
}
COUNTED_OTHERWISE = {
    InboxKind.UNREACHABLE: "inbox.line_people",
    InboxKind.UNACKNOWLEDGED: "inbox.line_units",
}
UNBOUND = "unbound"  # the code of a person who never had an account
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
}
PASSED_TOGETHER = (InboxKind.REVIEWS, InboxKind.SAMPLES)


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
    return Card(fmt.say("inbox.title", n=sum(n for _, n in waiting)), tuple(lines), buttons)


def _name(fmt: Formatter, kind: InboxKind, n: int, unbound: int) -> str:
    return fmt.say("inbox.unbound" if kind is InboxKind.UNREACHABLE and unbound == n else INBOX_KEYS[kind])


def _kind_line(fmt: Formatter, kind: InboxKind, name: str, n: int) -> str:
    """延期申请：3项; people are counted as people, units as units."""
    return fmt.say(COUNTED_OTHERWISE.get(kind, "inbox.line"), kind=name, n=n)


def items(fmt: Formatter, kind: InboxKind, found: Sequence[Item], number: int) -> Card:
    """A page of one kind. PASSED_TOGETHER kinds have a button that passes the whole page."""
    entries = [ListEntry(_line(fmt, kind, item), payload_for(Verb.CARD, item.id), item.id) for item in found]
    card = _page(fmt, kind, entries, number)
    if kind not in PASSED_TOGETHER or len(card.assignments) < 2:
        return card
    n = len(card.assignments)
    batch = (fmt.button("button.pass_all", Verb.PASS_ALL, n, style=ButtonStyle.PRIMARY, n=n),)
    return Card(card.title, card.lines, (batch, *card.buttons), assignments=card.assignments)


def _line(fmt: Formatter, kind: InboxKind, item: Item) -> str:
    if kind in (InboxKind.EXTENSIONS, InboxKind.DECLINES):
        return decision_line(fmt, item).removeprefix(fmt.say("list.bullet"))
    return fmt.line(item, unit=True)


def tasks(fmt: Formatter, found: Sequence[Task], number: int) -> Card:
    entries = [
        ListEntry(
            fmt.say("inbox.task", number=str(task.number), title=task.title, units=list(task.roles.joint)),
            payload_for(Verb.TASK, task.id),
        )
        for task in found
    ]
    return _page(fmt, InboxKind.NO_LEAD, entries, number)


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
