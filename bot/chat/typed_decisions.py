"""Decisions typed as words: they do what the button does, or ask about which item."""

from collections.abc import Awaitable, Callable, Sequence

from bot.actions.access import require_in_plan
from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Button, Card
from bot.chat import (
    chasing_all,
    commands,
    decisions,
    reports,
    reviews,
    suspending,
    taking_over,
    typed_life,
)
from bot.chat.placing import subject_of
from bot.chat.turn import Answer, Turn
from bot.domain.assignment import Assignment, State
from bot.domain.errors import Refused
from bot.domain.language.decides_alone import decides_alone
from bot.domain.language.placement import Decided, DecisionKind
from bot.domain.language.plain import plain
from bot.domain.permissions import Action, refusal
from bot.domain.relation import OF_UNITS

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


async def said_by_a_unit(turn: Turn, text: str) -> Answer | None:
    """A decision of a liaison or a head, whose other words are reports: what may be theirs as the lead of a task is
    done, what is not is refused with the reason. None where the words may mean anything else."""
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
    return any(
        a.state is State.SUBMITTED and a.unit in turn.person.units() for a in await _pending(turn, decision)
    )


async def _why_not_theirs(turn: Turn, decision: Decided) -> Refused:
    """What is waiting is another's to decide, or nothing of the kind waits."""
    reasons = [
        refused
        for action, _ in _acts(turn, decision)
        for a in await _pending(turn, decision)
        if (refused := refusal(action, turn.person, a, turn.context.plan, turn.context.roster))
    ]
    return reasons[0] if reasons else Refused("refused.nothing_to_decide")


async def decided(turn: Turn, decision: Decided) -> Answer:
    if decision.verdict is DecisionKind.RULING:
        return await _ruling(turn, decision)
    if decision.verdict is DecisionKind.CHASE:
        return await _chase(turn, decision)
    if decision.verdict in typed_life.ACTIONS:
        return await typed_life.decided(turn, decision, _which)
    for action, act in _acts(turn, decision):
        rows = await _waiting(turn, decision, action)
        if len(rows) == 1:
            return await act(rows[0])
        if rows:
            return _which(turn, rows, action)
    raise Refused("refused.nothing_to_decide")


def _acts(turn: Turn, decision: Decided) -> list[tuple[Action, Callable[[Assignment], Awaitable[Answer]]]]:
    """The decisions that the words may mean, in the order in which they are looked for."""

    async def rework(a: Assignment) -> Answer:
        if decision.reason:
            return await reviews.rework_for(turn, a.id, a.rounds, decision.reason)
        return await reviews.rework(turn, a.id, a.rounds)

    async def refuse_extension(a: Assignment) -> Answer:
        assert a.extension is not None
        if decision.reason:
            return await decisions.refuse_for(turn, a.id, a.extension, decision.reason)
        return await decisions.refuse(turn, a.id, a.extension)

    async def keep_it(a: Assignment) -> Answer:
        if decision.reason:
            return await decisions.refuse_excuse_for(turn, a.id, decision.reason)
        return await decisions.refuse_excuse(turn, a.id)

    pass_ = (Action.PASS, lambda a: reviews.pass_(turn, a.id, a.rounds))
    grant = (Action.GRANT_EXTENSION, lambda a: decisions.grant(turn, a.id, a.extension))
    refuse = (Action.REFUSE_EXTENSION, refuse_extension)

    async def excuse_or_pass_on(a: Assignment) -> Answer:
        """同意 means what was asked for: to the unit proposed, or to the one that the words name."""
        unit = decision.unit if decision.unit != a.unit else ""
        if taker := unit or a.declined_to:
            return await taking_over.take_by(turn, a.id, taker)
        return await decisions.excuse(turn, a.id)

    async def refuse_suspension(a: Assignment) -> Answer:
        assert a.suspension is not None
        if decision.reason:
            return await suspending.refuse_for(turn, a.id, a.suspension, decision.reason)
        return await suspending.refuse(turn, a.id, a.suspension)

    excuse = (Action.ACCEPT_DECLINE, excuse_or_pass_on)
    suspend = (Action.GRANT_SUSPENSION, lambda a: suspending.grant(turn, a.id, a.suspension))
    no_suspension = (Action.REFUSE_SUSPENSION, refuse_suspension)
    keep = (Action.REFUSE_DECLINE, keep_it)
    match decision.verdict:
        case DecisionKind.PASS:
            return [pass_]
        case DecisionKind.RETURN:
            return [(Action.RETURN_FOR_REWORK, rework)]
        case DecisionKind.GRANT:
            return [grant]
        case DecisionKind.REFUSE_EXTENSION:
            return [refuse]
        case DecisionKind.EXCUSE:
            return [excuse]
        case DecisionKind.REFUSE_DECLINE:
            return [keep]
        case DecisionKind.REFUSE:
            return [refuse, keep, no_suspension]
        case DecisionKind.GRANT_SUSPENSION:
            return [suspend]
        case DecisionKind.REFUSE_SUSPENSION:
            return [no_suspension]
        case _:
            return [grant, excuse, suspend, pass_]


async def _waiting(turn: Turn, decision: Decided, action: Action) -> list[Assignment]:
    """Items that this person may decide so now, as the words narrow them."""
    found = await _pending(turn, decision)
    of_unit = [a for a in found if not decision.unit or a.unit == decision.unit]
    if action is Action.ACCEPT_DECLINE and not of_unit:  # the unit named is the one that takes it over
        of_unit = [a for a in found if a.declined]
    roster, plan = turn.context.roster, turn.context.plan
    return [a for a in of_unit if refusal(action, turn.person, a, plan, roster) is None]


async def _pending(turn: Turn, decision: Decided) -> list[Assignment]:
    """Items of the task or milestone named that wait for somebody's decision."""
    return [
        a
        for a in await turn.store.read(Assignment, "unsettled_assignments")
        if (not decision.task or a.task == decision.task)
        and (not decision.milestone or a.milestone == decision.milestone)
        and (a.state is State.SUBMITTED or a.extension is not None or a.declined or a.suspension is not None)
    ]


def _which(turn: Turn, rows: Sequence[Assignment], action: Action) -> Answer:
    verbs: dict[Action, Callable[[Assignment], str]] = {
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
    shown = rows[:SHOWN_AT_MOST]
    buttons = tuple(
        (
            Button(
                turn.say(DECIDE_KEYS[action], name=reports.label(turn, a, shown), unit=a.unit),
                verbs[action](a),
            ),
        )
        for a in shown
    )
    return Answer(Card(turn.say("choose.title"), (), buttons, assignments=tuple(a.id for a in rows)))


async def _chase(turn: Turn, decision: Decided) -> Answer:
    if not decision.task and not decision.unit:
        return await commands.remind(turn, "")
    return await chasing_all.ordered(turn, decision)


async def _ruling(turn: Turn, decision: Decided) -> Answer:
    """Who sums up is for the coordinator to rule; their words are read by bot.chat.typed_rulings."""
    require_in_plan(turn.person, Action.RULE)
    raise Refused("refused.not_understood")
