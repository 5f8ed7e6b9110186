"""What lies on the coordinator's and the reviewer's desk: drafts, reviews, decisions, people out of reach."""

from collections.abc import Sequence

from bot.cards.callback_data import Verb
from bot.cards.card import Button, Style
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter
from bot.cards.sections_owed import LISTED_AT_MOST, Marks, ids, mark, marked, more
from bot.domain.ladder import Draft
from bot.domain.message import NoticeView
from bot.domain.summary import Item

SHOWN_AT_MOST = 5
DRAFT_KEYS = {Draft.LETTER: "draft.line_letter", Draft.TALK: "draft.line_talk"}


def drafts(fmt: Formatter, heard: Sequence[NoticeView]) -> ScreenBlock:
    """A line each, with what is drafted; the coordinator reads it and decides."""
    found = [(h, h.item) for h in heard if h.item]
    title = fmt.say("draft.title", n=len(found))
    lines = [
        fmt.say(DRAFT_KEYS[h.draft], name=fmt.name(item), unit=item.unit, left=fmt.left(item))
        for h, item in found
    ]
    shapes = [(title, *lines[:most], *more(fmt, len(lines) - most)) for most in (SHOWN_AT_MOST, 3)] + [
        (title,)
    ]
    buttons = [draft_answers(fmt, h.draft, item, n) for n, (h, item) in enumerate(found[:SHOWN_AT_MOST], 1)]
    return ScreenBlock(tuple(shapes), tuple(buttons), ids(item for _, item in found))


def draft_answers(fmt: Formatter, draft: Draft, item: Item, n: int = 0) -> tuple[Button, ...]:
    if draft is Draft.LETTER:
        return (
            fmt.button("button.letter", Verb.DRAFT, item.id, number=fmt.number(item.task), unit=item.unit),
        )
    return (
        fmt.button("button.talk", Verb.DRAFT, item.id, number=fmt.number(item.task), unit=item.unit),
        fmt.button("button.endorse", Verb.ENDORSE, item.id),
    )


def reviews(fmt: Formatter, heard: Sequence[NoticeView], marks: Marks) -> ScreenBlock:
    """Waiting for this reviewer."""
    items = list(dict.fromkeys(h.item for h in heard if h.item))
    title = fmt.say("review.title", n=len(items))
    lines = [marked(fmt, mark(marks, item), _to_review(fmt, item)) for item in items]
    shapes = [(title, *lines[:most], *more(fmt, len(lines) - most)) for most in (LISTED_AT_MOST, 3)] + [
        (title,)
    ]
    buttons = [review_answers(fmt, item, mark(marks, item)) for item in items]
    return ScreenBlock(tuple(shapes), () if marks is None else tuple(buttons), ids(items))


def _to_review(fmt: Formatter, item: Item) -> str:
    """A filed return that was drawn for a second look says so."""
    if item.period:
        return fmt.say("review.sample", name=fmt.name(item), unit=item.unit, period=fmt.period(item.period))
    return fmt.say("review.line", name=fmt.name(item), unit=item.unit)


def review_answers(fmt: Formatter, item: Item, n: int = 0) -> tuple[Button, ...]:
    if n:
        return (
            fmt.button("button.pass_n", Verb.PASS, item.id, item.rounds, n=n),
            fmt.button("button.rework_n", Verb.REWORK, item.id, item.rounds, n=n),
            fmt.button("button.card_n", Verb.CARD, item.id, n=n),
        )
    return (
        fmt.button("button.pass", Verb.PASS, item.id, item.rounds, style=Style.PRIMARY),
        fmt.button("button.rework", Verb.REWORK, item.id, item.rounds),
        fmt.button("button.card", Verb.CARD, item.id),
    )


def decisions(fmt: Formatter, heard: Sequence[NoticeView], marks: Marks) -> ScreenBlock:
    """Extensions and declines that wait for this person."""
    items = list(dict.fromkeys(h.item for h in heard if h.item))
    title = fmt.say("decision.title", n=len(items))
    lines = [decision_line(fmt, item) for item in items]
    shapes = [(title, *lines[:most], *more(fmt, len(lines) - most)) for most in (LISTED_AT_MOST, 3)] + [
        (title,)
    ]
    buttons = [row for item in items for row in decision_answers(fmt, item)]
    return ScreenBlock(tuple(shapes), () if marks is None else tuple(buttons), ids(items))


def decision_line(fmt: Formatter, item: Item) -> str:
    if item.extension:
        return fmt.say(
            "decision.extension",
            unit=item.unit,
            name=fmt.name(item),
            due=fmt.day(item.due),
            until=fmt.day(item.extension),
        )
    return fmt.say("decision.decline", unit=item.unit, name=fmt.name(item))


def decision_answers(fmt: Formatter, item: Item) -> list[tuple[Button, ...]]:
    found: list[tuple[Button, ...]] = []
    card = fmt.button("button.card", Verb.CARD, item.id)
    if item.extension:
        until = fmt.day(item.extension)
        grant = fmt.button(
            "button.grant", Verb.GRANT, item.id, item.extension, style=Style.PRIMARY, until=until
        )
        found.append((grant, fmt.button("button.refuse", Verb.REFUSE_GRANT, item.id, item.extension), card))
    if item.declined:
        excuse = fmt.button("button.excuse", Verb.EXCUSE, item.id)
        found.append((excuse, fmt.button("button.refuse", Verb.REFUSE_EXCUSE, item.id), card))
    return found


def no_lead(fmt: Formatter) -> ScreenBlock:
    """Tasks for which the plan names nobody who takes the lead."""
    numbers = [task.number for task in fmt.plan.tasks if not task.roles.lead]
    line = fmt.say("desk.no_lead", n=len(numbers), numbers=numbers)
    return ScreenBlock(((line,),), ((fmt.button("button.no_lead", Verb.WAITING, "no_lead", 0),),))


def unreachable(fmt: Formatter, heard: Sequence[NoticeView]) -> ScreenBlock:
    names = list(dict.fromkeys(str(h.data.get("name", "")) for h in heard))
    key = "desk.unreachable" if len(names) <= SHOWN_AT_MOST else "desk.unreachable_more"
    line = fmt.say(key, n=len(names), names=names[:SHOWN_AT_MOST])
    return ScreenBlock(((line,),), ((fmt.button("button.unreachable", Verb.WAITING, "unreachable", 0),),))
