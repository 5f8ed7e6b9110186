"""Decisions typed as words: they do what the button does, or ask about which item."""

from bot.actions.access import require_in_plan
from bot.chat import (
    chasing_all,
    commands,
    typed_life,
)
from bot.chat.decision_choices import which
from bot.chat.turn import Answer, Turn
from bot.chat.typed_acts import acts
from bot.domain.assignment import Assignment, State
from bot.domain.errors import Refused
from bot.domain.language.placement import Decided, DecisionKind
from bot.domain.permissions import Action, refusal


async def decided(turn: Turn, decision: Decided) -> Answer:
    if decision.verdict is DecisionKind.RULING:
        return await _ruling(turn, decision)
    if decision.verdict is DecisionKind.CHASE:
        return await _chase(turn, decision)
    if decision.verdict in typed_life.ACTIONS:
        return await typed_life.decided(turn, decision)
    for action, act in acts(turn, decision):
        rows = await _waiting(turn, decision, action)
        if len(rows) == 1:
            return await act(rows[0])
        if rows:
            return which(turn, rows, action, decision.reason)
    raise Refused("refused.nothing_to_decide")


async def _waiting(turn: Turn, decision: Decided, action: Action) -> list[Assignment]:
    """Items that this person may decide so now, as the words narrow them."""
    found = await pending(turn, decision)
    of_unit = [a for a in found if not decision.unit or a.unit == decision.unit]
    if action is Action.ACCEPT_DECLINE and not of_unit:  # the unit named is the one that takes it over
        of_unit = [a for a in found if a.declined]
    roster, plan = turn.context.roster, turn.context.plan
    return [a for a in of_unit if refusal(action, turn.person, a, plan, roster) is None]


async def pending(turn: Turn, decision: Decided) -> list[Assignment]:
    """Items of the task or milestone named that wait for somebody's decision."""
    return [
        a
        for a in await turn.store.read(Assignment, "unsettled_assignments")
        if (not decision.task or a.task == decision.task)
        and (not decision.milestone or a.milestone == decision.milestone)
        and (a.state is State.SUBMITTED or a.extension is not None or a.declined or a.suspension is not None)
    ]


async def _chase(turn: Turn, decision: Decided) -> Answer:
    if not decision.task and not decision.unit:
        return await commands.remind(turn, "")
    return await chasing_all.ordered(turn, decision)


async def _ruling(turn: Turn, decision: Decided) -> Answer:
    """Who sums up is for the coordinator to rule; their words are read by bot.chat.typed_rulings."""
    require_in_plan(turn.person, Action.RULE)
    raise Refused("refused.not_understood")
