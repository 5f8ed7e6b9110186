"""/map: the counties as tiles, each with its worst light over all tasks or in one."""

from bot.cards.card import Card
from bot.chat.turn import Answer, Turn
from bot.domain.drawn import CountyMap, CountyTile
from bot.domain.errors import Refused
from bot.domain.light import Light
from bot.domain.plan import Task, UnitKind
from bot.domain.summary import Tally, worst, worst_by
from bot.queries.scope import visible_to


async def command(turn: Turn, argument: str) -> Answer:
    """/map, /map 8. Of the counties whose work the person sees."""
    task = turn.context.plan.task_by_number(argument.strip()) if argument.strip() else None
    if argument.strip() and task is None:
        raise Refused("refused.no_such_task", task=argument.strip())
    tiles = await _tiles(turn, task)
    if not tiles:
        raise Refused("refused.no_counties")
    title = (
        turn.say("map.title_task", number=task.mark, title=task.title)
        if task
        else turn.say("map.title", n=len(tiles))
    )
    lines = tuple(_line(turn, light, tiles) for light in Light if any(one.light is light for one in tiles))
    words = turn.say("map.words", title=title, lines=lines)
    return Answer(Card(title, lines), picture=CountyMap(title, turn.today, tiles, words))


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
