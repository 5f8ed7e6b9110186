"""Suspending, restarting, reopening and 回头看, typed by those who decide: 8挂账到3月15日，冬季无法施工."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.actions.access import allowed
from bot.chat import reopening, suspending
from bot.chat.decision_choices import which
from bot.chat.turn import Answer, Turn
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.language.placement import Decided, DecisionKind
from bot.domain.permissions import Action, refusal

ACTIONS: Mapping[DecisionKind, Action] = {
    DecisionKind.SUSPEND: Action.SUSPEND,
    DecisionKind.RESTART: Action.RESTART,
    DecisionKind.REOPEN: Action.REOPEN,
    DecisionKind.RECHECK: Action.RECHECK,
    DecisionKind.CONFIRM_CLOSED: Action.CONFIRM_CLOSED,
}
LISTS: Mapping[DecisionKind, str] = {  # where no task is named: what may be meant
    DecisionKind.RESTART: "suspended_assignments",
    DecisionKind.CONFIRM_CLOSED: "to_decide",
    DecisionKind.REOPEN: "to_decide",  # the answer to 回头看
}
Act = Callable[[Assignment], Awaitable[Answer]]


async def decided(turn: Turn, decision: Decided) -> Answer:
    action = ACTIONS[decision.verdict]
    rows = await _named(turn, decision)
    may = [a for a in rows if allowed(turn.context, turn.person, action, a)]
    if len(may) == 1:
        return await _act(turn, decision, action)(may[0])
    if may:
        said = turn.inbound.text if action is Action.SUSPEND else decision.reason
        return which(turn, may, action, said)
    raise _why_none(turn, action, rows)


async def _named(turn: Turn, decision: Decided) -> list[Assignment]:
    """The items that the words name, else those of the message that is answered, else what waits for such a word."""
    if decision.task:
        rows = await turn.store.read(Assignment, "assignments_of_task", task=decision.task)
    elif turn.message_items:
        rows = [await turn.find(id_) for id_ in turn.message_items]
    elif query := LISTS.get(decision.verdict):
        rows = await turn.store.read(Assignment, query)
        rows = [a for a in rows if a.rechecking or a.suspended_until]
    else:
        raise Refused("refused.say_which")
    return [
        a
        for a in rows
        if (not decision.milestone or a.milestone == decision.milestone)
        and (not decision.unit or a.unit == decision.unit)
    ]


def _act(turn: Turn, decision: Decided, action: Action) -> Act:
    async def reopen(a: Assignment) -> Answer:
        if decision.reason:
            return await reopening.reopen_for(turn, a.id, a.rounds, decision.reason)
        return await reopening.reopen(turn, a.id, a.rounds)

    acts: Mapping[Action, Act] = {
        Action.SUSPEND: lambda a: suspending.hold_until(turn, a.id, turn.inbound.text),
        Action.RESTART: lambda a: suspending.restart(turn, a.id),
        Action.REOPEN: reopen,
        Action.RECHECK: lambda a: reopening.recheck(turn, a.id),
        Action.CONFIRM_CLOSED: lambda a: reopening.confirm(turn, a.id),
    }
    return acts[action]


def _why_none(turn: Turn, action: Action, rows: Sequence[Assignment]) -> Refused:
    """The reason of the item that comes nearest: a dated one before a period's."""
    for a in sorted(rows, key=lambda one: (one.recurring, one.told_only)):
        if refused := refusal(action, turn.person, a, turn.context.plan, turn.context.roster):
            return refused
    return Refused("refused.nothing_to_decide")
