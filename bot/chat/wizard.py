"""Going through several items one by one: those of a message, or those of a return."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.actions.access import find_seen, is_asked, require_in_plan
from bot.cards import item as item_cards
from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.card import Button, ButtonStyle, Card
from bot.cards.lists import ListEntry, entry, page
from bot.chat import item_views
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.permissions import Action
from bot.queries.returns import return_of, unanswered


async def list_(turn: Turn, number: int) -> Answer:
    """A page of the message's own items. While words wait for their item, the numbers choose it."""
    ids = turn.message_items
    if not ids:
        raise Refused("refused.old_message")
    choosing = turn.dialog is not None and turn.dialog.expects is Expects.CHOICE
    verb = Verb.CHOOSE if choosing else Verb.CARD
    entries = [await _entry(turn, id_, verb) for id_ in ids]
    walk = (turn.fmt.button("button.walk", Verb.WALK, 0, style=ButtonStyle.PRIMARY),)
    title = turn.say("choose.title") if choosing else turn.say("list.title", n=len(ids))
    card = page(
        turn.fmt,
        title,
        entries,
        number,
        lambda n: payload_for(Verb.LIST, n),
        last=() if choosing else (walk,),
        items=ids,
    )
    return Answer(card, in_place=True, keeps_dialog=True)


async def _entry(turn: Turn, id_: int, verb: Verb) -> ListEntry:
    """A message may be older than its reader's post."""
    try:
        a = await find_seen(turn.store, turn.context, turn.person, id_)
    except Refused as refused:
        return ListEntry(turn.say(refused.key, **refused.args_of_sentence))
    return entry(turn.fmt, turn.item(a), unit=True, verb=verb)


async def walk(turn: Turn, place: int) -> Answer:
    """One item of the message; what is written next is about it."""
    return await step(turn, turn.message_items, place)


async def step(turn: Turn, ids: Sequence[int], place: int, above: Sequence[str] = ()) -> Answer:
    if not ids:
        raise Refused("refused.old_message")
    place = min(place, len(ids) - 1)
    here = turn.say("walk.place", n=place + 1, of=len(ids))
    steps = _steps(turn, place, len(ids))
    try:
        a = await find_seen(turn.store, turn.context, turn.person, ids[place])
    except Refused as refused:  # handed to somebody else since
        why = turn.say(refused.key, **refused.args_of_sentence)
        return Answer(Card(here, (*above, why), (steps,), assignments=tuple(ids)), in_place=True)
    card = await item_views.card(turn, a, (*above, here))
    card = replace(card, buttons=(*card.buttons, steps), assignments=tuple(ids))
    if not is_asked(turn.context, turn.person, a):
        return Answer(card, in_place=True)
    expected = {"id": a.id, "walk": place, "items": list(ids)}
    return Answer(card, in_place=True, expects=Expects.REPORT, expected=expected)


def _steps(turn: Turn, place: int, of: int) -> tuple[Button, ...]:
    row = []
    if place:
        row.append(turn.fmt.button("button.walk_back", Verb.WALK, place - 1))
    if place + 1 < of:
        row.append(turn.fmt.button("button.walk_on", Verb.WALK, place + 1, style=ButtonStyle.PRIMARY))
    return (*row, turn.fmt.button("button.list", Verb.LIST, place // 10))


async def return_items(turn: Turn, unit: str, due: date) -> list[Assignment]:
    """Refused for another unit's return."""
    require_in_plan(turn.person, Action.ANSWER_RETURN, unit)
    return await return_of(turn.store, turn.context, unit, due, turn.today)


def unit_named(turn: Turn, code: str) -> str:
    unit = next((name for name in turn.context.plan.unit if unit_code(name) == code), None)
    if unit is None:
        raise Refused("refused.unit_gone")
    return unit


def owed(turn: Turn, items: Sequence[Assignment], due: date) -> list[Assignment]:
    """The items of the return due on `due` that this person may still answer."""
    return [a for a in unanswered(turn.context, items, due) if is_asked(turn.context, turn.person, a)]


async def return_page(turn: Turn, code: str, due: date, number: int) -> Answer:
    unit = unit_named(turn, code)
    items = await return_items(turn, unit, due)
    entries = [ListEntry(turn.fmt.line(turn.item(a)), payload_for(Verb.CARD, a.id), a.id) for a in items]
    left = len(owed(turn, items, due))
    title = turn.say(
        "return.title",
        unit=unit,
        periods=turn.fmt.periods(a.period for a in items if a.period),
        n=len(items),
        left=left,
    )
    last = (_return_row(turn, code, due, left, len(items)),) if left else ()
    card = page(turn.fmt, title, entries, number, lambda n: payload_for(Verb.RETURN, code, due, n), last=last)
    return Answer(card, in_place=True)


def _return_row(turn: Turn, code: str, due: date, left: int, of: int) -> tuple[Button, ...]:
    rest = "button.all_same" if left == of else "button.rest_same"
    return (
        turn.fmt.button("button.fill", Verb.FILL, code, due, 0, style=ButtonStyle.PRIMARY),
        turn.fmt.button(rest, Verb.REST_SAME, code, due),
    )


async def fill(
    turn: Turn, code: str, due: date, place: int, above: Sequence[str] = (), undo: bool = False
) -> Answer:
    """The next unanswered item of a return, from `place` on and round again."""
    unit = unit_named(turn, code)
    items = await return_items(turn, unit, due)
    return await fill_from(turn, code, due, items, place, above, undo)


async def fill_from(
    turn: Turn,
    code: str,
    due: date,
    items: Sequence[Assignment],
    place: int,
    above: Sequence[str],
    undo: bool,
) -> Answer:
    left = {a.id for a in owed(turn, items, due)}
    order = [*range(place, len(items)), *range(min(place, len(items)))]
    here = next((n for n in order if items[n].id in left), None)
    last = (turn.fmt.button("button.undo", Verb.UNDO),) if undo else ()
    if here is None:
        buttons = (*last, turn.fmt.button("button.return", Verb.RETURN, code, due, 0))
        return Answer(Card(turn.say("return.done"), tuple(above), (buttons,)), in_place=True)
    a = items[here]
    facts = item_cards.ItemFacts(history=(), before=await item_views.last_words(turn, a))
    title = turn.say("return.place", n=here + 1, of=len(items), left=len(left))
    card = item_cards.card(turn.fmt, turn.item(a), facts, (), (*above, title))
    rest = "button.all_same" if len(left) == len(items) else "button.rest_same"
    buttons = (
        (
            turn.fmt.button("button.same", Verb.SAME, a.id, style=ButtonStyle.PRIMARY),
            turn.fmt.button("button.skip", Verb.FILL, code, due, (here + 1) % len(items)),
            *last,
        ),
        (
            turn.fmt.button(rest, Verb.REST_SAME, code, due),
            turn.fmt.button("button.return", Verb.RETURN, code, due, here // 10),
        ),
    )
    lines = (*card.lines, turn.say("return.write"))
    expected = {"id": a.id, "fill": [code, due.isoformat(), here]}
    return Answer(
        replace(card, lines=lines, buttons=buttons), in_place=True, expects=Expects.REPORT, expected=expected
    )
