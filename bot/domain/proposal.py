"""What the ladder proposes about a late result: a letter (函) or a talk (约谈建议)."""

from bot.domain.allocation import is_external
from bot.domain.assignment import Assignment
from bot.domain.ladder import Draft, Rung
from bot.domain.plan import Plan
from bot.domain.talk import TalkDecision


def draft_of(a: Assignment, plan: Plan) -> Draft:
    """A letter to a body outside the city government, from `supervise` on; a talk with one inside, at `propose_talk`.
    Nothing for returns and for what its unit no longer owes."""
    if not a.running or a.highest_rung is None or a.recurring:
        return Draft.NONE
    if is_external(plan, a.unit):
        return Draft.LETTER if a.highest_rung.height >= Rung.SUPERVISE.height else Draft.NONE
    return Draft.TALK if a.highest_rung is Rung.PROPOSE_TALK else Draft.NONE


def awaits_endorsement(a: Assignment) -> bool:
    """A talk is proposed and may be put before the leader: nobody has done so yet, or the leader has turned it down and
    the work is still owed."""
    if not a.running or a.highest_rung is not Rung.PROPOSE_TALK:
        return False
    return a.endorsed_on is None or a.talk is TalkDecision.REFUSED


def before_leader(a: Assignment) -> bool:
    """A talk was put before the leader, decided or not: a later word of theirs takes the place of an earlier one."""
    return a.running and a.endorsed_on is not None


def awaits_leader(a: Assignment) -> bool:
    """A talk lies before the leader, who has not agreed or refused: a deferred one is asked about again."""
    return a.running and a.endorsed_on is not None and a.talk in (None, TalkDecision.DEFERRED)
