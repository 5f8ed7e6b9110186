"""What new readings of the air change: goals, and the attainment of places, before → after."""

from collections.abc import Iterator, Mapping, Sequence

from bot.cards.formatter import Formatter
from bot.cards.gauge_lines import BASIS_NAME_KEYS, goal_line
from bot.domain.air.air_report import AirReport
from bot.domain.assessment import Assessment, Basis

VERDICT_WORD_KEYS: Mapping[bool | None, str] = {
    True: "air.verdict.met",
    False: "air.verdict.missed",
    None: "air.verdict.unknown",
}
Verdicts = Mapping[tuple[str, int, Basis], bool | None]


def air_changes(fmt: Formatter, before: AirReport, after: AirReport, rules: Assessment) -> list[str]:
    return [
        *_goals(fmt, before, after, rules),
        *_attainments(fmt, verdicts(before), verdicts(after), rules.attainment),
    ]


def verdicts(report: AirReport) -> Verdicts:
    """By place, year and basis."""
    return {
        (place.place, year.year, basis): found.met if year.tested else None
        for place in report.places
        for year in place.years
        for basis, found in year.attainment.items()
    }


def _goals(fmt: Formatter, before: AirReport, after: AirReport, rules: Assessment) -> Iterator[str]:
    for old, new in zip(before.goals, after.goals, strict=True):
        if old != new:
            text = goal_line(new, rules, fmt.language)
            yield fmt.say("light.marked", light=fmt.light(new.light), text=text)


def _attainments(fmt: Formatter, before: Verdicts, after: Verdicts, decide: Sequence[Basis]) -> Iterator[str]:
    for (place, year, basis), met in after.items():
        was = before.get((place, year, basis))
        if basis in decide and was is not met:
            yield fmt.say(
                "air.verdict.changed", place=place, year=year, basis=fmt.say(BASIS_NAME_KEYS[basis]),
                before=fmt.say(VERDICT_WORD_KEYS[was]), after=fmt.say(VERDICT_WORD_KEYS[met]),
            )  # fmt: skip
