"""Conditions of permissions on an item beside its state: something is pending, it recurs, a talk is proposed."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.assignment import Assignment, State
from bot.domain.ladder import Draft
from bot.domain.plan import Plan
from bot.domain.proposal import awaits_endorsement, before_leader, draft_of


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on the item beside its state; where it fails, the sentence `key` says why."""

    name: str
    key: str
    holds: Callable[[Assignment, Plan], bool]


DATED_FOR_EXTENSION = Condition("dated", "refused.return_not_extended", lambda a, _: not a.recurring)
DATED_FOR_WAITING = Condition("dated", "refused.return_does_not_wait", lambda a, _: not a.recurring)
DATED_FOR_REVIEW = Condition("dated", "refused.return_is_filed", lambda a, _: not a.recurring)
RECURRING = Condition("recurring", "refused.not_a_return", lambda a, _: a.recurring)
OWES_RESULT = Condition("owes a result", "refused.told_only", lambda a, _: not a.told_only)
DATED_FOR_SUSPENSION = Condition("dated", "refused.return_not_suspended", lambda a, _: not a.recurring)
NO_SUSPENSION_ASKED = Condition(
    "no suspension asked", "refused.already_asked_suspension", lambda a, _: a.suspension is None
)
SUSPENSION_PENDING = Condition(
    "suspension asked", "refused.no_suspension_asked", lambda a, _: a.suspension is not None
)
NOTHING_ELSE_PENDING = Condition(
    "no extension or decline asked",
    "refused.other_request_first",
    lambda a, _: a.extension is None and not a.declined,
)
UNSIGNED = Condition("taken over, not received yet", "refused.nothing_to_sign", lambda a, _: a.unsigned)
NOT_DROPPED = Condition("in the plan", "refused.dropped", lambda a, _: not a.dropped)
REOPENABLE = Condition(
    "dated, or excused",
    "refused.not_reopened",
    lambda a, _: a.state is State.EXCUSED or not (a.recurring or a.told_only),
)
RECHECKABLE = Condition("dated", "refused.not_rechecked", lambda a, _: not (a.recurring or a.told_only))
NOT_RECHECKING = Condition(
    "not being looked at again", "refused.already_rechecking", lambda a, _: not a.rechecking
)
RECHECKING = Condition("being looked at again", "refused.not_rechecking", lambda a, _: a.rechecking)
TOLD_ONLY = Condition("told the date only", "refused.concerned", lambda a, _: a.told_only)
WAITS = Condition("waits for a unit", "refused.not_waiting", lambda a, _: a.holder != a.unit)
IN_REVIEW = Condition(
    "submitted or sampled", "refused.closed", lambda a, _: a.state is State.SUBMITTED or a.sampled
)
EXTENSION_PENDING = Condition(
    "extension asked", "refused.no_extension_asked", lambda a, _: a.extension is not None
)
DECLINE_PENDING = Condition("decline asked", "refused.not_declined", lambda a, _: a.declined)
NOT_DECLINED = Condition("not declined yet", "refused.already_declined", lambda a, _: not a.declined)
DRAFTED = Condition(
    "letter or talk drafted", "refused.not_proposed", lambda a, plan: draft_of(a, plan) is not Draft.NONE
)
PROPOSED = Condition(
    "talk proposed, not endorsed", "refused.not_proposed", lambda a, _: awaits_endorsement(a)
)
BEFORE_THE_LEADER = Condition(
    "talk put before the leader", "refused.no_talk_before_leader", lambda a, _: before_leader(a)
)
