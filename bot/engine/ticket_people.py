"""Whom a ticket is addressed to, and the notices that tell of it at any hour."""

from collections.abc import Iterable, Mapping

from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.domain.calendar import Instant
from bot.domain.delivery import DropReason
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Role, Roster, unique
from bot.domain.tickets.ticket import Ticket
from bot.domain.tickets.ticket_news import TicketNews
from bot.domain.tickets.ticket_rights import ticket_reviewers
from bot.engine.notices import queue_notices


def asked_for_unit(context: PlanContext, unit: str) -> tuple[Person, ...]:
    """The unit's liaisons that can be written to now, else its heads; the liaisons where nobody can."""
    liaisons = liaisons_of(context.roster, unit)
    for people in (liaisons, context.roster.heads(unit)):
        if reached := tuple(one for one in people if context.account(one.id)):
            return reached
    return liaisons


def liaisons_of(roster: Roster, unit: str) -> tuple[Person, ...]:
    """Those who answer for the unit as a whole, else all of them."""
    return roster.liaisons(unit, "") or tuple(
        one for one in roster.colleagues(unit) if one.id not in roster.away
    )


def issuing_side(context: PlanContext, ticket: Ticket) -> tuple[Person, ...]:
    """Who issued it where they may still review it, else whoever reviews it; the coordinators where four eyes leave
    nobody."""
    reviewers = ticket_reviewers(ticket, context.roster)
    own = tuple(one for one in reviewers if one.id == ticket.issued_by)
    return own or reviewers or context.roster.holding(Role.COORDINATOR)


def tell(
    context: PlanContext, people: Iterable[Person], news: TicketNews, ticket: Ticket, now: Instant,
    data: Mapping[str, object] | None = None, by: str = "",
) -> list[Change]:  # fmt: skip
    """`by`: who did it is not told of it."""
    told = {"ticket": ticket.number, "news": news, "version": ticket.version, **(data or {})}
    others = [one for one in unique(people) if one.id != by]
    return queue_notices(context, others, NoticeKind.TICKET, occurrence_of(ticket, news), now, data=told)


def occurrence_of(ticket: Ticket, news: TicketNews) -> str:
    """Unique: an event tells each person one thing once."""
    return f"{ticket.stream} {news} {ticket.version}"


def untell(ticket: Ticket, version: int) -> list[Change]:
    """What an event that is taken back would still have told."""
    return [
        Change(
            "drop_notices_of",
            {"occurrence": f"{ticket.stream} {news} {version}", "outcome": DropReason.UNDONE},
            rows=None,
        )
        for news in TicketNews
    ]
