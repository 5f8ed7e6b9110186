"""What a unit supports: its tasks of others, with who leads them, the next date and the light."""

from collections.abc import Collection
from datetime import date

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.light import Light
from bot.domain.plan import Task
from bot.domain.summary import SupportedTask, Tally, worst_by


async def supported_tasks(
    store: Store, context: PlanContext, units: Collection[str], today: date
) -> tuple[SupportedTask, ...]:
    """In the plan's order."""
    mine = [task for task in context.plan.tasks if set(units) & set(task.roles.support)]
    if not mine:
        return ()
    lights = worst_by(await store.read(Tally, "tallies"), county=False)
    return tuple(
        _supported(task, [light for (of, _), light in lights.items() if of == task.id], today)
        for task in mine
    )


def _supported(task: Task, lights: list[Light], today: date) -> SupportedTask:
    days = sorted(one.due for one in task.milestones if one.due)
    due = next((day for day in days if day >= today), days[-1] if days else None)
    light = min(lights, key=lambda one: one.weight, default=Light.WHITE)
    return SupportedTask(task.id, task.mark, task.title, task.roles.leads or task.roles.joint, due, light)
