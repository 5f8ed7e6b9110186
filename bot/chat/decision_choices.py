"""Which of several items a typed decision is about. The reason that was given is kept until one is chosen."""

from collections.abc import Callable, Mapping, Sequence

from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Button, Card
from bot.chat import reports
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.assignment import Assignment
from bot.domain.permissions import Action

SHOWN_AT_MOST = 6

DECIDE_KEYS = {
    Action.PASS: "decide.pass",
    Action.RETURN_FOR_REWORK: "decide.return",
    Action.GRANT_EXTENSION: "decide.grant",
    Action.REFUSE_EXTENSION: "decide.refuse_extension",
    Action.ACCEPT_DECLINE: "decide.excuse",
    Action.REFUSE_DECLINE: "decide.refuse_decline",
    Action.GRANT_SUSPENSION: "decide.grant_suspension",
    Action.REFUSE_SUSPENSION: "decide.refuse_suspension",
    Action.SUSPEND: "decide.suspend",
    Action.RESTART: "decide.restart",
    Action.REOPEN: "decide.reopen",
    Action.RECHECK: "decide.recheck",
    Action.CONFIRM_CLOSED: "decide.confirm_closed",
}
PAYLOADS: Mapping[Action, Callable[[Assignment], str]] = {
    Action.PASS: lambda a: payload_for(Verb.PASS, a.id, a.rounds),
    Action.RETURN_FOR_REWORK: lambda a: payload_for(Verb.REWORK, a.id, a.rounds),
    Action.GRANT_EXTENSION: lambda a: payload_for(Verb.GRANT, a.id, a.extension or a.due),
    Action.REFUSE_EXTENSION: lambda a: payload_for(Verb.REFUSE_GRANT, a.id, a.extension or a.due),
    Action.ACCEPT_DECLINE: lambda a: payload_for(Verb.EXCUSE, a.id),
    Action.REFUSE_DECLINE: lambda a: payload_for(Verb.REFUSE_EXCUSE, a.id),
    Action.GRANT_SUSPENSION: lambda a: payload_for(Verb.GRANT_SUSPENSION, a.id, a.suspension or a.due),
    Action.REFUSE_SUSPENSION: lambda a: payload_for(Verb.REFUSE_SUSPENSION, a.id, a.suspension or a.due),
    Action.SUSPEND: lambda a: payload_for(Verb.HOLD, a.id),
    Action.RESTART: lambda a: payload_for(Verb.RESTART, a.id),
    Action.REOPEN: lambda a: payload_for(Verb.REOPEN, a.id, a.rounds),
    Action.RECHECK: lambda a: payload_for(Verb.RECHECK, a.id),
    Action.CONFIRM_CLOSED: lambda a: payload_for(Verb.CONFIRM_CLOSED, a.id),
}


def which(turn: Turn, rows: Sequence[Assignment], action: Action, said: str = "") -> Answer:
    """`said`: the reason, and the date of a suspension, which are not asked again."""
    shown = rows[:SHOWN_AT_MOST]
    buttons = tuple((Button(_label(turn, a, shown, action), PAYLOADS[action](a)),) for a in shown)
    card = Card(turn.say("decide.which"), (), buttons, assignments=tuple(a.id for a in rows))
    if not said:
        return Answer(card)
    return Answer(card, expects=Expects.DECIDING, expected={"said": said, "ids": [a.id for a in shown]})


def _label(turn: Turn, a: Assignment, among: Sequence[Assignment], action: Action) -> str:
    """The sentence names the unit already."""
    name = reports.label(turn, a, [one for one in among if one.unit == a.unit])
    return turn.say(DECIDE_KEYS[action], name=name, unit=a.unit)


def said_before(turn: Turn, id_: int) -> str:
    """What was said of this decision before the item was chosen; "" for nothing."""
    dialog = turn.dialog
    if dialog is None or dialog.expects is not Expects.DECIDING:
        return ""
    ids = dialog.data.get("ids")
    return str(dialog.data.get("said", "")) if isinstance(ids, list | tuple) and id_ in ids else ""
