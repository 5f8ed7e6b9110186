"""Reading an assignment on behalf of a person, and what a deed of theirs comes to."""

from dataclasses import dataclass

from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.person import Person
from bot.queries.summary import visible_to


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a use case decided: the assignments as they then stand, and the changes that make it so.

    The caller commits the changes together with the inbound row and the answer.
    """

    after: tuple[Assignment, ...]
    changes: tuple[Change, ...]

    @property
    def one(self) -> Assignment:
        return self.after[0]

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.after + other.after, self.changes + other.changes)


NO_OUTCOME = Outcome((), ())


async def find(store: Store, assignment_id: int) -> Assignment:
    """Refused where there is no such item: an old button, or a guess."""
    a = await store.one(Assignment, "assignment_by_id", id=assignment_id)
    if a is None:
        raise Refused("refused.no_such_item")
    return a


async def find_own(store: Store, context: PlanContext, person: Person, assignment_id: int) -> Assignment:
    """The item, if the person answers for it now. Checked at each use, not when a button was sent."""
    a = await find(store, assignment_id)
    if not context.answers_for(person, a):
        raise Refused("refused.not_yours", unit=a.unit)
    if a.assignee and a.assignee != person.id and a.holder == a.unit:
        colleague = context.roster.by_id.get(a.assignee)
        if colleague and colleague in context.roster.colleagues(a.unit):
            raise Refused("refused.handed_over", name=colleague.name)
    return a


async def find_seen(store: Store, context: PlanContext, person: Person, assignment_id: int) -> Assignment:
    """The item, if the person may see it: the scope of their summaries is the scope of their sight."""
    a = await find(store, assignment_id)
    if context.answers_for(person, a) or visible_to(context, person).takes(a.task, a.unit, a.role):
        return a
    raise Refused("refused.not_yours", unit=a.unit)
