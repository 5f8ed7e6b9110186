"""A correction of readings that changes a figure: whoever was told the old one is told 已更正, with both."""

from collections.abc import Iterator, Mapping

from bot.actions.enter_readings import PlannedEntry
from bot.cards.corrected_rank_lines import correction_line
from bot.cards.county_air import Figure, told_figures
from bot.cards.formatter import Formatter
from bot.context.air_numbers import AirNumbers
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.air.told_ranks import corrected_ranks
from bot.domain.calendar import Instant
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.person import Person
from bot.domain.plan import UnitKind
from bot.engine.notices import queue_notices
from bot.i18n import Language
from bot.queries.rank_corrections import issued_ranks, rankings_now, told_last


async def corrections_of(
    store: Store, context: PlanContext, entry: PlannedEntry, now: Instant
) -> list[Change]:
    """What entering the readings corrects."""
    if context.air is None or not entry.air or not context.air.readings:
        return []
    after = context.air.also(entry.air)
    return [
        *await corrections(store, context, context.air, after, now),
        *await issued_rank_corrections(store, context, context.air, after, now),
    ]


async def issued_rank_corrections(
    store: Store, context: PlanContext, before: AirNumbers, after: AirNumbers, now: Instant
) -> list[Change]:
    """Ranks of issued bulletins that these readings change: the coordinators and who may issue are told, and decide
    whether the next bulletin says so."""
    told = told_last(await issued_ranks(store))
    changed = tuple(corrected_ranks(told, await rankings_now(context, now, after)))
    known = {(one.told, one.now) for one in corrected_ranks(told, await rankings_now(context, now, before))}
    changes: list[Change] = []
    for n, one in enumerate(one for one in changed if (one.told, one.now) not in known):
        for person in _papers_of(context):
            fmt = _formatter(context, person, now)
            number, key = told[one.told], f"rank {one.told.period} {one.told.place} {now} {n}"
            data = {"corrected": correction_line(fmt, number, one)}
            changes += queue_notices(context, [person], NoticeKind.CORRECTION, key, now, data=data)
    return changes


def _papers_of(context: PlanContext) -> list[Person]:
    people = context.roster.people
    return [one for one in people if refusal_in_plan(Action.DRAFT_BULLETIN, one) is None]


async def corrections(
    store: Store, context: PlanContext, before: AirNumbers, after: AirNumbers, now: Instant
) -> list[Change]:
    """Only lines that stood in a message sent to the person: what nobody has read needs no correction."""
    changes: list[Change] = []
    day = context.calendar.day(now)
    reports = [await one.report(context.plan, day) for one in (before, after)]
    for person in context.roster.people:
        fmt = Formatter(Language.of(person.language), context.plan, day, context.calendar)
        for place in counties_of(context, person):
            for old, new in _changed(*(told_figures(fmt, one, place, before.rules) for one in reports)):
                if await store.one(int, "was_told", person=person.id, words=f"%{old}%"):
                    data = {"before": old, "after": new}
                    key = f"figure {place} {now} {len(changes)}"
                    changes += queue_notices(context, [person], NoticeKind.CORRECTION, key, now, data=data)
    return changes


def counties_of(context: PlanContext, person: Person) -> list[str]:
    units = (context.plan.unit.get(name) for name in person.units())
    return [unit.name for unit in units if unit and unit.kind is UnitKind.COUNTY]


def _changed(old: Mapping[Figure, str], new: Mapping[Figure, str]) -> Iterator[tuple[str, str]]:
    """(the line as it was, as it is)"""
    for key, line in old.items():
        if key in new and new[key] != line:
            yield line, new[key]


def _formatter(context: PlanContext, person: Person, now: Instant) -> Formatter:
    return Formatter(Language.of(person.language), context.plan, context.calendar.day(now), context.calendar)
