"""What happens to a proposed talk changes in an assignment: fields for the fold."""

from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.talk import TalkDecision

NOTHING_PROPOSED: dict[str, object] = {"endorsed_on": None, "talk": None, "talk_on": None}
DECISIONS = {
    Kind.TALK_AGREED: TalkDecision.AGREED,
    Kind.TALK_REFUSED: TalkDecision.REFUSED,
    Kind.TALK_DEFERRED: TalkDecision.DEFERRED,
}


def endorsed(before: Assignment, event: Event) -> dict[str, object]:
    """Put before the leader, once more where an earlier talk was refused."""
    return NOTHING_PROPOSED | {"endorsed_on": event.day}


def decided(before: Assignment, event: Event) -> dict[str, object]:
    return {"talk": DECISIONS[event.kind], "talk_on": event.day}
