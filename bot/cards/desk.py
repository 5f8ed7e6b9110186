"""What lies on the coordinator's and the reviewer's desk: drafts, reviews, decisions, people out of reach."""

from collections.abc import Sequence

from bot.cards.card import Button, Style
from bot.cards.fit import Block
from bot.cards.owed import TEN, Marks, ids, mark, marked, more
from bot.cards.pen import Pen
from bot.cards.press import Verb
from bot.domain.ladder import Draft
from bot.domain.message import Heard
from bot.domain.summary import Item

FIVE = 5
DRAFT_KEYS = {Draft.LETTER: "draft.line_letter", Draft.TALK: "draft.line_talk"}


def drafts(pen: Pen, heard: Sequence[Heard]) -> Block:
    """A line each, with what is drafted; the coordinator reads it and decides."""
    found = [(h, h.item) for h in heard if h.item]
    title = pen.say("draft.title", n=len(found))
    lines = [
        pen.say(DRAFT_KEYS[h.draft], name=pen.name(item), unit=item.unit, left=pen.left(item))
        for h, item in found
    ]
    shapes = [(title, *lines[:most], *more(pen, len(lines) - most)) for most in (FIVE, 3)] + [(title,)]
    buttons = [draft_answers(pen, h.draft, item, n) for n, (h, item) in enumerate(found[:FIVE], 1)]
    return Block(tuple(shapes), tuple(buttons), ids(item for _, item in found))


def draft_answers(pen: Pen, draft: Draft, item: Item, n: int = 0) -> tuple[Button, ...]:
    if draft is Draft.LETTER:
        return (
            pen.button("button.letter", Verb.DRAFT, item.id, number=pen.number(item.task), unit=item.unit),
        )
    return (
        pen.button("button.talk", Verb.DRAFT, item.id, number=pen.number(item.task), unit=item.unit),
        pen.button("button.endorse", Verb.ENDORSE, item.id),
    )


def reviews(pen: Pen, heard: Sequence[Heard], marks: Marks) -> Block:
    """Waiting for this reviewer."""
    items = list(dict.fromkeys(h.item for h in heard if h.item))
    title = pen.say("review.title", n=len(items))
    lines = [marked(pen, mark(marks, item), _to_review(pen, item)) for item in items]
    shapes = [(title, *lines[:most], *more(pen, len(lines) - most)) for most in (TEN, 3)] + [(title,)]
    buttons = [review_answers(pen, item, mark(marks, item)) for item in items]
    return Block(tuple(shapes), () if marks is None else tuple(buttons), ids(items))


def _to_review(pen: Pen, item: Item) -> str:
    """A filed return that was drawn for a second look says so."""
    if item.period:
        return pen.say("review.sample", name=pen.name(item), unit=item.unit, period=pen.period(item.period))
    return pen.say("review.line", name=pen.name(item), unit=item.unit)


def review_answers(pen: Pen, item: Item, n: int = 0) -> tuple[Button, ...]:
    if n:
        return (
            pen.button("button.pass_n", Verb.PASS, item.id, item.rounds, n=n),
            pen.button("button.rework_n", Verb.REWORK, item.id, item.rounds, n=n),
            pen.button("button.card_n", Verb.CARD, item.id, n=n),
        )
    return (
        pen.button("button.pass", Verb.PASS, item.id, item.rounds, style=Style.PRIMARY),
        pen.button("button.rework", Verb.REWORK, item.id, item.rounds),
        pen.button("button.card", Verb.CARD, item.id),
    )


def decisions(pen: Pen, heard: Sequence[Heard], marks: Marks) -> Block:
    """Extensions and declines that wait for this person."""
    items = list(dict.fromkeys(h.item for h in heard if h.item))
    title = pen.say("decision.title", n=len(items))
    lines = [decision_line(pen, item) for item in items]
    shapes = [(title, *lines[:most], *more(pen, len(lines) - most)) for most in (TEN, 3)] + [(title,)]
    buttons = [row for item in items for row in decision_answers(pen, item)]
    return Block(tuple(shapes), () if marks is None else tuple(buttons), ids(items))


def decision_line(pen: Pen, item: Item) -> str:
    if item.extension:
        return pen.say(
            "decision.extension",
            unit=item.unit,
            name=pen.name(item),
            due=pen.day(item.due),
            until=pen.day(item.extension),
        )
    return pen.say("decision.decline", unit=item.unit, name=pen.name(item))


def decision_answers(pen: Pen, item: Item) -> list[tuple[Button, ...]]:
    found: list[tuple[Button, ...]] = []
    card = pen.button("button.card", Verb.CARD, item.id)
    if item.extension:
        until = pen.day(item.extension)
        grant = pen.button(
            "button.grant", Verb.GRANT, item.id, item.extension, style=Style.PRIMARY, until=until
        )
        found.append((grant, pen.button("button.refuse", Verb.REFUSE_GRANT, item.id, item.extension), card))
    if item.declined:
        excuse = pen.button("button.excuse", Verb.EXCUSE, item.id)
        found.append((excuse, pen.button("button.refuse", Verb.REFUSE_EXCUSE, item.id), card))
    return found


def no_lead(pen: Pen) -> Block:
    """Tasks for which the plan names nobody who takes the lead."""
    numbers = [task.number for task in pen.plan.tasks if not task.roles.lead]
    line = pen.say("desk.no_lead", n=len(numbers), numbers=numbers)
    return Block(((line,),), ((pen.button("button.no_lead", Verb.WAITING, "no_lead", 0),),))


def unreachable(pen: Pen, heard: Sequence[Heard]) -> Block:
    names = list(dict.fromkeys(str(h.data.get("name", "")) for h in heard))
    key = "desk.unreachable" if len(names) <= FIVE else "desk.unreachable_more"
    line = pen.say(key, n=len(names), names=names[:FIVE])
    return Block(((line,),), ((pen.button("button.unreachable", Verb.WAITING, "unreachable", 0),),))
