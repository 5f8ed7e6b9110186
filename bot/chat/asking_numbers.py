"""Questions about numbers in words: answered as /goals, /chart and /list are, for whoever may see it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.cards.air_rank_lines import latest, period_name, ranking_line
from bot.cards.card import Card
from bot.cards.county_air import Told, told_figures
from bot.chat import charting, goals, list_views
from bot.chat.turn import Answer, Turn
from bot.domain.air.air_reading import WHOLE_CITY
from bot.domain.air.air_report import AirReport
from bot.domain.errors import Refused
from bot.domain.language.air_said import names_of
from bot.domain.language.numbers_asked import NumbersAsked, NumberTopic, numbers_asked
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.plan import IndicatorKind, Measure, Task, UnitKind

MEASURED = {NumberTopic.GOOD_DAYS: Measure.GOOD_DAYS, NumberTopic.HEAVY_DAYS: Measure.HEAVY_DAYS}
ALL = 9
ATTAINMENT = {Told.GOAL: ALL, Told.YEAR: 2}  # the running year, and the last that is complete
AIR = {**ATTAINMENT, Told.RANK: 1}


async def asked(turn: Turn, text: str) -> Answer | None:
    """None where the words ask for no number, or for one that the person does not see: they are read on then."""
    counties = [one.name for one in turn.context.plan.units if one.kind is UnitKind.COUNTY]
    wanted = numbers_asked(text, turn.context.plan, names_of(counties), turn.today)
    answer = await _answer(turn, wanted) if wanted else None
    return replace(answer, keeps_dialog=True) if answer else None


async def _answer(turn: Turn, wanted: NumbersAsked) -> Answer | None:
    match wanted.topic:
        case NumberTopic.LIST:
            return await list_views.command(turn, wanted.word)
        case NumberTopic.INDICATOR:
            return await _indicator(turn, wanted)
        case NumberTopic.ATTAINMENT | NumberTopic.AIR if place := _place(turn, wanted):
            shown = AIR if wanted.topic is NumberTopic.AIR else ATTAINMENT
            return await _told(turn, place, shown)
        case NumberTopic.ATTAINMENT:
            return await goals.of_measures(turn, {Measure.ATTAINMENT})
        case NumberTopic.AIR:
            return await goals.command(turn, "")
        case NumberTopic.RANK:
            return await _ranks(turn, wanted)
        case NumberTopic.GOOD_DAYS | NumberTopic.HEAVY_DAYS:
            return await goals.of_measures(turn, {MEASURED[wanted.topic]})


def _place(turn: Turn, wanted: NumbersAsked) -> str:
    """The county named, else one's own; "" where neither is."""
    return wanted.place or next(iter(_own_counties(turn)), "")


def _own_counties(turn: Turn) -> list[str]:
    units = (turn.context.plan.unit.get(name) for name in turn.person.units())
    return [one.name for one in units if one and one.kind is UnitKind.COUNTY]


def _require_sees(turn: Turn, place: str) -> None:
    """The city's air is for all, a county's for itself and for whoever sees the whole plan."""
    seen = place == WHOLE_CITY or place in turn.person.units()
    if not seen and (refused := refusal_in_plan(Action.SEE_WHOLE_PLAN, turn.person)):
        raise refused


async def _report(turn: Turn) -> AirReport:
    if turn.context.air is None:
        raise Refused("refused.no_goals")
    return await turn.context.air.report(turn.context.plan, turn.today)


async def _told(turn: Turn, place: str, shown: Mapping[Told, int]) -> Answer:
    """`shown`: how many of the last lines of each kind."""
    _require_sees(turn, place)
    report = await _report(turn)
    assert turn.context.air
    told = told_figures(turn.fmt, report, place, turn.context.air.rules)
    lines = tuple(
        line
        for kind, n in shown.items()
        for line in [one for (what, _), one in told.items() if what is kind][-n:]
    )
    if not lines:
        return Answer(Card(turn.say("air.asked.no_readings", place=place)))
    return Answer(Card(turn.say("air.asked.attainment", place=place), lines))


async def _ranks(turn: Turn, wanted: NumbersAsked) -> Answer:
    """One's own rank for a county, all of them for whoever sees the whole plan."""
    place = "" if wanted.place == WHOLE_CITY else _place(turn, wanted)
    whole = refusal_in_plan(Action.SEE_WHOLE_PLAN, turn.person)
    if not place and whole:
        if not (own := _own_counties(turn)):
            raise whole
        place = own[0]
    lines = await (_rank_of(turn, place, wanted.period) if place else _all_ranks(turn, wanted.period))
    if lines:
        return Answer(Card(turn.say("air.asked.ranks"), tuple(lines)))
    if wanted.period:
        period = period_name(wanted.period, turn.fmt.language)
        return Answer(Card(turn.say("air.asked.no_rank_of", period=period)))
    return Answer(Card(turn.say("air.asked.no_rank")))


async def _rank_of(turn: Turn, place: str, period: str) -> list[str]:
    """The last one where no period is named."""
    _require_sees(turn, place)
    report = await _report(turn)
    assert turn.context.air
    told = told_figures(turn.fmt, report, place, turn.context.air.rules)
    ranks = {label: line for (what, label), line in told.items() if what is Told.RANK}
    return [ranks[period]] if period in ranks else [] if period else list(ranks.values())[-1:]


async def _all_ranks(turn: Turn, period: str) -> list[str]:
    ranks = (await _report(turn)).ranks
    shown = [one for one in ranks if one.period == period] if period else latest(ranks)
    return [ranking_line(one, turn.fmt.language) for one in shown]


async def _indicator(turn: Turn, wanted: NumbersAsked) -> Answer | None:
    """As a chart; None for a task in which one has no part, and where several tasks may be meant."""
    tasks = [task for task in _seen_tasks(turn) if _measures(task, wanted)]
    if len(tasks) != 1:
        return None
    words = (
        [wanted.word] if wanted.word else [one.name for one in tasks[0].indicators if one.value == wanted.aim]
    )
    return await charting.command(turn, f"{tasks[0].mark} {words[0]}")


def _seen_tasks(turn: Turn) -> Iterable[Task]:
    whole = refusal_in_plan(Action.SEE_WHOLE_PLAN, turn.person) is None
    units = turn.person.units()
    return [task for task in turn.context.plan.works if whole or any(task.roles.of(unit) for unit in units)]


def _measures(task: Task, wanted: NumbersAsked) -> bool:
    return any(
        wanted.word in one.name if wanted.word else one.value == wanted.aim
        for one in task.indicators
        if one.kind is not IndicatorKind.THRESHOLD
    )
