"""/list: the lists (清单) that the person sees, and one of them with its items."""

from collections.abc import Sequence

from bot.cards import work_lists
from bot.cards.card import Card
from bot.cards.work_lists import ShownList
from bot.chat.turn import Answer, Turn
from bot.domain.errors import Refused
from bot.domain.lists.shares import may_answer
from bot.domain.lists.work_list import WorkList
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.plan import UnitKind
from bot.queries.list_figures import lists_in
from bot.queries.scope import SummaryScope, narrowed, visible_to


async def command(turn: Turn, argument: str) -> Answer:
    """All, or of a county, a task, a milestone, or the one whose title has the words: /list 方城县, /list 13.2."""
    shown = _narrowed_to(turn, argument) if argument else seen(turn)
    if not shown:
        return Answer(Card(turn.say("worklist.none")))
    return await _one(turn, shown[0], 0) if len(shown) == 1 else Answer(work_lists.overview(turn.fmt, shown))


async def listed(turn: Turn) -> Answer:
    return await command(turn, "")


async def one(turn: Turn, list_id: str, number: int) -> Answer:
    """Refused for a list of which the person sees nothing."""
    shown = next((one for one in seen(turn) if one.part.id == list_id), None)
    if shown is None:
        raise Refused("refused.no_such_list")
    return await _one(turn, shown, number)


async def _one(turn: Turn, shown: ShownList, number: int) -> Answer:
    answers = any(_answers(turn, shown.part, item.id) for item in shown.part.open_items)
    return Answer(work_lists.one_list(turn.fmt, shown, number, answers), in_place=number > 0)


def seen(turn: Turn, wanted: SummaryScope | None = None) -> list[ShownList]:
    scope = visible_to(turn.context, turn.person)
    if wanted:
        counties = frozenset(one.name for one in turn.context.plan.units if one.kind is UnitKind.COUNTY)
        scope = narrowed(scope, wanted, counties)
    return [ShownList(part, life.totals) for life, part in lists_in(turn.context, scope)]


def _narrowed_to(turn: Turn, word: str) -> Sequence[ShownList]:
    units = [unit for unit in turn.context.plan.unit if word == unit] or [
        unit for unit in turn.context.plan.unit if word in unit
    ]
    if len(units) == 1:
        return seen(turn, SummaryScope(units[0], units=frozenset(units)))
    task = turn.context.plan.task_by_number(word)
    return [
        one
        for one in seen(turn)
        if word in (one.part.milestone, one.part.id)
        or word in one.part.title
        or (task and one.part.task == task.id)
    ]


def _answers(turn: Turn, part: WorkList, item_id: str) -> bool:
    item = part.item(item_id)
    assert item is not None
    units = may_answer(part, item, turn.context.plan)
    return any(refusal_in_plan(Action.ANSWER_LISTED, turn.person, unit) is None for unit in units)
