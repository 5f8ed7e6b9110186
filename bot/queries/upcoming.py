"""What falls due in the next two weeks."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.period_returns import ORDER, rhythm_of
from bot.domain.plan import UnitRole
from bot.domain.summary import Upcoming
from bot.queries.items import title
from bot.queries.scope import SummaryScope

UPCOMING_WITHIN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class UpcomingRow:
    due: date
    task: str
    milestone: str
    unit: str
    role: UnitRole
    period: str  # "" for a result
    n: int


async def upcoming(
    store: Store, context: PlanContext, scope: SummaryScope, today: date
) -> tuple[Upcoming, ...]:
    """By day: each dated milestone, and the returns of each period."""
    rows = await store.read(
        UpcomingRow, "coming", after=today - timedelta(days=1), until=today + UPCOMING_WITHIN
    )
    grouped: dict[tuple[date, str, str], list[UpcomingRow]] = {}
    for row in rows:
        if scope.takes(row.task, row.unit, row.role):
            milestone = "" if row.period else row.milestone
            grouped.setdefault((row.due, row.period, milestone), []).append(row)
    return tuple(
        Upcoming(
            due=due,
            title=title(context, shares[0].task, milestone) if milestone else "",
            units=len({share.unit for share in shares}),
            items=sum(share.n for share in shares),
            returned=bool(period),
            task="" if period else shares[0].task,
            period=period,
        )
        for (due, period, milestone), shares in sorted(grouped.items(), key=_in_time)
    )


def _in_time(row: tuple[tuple[date, str, str], object]) -> tuple[date, int, str, str]:
    """Of one day: milestones, then quarters, then months."""
    due, period, milestone = row[0]
    return due, 1 + ORDER.index(rhythm_of(period)) if period else 0, period, milestone
