"""The inbox: what waits for a person's decision, kind by kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.cards.card import Button, Card, Style
from bot.cards.desk import decision_line
from bot.cards.lists import Entry, page
from bot.cards.pen import Pen
from bot.cards.press import Verb, press
from bot.domain.plan import Task
from bot.domain.summary import Item


class Waiting(StrEnum):
    """Kinds of what waits; the very names of the fields of services.inbox.Inbox."""

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
CODE_KEYS = {  # why somebody cannot be written to, see also channels/telegram/errors.py
    "unbound": "unreachable.unbound",
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
class Missing:
    """Somebody who cannot be written to, and the platform's word why."""

    name: str
    code: str


def overview(pen: Pen, counts: Mapping[Waiting, int]) -> Card:
    waiting = [(kind, n) for kind, n in counts.items() if n]
    if not waiting:
        return Card(pen.say("inbox.empty"))
    lines = [pen.say("inbox.line", kind=pen.say(WAITING_KEYS[kind]), n=n) for kind, n in waiting]
    buttons = tuple(
        (
            Button(
                pen.say("inbox.button", kind=pen.say(WAITING_KEYS[kind]), n=n),
                press(Verb.WAITING, kind.value, 0),
            ),
        )
        for kind, n in waiting
    )
    return Card(pen.say("inbox.title", n=sum(n for _, n in waiting)), tuple(lines), buttons)


def items(pen: Pen, kind: Waiting, found: Sequence[Item], number: int) -> Card:
    """One kind of items. Reviews of a page may be passed together."""
    entries = [Entry(_line(pen, kind, item), press(Verb.CARD, item.id), item.id) for item in found]
    card = _page(pen, kind, entries, number)
    if kind not in BATCH or len(card.assignments) < 2:
        return card
    n = len(card.assignments)
    batch = (pen.button("button.pass_all", Verb.PASS_ALL, n, style=Style.PRIMARY, n=n),)
    return Card(card.title, card.lines, (batch, *card.buttons), assignments=card.assignments)


def _line(pen: Pen, kind: Waiting, item: Item) -> str:
    if kind in (Waiting.EXTENSIONS, Waiting.DECLINES):
        return decision_line(pen, item).removeprefix(pen.say("list.bullet"))
    return pen.line(item, unit=True)


def tasks(pen: Pen, found: Sequence[Task], number: int) -> Card:
    entries = [
        Entry(
            pen.say("inbox.task", number=str(task.number), title=task.title, units=list(task.roles.joint)),
            press(Verb.TASK, task.id),
        )
        for task in found
    ]
    return _page(pen, Waiting.NO_LEAD, entries, number)


def people(pen: Pen, found: Sequence[Missing], number: int) -> Card:
    entries = [
        Entry(
            pen.say(CODE_KEYS[one.code], name=one.name)
            if one.code in CODE_KEYS
            else pen.say("unreachable.failed", name=one.name, code=one.code)
        )
        for one in found
    ]
    return _page(pen, Waiting.UNREACHABLE, entries, number)


def _page(pen: Pen, kind: Waiting, entries: Sequence[Entry], number: int) -> Card:
    title = pen.say("inbox.line", kind=pen.say(WAITING_KEYS[kind]), n=len(entries))
    return page(
        pen, title, entries, number, lambda n: press(Verb.WAITING, kind.value, n),
        empty=pen.say("inbox.none_of_it"), last=((pen.button("button.inbox", Verb.INBOX),),),
    )  # fmt: skip
