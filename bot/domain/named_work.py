"""Named works of which the plan does not say in which county they lie (哪个县区)."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.plan import Milestone, Plan, Task


@dataclass(frozen=True, slots=True)
class NamedWork:
    task: Task
    milestone: Milestone
    name: str


def named_works(plan: Plan) -> Iterator[NamedWork]:
    """Those nobody has placed yet, in the plan's order."""
    for task in plan.works:
        yield from works_of(task)


def works_of(task: Task) -> Iterator[NamedWork]:
    for milestone in task.milestones:
        for name in milestone.which_county:
            yield NamedWork(task, milestone, name)
