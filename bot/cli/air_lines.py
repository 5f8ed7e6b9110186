"""What a file of air readings comes to, as lines on a terminal."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.cards.air_findings import say_air_finding
from bot.cards.air_rank_lines import compensation_line, latest, ranking_line
from bot.cards.attainment_lines import attainment_line
from bot.cards.gauge_lines import goal_line
from bot.cli.finding_lines import finding_row
from bot.domain.air.air_report import AirReport
from bot.domain.air.air_rules import AirRules
from bot.domain.air.standards import in_force
from bot.domain.plan import Finding
from bot.i18n import Language

SHOWN = 20  # findings one by one; the others are counted


def air_lines(
    report: AirReport, findings: Sequence[Finding], rules: AirRules, language: Language
) -> Iterator[str]:
    if report.as_of is None:
        yield language.say("air.no_readings")
    else:
        yield language.say("air.head", day=report.as_of, n=len(report.places))
        yield from _years(report, report.as_of, rules, language)
    yield ""
    yield from (goal_line(goal, rules.assessment, language) for goal in report.goals)
    if report.ranks or report.compensation:
        yield ""
    yield from (ranking_line(one, language) for one in latest(report.ranks))
    yield from (compensation_line(one, language) for one in report.compensation)
    yield from _findings(findings, language)


def _years(report: AirReport, as_of: date, rules: AirRules, language: Language) -> Iterator[str]:
    decide = rules.assessment.attainment
    for place in report.places:
        for year in place.years:
            own = in_force(rules.standards.statistics, date(year.year, 12, 31))
            yield attainment_line(place.place, year, as_of, decide, own, language)


def _findings(findings: Sequence[Finding], language: Language) -> Iterator[str]:
    if findings:
        yield ""
        yield language.say("air.finding.findings", n=len(findings))
    for finding in findings[:SHOWN]:
        yield finding_row(finding.level, say_air_finding(finding, language))
    if len(findings) > SHOWN:
        yield language.say("air.finding.more", n=len(findings) - SHOWN)
