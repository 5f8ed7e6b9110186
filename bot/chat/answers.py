"""Answers that record nothing: questions, items of other units, closed ones, slips, unreadable words."""

from collections.abc import Sequence
from decimal import Decimal

from bot.cards.callback_data import Verb
from bot.cards.card import Button, Card
from bot.cards.formatter import clipped
from bot.chat import commands, counties, item_views, reports, summary_lists, views
from bot.chat.reports import Words
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.language.asking import Topic, about_counties, named_in
from bot.domain.language.conversation import OwnItem
from bot.domain.language.measured import PointsOrPercent, Slip
from bot.domain.language.placement import (
    Asked,
    Choice,
    Closed,
    Doubtful,
    Foreign,
    Forwarded,
    Offer,
    Order,
    Pending,
    UnknownItem,
)
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.person import Role
from bot.domain.plan import Task
from bot.domain.quantity import half_width, quantities
from bot.queries.scope import visible_to

QUOTED = 60
OFFERED = 3  # items to which words may be added, as buttons


# ---- what is not recorded


def foreign(turn: Turn, placement: Foreign) -> Answer:
    return Answer(
        Card(_foreign(turn, placement.task), (turn.say("foreign.not_recorded"),), _usual(turn)),
        keeps_dialog=True,
    )


def _foreign(turn: Turn, task_id: str) -> str:
    task = turn.context.plan.task[task_id]
    return turn.say("foreign.title", number=task.mark, title=task.title, units=_owners(task))


def _owners(task: Task) -> list[str]:
    return list(task.roles.leads or task.roles.joint or task.roles.local)


def unknown(turn: Turn, placement: UnknownItem) -> Answer:
    return Answer(Card(_unknown(turn, placement.number), (), _usual(turn)), keeps_dialog=True)


def _unknown(turn: Turn, number: str) -> str:
    return turn.say("unknown.title", number=number, n=len(turn.context.plan.tasks))


async def closed(turn: Turn, placement: Closed, words: Words) -> Answer:
    assert placement.part.item
    a = await turn.find(placement.part.item.id)
    title = turn.say("closed.title", name=turn.fmt.name(turn.item(a)))
    button = turn.fmt.button("button.supplement", Verb.CHOOSE, a.id)
    return _kept(turn, title, (), [button], [a], words)


async def doubtful(turn: Turn, placement: Doubtful, words: Words) -> Answer:
    part = placement.part
    assert part.item
    a = await turn.find(part.item.id)
    button = turn.fmt.button("button.as_written", Verb.CHOOSE, a.id)
    over = (
        any(one.of is not None and one.value > one.of for one in part.measured.values) or part.reply.questions
    )
    buttons = [] if over and part.measured.doubt is None else [button]
    meant = ""
    if isinstance(slip := part.measured.doubt, Slip) and (meant := _as_meant(words.text, slip)):
        written = turn.fmt.language.quantity(slip.written.value, slip.written.unit)
        buttons = [
            turn.fmt.button("button.as_meant", Verb.MEANT, a.id),
            turn.fmt.button("button.just_so", Verb.CHOOSE, a.id, value=written),
        ]
    title = turn.say("doubt.title", name=turn.fmt.name(turn.item(a)))
    return _kept(turn, title, (_doubt(turn, placement),), buttons, [a], words, meant)


def _as_meant(text: str, slip: Slip) -> str:
    """The words with the unit that may be meant; "" where the value stands there otherwise."""
    for one in quantities(half_width(text)):
        if (one.quantity.value, one.quantity.unit) == (slip.written.value, slip.written.unit):
            return f"{text[: one.start]}{one.quantity.value}{slip.meant.unit}{text[one.end :]}"
    return ""


def _doubt(turn: Turn, placement: Doubtful) -> str:
    amount = turn.fmt.language.quantity
    match placement.part.measured.doubt:
        case Slip(written=written, meant=meant, last=last):
            key = "doubt.unit" if last is not None else "doubt.unit_beside_target"
            beside = amount(last if last is not None else meant.aim or Decimal(0), meant.unit)
            said = {"written": amount(written.value, written.unit), "meant": amount(meant.value, meant.unit)}
            return turn.say(key, beside=beside, **said)
        case PointsOrPercent(name=name, value=value):
            return turn.say("doubt.points", name=name, n=f"{value:f}")
    over = next((v for v in placement.part.measured.values if v.of is not None and v.value > v.of), None)
    if over is None:
        return turn.say("reply.question.ratio_over_one")
    return turn.say(
        "doubt.over", value=amount(over.value, over.unit), of=amount(over.of or Decimal(0), over.unit)
    )


def left_open(turn: Turn, one: Pending) -> str:
    """The line for words beside a record that were not recorded."""
    match one:
        case Choice(text=text):
            return turn.say("open.which", words=_quoted(text))
        case Foreign(task=task):
            return turn.say("open.foreign", what=_foreign(turn, task))
        case UnknownItem(number=number):
            return _unknown(turn, number)
        case Doubtful(part=part):
            return turn.say("open.doubt", words=_quoted(part.text), what=_doubt(turn, one))
        case Closed(part=part):
            return turn.say("open.closed", words=_quoted(part.text))


def _quoted(text: str) -> str:
    return clipped(text.strip().replace("\n", " "), QUOTED)


