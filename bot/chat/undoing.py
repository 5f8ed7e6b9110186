"""/undo: takes back what the person did last; 撤销 on a card, what that card is the answer to."""

from collections.abc import Sequence
from dataclasses import replace

from bot.actions.enter_readings import STREAM as READINGS
from bot.actions.golive import STREAM as GOLIVES
from bot.actions.undo import Undone, undo
from bot.cards import confirmation
from bot.cards.callback_data import Verb
from bot.cards.card import Card
from bot.cards.emergency_notices import emergency_number
from bot.chat.emergency_copies import asking_copies
from bot.chat.inbox_rows import update_of
from bot.chat.turn import Answer, Turn
from bot.context.emergencies import emergency_life
from bot.context.events import cause_of
from bot.context.ports import Change
from bot.domain.assignment import Kind
from bot.domain.complaint import number_of
from bot.domain.emergency.emergency_course import emergency_of
from bot.domain.emergency.responses import EmergencyLife, unit_of
from bot.domain.lists.life import list_of
from bot.domain.message import MessageKind
from bot.domain.ruling import task_of
from bot.domain.tickets.ticket import number_of as ticket_of


async def take_back_last(turn: Turn) -> Answer:
    """/undo"""
    undone = await undo(turn.store, turn.context, turn.person, turn.now, _cause_of_card(turn))
    outcome, left = undone.outcome, await _left(turn, undone)
    signatures = await _signatures(turn, undone)
    changes = (*outcome.changes, *await _released(turn, undone))
    for life, units in signatures:
        changes = (*changes, *await asking_copies(turn, life, units))
    if not outcome.after and any(number_of(act.stream) for act in undone.acts):
        return Answer(confirmation.done(turn.fmt, turn.say("undo.complaint")), changes)
    if not outcome.after:
        streams = {str(one.values.get("stream", "")) for one in outcome.changes}
        if GOLIVES in streams:
            return Answer(confirmation.done(turn.fmt, turn.say("undo.golive")), changes)
        if READINGS in streams:
            return Answer(confirmation.done(turn.fmt, turn.say("undo.readings")), changes)
        if any(map(emergency_of, streams)):
            return Answer(_of_emergency(turn, signatures), changes)
        if numbers := sorted({number for one in streams if (number := ticket_of(one))}):
            return Answer(_of_ticket(turn, numbers[0], undone), changes)
        if any(map(list_of, streams)):
            return Answer(confirmation.done(turn.fmt, turn.say("undo.list")), changes)
        key = "undo.ruling" if any(map(task_of, streams)) else "undo.support"
        return Answer(
            confirmation.done(turn.fmt, turn.say(key), None, turn.say("undo.kept")),
            changes,
        )
    first = turn.item(outcome.after[0])
    items = tuple(a.id for a in outcome.after)
    if len(outcome.after) == 1:
        title = turn.say("undo.one", name=turn.fmt.name(first))
    else:
        title = turn.say("undo.several", name=turn.fmt.name(first), n=len(outcome.after))
    lines = (*left, turn.say("undo.kept"))
    card = confirmation.done(turn.fmt, title, first if len(items) == 1 else None, *lines)
    return Answer(replace(card, assignments=items), changes)


async def _signatures(turn: Turn, undone: Undone) -> list[tuple[EmergencyLife, list[str]]]:
    """The units that have not signed the present level any more, of each emergency that runs."""
    found = []
    for one in turn.context.emergencies:
        life = await emergency_life(turn.store, one, turn.context.calendar)
        signed = {(signature.unit, signature.at) for signature in life.signatures}
        mine = [act for act in undone.acts if emergency_of(act.stream) == one.id]
        units = [unit_of(act.stream) for act in mine if (unit_of(act.stream), act.at) in signed]
        if units and one.running:
            found.append((life, units))
    return found


def _of_emergency(turn: Turn, signatures: Sequence[tuple[EmergencyLife, Sequence[str]]]) -> Card:
    """Where a signature was taken back the unit owes one again."""
    if not signatures:
        return confirmation.done(turn.fmt, turn.say("undo.emergency"), None, turn.say("undo.kept"))
    life, units = signatures[0]
    title = turn.say("undo.emergency_signature", units=list(units))
    n, round_ = emergency_number(life.emergency.id), life.emergency.round
    row = (turn.fmt.button("button.emergency_sign", Verb.EMERGENCY_SIGN, n, round_),)
    return Card(title, (turn.say("undo.signature_owed"), turn.say("undo.kept")), (row,))


def _of_ticket(turn: Turn, number: int, undone: Undone) -> Card:
    """How it stands now is a tap away, unless its issue was taken back."""
    if any(act.kind == Kind.TICKET_ISSUED for act in undone.acts):
        return Card(turn.say("undo.ticket_issue", name=f"T{number}"), (turn.say("undo.kept"),))
    row = (turn.fmt.button("button.ticket", Verb.TICKET_SHOW, number),)
    return Card(turn.say("undo.ticket", name=f"T{number}"), (turn.say("undo.kept"),), (row,))


async def _released(turn: Turn, undone: Undone) -> list[Change]:
    """The cards on which it was pressed say so, and their buttons act again."""
    line = turn.say("pressed.undone", at=turn.at(turn.now))
    cause = cause_of(turn.inbound.channel, turn.inbound.update_id)
    changes = []
    for at in {act.at for act in undone.acts}:
        act = {"person": turn.person.id, "at": at}
        for message_id in await turn.store.read(str, "pressed_by_act", **act):
            values = {**act, "message_id": message_id, "line": line, "cause": cause}
            changes.append(Change("release_press", values, rows=None))
    return changes


def _cause_of_card(turn: Turn) -> str:
    """The update to which the pressed card is the answer; "" for words, and for a card that is no answer."""
    on = turn.on if turn.inbound.button else None
    if on is None or on.kind != MessageKind.ANSWER:
        return ""
    channel, update_id = update_of(on.message_id)
    return cause_of(channel, update_id)


async def _left(turn: Turn, undone: Undone) -> list[str]:
    """第9项未撤销：李四已于10:05处理该项."""
    lines = []
    for stream, why in undone.kept:
        if stream.isdecimal():
            name = turn.fmt.name(turn.item(await turn.find(int(stream))))
            lines.append(turn.say("undo.not_this", name=name, why=turn.say(why.key, **why.args_of_sentence)))
    return lines
