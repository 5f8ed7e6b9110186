"""The map of counties that attain Grade II: the lines beside it, and what stands on a county's tile."""

from collections.abc import Iterator, Mapping, Sequence

from bot.cards.attainment_lines import POLLUTANT_KEYS
from bot.cards.formatter import Formatter
from bot.domain.air.county_attainment import ATTAINMENT_LIGHTS, CountyYear, Excess
from bot.domain.air.goal_state import GoalState
from bot.domain.assessment import Basis

STATE_KEYS: Mapping[GoalState, str] = {one: f"map.state.{one}" for one in ATTAINMENT_LIGHTS}
WAY_KEYS: Mapping[tuple[Basis, bool | None], str] = {
    (Basis.BULLETIN, True): "map.bulletin.met",
    (Basis.BULLETIN, False): "map.bulletin.missed",
    (Basis.BULLETIN, None): "map.bulletin.unknown",
    (Basis.FULL, True): "map.full.met",
    (Basis.FULL, False): "map.full.missed",
    (Basis.FULL, None): "map.full.unknown",
}


def attainment_map_lines(fmt: Formatter, counties: Sequence[CountyYear]) -> tuple[str, ...]:
    """🔴不达标2：桐柏县（臭氧超0.02倍）、西峡县（…）"""
    return tuple(_line(fmt, state, of) for state in STATE_KEYS if (of := _in_state(counties, state)))


def tile_note(fmt: Formatter, one: CountyYear) -> tuple[str, ...]:
    """Up to three short lines."""
    if one.state is GoalState.DIFFERS:
        return tuple(_ways(fmt, one))
    if one.state is not GoalState.MISSED or not one.excesses:
        return (fmt.say(STATE_KEYS[one.state]),)
    first = one.excesses[0]
    key = "map.over_daily" if first.daily else "map.over"
    note = (fmt.say(POLLUTANT_KEYS[first.item]), fmt.say(key, over=f"{first.over:f}"))
    more = len(one.excesses) - 1
    return (*note, fmt.say("map.more_items", n=more)) if more else note


def _in_state(counties: Sequence[CountyYear], state: GoalState) -> list[CountyYear]:
    return [one for one in counties if one.state is state]


def _line(fmt: Formatter, state: GoalState, counties: Sequence[CountyYear]) -> str:
    names = [_named(fmt, one) for one in counties]
    return fmt.say(
        "map.attainment_line", light=fmt.light(ATTAINMENT_LIGHTS[state]), state=fmt.say(STATE_KEYS[state]),
        n=len(names), names=names,
    )  # fmt: skip


def _named(fmt: Formatter, one: CountyYear) -> str:
    ways = _ways(fmt, one) if one.state is GoalState.DIFFERS else ()
    said = [*ways, *(_excess(fmt, excess) for excess in one.excesses)]
    return fmt.say("map.county", place=one.place, said=fmt.say("map.comma").join(said)) if said else one.place


def _ways(fmt: Formatter, one: CountyYear) -> Iterator[str]:
    return (fmt.say(WAY_KEYS[basis, met]) for basis, met in one.met.items())


def _excess(fmt: Formatter, one: Excess) -> str:
    over = fmt.say("map.over_daily" if one.daily else "map.over", over=f"{one.over:f}")
    return fmt.say("map.excess", item=fmt.say(POLLUTANT_KEYS[one.item]), over=over)