async def offer(turn: Turn, placement: Forwarded | Order | Offer, words: Words) -> Answer:
    """作为第8项的进展记录 / 是别的事."""
    if not placement.items:
        if isinstance(placement, Offer) and not turn.person.units(Role.LIAISON, Role.HEAD):
            raise Refused("refused.not_understood")
        if not turn.person.units(Role.LIAISON, Role.HEAD) or not isinstance(placement, Offer):
            return Answer(
                Card(turn.say("offer.nothing"), (turn.say("offer.how"),), _usual(turn)), keeps_dialog=True
            )
        return Answer(Card(turn.say("chat.nothing_owed"), (), _usual(turn)))
    keys = {Forwarded: "offer.forwarded", Order: "offer.order", Offer: "offer.nothing"}
    rows = await _rows(turn, placement.items[: OFFERED + 1])
    few = rows if len(rows) <= OFFERED else []
    buttons = [
        turn.fmt.button("button.record_as", Verb.CHOOSE, a.id, name=reports.label(turn, a, rows)) for a in few
    ]
    lines = () if few else (turn.say("offer.how"),)
    return _kept(turn, turn.say(keys[type(placement)]), lines, buttons, rows, words)


async def _rows(turn: Turn, items: Sequence[OwnItem]) -> list[Assignment]:
    return [await turn.find(one.id) for one in items]


def _kept(
    turn: Turn,
    title: str,
    lines: Sequence[str],
    buttons: Sequence[Button],
    rows: Sequence[Assignment],
    words: Words,
    meant: str = "",
) -> Answer:
    rest = (turn.fmt.button("button.other_matter", Verb.FORGET),)
    card = Card(
        title, tuple(lines), (*((one,) for one in buttons), rest), assignments=tuple(a.id for a in rows)
    )
    if not buttons:
        return Answer(card)
    kept = {"text": words.text, "files": list(words.files), "done": False, "ids": [a.id for a in rows]}
    return Answer(card, expects=Expects.CHOICE, expected=kept | ({"meant": meant} if meant else {}))


def _usual(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    return ((turn.fmt.button("button.tasks", Verb.TASKS, 0), turn.fmt.button("button.help", Verb.HELP)),)


# ---- questions


async def asked(turn: Turn, question: Asked) -> Answer:
    items = [one for one in question.items if not question.tasks or one.task in question.tasks]
    match question.topic:
        case Topic.MISSING if question.tasks and about_counties(question.text) and named_in(question.text):
            return await counties.of_task(turn, question.tasks[0])
        case Topic.MISSING if about_counties(question.text) and leads_counties(turn):
            return await counties.of_led_tasks(turn)
        case Topic.MISSING if question.units:
            return await commands.summary(turn, question.units[0])
        case Topic.MISSING if len(question.tasks) == 1 and named_in(question.text):
            return await summary_lists.missing_in(turn, f"t{question.tasks[0]}", 0)
        case Topic.MISSING if question.tasks:
            return await summary_lists.missing_in(turn, f"t{question.tasks[0]}", 0)
        case Topic.MISSING:
            return await summary_lists.missing(turn, 0)
        case Topic.MINE if turn.person.units(Role.LIAISON, Role.HEAD):
            return await views.tasks(turn, 0)
        case Topic.HOW if items and len({one.task for one in items}) == 1:
            return await reports.how(turn, items[0].id)
        case Topic.WHY if items:
            return await item_views.show(turn, await _questionable(turn, items))
        case Topic.WHO if question.tasks:
            return _who(turn, question.tasks[0])
        case Topic.STATUS | Topic.WHY | Topic.WHEN | Topic.OTHER:
            return await _status(turn, question, items)
    return await commands.help_(turn, "")


def leads_counties(turn: Turn) -> bool:
    """Whether the reader sees the counties of the tasks that their unit leads, and not the whole plan."""
    return bool(visible_to(turn.context, turn.person).counties_of)


async def _questionable(turn: Turn, items: Sequence[OwnItem]) -> int:
    """Of several items of a task the one with a reason to be told: returned or refused first, then the worst."""
    rows = [await turn.find(one.id) for one in items]
    return min(rows, key=lambda a: (not a.reason_event, views.worst_first(a))).id


async def _status(turn: Turn, question: Asked, items: Sequence[OwnItem]) -> Answer:
    if len(items) == 1:
        return await item_views.show(turn, items[0].id)
    if question.tasks:
        if refusal_in_plan(Action.SEE_WHOLE_PLAN, turn.person) is None or items:
            return await views.task(turn, question.tasks[0])
        return _who(turn, question.tasks[0])
    if question.units and refusal_in_plan(Action.SEE_WHOLE_PLAN, turn.person) is None:
        return await commands.summary(turn, question.units[0])
    if turn.person.units(Role.LIAISON, Role.HEAD):
        return await views.tasks(turn, 0)
    return await commands.help_(turn, "")


def _who(turn: Turn, task_id: str) -> Answer:
    task = turn.context.plan.task[task_id]
    lines = [turn.say("who.responsible", units=_owners(task))]
    if task.roles.support:
        lines.append(turn.say("who.support", units=list(task.roles.support)))
    title = turn.say("who.title", number=task.mark, title=task.title)
    return Answer(Card(title, tuple(lines), _usual(turn)), keeps_dialog=True)
