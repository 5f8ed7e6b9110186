"""Requests of a liaison: an extension, a decline, another unit's help, handing over, undo."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.actions import decline as declines
from bot.actions import extend as extensions
from bot.actions import wait_for as waiting
from bot.actions.access import find, find_for
from bot.actions.hand_over import hand_over
from bot.actions.not_concerned import not_concerned
from bot.actions.undo import undo
from bot.cards import confirmation
from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.card import Card
from bot.cards.lists import ListEntry, page
from bot.chat.turn import Answer, Expects, Turn
from bot.chat.wizard import unit_named
from bot.domain.errors import Refused
from bot.domain.language.conversation import OwnItem
from bot.domain.language.dates import mentions
from bot.domain.language.named_units import units_in
from bot.domain.language.placement import Requested
from bot.domain.language.reading import read
from bot.domain.language.wishes import WishKind, explains, gives_reason
from bot.domain.permissions import Action
from bot.domain.review import decline_deciders, extension_deciders

LISTED_AT_MOST = 10  # items of a choice

# ---- extension: a date and a reason, in one message or two


async def extend(turn: Turn, id_: int) -> Answer:
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.ASK_EXTENSION)
    return _ask(turn, "extend.how", id_, Expects.EXTENSION, {"id": id_}, turn.fmt.name(turn.item(a), clip=60))


async def extend_by(turn: Turn, id_: int, words: str, due: date | None = None) -> Answer:
    """`due` was said before, and only the reason was missing."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.ASK_EXTENSION)
    wanted = read(words, today=turn.today).next_date or due or _named_day(turn, words)
    name = turn.fmt.name(turn.item(a), clip=60)
    if wanted is None:
        return _ask(turn, "extend.no_date", id_, Expects.EXTENSION, {"id": id_}, name)
    if not gives_reason(words, turn.today):
        expected = {"id": id_, "due": wanted.isoformat()}
        return _ask(turn, "extend.no_reason", id_, Expects.EXTENSION, expected, name)
    outcome = extensions.ask_extension(turn.context, turn.person, a, wanted, words.strip(), turn.now)
    people = extension_deciders(a, turn.context.plan, turn.context.roster, wanted).people
    names = turn.fmt.who(people)
    title = turn.say("extend.asked", name=name, until=turn.fmt.legal_date(wanted))
    item = turn.item(outcome.one)
    lines = [turn.say("extend.until_then", due=turn.fmt.day(a.due), names=names)]
    if turn.today > a.due:
        lines.append(turn.say("extend.late"))
    return Answer(confirmation.done(turn.fmt, title, item, *lines, undo=True), outcome.changes)


def _named_day(turn: Turn, words: str) -> date | None:
    """A day that is only mentioned will do where a day was asked for."""
    days = {one.day for one in mentions(words, turn.today) if one.day and one.day >= turn.today}
    return days.pop() if len(days) == 1 else None


# ---- declining


async def decline(turn: Turn, id_: int) -> Answer:
    """Of a date that a county is only told, 退回 means 不涉及: nobody has to decide."""
    if (await find(turn.store, id_)).told_only:
        return await not_ours(turn, id_)
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.DECLINE)
    return _ask(turn, "decline.how", id_, Expects.DECLINE, {"id": id_}, turn.fmt.name(turn.item(a), clip=60))


