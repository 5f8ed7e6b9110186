"""The plan's term: whether it is live yet, still runs, or is over; and of what a go-live day comes too late."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.plan import MilestoneKind, Plan


class PlanTerm(StrEnum):
    NOT_LIVE = "not_live"  # before go-live, or no day is set
    RUNNING = "running"
    OVER = "over"  # after the plan's last day: what is owed stays owed, nothing new is asked


def term(plan: Plan, golive: date | None, today: date) -> PlanTerm:
    if golive is None or golive > today:
        return PlanTerm.NOT_LIVE
    return PlanTerm.OVER if today > plan.end else PlanTerm.RUNNING


@dataclass(frozen=True, slots=True)
class TooLate:
    """The dates that have passed by the day of go-live."""

    plan_over: bool
    past: int  # dated milestones whose date lies before that day


def too_late(plan: Plan, golive: date) -> TooLate:
    milestones = (m for task in plan.tasks for m in task.milestones if m.kind is MilestoneKind.RESULT)
    past = sum(m.due is not None and m.due < golive for m in milestones)
    return TooLate(golive > plan.end, past)
