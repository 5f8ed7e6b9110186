"""A new list, or new items of one: the units that it concerns are told in their next message."""

from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.domain.calendar import Instant
from bot.domain.lists.shares import answering
from bot.domain.lists.work_list import WorkList
from bot.domain.notice import NoticeKind
from bot.domain.person import unique
from bot.engine.notices import queue_notices


def tell_of_list(
    context: PlanContext, before: WorkList | None, after: WorkList, version: int, now: Instant, by: str = ""
) -> list[Change]:
    """`version`: of the file's event. Whoever handed it in knows; before go-live nobody is told of anything."""
    if context.golive is None or now < context.begins(context.golive):
        return []
    places = {one.id: one.place for one in before.items} if before else {}
    new = [one for one in after.open_items if places.get(one.id) != one.place]
    if not new:
        return []
    units = context.plan.in_order({one.place for one in new if one.place} | answering(after, context.plan))
    people = unique(person for unit in units for person in context.roster.liaisons(unit, after.task))
    told = [one for one in people if one.id != by]
    occurrence, data = f"list {after.id} {version}", {"list": after.id}
    return queue_notices(context, told, NoticeKind.LISTED, occurrence, now, data=data)
