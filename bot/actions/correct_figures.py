"""A correction of readings that changes a figure: whoever was told the old one is told 已更正, with both."""

from collections.abc import Iterable, Iterator, Mapping

from bot.actions.enter_readings import PlannedEntry
from bot.cards.county_air import Figure, told_figures
from bot.cards.formatter import Formatter
from bot.context.air_numbers import AirNumbers, air_brought_by
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
from bot.queries.standing_corrections import of_figure, of_rank


async def corrections_of(
    store: Store, context: PlanContext, entry: PlannedEntry, now: Instant
) -> list[Change]:
    """What entering the readings corrects."""
    if context.air is None or not entry.air or not context.air.readings:
        return []
    return await corrections_between(store, context, context.air, context.air.also(entry.air), now)


async def corrections_between(
    store: Store, context: PlanContext, before: AirNumbers, after: AirNumbers, now: Instant
) -> list[Change]:
    """To those who were told what these readings change. The notices say it as it is when they go out."""
    return [
        *await _of_figures(store, context, before, after, now),
        *await _of_issued_ranks(store, context, before, after, now),
    ]


async def corrections_of_undoing(
    store: Store, context: PlanContext, stream: str, versions: Iterable[int], now: Instant
) -> list[Change]:
    """What taking back an import corrects."""
    if context.air is None:
        return []
    gone = [one for version in versions for one in await air_brought_by(store, stream, version)]
    if not gone:
        return []
    return await corrections_between(store, context, context.air, context.air.without(gone), now)


async def _of_issued_ranks(
    store: Store, context: PlanContext, before: AirNumbers, after: AirNumbers, now: Instant
) -> list[Change]:
    """Ranks of issued bulletins that these readings change: the coordinators and who may issue are told, and decide
    whether the next bulletin says so."""
    told = told_last(await issued_ranks(store))
    changed = tuple(corrected_ranks(told, await rankings_now(context, now, after)))
    known = {(one.told, one.now) for one in corrected_ranks(told, await rankings_now(context, now, before))}
    changes: list[Change] = []
    for n, one in enumerate(one for one in changed if (one.told, one.now) not in known):
        key, data = f"rank {one.told.period} {one.told.place} {now} {n}", of_rank(told[one.told], one.told)
        people = _papers_of(context)
        changes += queue_notices(context, people, NoticeKind.CORRECTION, key, now, data=data)
    return changes


def _papers_of(context: PlanContext) -> list[Person]:
    people = context.roster.people
    return [one for one in people if refusal_in_plan(Action.DRAFT_BULLETIN, one) is None]


async def _of_figures(
    store: Store, context: PlanContext, before: AirNumbers, after: AirNumbers, now: Instant
) -> list[Change]:
    """Only lines that stood in a message sent to the person: what nobody has read needs no correction."""
    changes: list[Change] = []
    day = context.calendar.day(now)
    reports = [await one.report(context.plan, day) for one in (before, after)]
    for person in context.roster.people:
        fmt = Formatter(Language.of(person.language), context.plan, day, context.calendar)
        for place in counties_of(context, person):
            lines = [told_figures(fmt, one, place, before.rules) for one in reports]
            for figure, old in _changed(*lines):
                if await store.one(int, "was_told", person=person.id, words=f"%{old}%"):
                    data = of_figure(place, figure, old)
                    key = f"figure {place} {now} {len(changes)}"
                    changes += queue_notices(context, [person], NoticeKind.CORRECTION, key, now, data=data)
    return changes


def counties_of(context: PlanContext, person: Person) -> list[str]:
    units = (context.plan.unit.get(name) for name in person.units())
    return [unit.name for unit in units if unit and unit.kind is UnitKind.COUNTY]


def _changed(old: Mapping[Figure, str], new: Mapping[Figure, str]) -> Iterator[tuple[Figure, str]]:
    """(the figure, its line as it was)"""
    return ((figure, line) for figure, line in old.items() if new.get(figure) != line)
