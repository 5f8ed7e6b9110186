"""Papers that the air of the counties suggests: ranks, praise, warnings, talks. Only proposed: a person drafts one with
a tap, and a named person issues it."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.air.air_report import AirReport
from bot.domain.air.goal_state import GoalState
from bot.domain.air.praised import best_air
from bot.domain.air.rank_period import is_month
from bot.domain.air.ranks import Ranking
from bot.domain.air.told_ranks import ranks_to_text, told_ranks
from bot.domain.assessment import Assessment, ProposalRules
from bot.domain.papers import PaperKind
from bot.domain.plan import Plan, UnitKind

MISSED = (GoalState.MISSED, GoalState.BROKEN)
LAST_MONTH_OF_YEAR = "-12"


class Cause(StrEnum):
    RANKED = "ranked"  # a month or year has ranks
    CORRECTED = "corrected"  # ranks that an issued bulletin told are others now
    MERIT = "merit"
    LAST = "last"  # so many months in a row among the last of its group
    GOAL = "goal"  # the county's goal is missed, or can no longer be met


@dataclass(frozen=True, slots=True)
class PaperProposal:
    """`unit`: the county it is about, else "". `n`: months in a row. `mark`: what it would tell, where a correction is
    a reason to propose it again."""

    kind: PaperKind
    cause: Cause
    period: str
    unit: str = ""
    n: int = 0
    mark: str = ""

    @property
    def code(self) -> str:
        """Names it in a button and in the events; what is proposed again after a correction has another one."""
        key = "|".join((self.kind, self.cause, self.period, self.unit, str(self.n), self.mark))
        return hashlib.sha256(key.encode()).hexdigest()[:8]


def proposed_papers(
    plan: Plan, report: AirReport, corrected: Collection[str], rules: Assessment
) -> tuple[PaperProposal, ...]:
    """`corrected`: periods of which an issued bulletin tells ranks that are others now. Of the others only the last
    month counts, with its year where it ends one: nobody proposes what lies long behind."""
    month = max((one.period for one in report.ranks if is_month(one.period) and _has_ranks(one)), default="")
    ranked = [month] if month else []
    if month.endswith(LAST_MONTH_OF_YEAR):
        ranked.append(month.removesuffix(LAST_MONTH_OF_YEAR))
    return (
        *_of_ranks(report.ranks, ranked, corrected),
        *_of_merit(report.ranks, month),
        *_of_counties(plan, report, month, rules),
    )


def _has_ranks(ranking: Ranking) -> bool:
    return any(row.rank for row in ranking.rows)


def _of_ranks(
    rankings: Sequence[Ranking], ranked: Sequence[str], corrected: Collection[str]
) -> Iterator[PaperProposal]:
    for period in (*ranked, *sorted(set(corrected) - set(ranked))):
        found = [one for one in rankings if one.period == period]
        if any(map(_has_ranks, found)):
            cause = Cause.CORRECTED if period in corrected else Cause.RANKED
            yield PaperProposal(PaperKind.RANKS, cause, period, mark=ranks_to_text(told_ranks(found)))


def _of_merit(rankings: Sequence[Ranking], month: str) -> Iterator[PaperProposal]:
    if month and any(True for _ in best_air(rankings, month)):
        yield PaperProposal(PaperKind.PRAISE, Cause.MERIT, month)


def _of_counties(plan: Plan, report: AirReport, month: str, rules: Assessment) -> Iterator[PaperProposal]:
    """A county by which a talk is proposed gets no warning of the same cause."""
    for ranking in report.ranks:
        for row in ranking.rows if ranking.period == month else ():
            if row.last and row.streak and (kind := _by_streak(row.streak, rules)):
                yield PaperProposal(kind, Cause.LAST, month, row.place, row.streak)
    for goal in report.goals:
        unit = plan.unit.get(goal.scope)
        county = unit is not None and unit.kind is UnitKind.COUNTY
        if county and goal.year and goal.state in MISSED and (kind := _by_goal(rules)):
            yield PaperProposal(kind, Cause.GOAL, str(goal.year), goal.scope, mark=goal.measure)


def _by_streak(streak: int, rules: Assessment) -> PaperKind | None:
    def reached(one: ProposalRules) -> bool:
        return one.months_last is not None and streak >= one.months_last

    return _gravest(reached(rules.talk), reached(rules.warning))


def _by_goal(rules: Assessment) -> PaperKind | None:
    return _gravest(rules.talk.missed_goal is True, rules.warning.missed_goal is True)


def _gravest(talk: bool, warning: bool) -> PaperKind | None:
    if talk:
        return PaperKind.TALK
    return PaperKind.WARNING if warning else None
