"""The fate of a message that a channel could not deliver, and of its account: tried again, failed, or given up."""

import logging
from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.context.plan_context import ChatAccount, PlanContext
from bot.context.ports import Change
from bot.domain.calendar import MINUTE, SECOND, Instant
from bot.domain.errors import (
    GiveUp,
    Moved,
    OutOfService,
    TryLater,
    Unconfirmed,
    Undelivered,
    Unknown,
    Unsendable,
)
from bot.domain.message import MessageKind
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Role
from bot.engine.notices import queue_notices
from bot.engine.outages import out_of_service

log = logging.getLogger(__name__)

TRIES = 5  # of a message whose sending fails unforeseen
ERROR_LENGTH = 200  # characters kept of an error
BACKOFF = (5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE)  # then every half hour
DOUBT = 30 * SECOND  # until what may have arrived is sent again: the line had better be well by then


class Undeliverable(Protocol):
    """Parts of an undelivered message that decide its fate. `attempts` and `timeouts` are without the present one."""

    @property
    def message_id(self) -> str: ...
    @property
    def person(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def external_id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def attempts(self) -> int: ...
    @property
    def timeouts(self) -> int: ...


def undelivered(
    context: PlanContext, message: Undeliverable, error: Undelivered, now: Instant
) -> list[Change]:
    """After the second time that nobody answered it is not sent again, and the coordinator is told."""
    values = {"message_id": message.message_id, "error": error.code}
    backoff = _backoff(message)
    match error:
        case TryLater():
            again_at = now + (round(error.after * SECOND) or backoff)
            _log(message, error.code, now, again_at)
            told = (
                out_of_service(context, message.channel, error, now)
                if isinstance(error, OutOfService)
                else []
            )
            return [Change("retry_message", values | {"next_try_at": again_at}), *told]
        case Moved():
            _log(message, error.code, now, now)
            moved = moved_chat(message.channel, message.external_id, error.moved_to)
            return [*moved, Change("retry_message", values | {"next_try_at": now})]
        case Unconfirmed():
            again_at = now + max(backoff, DOUBT)
            _log(message, error.code, now, again_at)
            return [Change("doubt_message", values | {"next_try_at": again_at, "counts": 0})]
        case Unknown():
            again_at = now + max(backoff, DOUBT)
            _log(message, error.code, now, None if message.timeouts else again_at)
            doubted = Change("doubt_message", values | {"next_try_at": again_at, "counts": 1})
            return [doubted] + (_missed(context, message, error.code, now) if message.timeouts else [])
        case Unsendable():
            _log(message, error.code, now, None)
            return [Change("fail_message", values), *_missed(context, message, error.code, now)]
        case GiveUp():
            _log(message, error.code, now, None)
            lost = lose_account(context, message.channel, message.external_id, error.code, now)
            if elsewhere := _readdressed(context, message, values, now):
                return [elsewhere, *lost]
            return [Change("fail_message", values), *lost, *_urgent(context, message, error.code, now)]
    raise error


def _readdressed(
    context: PlanContext, message: Undeliverable, values: Mapping[str, str], now: Instant
) -> Change | None:
    """To the person's next account, from its beginning. None where there is none, or it was for a group to read."""
    person = context.person_at(message.channel, message.external_id)
    other = _others(context, person, message.channel, message.external_id) if person else ()
    if not other:
        return None
    address = {"channel": other[0].channel, "external_id": other[0].external_id, "now": now}
    return Change("readdress_message", {**values, **address})


def _others(context: PlanContext, person: Person, channel: str, external_id: str) -> Sequence[ChatAccount]:
    lost = (channel, external_id)
    return [a for a in context.accounts_of(person.id) if (a.channel, a.external_id) != lost]


def unforeseen(context: PlanContext, message: Undeliverable, error: Exception, now: Instant) -> list[Change]:
    """An error that no channel foresees: of its layout, or of a platform's answer. Tried again a few times, then the
    message fails, so that it does not come back for ever."""
    code = f"{type(error).__name__}: {error}"[:ERROR_LENGTH]
    values = {"message_id": message.message_id, "error": code}
    if message.attempts + 1 < TRIES:
        again_at = now + _backoff(message)
        _log(message, code, now, again_at, error)
        return [Change("retry_message", values | {"next_try_at": again_at})]
    _log(message, code, now, None, error)
    kept = {"kind": "message", "row_key": message.message_id, "error": code, "at": now}
    return [
        Change("fail_message", values),
        Change("set_aside", kept, rows=None),
        *_missed(context, message, code, now),
    ]


def _backoff(message: Undeliverable) -> int:
    return BACKOFF[min(message.attempts + 1, len(BACKOFF)) - 1]


def _log(
    message: Undeliverable, code: str, now: Instant, again_at: Instant | None, error: Exception | None = None
) -> None:
    """One line each; ids and codes only."""
    extra = {
        "message_id": message.message_id,
        "person": message.person,
        "channel": message.channel,
        "code": code[:ERROR_LENGTH],
        "attempt": message.attempts + 1,
        "again_in": None if again_at is None else (again_at - now) / SECOND,  # seconds
    }
    what = "send failed, giving up" if again_at is None else "send failed, trying again"
    log.warning(what, extra=extra, exc_info=error)


def moved_chat(channel: str, external_id: str, moved_to: str) -> list[Change]:
    """A group has another address: what waits for it goes there."""
    values = {"channel": channel, "external_id": external_id, "moved_to": moved_to}
    return [Change("move_messages", values, rows=None), Change("move_group", values, rows=None)]


def lose_account(
    context: PlanContext, channel: str, external_id: str, code: str, now: Instant
) -> list[Change]:
    """A failure is a fact with a code: the account is set aside, and the coordinator told where it was the last."""
    values = {"channel": channel, "external_id": external_id, "now": now}
    changes = [
        Change("fail_account", values | {"code": code}, rows=None),
        Change("leave_group", values, rows=None),
        Change("revise_plan", {}),
    ]
    person = context.person_at(channel, external_id)
    if person is None or _others(context, person, channel, external_id):
        return changes
    return changes + _tell_of(context, person, code, now)


def _missed(context: PlanContext, message: Undeliverable, code: str, now: Instant) -> list[Change]:
    """Of one message nobody knows whether it arrived, or it cannot arrive; the account is not given up."""
    person = context.roster.by_id.get(message.person)
    return [*_tell_of(context, person, code, now), *_urgent(context, message, code, now)] if person else []


def _urgent(context: PlanContext, message: Undeliverable, code: str, now: Instant) -> list[Change]:
    """What may come at any hour did not arrive: somebody has to telephone now."""
    person = context.roster.by_id.get(message.person)
    what = {MessageKind.EMERGENCY: "emergency", MessageKind.TICKET: "ticket"}.get(MessageKind(message.kind))
    if person is None or what is None:
        return []
    return untold(context, person, what, message.message_id, code, now)


def untold(
    context: PlanContext, person: Person, what: str, about: str, code: str, now: Instant
) -> list[Change]:
    """To the coordinators at once: name, telephone and units of whom `about`, a message or a notice, has not reached.
    `code` "": they have no account."""
    others = [c for c in context.roster.holding(Role.COORDINATOR) if c.id != person.id]
    data = {
        "about": "untold",
        "what": what,
        "name": person.name,
        "units": list(person.units()),
        "code": code,
    }
    return queue_notices(context, others, NoticeKind.UNTOLD, f"untold {about}", now, data=data)


def _tell_of(context: PlanContext, person: Person, code: str, now: Instant) -> list[Change]:
    others = [c for c in context.roster.holding(Role.COORDINATOR) if c.id != person.id]
    occurrence = f"{person.id} {context.calendar.day(now)}"
    data = {"name": person.name, "person": person.id, "code": code}
    return queue_notices(context, others, NoticeKind.UNREACHABLE, occurrence, now, data=data)
