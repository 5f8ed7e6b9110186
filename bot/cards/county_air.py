"""What the air of a county comes to, in the lines that stand atop its return: goal, years, last rank."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from bot.cards.air_rank_lines import period_name
from bot.cards.attainment_lines import attainment_line
from bot.cards.formatter import Formatter
from bot.cards.gauge_lines import goal_line
from bot.domain.air.air_report import AirReport
from bot.domain.air.air_rules import AirRules
from bot.domain.air.ranks import Ranking, RankRow
from bot.domain.air.standards import in_force

YEARS = 2  # the running one, and the last that is complete


class Told(StrEnum):
    GOAL = "goal"
    YEAR = "year"
    RANK = "rank"


Figure = tuple[Told, str]  # what, of which period


def county_air(
    fmt: Formatter, report: AirReport, place: str, rules: AirRules, *, marked: bool = True
) -> list[str]:
    """Empty for a county without readings. `marked`: a goal has its light."""
    lines = told_figures(fmt, report, place, rules, marked=marked)
    by_kind = {what: [line for (one, _), line in lines.items() if one is what] for what in Told}
    return [*by_kind[Told.GOAL], *by_kind[Told.YEAR][-YEARS:], *by_kind[Told.RANK][-1:]]


def told_figures(
    fmt: Formatter, report: AirReport, place: str, rules: AirRules, *, marked: bool = True
) -> Mapping[Figure, str]:
    """By what and period, the older first: a figure told is found again when it is corrected."""
    return dict(
        [
            *_goals(fmt, report, place, rules, marked),
            *_years(fmt, report, place, rules),
            *_ranks(fmt, report, place),
        ]
    )


def told_years(fmt: Formatter, report: AirReport, place: str, rules: AirRules, year: str) -> Iterator[str]:
    """六项中五项达标，臭氧163，超标0.02倍。…: of one year."""
    yield from (line for (_, period), line in _years(fmt, report, place, rules) if period == year)


def _goals(
    fmt: Formatter, report: AirReport, place: str, rules: AirRules, marked: bool
) -> Iterator[tuple[Figure, str]]:
    if any(one.place == place for one in report.places):
        for goal in report.goals:
            if goal.scope == place:
                text = goal_line(goal, rules.assessment, fmt.language)
                line = fmt.say("light.marked", light=fmt.light(goal.light), text=text) if marked else text
                yield (Told.GOAL, f"{goal.measure} {goal.year}"), line


def _years(fmt: Formatter, report: AirReport, place: str, rules: AirRules) -> Iterator[tuple[Figure, str]]:
    for one in report.places:
        for year in one.years if one.place == place and report.as_of else ():
            own = in_force(rules.standards.statistics, date(year.year, 12, 31))
            last = min(report.as_of or date.max, date(year.year, 12, 31))
            text = attainment_line(place, year, last, rules.assessment.attainment, own, fmt.language)
            yield (Told.YEAR, str(year.year)), text


def _ranks(fmt: Formatter, report: AirReport, place: str) -> Iterator[tuple[Figure, str]]:
    for ranking in report.ranks:
        for row in ranking.rows:
            if row.place == place and row.rank is not None:
                yield (Told.RANK, ranking.period), _rank(fmt, ranking, row)


def _rank(fmt: Formatter, ranking: Ranking, row: RankRow) -> str:
    """2026年1月综合指数4.25，县市区第3名"""
    period = period_name(ranking.period, fmt.language)
    return fmt.say("rank.own", period=period, index=f"{row.index:f}", group=ranking.group, n=row.rank or 0)
