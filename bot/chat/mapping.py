"""/map: the counties as tiles, by Grade II of a year that the goals name, or by their worst light over all tasks or in
one."""

from bot.cards.attainment_map import attainment_map_lines, tile_note
from bot.cards.callback_data import Verb
from bot.cards.card import Button, Card
from bot.chat.turn import Answer, Turn
from bot.domain.air.county_attainment import CountyYear, county_years, named_years, years_read
from bot.domain.air.goal_state import GoalState
from bot.domain.drawn import CountyMap, CountyTile, MapOf
from bot.domain.errors import Refused
from bot.domain.language.commands import BY_GRADE, BY_LIGHT
from bot.domain.light import Light
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.plan import Task, UnitKind
from bot.domain.summary import Tally, worst, worst_by
from bot.queries.scope import visible_to

BY_LIGHTS = 0  # instead of a year, in a button


async def command(turn: Turn, argument: str) -> Answer:
    """/map, /map 任务, /map 8, /map 达标, /map 2024. Of the counties that the person sees."""
    word = argument.strip()
    if not word or word in BY_GRADE:
        year = await _year(turn)
        return await _attained(turn, year) if year or word else await by_lights(turn, None)
    if word in BY_LIGHT:
        return await by_lights(turn, None)
    if word.isdecimal() and int(word) in named_years(turn.context.plan):
        return await _attained(turn, int(word))
    task = turn.context.plan.task_by_number(word)
    if task is None:
        raise Refused("refused.no_such_task", task=word)
    return await by_lights(turn, task)


async def pressed(turn: Turn, year: int) -> Answer:
    return await _attained(turn, year) if year else await by_lights(turn, None)


async def by_lights(turn: Turn, task: Task | None) -> Answer:
    tiles = await _tiles(turn, task)
    if not tiles:
        raise Refused("refused.no_counties")
    title = (
        turn.say("map.title_task", number=task.mark, title=task.title)
        if task
        else turn.say("map.title", n=len(tiles))
    )
    lines = tuple(_line(turn, light, tiles) for light in Light if any(one.light is light for one in tiles))
    return await _answer(turn, title, lines, tiles, MapOf.LIGHTS, BY_LIGHTS)


async def _attained(turn: Turn, year: int) -> Answer:
    """Refused where nothing is known of a county that the person sees. `year` 0: there are no readings at all."""
    seen = await _seen_years(turn, year) if year else ()
    if not seen:
        raise Refused("refused.no_attainment")
    place = {unit.name: unit.tile for unit in turn.context.plan.units}
    tiles = tuple(
        CountyTile(one.place, one.light, place[one.place], tile_note(turn.fmt, one)) for one in seen
    )
    title = turn.say("map.title_attainment" if turn.today.year > year else "map.title_so_far", year=year)
    return await _answer(turn, title, attainment_map_lines(turn.fmt, seen), tiles, MapOf.ATTAINMENT, year)


async def _answer(
    turn: Turn, title: str, lines: tuple[str, ...], tiles: tuple[CountyTile, ...], of: MapOf, year: int
) -> Answer:
    words = turn.say("map.words", title=title, lines=lines)
    buttons = tuple((button,) for button in await _others(turn, year))
    return Answer(Card(title, lines, buttons), picture=CountyMap(title, turn.today, tiles, words, of))


async def _others(turn: Turn, shown: int) -> list[Button]:
    """The maps that are not shown."""
    years = [
        turn.fmt.button("button.map_year", Verb.MAP, year, year=year)
        for year in await _read_years(turn)
        if year != shown and await _seen_years(turn, year)
    ]
    return [*years, *([turn.fmt.button("button.map_lights", Verb.MAP, BY_LIGHTS)] if shown else [])]


async def _year(turn: Turn) -> int:
    """The last that has begun; 0 where there is no reading of it, or none that the person sees."""
    begun = [
        year for year in await _read_years(turn) if year <= turn.today.year and await _seen_years(turn, year)
    ]
    return max(begun, default=0)


async def _read_years(turn: Turn) -> tuple[int, ...]:
    air, plan = turn.context.air, turn.context.plan
    return years_read(plan, await air.report(plan, turn.today)) if air else ()


async def _seen_years(turn: Turn, year: int) -> tuple[CountyYear, ...]:
    """All counties for whoever sees the whole plan or enters the readings, one's own for the others; none where nothing
    was read of them."""
    air, plan = turn.context.air, turn.context.plan
    if air is None:
        return ()
    own = turn.person.units()
    whole = refusal_in_plan(Action.SEE_WHOLE_PLAN, turn.person) is None or plan.readings in own
    found = county_years(plan, await air.report(plan, turn.today), year, air.rules.assessment)
    seen = tuple(one for one in found if whole or one.place in own)
    return seen if any(one.state is not GoalState.NO_DATA for one in seen) else ()


async def _tiles(turn: Turn, task: Task | None) -> tuple[CountyTile, ...]:
    scope = visible_to(turn.context, turn.person)
    tallies = [
        one
        for one in await turn.store.read(Tally, "tallies")
        if scope.takes(one.task, one.unit, one.role) and (task is None or one.task == task.id)
    ]
    lights: dict[str, list[Light]] = {}
    for (_, unit), light in worst_by(tallies, county=True).items():
        lights.setdefault(unit, []).append(light)
    counties = [one for one in turn.context.plan.units if one.kind is UnitKind.COUNTY]
    whole = scope.units is None and task is None
    return tuple(
        CountyTile(one.name, worst(lights.get(one.name, ())), one.tile)
        for one in counties
        if whole or one.name in lights
    )


def _line(turn: Turn, light: Light, tiles: tuple[CountyTile, ...]) -> str:
    names = [one.name for one in tiles if one.light is light]
    return turn.say("map.line", light=turn.fmt.light(light), n=len(names), names=names)
