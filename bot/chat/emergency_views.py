"""How an emergency stands, its report, and the checklists: looked at, nothing changed."""

from collections.abc import Sequence

from bot.actions.emergency_response import units_signing
from bot.cards import emergency_cards as cards
from bot.chat.turn import Answer, Turn
from bot.chat.wizard import unit_named
from bot.context.emergencies import emergency_life
from bot.context.whom_to_call import silent_with_contacts
from bot.domain.emergency.emergency_course import Emergency
from bot.domain.emergency.windows import open_windows, windows
from bot.domain.errors import Refused
from bot.domain.permissions import Action, refusal_in_plan
from bot.queries.checklists_now import checklists_now
from bot.queries.heavy_days import heavy_days


def _whole(turn: Turn) -> bool:
    return refusal_in_plan(Action.SEE_EMERGENCY, turn.person) is None


def _silent(turn: Turn, one: Emergency, units: Sequence[str]) -> list[tuple[str, list[str]]]:
    return silent_with_contacts(turn.context.roster, turn.person, units, one.task, all_named=False)


async def status(turn: Turn) -> Answer:
    """Of every unit, or of one's own."""
    one = turn.context.emergency
    if one is None:
        last = turn.context.emergencies[-1] if turn.context.emergencies else None
        return Answer(cards.nothing_runs(turn.fmt, last if _whole(turn) else None), keeps_dialog=True)
    life = await emergency_life(turn.store, one, turn.context.calendar)
    if not _whole(turn):
        units = units_signing(one, turn.person)
        if not units:
            raise Refused("refused.not_in_emergency")
        ahead = open_windows(one, turn.now, turn.context.calendar)
        listed = await checklists_now(turn.store) is not None
        return Answer(cards.of_unit(turn.fmt, life, units, ahead, listed=listed), keeps_dialog=True)
    passed = windows(one, turn.now, turn.context.calendar)
    window = passed[-1] if passed else None
    unreported = _silent(turn, one, life.silent_in(window.at)) if window else []
    card = cards.status(turn.fmt, life, window, _silent(turn, one, life.unsigned), unreported)
    return Answer(card, keeps_dialog=True)


async def shown(turn: Turn) -> Answer:
    return await status(turn)


async def report_page(turn: Turn, n: int, number: int) -> Answer:
    """The event report: orders, who signed when, who reported how often."""
    if refused := refusal_in_plan(Action.SEE_EMERGENCY, turn.person):
        raise refused
    one = next((each for each in turn.context.emergencies if each.id == f"E{n}"), None)
    if one is None:
        raise Refused("refused.no_such_emergency")
    life = await emergency_life(turn.store, one, turn.context.calendar)
    heavy = heavy_days(turn.context, one, turn.now)
    lines = [turn.say("emergency.page.heavy", n=len(heavy), days=[turn.fmt.day(day) for day, _ in heavy])]
    card = cards.event_page(turn.fmt, life, lines if heavy else (), number, turn.now)
    return Answer(card, in_place=number > 0)


async def checklist(turn: Turn, code: str, number: int) -> Answer:
    """A unit's own lines for the level in force, or of the last emergency; others' for whoever sees the whole plan."""
    unit = unit_named(turn, code)
    if not _whole(turn) and unit not in turn.person.units():
        raise Refused("refused.not_visible")
    lists = await checklists_now(turn.store)
    if lists is None:
        raise Refused("refused.no_checklists")
    found = turn.context.emergencies
    levels = [order.level for order in reversed(found[-1].orders) if order.level] if found else []
    if not levels:
        raise Refused("refused.no_emergency")
    life = await emergency_life(turn.store, found[-1], turn.context.calendar)
    card = cards.checklist(turn.fmt, lists, unit, levels[0], life.response(unit).done, number)
    return Answer(card, in_place=number > 0)
