"""Outages: what a channel's refusal of everything changes, once. The coordinators hear of it on another channel.

Messages on the channel are tried again for as long as it lasts; the row ends with the first that is accepted.
"""

from collections.abc import Iterable
from dataclasses import asdict, replace

from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.domain.calendar import Instant
from bot.domain.errors import OutOfService
from bot.domain.notice import NoticeKind
from bot.domain.outage import Outage
from bot.domain.person import Person, Role
from bot.engine.notices import queue_notices


def out_of_service(context: PlanContext, channel: str, error: OutOfService, now: Instant) -> list[Change]:
    """Nothing where it is known. A platform that comes and goes alarms once a day and code. Who has no account
    elsewhere would read the alarm when it is over: for them it stands in /inbox, /healthz and `duban check`."""
    if any(
        one.channel == channel and one.party == error.party and one.code == error.code
        for one in context.outages
    ):
        return []
    outage = Outage(channel, error.party, error.code, error.said, now)
    return [
        Change("begin_outage", asdict(outage)),
        Change("revise_plan"),
        *_alarm(context, _reached(context, outage), channel, error, now),
    ]


def warned(context: PlanContext, channel: str, warning: OutOfService, now: Instant) -> list[Change]:
    """The platform is about to put our account out of service."""
    return _alarm(context, context.roster.holding(Role.COORDINATOR), channel, warning, now)


def _reached(context: PlanContext, outage: Outage) -> list[Person]:
    """The coordinators who can be written to in spite of it."""
    during = replace(context, outages=(*context.outages, outage))
    return [one for one in context.roster.holding(Role.COORDINATOR) if during.in_service(one.id)]


def _alarm(
    context: PlanContext, people: Iterable[Person], channel: str, error: OutOfService, now: Instant
) -> list[Change]:
    occurrence = f"{channel} {error.party} {error.code} {context.calendar.day(now)}"
    data = {"channel": channel, "party": error.party, "code": error.code, "said": error.said}
    return queue_notices(context, people, NoticeKind.OUTAGE, occurrence, now, data=data)


def in_service(context: PlanContext, channel: str, external_id: str) -> list[Change]:
    """A message to this account was accepted."""
    return _ended(one for one in context.outages if one.covers(channel, external_id))


def back_in_service(context: PlanContext, channel: str, party: str) -> list[Change]:
    """The platform says so."""
    return _ended(one for one in context.outages if (one.channel, one.party) == (channel, party))


def _ended(over: Iterable[Outage]) -> list[Change]:
    ended = [Change("end_outage", {"channel": one.channel, "party": one.party}, rows=None) for one in over]
    return [*ended, Change("revise_plan")] if ended else []
