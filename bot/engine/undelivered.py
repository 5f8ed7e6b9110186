"""What becomes of a message that a channel could not deliver, and of the account it was for."""

from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Outgoing
from bot.domain.calendar import MINUTE, SECOND, Instant
from bot.domain.errors import GiveUp, Moved, TryLater, Undelivered, Unknown, Unsendable
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Role
from bot.engine.notices import queue_notices

BACKOFF = (5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE)  # then every half hour
DOUBT = 30 * SECOND  # until what may have arrived is sent again: the line had better be well by then


def undelivered(
    context: PlanContext, message: Outgoing, error: Undelivered, now: Instant, *, timeouts: int
) -> list[Change]:
    """`timeouts`: how often nobody had answered before. After the second nobody tries again, and it is said so."""
    values = {"message_id": message.message_id, "error": error.code}
    backoff = BACKOFF[min(message.attempts, len(BACKOFF)) - 1]
    match error:
        case TryLater():
            wait = round(error.after * SECOND) or backoff
            return [Change("retry_message", values | {"next_try_at": now + wait})]
        case Moved():
            moved = moved_chat(message.channel, message.external_id, error.moved_to)
            return [*moved, Change("retry_message", values | {"next_try_at": now})]
        case Unknown():
            doubted = Change("doubt_message", values | {"next_try_at": now + max(backoff, DOUBT)})
            return [doubted] + (_missed(context, message, error.code, now) if timeouts else [])
        case Unsendable():
            return [Change("fail_message", values), *_missed(context, message, error.code, now)]
        case GiveUp():
            lost = lose_account(context, message.channel, message.external_id, error.code, now)
            return [Change("fail_message", values), *lost]
    raise error


def moved_chat(channel: str, external_id: str, moved_to: str) -> list[Change]:
    """A group has another address: what waits for it goes there."""
    values = {"channel": channel, "external_id": external_id, "moved_to": moved_to}
    return [Change("move_messages", values, rows=None), Change("move_group", values, rows=None)]


def lose_account(
    context: PlanContext, channel: str, external_id: str, code: str, now: Instant
) -> list[Change]:
    """A failure is a fact with a code: the account is set aside and the coordinator told."""
    values = {"channel": channel, "external_id": external_id, "now": now}
    changes = [
        Change("fail_account", values | {"code": code}, rows=None),
        Change("leave_group", values, rows=None),
        Change("revise_plan", {}),
    ]
    person = context.person_at(channel, external_id)
    return changes + (_tell_of(context, person, code, now) if person else [])


def _missed(context: PlanContext, message: Outgoing, code: str, now: Instant) -> list[Change]:
    """Of one message nobody knows whether it arrived, or it cannot arrive; the account is not given up."""
    person = context.roster.by_id.get(message.person)
    return _tell_of(context, person, code, now) if person else []


def _tell_of(context: PlanContext, person: Person, code: str, now: Instant) -> list[Change]:
    others = [c for c in context.roster.holding(Role.COORDINATOR) if c.id != person.id]
    occurrence = f"{person.id} {context.calendar.day(now)}"
    data = {"name": person.name, "person": person.id, "code": code}
    return queue_notices(context, others, NoticeKind.UNREACHABLE, occurrence, now, data=data)
