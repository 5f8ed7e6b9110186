"""催办8: all units of an item chased in one act, each once a day. Shown first: whom, how many, who is out of reach."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.actions import chase as chase_action
from bot.actions.access import allowed, require
from bot.actions.outcome import NO_OUTCOME
from bot.cards import chase_all as cards
from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import BatchRow
from bot.cards.chase_all import ChasedUnit
from bot.cards.formatter import clipped
from bot.chat import chasing
from bot.chat.confirming import confirmed_by_words
from bot.chat.placing import subject_of
from bot.chat.summary_lists import late_rows
from bot.chat.turn import Answer, Expects, Turn
from bot.context.recipients import asked_about
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.language.orders import chase_of
from bot.domain.language.placement import Decided
from bot.domain.notice import at_once
from bot.domain.permissions import Action
from bot.queries.scope import visible_to


async def remind(turn: Turn, argument: str) -> Answer:
    """/remind 8, /remind 8.1 西峡县, /remind 8 请今天报数字; of a unit alone what it has late."""
    subject = subject_of(turn.context.plan)
    order = chase_of(argument, subject)
    number = argument.split(maxsplit=1)[0]
    if order is None or not (order.task or order.unit):
        raise Refused("refused.no_such_task", task=number[:20])
    return await ordered(turn, order)


async def ordered(turn: Turn, order: Decided) -> Answer:
    """Chases at once what is a single item; asks before it chases several."""
    rows = await (_of_task(turn, order) if order.task else late_rows(turn))
    rows = [a for a in rows if a.running and not a.told_only and order.unit in ("", a.unit)]
    # no period is chased before its end, but where nothing else is meant
    rows = [a for a in rows if not a.recurring or a.until < turn.today] or rows
    if not rows:
        raise Refused("refused.nothing_to_chase")
    mine = [a for a in rows if allowed(turn.context, turn.person, Action.CHASE, a)]
    if len(rows) == 1 or not mine:
        return await chasing.chase(turn, rows[0].id, order.reason)
    return _asked(turn, order, mine)


async def _of_task(turn: Turn, order: Decided) -> list[Assignment]:
    scope = visible_to(turn.context, turn.person)
    rows = await turn.store.read(Assignment, "assignments_of_task", task=order.task)
    return [
        a
        for a in rows
        if scope.takes(a.task, a.unit, a.role) and (not order.milestone or a.milestone == order.milestone)
    ]


def _asked(turn: Turn, order: Decided, rows: Sequence[Assignment]) -> Answer:
    done_today = {a.unit for a in rows if a.chased_on == turn.today}
    found = _units(turn, (a for a in rows if a.unit not in done_today))
    if not found:
        raise Refused("refused.chased_today")
    about = order.unit
    if order.task:
        task = turn.context.plan.task[order.task]
        about = turn.say("item.name", number=order.milestone or task.mark, title=clipped(task.title))
    words = order.reason.strip()
    late = len({a.unit for a in rows if _is_late(turn, a)} - done_today)
    card = cards.confirm(turn.fmt, about, found, turn.context.plan.in_order(done_today), words, late)
    payload = payload_for(Verb.CHASE_ALL, len(found), int(bool(words)), 0)
    return confirmed_by_words(turn, card, payload, words=words)


def _units(turn: Turn, rows: Iterable[Assignment]) -> list[ChasedUnit]:
    """Each unit with its items, in the roster's order."""
    by_unit: dict[str, list[Assignment]] = defaultdict(list)
    for a in rows:
        by_unit[a.unit].append(a)
    return [_unit(turn, by_unit[unit]) for unit in turn.context.plan.in_order(by_unit)]


def _unit(turn: Turn, rows: Sequence[Assignment]) -> ChasedUnit:
    people = {person.id: person for a in rows for person in asked_about(turn.context, a)}.values()
    reached = tuple(person.name for person in people if turn.context.account(person.id))
    missed = tuple(person.name for person in people if not turn.context.account(person.id))
    shown = tuple(BatchRow(a.id, a.version) for a in rows)
    return ChasedUnit(rows[0].unit, rows[0].role, shown, reached, missed)


def _is_late(turn: Turn, a: Assignment) -> bool:
    return a.due < turn.today


async def chase_all(turn: Turn, _: int, with_words: int, only_late: int) -> Answer:
    """Sends it: to the units that the card names, but for those that have answered since or were chased."""
    batch = turn.on.read().batch if turn.on else ()
    words = _words(turn) if with_words else ""
    if not batch or (with_words and not words):
        raise Refused("refused.old_message")
    rows = [await turn.find(one.item) for one in batch]
    rows = [a for a in rows if _is_late(turn, a)] if only_late else rows
    if not rows:
        raise Refused("refused.nothing_to_chase")
    require(turn.context, turn.person, Action.CHASE, rows[0])
    due = [a for a in rows if _is_due(turn, a)]
    if not due:
        raise Refused("refused.chased_today")
    outcome = NO_OUTCOME
    for a in due:
        outcome += chase_action.chase(turn.context, turn.person, a, turn.now, words)
    left = turn.context.plan.in_order({a.unit for a in rows} - {a.unit for a in due})
    card = cards.done(turn.fmt, _units(turn, outcome.after), _day_sent(turn, outcome.after), left, words)
    return Answer(card, outcome.changes, in_place=True)


def _is_due(turn: Turn, a: Assignment) -> bool:
    return a.running and a.chased_on != turn.today and allowed(turn.context, turn.person, Action.CHASE, a)


def _words(turn: Turn) -> str:
    """Those that the card shows: they are kept beside the question."""
    dialog = turn.dialog
    asked = dialog is not None and turn.on is not None and dialog.data.get("message") == turn.on.message_id
    return str(dialog.data.get("words", "")) if dialog and asked and dialog.expects is Expects.CONFIRM else ""


def _day_sent(turn: Turn, rows: Sequence[Assignment]) -> str:
    """ "" where it goes at once."""
    people = {person.id for a in rows for person in asked_about(turn.context, a)}
    if not people:
        return ""
    calendar = turn.context.calendar
    sent = min(at_once(person, turn.now, calendar, turn.context.slot) for person in people)
    day = calendar.day(sent)
    return "" if day == turn.today else turn.fmt.weekday(day)
