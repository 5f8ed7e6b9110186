"""What a typed decision does to the item that it is about: what the button does, with the reason that was said."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.chat import decisions, reviews, suspending, taking_over
from bot.chat.turn import Answer, Turn
from bot.domain.assignment import Assignment
from bot.domain.language.placement import Decided, DecisionKind
from bot.domain.permissions import Action

Act = Callable[[Turn, Decided, Assignment], Awaitable[Answer]]
Bound = Callable[[Assignment], Awaitable[Answer]]

MEANT: Mapping[DecisionKind, Sequence[Action]] = {
    DecisionKind.PASS: (Action.PASS,),
    DecisionKind.RETURN: (Action.RETURN_FOR_REWORK,),
    DecisionKind.GRANT: (Action.GRANT_EXTENSION,),
    DecisionKind.REFUSE_EXTENSION: (Action.REFUSE_EXTENSION,),
    DecisionKind.EXCUSE: (Action.ACCEPT_DECLINE,),
    DecisionKind.REFUSE_DECLINE: (Action.REFUSE_DECLINE,),
    DecisionKind.GRANT_SUSPENSION: (Action.GRANT_SUSPENSION,),
    DecisionKind.REFUSE_SUSPENSION: (Action.REFUSE_SUSPENSION,),
    DecisionKind.REFUSE: (Action.REFUSE_EXTENSION, Action.REFUSE_DECLINE, Action.REFUSE_SUSPENSION),
    DecisionKind.AGREE: (
        Action.GRANT_EXTENSION, Action.ACCEPT_DECLINE, Action.GRANT_SUSPENSION, Action.PASS,
    ),
}  # fmt: skip
"""The decisions that the words may mean, in the order in which they are looked for."""


def acts(turn: Turn, decision: Decided) -> list[tuple[Action, Bound]]:
    def bound(action: Action) -> Bound:
        return lambda a: ACTS[action](turn, decision, a)

    return [(action, bound(action)) for action in MEANT[decision.verdict]]


async def _rework(turn: Turn, decision: Decided, a: Assignment) -> Answer:
    if decision.reason:
        return await reviews.rework_for(turn, a.id, a.rounds, decision.reason)
    return await reviews.rework(turn, a.id, a.rounds)


async def _refuse_extension(turn: Turn, decision: Decided, a: Assignment) -> Answer:
    assert a.extension is not None
    if decision.reason:
        return await decisions.refuse_for(turn, a.id, a.extension, decision.reason)
    return await decisions.refuse(turn, a.id, a.extension)


async def _refuse_decline(turn: Turn, decision: Decided, a: Assignment) -> Answer:
    if decision.reason:
        return await decisions.refuse_excuse_for(turn, a.id, decision.reason)
    return await decisions.refuse_excuse(turn, a.id)


async def _refuse_suspension(turn: Turn, decision: Decided, a: Assignment) -> Answer:
    assert a.suspension is not None
    if decision.reason:
        return await suspending.refuse_for(turn, a.id, a.suspension, decision.reason)
    return await suspending.refuse(turn, a.id, a.suspension)


async def _accept_decline(turn: Turn, decision: Decided, a: Assignment) -> Answer:
    """同意 means what was asked for: to the unit proposed, or to the one that the words name."""
    unit = decision.unit if decision.unit != a.unit else ""
    if taker := unit or a.declined_to:
        return await taking_over.take_by(turn, a.id, taker)
    return await decisions.excuse(turn, a.id)


ACTS: Mapping[Action, Act] = {
    Action.PASS: lambda turn, _, a: reviews.pass_(turn, a.id, a.rounds),
    Action.RETURN_FOR_REWORK: _rework,
    Action.GRANT_EXTENSION: lambda turn, _, a: decisions.grant(turn, a.id, a.extension or a.due),
    Action.REFUSE_EXTENSION: _refuse_extension,
    Action.ACCEPT_DECLINE: _accept_decline,
    Action.REFUSE_DECLINE: _refuse_decline,
    Action.GRANT_SUSPENSION: lambda turn, _, a: suspending.grant(turn, a.id, a.suspension or a.due),
    Action.REFUSE_SUSPENSION: _refuse_suspension,
}
