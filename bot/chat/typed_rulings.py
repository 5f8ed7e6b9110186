"""Rulings typed as words: recorded, or asked about where a unit, a task or a work is left open."""

from collections.abc import Sequence

from bot.cards import rulings as cards
from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.chat import inboxes, rulings
from bot.chat.placing import subject_of
from bot.chat.rulings import works_known
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.errors import Refused
from bot.domain.language.rulings import RulingSaid, ruling_said
from bot.domain.named_work import NamedWork
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.plan import Task
from bot.domain.ruling import RulingKind


async def said(turn: Turn, text: str) -> Answer | None:
    """None where the words rule nothing, or this person does not rule."""
    if turn.files or refusal_in_plan(Action.RULE, turn.person):
        return None
    found = ruling_said(text, subject_of(turn.context.plan))
    return await of(turn, found) if found else None


async def of(turn: Turn, found: RulingSaid) -> Answer | None:
    match found.kind:
        case RulingKind.SUMS_UP:
            return await _sums_up(turn, found)
        case RulingKind.COUNTY:
            return await _county(turn, found)
        case RulingKind.RHYTHM:
            task = _task(turn, found.number)
            assert found.every is not None
            return await rulings.in_rhythm(turn, task, found.every, words=found.why)


def _task(turn: Turn, number: str) -> Task:
    task = subject_of(turn.context.plan).task_of(number)
    if task is None:
        raise Refused("refused.no_such_task", task=number)
    return rulings.task_named(turn, task.id)


async def _sums_up(turn: Turn, found: RulingSaid) -> Answer:
    if not found.number:  # the tasks whose unit is not named yet
        return await inboxes.waiting(turn, "no_lead", 0)
    task = _task(turn, found.number)
    if found.asks:
        return await rulings.sums_up_units(turn, task.id, 0)
    return await rulings.sums_up_named(turn, task.id, found.units[0], found.why)


async def _county(turn: Turn, found: RulingSaid) -> Answer | None:
    works = _works(turn, found)
    if not works:
        if not found.number:
            return None
        raise Refused("refused.no_such_work", number=_task(turn, found.number).mark)
    if len(works) > 1:
        return _which(turn, works, found.units)
    if found.asks:
        milestone, place = _place(works[0])
        return await rulings.work_counties(turn, milestone, place, 0)
    return await rulings.placed(turn, works[0], found.units, found.why)


def _works(turn: Turn, found: RulingSaid) -> list[NamedWork]:
    """Named works of the task or milestone, narrowed by the words for the work; those not placed yet go first."""
    plan = turn.context.as_written
    tasks = [_task(turn, found.number)] if found.number else list(plan.works)
    works = [work for task in tasks for work in works_known(task)]
    exact = [work for work in works if work.milestone.id == found.number]
    works = exact or works
    named = [work for work in works if found.work and _is_named(work.name, found.work)]
    if found.work and not found.number:
        return named
    works = named or works
    still_open = [work for work in works if _is_open(turn, work)]
    return still_open or works


def _is_named(name: str, words: str) -> bool:
    """汉冶特钢 for 南阳汉冶特钢有限公司: two characters at least, in their order."""
    rest = iter(name)
    return len(words) > 1 and all(sign in rest for sign in words)


def _is_open(turn: Turn, work: NamedWork) -> bool:
    now = turn.context.plan.milestone(work.task.id, work.milestone.id)
    return now is not None and work.name in now.which_county


def _place(work: NamedWork) -> tuple[str, int]:
    return work.milestone.id, work.milestone.which_county.index(work.name)


def _which(turn: Turn, works: Sequence[NamedWork], units: Sequence[str]) -> Answer:
    def payload(work: NamedWork) -> str:
        if len(units) == 1:
            return payload_for(Verb.WORK_COUNTY, *_place(work), unit_code(units[0]))
        return payload_for(Verb.WORK_COUNTIES, *_place(work), 0)

    return Answer(cards.which_work(turn.fmt, [(work, payload(work)) for work in works]))


async def expected(turn: Turn, text: str) -> Answer | None:
    """The answer to a question of a ruling; None where the words are about something else."""
    assert turn.dialog is not None
    data = turn.dialog.data
    if (other := await said(turn, text)) is not None:
        return other
    match turn.dialog.expects:
        case Expects.SUMS_UP:
            return await rulings.sums_up_named(turn, str(data["task"]), text)
        case Expects.COUNTY:
            return await rulings.county_named(turn, str(data["milestone"]), int(str(data["place"])), text)
    return None
