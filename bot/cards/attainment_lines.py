"""A place's year in words: which of the six items are met, by how much the others are not, what is not judged."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.domain.air.attainment import ItemResult
from bot.domain.air.place_year import YearResult
from bot.domain.air.pollutant import POLLUTANTS, Pollutant
from bot.domain.air.standards import StatisticsRules
from bot.domain.assessment import Basis
from bot.i18n import Language

POLLUTANT_KEYS = {one: f"pollutant.{one}" for one in Pollutant}
MET_KEYS = {n: f"air.met.{n}" for n in range(len(POLLUTANTS) + 1)}  # how many of the six are met
VERDICT_KEYS: Mapping[tuple[Basis, bool], str] = {
    (Basis.BULLETIN, True): "air.bulletin.met",
    (Basis.BULLETIN, False): "air.bulletin.missed",
    (Basis.FULL, True): "air.full.met",
    (Basis.FULL, False): "air.full.missed",
}
BOTH_KEYS = {True: "air.both.met", False: "air.both.missed"}


def attainment_line(
    place: str,
    year: YearResult,
    as_of: date,
    decide: Sequence[Basis],
    rules: StatisticsRules,
    language: Language,
) -> str:
    """桐柏县2025年：六项中五项达标，臭氧163，超标0.02倍。按通报口径不达标。"""
    as_of = min(as_of, year.last_reading)  # what nobody has read yet is not told
    lead = "air.year" if year.complete else "air.year_so_far"
    if not year.tested:
        return language.say("air.year_begins", place=place, year=year.year, day=as_of)
    parts = [
        language.say(lead, place=place, year=year.year, day=as_of),
        *_figures(year, language),
        *_not_judged(year, rules, language),
        *_verdict(year, decide, language),
    ]
    return "".join(parts).rstrip()


def pollutants(items: Iterable[Pollutant], language: Language) -> str:
    return language.list([language.say(POLLUTANT_KEYS[one]) for one in items])


def _figures(year: YearResult, language: Language) -> Iterator[str]:
    met = sum(item.met_bulletin is True for item in year.items)
    over = [_over(item, language) for item in year.items if item.met_bulletin is False]
    if met or over:
        none_of_some = not met and len(over) < len(POLLUTANTS)  # the others are not judged
        counted = language.say("air.met.none_judged" if none_of_some else MET_KEYS[met])
        yield language.say("air.items", met=counted, over="".join(over))


def _over(item: ItemResult, language: Language) -> str:
    name = language.say(POLLUTANT_KEYS[item.item])
    return language.say("air.over", item=name, value=f"{item.judged:f}", over=f"{item.over:f}")


def _not_judged(year: YearResult, rules: StatisticsRules, language: Language) -> Iterator[str]:
    """One clause for the items that lack the same days of the same months, or have none at all."""
    alike: dict[tuple[tuple[int, ...], bool], list[Pollutant]] = {}
    for item in year.items:
        if not item.valid:
            alike.setdefault((item.months_short, item.percentile is None), []).append(item.item)
    clauses = []
    for (months, has_none), items in alike.items():
        names = language.say("air.all_six") if len(items) == len(POLLUTANTS) else pollutants(items, language)
        none = [language.say("air.no_values", items=names)]
        clauses += none if has_none else list(_short(months, names, rules, language))
    if clauses:
        yield language.say("air.not_judged", clauses=language.say("air.clause_separator").join(clauses))


def _short(months: Sequence[int], names: str, rules: StatisticsRules, language: Language) -> Iterator[str]:
    if not months:
        yield language.say("air.short_year", items=names, days=rules.year_days)
    for days in dict.fromkeys(map(rules.days_of, months)):
        of_days = [str(month) for month in months if rules.days_of(month) == days]
        yield language.say("air.short_months", months=of_days, items=names, days=days)


def _verdict(year: YearResult, decide: Sequence[Basis], language: Language) -> Iterator[str]:
    """In each way that decides; where nobody has decided and they differ, there is none."""
    met = {basis: year.attainment[basis].met for basis in decide}
    if len(decide) > 1 and len(set(met.values())) == 1:
        if (both := met[decide[0]]) is not None:
            yield language.say(BOTH_KEYS[both])
        return
    for basis, verdict in met.items():
        if verdict is not None:
            failed = _by_percentile(year, language) if basis is Basis.FULL else ""
            yield language.say(VERDICT_KEYS[basis, verdict], failed=failed)
    if len(decide) > 1:
        yield language.say("air.undecided")


def _by_percentile(year: YearResult, language: Language) -> str:
    """Items that only the full way misses."""
    return "".join(
        language.say(
            "air.percentile",
            item=language.say(POLLUTANT_KEYS[item.item]),
            p=item.p,
            value=f"{item.percentile:f}",
            limit=item.daily_limit,
        )
        for item in year.items
        if item.met_full is False and item.met_bulletin
    )
