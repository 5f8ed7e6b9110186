"""Digest blocks for coordinator and reviewer: drafts, reviews, decisions, unreachable people."""

from collections.abc import Sequence

from bot.cards.callback_data import Verb
from bot.cards.card import Button, ButtonStyle
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter
from bot.cards.sections_owed import LISTED_AT_MOST, ItemNumbers, ids, more, number_of, numbered
from bot.domain.ladder import Draft
from bot.domain.message import NoticeView
from bot.domain.person import Person
from bot.domain.summary import Item

SHOWN_AT_MOST = 5
DRAFT_KEYS = {Draft.LETTER: "draft.line_letter", Draft.TALK: "draft.line_talk"}


SET_ASIDE_KEYS = {
    "notice": "set_aside.notice",
    "assignment": "set_aside.assignment",
    "planned": "set_aside.planned",
}


def drafts(fmt: Formatter, views: Sequence[NoticeView], reader: Person) -> ScreenBlock:
    """One line per draft with its buttons. Nobody endorses a talk about their own unit."""
    found = [(view, view.item) for view in views if view.item]
    title = fmt.say("draft.title", n=len(found))
    lines = [
        fmt.say(DRAFT_KEYS[view.draft], name=fmt.name(item), unit=item.unit, left=fmt.time_left(item))
        for view, item in found
    ]
    shapes = [(title, *lines[:most], *more(fmt, len(lines) - most)) for most in (SHOWN_AT_MOST, 3)] + [
        (title,)
    ]
    buttons = [
        draft_buttons(fmt, view.draft, item, endorse=item.unit not in reader.units())
        for view, item in found[:SHOWN_AT_MOST]
    ]
    return ScreenBlock(tuple(shapes), tuple(buttons), ids(item for _, item in found))


def draft_buttons(fmt: Formatter, draft: Draft, item: Item, *, endorse: bool) -> tuple[Button, ...]:
    if draft is Draft.LETTER:
        return (
            fmt.button("button.letter", Verb.DRAFT, item.id, number=fmt.number(item.task), unit=item.unit),
        )
    talk = fmt.button("button.talk", Verb.DRAFT, item.id, number=fmt.number(item.task), unit=item.unit)
    return (talk, fmt.button("button.endorse", Verb.ENDORSE, item.id)) if endorse else (talk,)


def reviews(fmt: Formatter, views: Sequence[NoticeView], numbers: ItemNumbers) -> ScreenBlock:
    """Items that wait for this reviewer."""
    items = list(dict.fromkeys(view.item for view in views if view.item))
    title = fmt.say("review.title", n=len(items))
    lines = [numbered(fmt, number_of(numbers, item), _to_review(fmt, item)) for item in items]
    shapes = [(title, *lines[:most], *more(fmt, len(lines) - most)) for most in (LISTED_AT_MOST, 3)] + [
        (title,)
    ]
    buttons = [review_buttons(fmt, item, number_of(numbers, item)) for item in items]
    return ScreenBlock(tuple(shapes), () if numbers is None else tuple(buttons), ids(items))


def _to_review(fmt: Formatter, item: Item) -> str:
    """One line; a sampled return names its period."""
    if item.period:
        return fmt.say("review.sample", name=fmt.name(item), unit=item.unit, period=fmt.period(item.period))
    return fmt.say("review.line", name=fmt.name(item), unit=item.unit)


def review_buttons(fmt: Formatter, item: Item, n: int = 0) -> tuple[Button, ...]:
    if n:
        return (
            fmt.button("button.pass_n", Verb.PASS, item.id, item.rounds, n=n),
            fmt.button("button.rework_n", Verb.REWORK, item.id, item.rounds, n=n),
            fmt.button("button.card_n", Verb.CARD, item.id, n=n),
        )
    return (
        fmt.button("button.pass", Verb.PASS, item.id, item.rounds, style=ButtonStyle.PRIMARY),
        fmt.button("button.rework", Verb.REWORK, item.id, item.rounds),
        fmt.button("button.card", Verb.CARD, item.id),
    )


def decisions(fmt: Formatter, views: Sequence[NoticeView], numbers: ItemNumbers) -> ScreenBlock:
    """Extensions and declines that this person decides."""
    items = list(dict.fromkeys(view.item for view in views if view.item))
    title = fmt.say("decision.title", n=len(items))
    lines = [decision_line(fmt, item) for item in items]
    shapes = [(title, *lines[:most], *more(fmt, len(lines) - most)) for most in (LISTED_AT_MOST, 3)] + [
        (title,)
    ]
    buttons = [row for item in items for row in decision_buttons(fmt, item)]
    return ScreenBlock(tuple(shapes), () if numbers is None else tuple(buttons), ids(items))


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


def decision_buttons(fmt: Formatter, item: Item) -> list[tuple[Button, ...]]:
    found: list[tuple[Button, ...]] = []
    card = fmt.button("button.card", Verb.CARD, item.id)
    if item.extension:
        until = fmt.day(item.extension)
        grant = fmt.button(
            "button.grant", Verb.GRANT, item.id, item.extension, style=ButtonStyle.PRIMARY, until=until
        )
        found.append((grant, fmt.button("button.refuse", Verb.REFUSE_GRANT, item.id, item.extension), card))
    if item.declined:
        excuse = fmt.button("button.excuse", Verb.EXCUSE, item.id)
        found.append((excuse, fmt.button("button.refuse", Verb.REFUSE_EXCUSE, item.id), card))
    return found


def no_lead(fmt: Formatter) -> ScreenBlock:
    """Tasks without a lead unit in the plan."""
    numbers = [task.number for task in fmt.plan.tasks if not task.roles.lead]
    line = fmt.say("desk.no_lead", n=len(numbers), numbers=numbers)
    return ScreenBlock(((line,),), ((fmt.button("button.no_lead", Verb.WAITING, "no_lead", 0),),))


def unreachable(fmt: Formatter, views: Sequence[NoticeView]) -> ScreenBlock:
    names = list(dict.fromkeys(str(view.data.get("name", "")) for view in views))
    key = "desk.unreachable" if len(names) <= SHOWN_AT_MOST else "desk.unreachable_more"
    line = fmt.say(key, n=len(names), names=names[:SHOWN_AT_MOST])
    return ScreenBlock(((line,),), ((fmt.button("button.unreachable", Verb.WAITING, "unreachable", 0),),))


def set_aside(fmt: Formatter, views: Sequence[NoticeView]) -> ScreenBlock:
    """Rows that could not be dealt with: which, and the error to pass on to whoever keeps the system."""
    lines = [
        fmt.say(SET_ASIDE_KEYS[str(view.data["kind"])], name=view.data["name"], error=view.data["error"])
        for view in views[:SHOWN_AT_MOST]
    ]
    title = fmt.say("set_aside.title", n=len(views))
    return ScreenBlock(((title, *lines), (title,)), ())
