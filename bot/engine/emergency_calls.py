"""Who is called in an emergency beside the first message: a second channel once half the minutes are over, and the
boards of those who look on. Both are functions of what is stored: looking again sends nothing twice."""

from collections.abc import Iterator, Sequence
from functools import partial

from bot.cards.emergency_board import board
from bot.cards.formatter import Formatter
from bot.context.emergencies import emergency_life
from bot.context.plan_context import ChatAccount, PlanContext
from bot.context.ports import Change, Store
from bot.domain.calendar import Instant
from bot.domain.emergency.emergency_course import emergency_of, stream_of
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.emergency.signing_told import SigningBoard
from bot.domain.errors import Stale
from bot.domain.message import MessageKind
from bot.domain.person import Person, Role
from bot.engine.live_boards import BoardView, LiveBoard, drawn_boards, live_boards, next_look, open_board
from bot.engine.outbox import URGENCY, card_from_json, post
from bot.i18n import Language
from bot.queries.emergency_told import SECOND, ToldPerson, second_account, told_to_sign
from bot.queries.signing_board import for_reader, signing_board


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
    for subject in dict.fromkeys(row.subject for row in boards):
        one = by_id.get(emergency_of(subject))
        mine = [row for row in boards if row.subject == subject]
        if one is None or not any(row.may_be_drawn(now) for row in mine):
            continue
        shown = await signing_board(store, context, one, now)
        draw = partial(view_for, context, shown, now)
        changes += drawn_boards(context, mine, draw, now)
    return changes


def view_for(context: PlanContext, shown: SigningBoard, now: Instant, reader: Person) -> BoardView:
    fmt = Formatter(Language.of(reader.language), context.plan, context.calendar.day(now), context.calendar)
    one, over = shown.life.emergency, shown.over(now)
    told = bool(shown.silent) and reader in context.roster.holding(
        Role.COORDINATOR
    )  # in the message that names the silent
    return BoardView(
        board(fmt, for_reader(context, shown, reader), now),
        over,
        anew=(over or now >= one.sign_by) and not told,
    )


def boards_to_open(context: PlanContext, emergency_id: str, now: Instant) -> list[Change]:
    """With an order that all must sign: one for each coordinator, where they are written to."""
    accounts = [context.account(person.id) for person in context.roster.holding(Role.COORDINATOR)]
    return [open_board(stream_of(emergency_id), one, now) for one in accounts if one]


async def next_call_instant(store: Store, context: PlanContext, now: Instant) -> Instant | None:
    one = context.emergency
    boards = await live_boards(store)
    asked = [next_look(boards, now)]
    if one:
        asked += [one.half_time, one.sign_by]
        if boards and now < one.sign_by:  # the minutes that are left are shown
            asked.append(one.next_minute(now))
    return min((at for at in asked if at is not None and at > now), default=None)
