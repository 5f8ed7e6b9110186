"""Decisions typed by people of a unit, whose other words are reports: done where they lead, else refused."""

from bot.actions.access import require_in_plan
from bot.chat.placing import subject_of
from bot.chat.turn import Answer, Turn
from bot.chat.typed_acts import acts
from bot.chat.typed_decisions import decided, pending
from bot.domain.assignment import State
from bot.domain.errors import Refused
from bot.domain.language.decides_alone import decides_alone
from bot.domain.language.placement import Decided, DecisionKind
from bot.domain.language.plain import plain
from bot.domain.permissions import Action, refusal
from bot.domain.relation import OF_UNITS


async def said(turn: Turn, text: str) -> Answer | None:
    """None where the words may mean anything else."""
    if turn.files or any(post.role not in OF_UNITS for post in turn.person.posts):
        return None
    decision = decides_alone(plain(text), subject_of(turn.context.plan))
    if decision is None:
        return None
    if decision.verdict is DecisionKind.RULING:
        require_in_plan(turn.person, Action.RULE)
    own = decision.unit in turn.person.units() if decision.unit else _owes(turn, decision.task)
    if decision.verdict is DecisionKind.RETURN and own:
        return None  # 退回8 of a unit's own item declines it
    if decision.verdict is DecisionKind.PASS and own and not await _is_submitted(turn, decision):
        return None  # 8通过 tells of a work that passed
    try:
        return await decided(turn, decision)
    except Refused as refused:
        if refused.key != "refused.nothing_to_decide":
            raise
        raise await _why_not_theirs(turn, decision) from None


def _owes(turn: Turn, task_id: str) -> bool:
    """Whether a unit of the person's has a part of the task, so that bare words may be about it."""
    task = turn.context.plan.task.get(task_id)
    units = set(turn.person.units())
    return task is not None and bool(units & {*task.roles.lead, *task.roles.joint, *task.roles.local})


async def _is_submitted(turn: Turn, decision: Decided) -> bool:
    units = turn.person.units()
    return any(a.state is State.SUBMITTED and a.unit in units for a in await pending(turn, decision))


async def _why_not_theirs(turn: Turn, decision: Decided) -> Refused:
    """What waits is another's to decide, or nothing of the kind waits."""
    waiting = await pending(turn, decision)
    reasons = [
        refused
        for action, _ in acts(turn, decision)
        for a in waiting
        if (refused := refusal(action, turn.person, a, turn.context.plan, turn.context.roster))
    ]
    return reasons[0] if reasons else Refused("refused.nothing_to_decide")
