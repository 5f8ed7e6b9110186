"""A list's file is handed in: the first begins the list, a later one is laid over what it has become."""

from bot.actions.outcome import NO_OUTCOME, Outcome
from bot.context.events import append
from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.lists.life import ListLife, handed_in_over, list_data, stream_of
from bot.domain.lists.shares import leading
from bot.domain.lists.work_list import WorkList
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.person import Person


def hand_in_list(
    context: PlanContext, file: WorkList, version: int, reason: str, now: Instant, by: str = ""
) -> Outcome:
    """`file` was checked and has no error; `version` is the number of events that its stream has. The same file twice
    changes nothing. Refused where an item is missing that was there, or is left out, and nobody says why."""
    before = life_of(context, file.id)
    if before:
        _require_reasons(before.worklist, file, reason)
    after = handed_in_over(before.worklist if before else None, file)
    if unsaid := [one.name for one in after.items if one.excused == "" and not reason]:
        raise Refused("refused.list_reason_needed", names=unsaid)
    if before and after == before.worklist:
        return NO_OUTCOME
    data = list_data(after) | ({"reason": reason} if reason else {})
    event = Event(Kind.LISTED, now, context.calendar.day(now), by=by, data=data)
    return Outcome((), (*append(stream_of(file.id), version + 1, event), Change("revise_plan")))


def require_may_hand_in(context: PlanContext, person: Person, worklist: WorkList) -> None:
    """Refused for all but the lead units of the milestone, and the coordinator."""
    units = context.plan.in_order(leading(worklist, context.plan))
    if all(refusal_in_plan(Action.HAND_IN_LIST, person, unit) for unit in units or ("",)):
        raise Refused("refused.list_of_others", units=list(units), title=worklist.title)


def _require_reasons(before: WorkList, file: WorkList, reason: str) -> None:
    kept = {one.id for one in file.items}
    if not reason and (gone := [one.name for one in before.items if one.id not in kept]):
        raise Refused("refused.list_items_gone", names=gone)


def life_of(context: PlanContext, list_id: str) -> ListLife | None:
    return next((one for one in context.lists if one.worklist.id == list_id), None)
