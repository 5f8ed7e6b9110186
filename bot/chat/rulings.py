"""Rulings of the coordinator: who sums up, which county, how often. By buttons, and by words after a question."""

from collections.abc import Sequence

from bot.actions.access import require_in_plan
from bot.actions.rule import require_ruling, rule
from bot.cards import rulings as cards
from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.chat.confirming import confirmed_by_words
from bot.chat.turn import Answer, Expects, Turn
from bot.chat.wizard import unit_named
from bot.domain.errors import Refused
from bot.domain.language.named_units import units_in
from bot.domain.language.rulings import reason_in
from bot.domain.named_work import NamedWork
from bot.domain.permissions import Action
from bot.domain.plan import Every, Task, UnitKind
from bot.domain.ruling import Ruled, RulingKind
from bot.domain.ruling_touches import MANY, rhythms_of


def task_named(turn: Turn, task_id: str) -> Task:
    """As the plan file has it. Refused for what the plan does not have."""
    task = turn.context.as_written.task.get(task_id)
    if task is None:
        raise Refused("refused.no_such_part")
    return task


# ---- who sums up


async def sums_up_units(turn: Turn, task_id: str, number: int) -> Answer:
    """请明确汇总单位"""
    require_in_plan(turn.person, Action.RULE)
    task = task_named(turn, task_id)
    if task.roles.lead:
        raise Refused("refused.lead_named", number=task.mark, units=list(task.roles.lead))
    city = (unit.name for unit in turn.context.plan.units if unit.kind is not UnitKind.COUNTY)
    units = list(dict.fromkeys((*task.roles.joint, *task.roles.support, *city)))
    card = cards.which_unit(turn.fmt, task, units, number)
    return Answer(card, in_place=number > 0, expects=Expects.SUMS_UP, expected={"task": task.id})


async def sums_up(turn: Turn, task_id: str, code: str, confirmed: int) -> Answer:
    return await ruled(turn, _summed(task_named(turn, task_id).id, unit_named(turn, code)), bool(confirmed))


def _summed(task_id: str, unit: str) -> Ruled:
    return Ruled(RulingKind.SUMS_UP, task_id, (unit,))


async def sums_up_named(turn: Turn, task_id: str, words: str, why: str = "") -> Answer:
    """The unit's name, typed where it was asked for or with the ruling."""
    units = units_in(words, turn.context.plan.unit)
    if len(units) != 1:
        return await sums_up_units(turn, task_id, 0)
    return await ruled(turn, _summed(task_id, units[0]), False, why or reason_in(words))


# ---- which county


def works_known(task: Task) -> list[NamedWork]:
    """Every named work of the plan file's task, placed or not."""
    return [NamedWork(task, one, name) for one in task.milestones for name in one.which_county]


def work_at(turn: Turn, milestone: str, place: int) -> NamedWork:
    found = [
        work
        for task in turn.context.as_written.works
        for work in works_known(task)
        if work.milestone.id == milestone
    ]
    if not 0 <= place < len(found):
        raise Refused("refused.no_such_part")
    return found[place]


def place_of(turn: Turn, work: NamedWork) -> int:
    """Its place among the works of its milestone in the plan file, as buttons count them."""
    written = turn.context.as_written.milestone(work.task.id, work.milestone.id)
    return written.which_county.index(work.name) if written else 0


async def work_counties(turn: Turn, milestone: str, place: int, number: int) -> Answer:
    """哪个县区？"""
    require_in_plan(turn.person, Action.RULE)
    work = work_at(turn, milestone, place)
    card = cards.which_county(turn.fmt, work, place, work.task.roles.local, number)
    expected = {"milestone": milestone, "place": place}
    return Answer(card, in_place=number > 0, expects=Expects.COUNTY, expected=expected)


async def work_county(turn: Turn, milestone: str, place: int, code: str) -> Answer:
    return await placed(turn, work_at(turn, milestone, place), (unit_named(turn, code),))


async def placed(turn: Turn, work: NamedWork, counties: Sequence[str], words: str = "") -> Answer:
    what = Ruled(
        RulingKind.COUNTY, work.task.id, tuple(counties), milestone=work.milestone.id, work=work.name
    )
    return await ruled(turn, what, False, words)


async def county_named(turn: Turn, milestone: str, place: int, words: str) -> Answer:
    """The county's name, typed where it was asked for."""
    units = units_in(words, turn.context.plan.unit)
    if not units:
        return await work_counties(turn, milestone, place, 0)
    return await placed(turn, work_at(turn, milestone, place), units, reason_in(words))


# ---- how often


async def rhythms(turn: Turn, task_id: str) -> Answer:
    require_in_plan(turn.person, Action.RULE)
    return Answer(cards.which_rhythm(turn.fmt, task_named(turn, task_id)))


async def rhythm_is(turn: Turn, task_id: str, word: str, confirmed: int) -> Answer:
    every = next((one for one in Every if one.value == word and one is not Every.SEASON), None)
    if every is None:
        raise Refused("refused.payload")
    return await in_rhythm(turn, task_named(turn, task_id), every, bool(confirmed))


async def in_rhythm(turn: Turn, task: Task, every: Every, confirmed: bool = False, words: str = "") -> Answer:
    what = Ruled(RulingKind.RHYTHM, task.id, every=every, was=rhythms_of(task))
    return await ruled(turn, what, confirmed, words)


# ---- all of them


async def ruled(turn: Turn, what: Ruled, confirmed: bool, words: str = "") -> Answer:
    """Recorded, or asked once more where it touches many or departs from the plan."""
    parts = require_ruling(turn.context, turn.person, what)
    why = [] if confirmed else _to_confirm(turn, what, list(parts))
    if why:
        payload = _confirming(what)
        return confirmed_by_words(turn, cards.confirm(turn.fmt, what, why, payload), payload, why=words)
    words = words or _kept(turn)
    outcome = await rule(turn.store, turn.context, turn.person, what, turn.now, words)
    return Answer(cards.done(turn.fmt, what, list(parts), words), outcome.changes)


def _kept(turn: Turn) -> str:
    """The reason that was written before the confirmation was asked."""
    asked = turn.dialog if turn.dialog and turn.dialog.expects is Expects.CONFIRM else None
    same = asked is not None and asked.data.get("payload") == turn.inbound.button
    return str(asked.data.get("why", "")) if asked and same else ""


def _confirming(what: Ruled) -> str:
    if what.kind is RulingKind.SUMS_UP:
        return payload_for(Verb.SUMS_UP, what.task, unit_code(what.units[0]), 1)
    return payload_for(Verb.RHYTHM_IS, what.task, what.every.value if what.every else "", 1)


def _to_confirm(turn: Turn, what: Ruled, units: Sequence[str]) -> list[str]:
    task = task_named(turn, what.task)
    lines = []
    if what.kind is RulingKind.SUMS_UP and not set(what.units) <= set(task.roles.joint):
        lines.append(turn.say("ruling.not_of_the_task", units=list(what.units), number=task.mark))
    stated = [one for one in task.milestones if one.id in what.was and what.was[one.id][1] and one.quote]
    lines += [turn.say("ruling.departs", line=str(one.line or task.line), quote=one.quote) for one in stated]
    if len(units) > MANY:
        lines.append(turn.say("ruling.touches", n=len(units)))
    return lines
