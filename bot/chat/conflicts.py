"""Why a button no longer works: who did what to its item, and when."""

from collections.abc import Mapping

from bot.chat.turn import Turn
from bot.domain.assignment import Kind
from bot.queries.history import events_of

DID_KEYS: Mapping[Kind, str] = {
    Kind.REPORTED: "did.reported",
    Kind.FILED: "did.filed",
    Kind.SUBMITTED: "did.submitted",
    Kind.PASSED: "did.passed",
    Kind.SAMPLED_PASSED: "did.passed",
    Kind.RETURNED: "did.returned",
    Kind.EXTENSION_ASKED: "did.extension_asked",
    Kind.EXTENSION_GRANTED: "did.extension_granted",
    Kind.EXTENSION_REFUSED: "did.extension_refused",
    Kind.DECLINED: "did.declined",
    Kind.DECLINE_ACCEPTED: "did.decline_accepted",
    Kind.DECLINE_REFUSED: "did.decline_refused",
    Kind.NOT_CONCERNED: "did.not_concerned",
    Kind.HANDED: "did.handed",
    Kind.ENDORSED: "did.endorsed",
    Kind.TALK_AGREED: "did.talk_agreed",
    Kind.TALK_REFUSED: "did.talk_refused",
    Kind.TALK_DEFERRED: "did.talk_deferred",
    Kind.STARTED: "did.started",
    Kind.CHASED: "did.chased",
}

# Refusals that follow from what somebody did before.
BECAUSE_OF_A_DEED = frozenset(
    {
        "refused.submitted", "refused.closed", "refused.excused", "refused.filed", "refused.open", "refused.rework",
        "refused.past", "refused.handed_over", "refused.no_extension_asked", "refused.not_declined",
        "refused.not_proposed", "refused.other_round", "refused.other_date", "refused.chased_today",
        "refused.already_declined", "refused.talk_decided",
    }
)  # fmt: skip


async def who_acted_first(turn: Turn, key: str, item: int | None) -> str:
    """该项已由王某于1月5日 09:12提交; "" where nobody did."""
    if item is None or key not in BECAUSE_OF_A_DEED:
        return ""
    for happening in reversed(await events_of(turn.store, str(item), turn.context.calendar)):
        event = happening.event
        if event.by and event.kind in DID_KEYS:
            return turn.say(DID_KEYS[event.kind], name=turn.name(event.by), at=turn.at(event.at))
    return ""
