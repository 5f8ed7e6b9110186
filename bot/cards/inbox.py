"""The inbox: what waits for a person's decision, kind by kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.cards.callback_data import Verb, press
from bot.cards.card import Button, Card, Style
from bot.cards.formatter import Formatter
from bot.cards.lists import Entry, page
from bot.cards.sections_review import decision_line
from bot.domain.plan import Task
from bot.domain.summary import Item


class Waiting(StrEnum):
    """Kinds of what waits; the very names of the fields of queries.inbox.Inbox."""

    REVIEWS = "reviews"
    SAMPLES = "samples"
    EXTENSIONS = "extensions"
    DECLINES = "declines"
    PROPOSALS = "proposals"
    PAST = "past"
    NO_LEAD = "no_lead"
    UNREACHABLE = "unreachable"


WAITING_KEYS = {
    Waiting.REVIEWS: "inbox.reviews",
    Waiting.SAMPLES: "inbox.samples",
    Waiting.EXTENSIONS: "inbox.extensions",
    Waiting.DECLINES: "inbox.declines",
    Waiting.PROPOSALS: "inbox.proposals",
    Waiting.PAST: "inbox.past",
    Waiting.NO_LEAD: "inbox.no_lead",
    Waiting.UNREACHABLE: "inbox.unreachable",
}
CODE_KEYS = {  # why somebody cannot be written to, see also the channels' tables of errors
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
BATCH = (Waiting.REVIEWS, Waiting.SAMPLES)


@dataclass(frozen=True, slots=True)
class UnreachablePerson:
    """Somebody who cannot be written to, and the platform's word why."""

    name: str
    code: str


def overview(fmt: Formatter, counts: Mapping[Waiting, int]) -> Card:
    waiting = [(kind, n) for kind, n in counts.items() if n]
    if not waiting:
        return Card(fmt.say("inbox.empty"))
    lines = [fmt.say("inbox.line", kind=fmt.say(WAITING_KEYS[kind]), n=n) for kind, n in waiting]
    buttons = tuple(
        (
            Button(
                fmt.say("inbox.button", kind=fmt.say(WAITING_KEYS[kind]), n=n),
                press(Verb.WAITING, kind.value, 0),
            ),
        )
        for kind, n in waiting
    )
    return Card(fmt.say("inbox.title", n=sum(n for _, n in waiting)), tuple(lines), buttons)


def items(fmt: Formatter, kind: Waiting, found: Sequence[Item], number: int) -> Card:
    """One kind of items. Reviews of a page may be passed together."""
    entries = [Entry(_line(fmt, kind, item), press(Verb.CARD, item.id), item.id) for item in found]
    card = _page(fmt, kind, entries, number)
    if kind not in BATCH or len(card.assignments) < 2:
        return card
    n = len(card.assignments)
    batch = (fmt.button("button.pass_all", Verb.PASS_ALL, n, style=Style.PRIMARY, n=n),)
    return Card(card.title, card.lines, (batch, *card.buttons), assignments=card.assignments)


def _line(fmt: Formatter, kind: Waiting, item: Item) -> str:
    if kind in (Waiting.EXTENSIONS, Waiting.DECLINES):
        return decision_line(fmt, item).removeprefix(fmt.say("list.bullet"))
    return fmt.line(item, unit=True)


def tasks(fmt: Formatter, found: Sequence[Task], number: int) -> Card:
    entries = [
        Entry(
            fmt.say("inbox.task", number=str(task.number), title=task.title, units=list(task.roles.joint)),
            press(Verb.TASK, task.id),
        )
        for task in found
    ]
    return _page(fmt, Waiting.NO_LEAD, entries, number)


def people(fmt: Formatter, found: Sequence[UnreachablePerson], number: int) -> Card:
    entries = [
        Entry(
            fmt.say(CODE_KEYS[one.code], name=one.name)
            if one.code in CODE_KEYS
            else fmt.say("unreachable.failed", name=one.name, code=one.code)
        )
        for one in found
    ]
    return _page(fmt, Waiting.UNREACHABLE, entries, number)


def _page(fmt: Formatter, kind: Waiting, entries: Sequence[Entry], number: int) -> Card:
    title = fmt.say("inbox.line", kind=fmt.say(WAITING_KEYS[kind]), n=len(entries))
    return page(
        fmt, title, entries, number, lambda n: press(Verb.WAITING, kind.value, n),
        empty=fmt.say("inbox.none_of_it"), last=((fmt.button("button.inbox", Verb.INBOX),),),
    )  # fmt: skip