async def not_ours(turn: Turn, id_: int) -> Answer:
    """不涉及, pressed. Refused where the plan names the county by now: the result is its own."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.NOT_CONCERNED)
    name = turn.fmt.name(turn.item(a), clip=60)
    return _ask(turn, "not_concerned.how", id_, Expects.DECLINE, {"id": id_}, name)


async def decline_for(turn: Turn, id_: int, words: str) -> Answer:
    a = await find(turn.store, id_)
    if a.told_only:
        outcome = not_concerned(turn.context, turn.person, a, words, turn.now)
        item = turn.item(outcome.one)
        title = turn.say("not_concerned.done", name=turn.fmt.name(item))
        line = turn.say("not_concerned.reason", words=words.strip())
        return Answer(confirmation.done(turn.fmt, title, item, line, undo=True), outcome.changes)
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.DECLINE)
    outcome = declines.decline(turn.context, turn.person, a, words, turn.now)
    names = turn.fmt.who(decline_deciders(a, turn.context.roster).people)
    item = turn.item(outcome.one)
    title = turn.say("decline.asked", name=turn.fmt.name(item))
    line = turn.say("decline.until_then", names=names)
    return Answer(confirmation.done(turn.fmt, title, item, line, undo=True), outcome.changes)


def _ask(turn: Turn, key: str, id_: int, expects: Expects, expected: dict[str, object], name: str) -> Answer:
    buttons = ((turn.fmt.button("button.cancel", Verb.FORGET),),)
    card = Card(turn.say("ask.title", name=name), (turn.say(key),), buttons, assignments=(id_,))
    return Answer(card, expects=expects, expected=expected)


# ---- another unit's help, a colleague


async def wait(turn: Turn, id_: int, number: int) -> Answer:
    """待配合: which unit is waited for? Those of the task first."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.WAIT_FOR)
    task = turn.context.plan.task.get(a.task)
    near = [unit for _, unit in task.roles] if task else []
    units = [unit for unit in dict.fromkeys((*near, *turn.context.plan.unit)) if unit != a.unit]
    entries = [ListEntry(unit, payload_for(Verb.WAIT_ON, a.id, unit_code(unit))) for unit in units]
    title = turn.say("wait.which", name=turn.fmt.name(turn.item(a)))
    card = page(turn.fmt, title, entries, number, lambda n: payload_for(Verb.WAIT, a.id, n), items=(a.id,))
    return Answer(card, in_place=number > 0, expects=Expects.WAIT, expected={"id": a.id})


async def wait_for_named(turn: Turn, id_: int, words: str) -> Answer:
    """市供电公司, typed where a unit was asked for."""
    units = units_in(words, turn.context.plan.unit)
    if not units:
        return await wait(turn, id_, 0)
    return await wait_for(turn, id_, unit_code(units[0]))


async def wait_for(turn: Turn, id_: int, code: str) -> Answer:
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.WAIT_FOR)
    unit = unit_named(turn, code)
    outcome = waiting.wait_for(turn.context, turn.person, a, unit, "", turn.now)
    item = turn.item(outcome.one)
    title = turn.say("wait.done", name=turn.fmt.name(item), unit=unit)
    return Answer(
        confirmation.done(turn.fmt, title, item, turn.say("wait.clock", unit=unit), undo=True),
        outcome.changes,
    )


async def take_back(turn: Turn, id_: int) -> Answer:
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.RESUME)
    outcome = waiting.resume(turn.context, turn.person, a, turn.now)
    item = turn.item(outcome.one)
    return Answer(
        confirmation.done(turn.fmt, turn.say("wait.resumed", name=turn.fmt.name(item)), item), outcome.changes
    )


