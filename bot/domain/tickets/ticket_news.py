"""What somebody is told about a ticket, at any hour."""

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.delivery import DropReason
from bot.domain.tickets.ticket import Ticket, TicketState


class TicketNews(StrEnum):
    ISSUED = "issued"  # to the unit
    FEEDBACK = "feedback"  # the unit's first words, to who issued it
    SUBMITTED = "submitted"  # to who reviews
    PASSED = "passed"
    RETURNED = "returned"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    OVERDUE = "overdue"  # clocks ran out: to the unit, its head and the coordinator
    TALK = "talk"  # the place proposes a talk: to the coordinator
    TALK_PUT = "talk_put"  # to the leader
    TALK_DECIDED = "talk_decided"
    RECHECK = "recheck"  # 回头看 is due: to who reviews
    TAKEN_BACK = "taken_back"  # what was told before was undone


_HOLDS_IN: Mapping[TicketNews, tuple[TicketState, ...]] = {
    TicketNews.ISSUED: (TicketState.ISSUED, TicketState.SIGNED, TicketState.IN_REVIEW, TicketState.RETURNED),
    TicketNews.SUBMITTED: (TicketState.IN_REVIEW,),
    TicketNews.RECHECK: (TicketState.CLOSED,),
}


def news_superseded(news: TicketNews, ticket: Ticket | None) -> DropReason | None:
    """Why news that waited no longer holds; None while it does."""
    if ticket is None:
        return None if news is TicketNews.TAKEN_BACK else DropReason.UNDONE
    states = _HOLDS_IN.get(news)
    if states is None or ticket.state in states:
        return None
    return DropReason.REVIEWED if news is TicketNews.SUBMITTED else DropReason.CLOSED
