"""How an emergency stands, its report, and the checklists: looked at, nothing changed."""

from dataclasses import replace

from bot.actions.emergency_response import may_sign, units_signing
from bot.actions.report import keep_files
from bot.cards import emergency_cards as cards
from bot.cards.callback_data import Verb
from bot.cards.card import Card
from bot.cards.emergency_board import board
from bot.cards.emergency_record import record_csv
from bot.chat.inbox_rows import answer_id
from bot.chat.turn import Answer, Turn
from bot.chat.wizard import unit_named
from bot.context.emergencies import emergency_life
from bot.context.plan_context import ChatAccount
from bot.context.ports import Attachment, Change
from bot.domain.emergency.emergency_course import Emergency, stream_of
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.emergency.windows import open_windows, windows
from bot.domain.errors import Refused
from bot.domain.language.asking import Topic, topic
from bot.domain.language.buttons import Typed, typed_button
from bot.domain.language.emergency_said import asks_its_course
from bot.domain.language.named_units import units_in
from bot.domain.language.plain import plain
from bot.domain.permissions import Action, refusal_in_plan
from bot.engine.live_boards import open_board
from bot.queries.checklists_now import checklists_now
from bot.queries.heavy_days import heavy_days
from bot.queries.signing_board import for_reader, signing_board


def _whole(turn: Turn) -> bool:
    return refusal_in_plan(Action.SEE_EMERGENCY, turn.person) is None


async def status(turn: Turn) -> Answer:
    """Of every unit, or of one's own."""
    one = turn.context.emergency
    if one is None:
        last = turn.context.emergencies[-1] if turn.context.emergencies else None
        return Answer(cards.nothing_runs(turn.fmt, last, whole=_whole(turn)), keeps_dialog=True)
    life = await emergency_life(turn.store, one, turn.context.calendar)
    if not _whole(turn):
        units = units_signing(one, turn.person)
        if not units:
            raise Refused("refused.not_in_emergency")
        ahead = open_windows(one, turn.now, turn.context.calendar)
        listed = await checklists_now(turn.store) is not None
        return Answer(cards.of_unit(turn.fmt, life, units, ahead, listed=listed), keeps_dialog=True)
    found = await signing_board(turn.store, turn.context, one, turn.now)
    card = board(turn.fmt, for_reader(turn.context, found, turn.person), turn.now)
    return Answer(card, _kept_live(turn, one, card, found.over(turn.now)), keeps_dialog=True)


async def asked(turn: Turn, text: str) -> Answer | None:
    """When it ends, whether it is lifted; and while one runs, who has not signed or reported: of the emergency, with
    the way to the ordinary list. None for any other words and for whom no emergency concerns."""
    running, mine = turn.context.emergency, turn.context.emergencies
    concerned = _whole(turn) or bool(mine and may_sign(turn.person, mine[-1]))
    if turn.inbound.group or turn.files or not concerned:
        return None
    words = plain(text)
    if asks_its_course(words, running=running is not None):
        return await _course(turn)
    if running is None or not _whole(turn) or any(map(str.isdigit, words)):
        return None
    button = typed_button(words)
    if button and button.typed is Typed.UNACKNOWLEDGED:
        usual = turn.fmt.button("button.usual_unsigned", Verb.WAITING, "unacknowledged", 0)
    elif (button and button.typed is Typed.MISSING) or (not button and topic(words) is Topic.MISSING):
        usual = turn.fmt.button("button.usual_missing", Verb.MISSING, 0)
    else:
        return None
    if units_in(words, turn.context.plan.unit):
        return None
    answer = await status(turn)
    assert answer.card
    return replace(answer, card=replace(answer.card, buttons=(*answer.card.buttons, (usual,))))


async def _course(turn: Turn) -> Answer:
    """How it stands; one that runs has no end before it is lifted."""
    answer = await status(turn)
    assert answer.card
    if turn.context.emergency is None:
        return answer
    lines = (turn.say("emergency.no_end"), *answer.card.lines)
    return Answer(replace(answer.card, lines=lines), keeps_dialog=True)


def _kept_live(turn: Turn, one: Emergency, card: Card, over: bool) -> tuple[Change, ...]:
    """The answer is the board from now on: it is changed in place while the emergency is signed."""
    inbound = turn.inbound
    if over or inbound.group:
        return ()
    account = ChatAccount(inbound.channel, inbound.external_id, turn.person.id, turn.now)
    message_id = answer_id(inbound.channel, inbound.update_id)
    return (open_board(stream_of(one.id), account, turn.now, message_id, card),)


async def shown(turn: Turn) -> Answer:
    return await status(turn)


async def _life(turn: Turn, n: int) -> EmergencyLife:
    """Refused for whoever does not see the whole plan, and for an emergency that there was not."""
    if refused := refusal_in_plan(Action.SEE_EMERGENCY, turn.person):
        raise refused
    one = next((each for each in turn.context.emergencies if each.id == f"E{n}"), None)
    if one is None:
        raise Refused("refused.no_such_emergency")
    return await emergency_life(turn.store, one, turn.context.calendar)


async def report_page(turn: Turn, n: int, number: int) -> Answer:
    """The event report: orders, who signed when, who reported how often."""
    life = await _life(turn, n)
    heavy = heavy_days(turn.context, life.emergency, turn.now)
    lines = [turn.say("emergency.page.heavy", n=len(heavy), days=[turn.fmt.day(day) for day, _ in heavy])]
    card = cards.event_page(turn.fmt, life, lines if heavy else (), number, turn.now)
    return Answer(card, in_place=number > 0)


async def report_file(turn: Turn, n: int) -> Answer:
    """The same as a table, with what everybody reported."""
    life = await _life(turn, n)
    heavy = heavy_days(turn.context, life.emergency, turn.now)
    asked = windows(life.emergency, turn.now, turn.context.calendar)
    body = record_csv(turn.fmt, life, asked, heavy, turn.name, turn.now)
    name = turn.say("emergency.file.name", id=life.emergency.id)
    files, stored = keep_files([Attachment(f"{name}.csv", "text/csv", body)], turn.person, turn.now)
    card = Card(turn.say("emergency.file.title", id=life.emergency.id), files=files)
    return Answer(card, tuple(stored))


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