async def hand(turn: Turn, id_: int, number: int) -> Answer:
    """转交: to which colleague? Only those who can be written to."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.HAND_OVER)
    others = [p for p in turn.context.roster.colleagues(a.unit) if p.id not in (turn.person.id, a.assignee)]
    reachable = [p for p in others if turn.context.account(p.id)]
    entries = [ListEntry(p.name, payload_for(Verb.HAND_TO, a.id, p.id)) for p in reachable]
    title = turn.say("hand.which", name=turn.fmt.name(turn.item(a)))
    card = page(
        turn.fmt,
        title,
        entries,
        number,
        lambda n: payload_for(Verb.HAND, a.id, n),
        empty=turn.say("hand.nobody"),
        items=(a.id,),
    )
    return Answer(card, in_place=number > 0)


async def hand_to(turn: Turn, id_: int, person_id: str) -> Answer:
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.HAND_OVER)
    colleague = turn.context.roster.by_id.get(person_id)
    if colleague is None:
        raise Refused("refused.no_such_colleague", name=person_id)
    outcome = hand_over(turn.context, turn.person, a, colleague, turn.now)
    item = turn.item(outcome.one)
    title = turn.say("hand.done", name=turn.fmt.name(item), colleague=colleague.name)
    return Answer(confirmation.done(turn.fmt, title, item, undo=True), outcome.changes)


# ---- undo


async def take_back_last(turn: Turn) -> Answer:
    """/undo"""
    outcome = await undo(turn.store, turn.context, turn.person, turn.now)
    if not outcome.after:
        return Answer(
            confirmation.done(turn.fmt, turn.say("undo.support"), None, turn.say("undo.kept")),
            outcome.changes,
        )
    first = turn.item(outcome.after[0])
    items = tuple(a.id for a in outcome.after)
    if len(outcome.after) == 1:
        title = turn.say("undo.one", name=turn.fmt.name(first))
    else:
        title = turn.say("undo.several", name=turn.fmt.name(first), n=len(outcome.after))
    card = confirmation.done(turn.fmt, title, first if len(items) == 1 else None, turn.say("undo.kept"))
    return Answer(replace(card, assignments=items), outcome.changes)


# ---- requests in words


async def requested(turn: Turn, placement: Requested) -> Answer:
    """The request with what was said of it; where several items may be meant, a choice of them."""
    wish, items = placement.wish, list(placement.items)
    if wish.kind is WishKind.LEAVE:
        buttons = ((turn.fmt.button("button.tasks", Verb.TASKS, 0),),)
        return Answer(Card(turn.say("leave.title"), (turn.say("leave.how"),), buttons))
    dated = [one for one in items if not one.recurring]
    if wish.kind in (WishKind.EXTENSION, WishKind.WAIT) and len(items) > 1:
        items = dated or items
    told = [one for one in items if one.told]
    if wish.kind is WishKind.DECLINE and len(told) == 1:
        items = told
    if len(items) != 1:
        return await _which(turn, wish.kind, items)
    id_ = items[0].id
    match wish.kind:
        case WishKind.EXTENSION:
            return await extend_by(turn, id_, placement.text, wish.due)
        case WishKind.DECLINE:
            if told and not explains(placement.text):
                return await decline(turn, id_)
            return await decline_for(turn, id_, placement.text)
        case WishKind.WAIT:
            return await wait_for(turn, id_, unit_code(wish.unit))
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.HAND_OVER)
    named = [p for p in turn.context.roster.colleagues(a.unit) if wish.colleague and p.name == wish.colleague]
    return await hand_to(turn, id_, named[0].id) if len(named) == 1 else await hand(turn, id_, 0)


_VERBS = {
    WishKind.EXTENSION: (Verb.EXTEND, ()),
    WishKind.DECLINE: (Verb.DECLINE, ()),
    WishKind.WAIT: (Verb.WAIT, (0,)),
    WishKind.HAND: (Verb.HAND, (0,)),
}


async def _which(turn: Turn, kind: WishKind, items: Sequence[OwnItem]) -> Answer:
    verb, more = _VERBS[kind]
    rows = [await turn.find(one.id) for one in items[:LISTED_AT_MOST]]
    entries = [ListEntry(turn.fmt.line(turn.item(a)), payload_for(verb, a.id, *more), a.id) for a in rows]
    card = page(
        turn.fmt,
        turn.say("extend.which" if kind is WishKind.EXTENSION else "choose.title"),
        entries,
        0,
        lambda n: payload_for(Verb.TASKS, n),
    )
    return Answer(card)


async def forget(turn: Turn) -> Answer:
    """Cancels the question that was asked."""
    return Answer(Card(turn.say("ask.cancelled")))


def day_kept(written: object) -> date | None:
    return date.fromisoformat(written) if isinstance(written, str) else None
