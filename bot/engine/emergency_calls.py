"""Who is called in an emergency beside the first message: a second channel once half the minutes are over, and the
boards of those who look on. Both are functions of what is stored: looking again sends nothing twice."""

from collections.abc import Iterator, Sequence

from bot.cards.emergency_board import SigningBoard, board
from bot.cards.formatter import Formatter
from bot.context.emergencies import emergency_life
from bot.context.plan_context import ChatAccount, PlanContext
from bot.context.ports import Change, Store
from bot.domain.calendar import MINUTE, Instant
from bot.domain.emergency.emergency_course import Emergency, emergency_of, stream_of
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.errors import Stale
from bot.domain.message import MessageKind
from bot.domain.person import Person, Role
from bot.engine.live_boards import BoardView, LiveBoard, drawn_boards, live_boards, next_look, open_board
from bot.engine.outbox import URGENCY, card_from_json, post
from bot.i18n import Language
from bot.queries.emergency_board import signing_board
from bot.queries.emergency_told import SECOND, ToldPerson, second_account, told_to_sign


async def turn_emergency_calls(store: Store, context: PlanContext, now: Instant) -> bool:
    """True: another worker was doing the same, go again at once."""
    boards = await live_boards(store)
    one = context.emergency
    calls = one is not None and now >= one.half_time
    if not boards and not calls:
        return False
    changes: list[Change] = []
    if one and calls:
        life = await emergency_life(store, one, context.calendar)
        changes += _second_calls(context, life, await told_to_sign(store, one), now)
    changes += await _boards(store, context, boards, now)
    try:
        await store.commit(changes)
    except Stale:
        return True
    return False


def _second_calls(
    context: PlanContext, life: EmergencyLife, told: Sequence[ToldPerson], now: Instant
) -> Iterator[Change]:
    """The same message to another account of those who were told and whose units have not signed."""
    silent = set(life.unsigned)
    for one in told:
        if one.second_state or not one.message_id or not silent & set(one.units):
            continue
        if found := second_account(context, one.person, one.channel):
            account = ChatAccount(*found, one.person, now)
            card, id_ = card_from_json(one.card), f"{one.message_id}{SECOND}"
            kind = MessageKind.EMERGENCY
            yield post(account, card, kind, id_, now, why=one.why, urgency=URGENCY[kind])


async def _boards(
    store: Store, context: PlanContext, boards: Sequence[LiveBoard], now: Instant
) -> list[Change]:
    changes: list[Change] = []
    by_id = {one.id: one for one in context.emergencies}
    for subject in dict.fromkeys(board.subject for board in boards):
        one = by_id.get(emergency_of(subject))
        mine = [board for board in boards if board.subject == subject]
        if one is None or not any(board.may_be_drawn(now) for board in mine):
            continue
        shown = await signing_board(store, context, one, now)
        changes += drawn_boards(context, mine, lambda reader, shown=shown: view_for(context, shown, reader, now), now)
    return changes


def view_for(context: PlanContext, shown: SigningBoard, reader: Person, now: Instant) -> BoardView:
    fmt = Formatter(Language.of(reader.language), context.plan, context.calendar.day(now), context.calendar)
    silent_told = bool(shown.life.unsigned) and reader.holds(Role.COORDINATOR)
    return BoardView(board(fmt, shown.for_reader(reader), now), shown.over(now), told=silent_told)


def boards_to_open(context: PlanContext, emergency_id: str, now: Instant) -> list[Change]:
    """With an order that all must sign: one for each coordinator, where they are written to."""
    accounts = [context.account(person.id) for person in context.roster.holding(Role.COORDINATOR)]
    return [open_board(stream_of(emergency_id), one, now=now) for one in accounts if one]


async def next_call_instant(store: Store, context: PlanContext, now: Instant) -> Instant | None:
    one = context.emergency
    boards = await live_boards(store)
    asked = [next_look(boards, now)]
    if one:
        asked += [one.half_time, one.sign_by]
        if boards and now < one.sign_by:  # the minutes that are left are shown
            asked.append(_next_minute(one, now))
    return min((at for at in asked if at is not None and at > now), default=None)


def _next_minute(one: Emergency, now: Instant) -> Instant:
    return now + ((one.sign_by - now) % MINUTE or MINUTE)
