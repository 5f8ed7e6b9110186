"""Decisions about a late item: after one it is mentioned once a month, not each week."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.assignment import Assignment
from bot.domain.talk import TalkDecision


class DecidedAct(StrEnum):
    ENDORSED = "endorsed"  # put before the leader
    CHASED = "chased"  # by hand
    TALK_AGREED = "talk_agreed"  # by the leader
    TALK_REFUSED = "talk_refused"
    TALK_DEFERRED = "talk_deferred"
    REFUSED = "refused"  # an extension or a decline


_BY_LEADER = {
    TalkDecision.AGREED: DecidedAct.TALK_AGREED,
    TalkDecision.REFUSED: DecidedAct.TALK_REFUSED,
    TalkDecision.DEFERRED: DecidedAct.TALK_DEFERRED,
}


@dataclass(frozen=True, slots=True)
class Decision:
    act: DecidedAct
    on: date


def decision(a: Assignment) -> Decision | None:
    """The latest decision since its date in force has passed; None while the unit owes nothing. A granted extension is
    no such decision: it sets another date, and the ladder begins anew."""
    if not a.running:
        return None
    days = (
        *(((_BY_LEADER[a.talk], a.talk_on),) if a.talk else ()),
        (DecidedAct.ENDORSED, a.endorsed_on),
        (DecidedAct.CHASED, a.chased_on),
        (DecidedAct.REFUSED, a.refused_on),
    )
    found = [Decision(act, on) for act, on in days if on and on > a.due]
    return max(found, key=lambda one: one.on, default=None)


def monthly_after(a: Assignment) -> date | None:
    """The day after which the weekly mention is monthly; None where nobody has decided. The leader decides about what
    was put before them: the months go on from that day."""
    decided = decision(a)
    if decided and decided.act in _BY_LEADER.values():
        return a.endorsed_on
    return decided.on if decided else None
