"""What becomes of a notice and of a message, and every reason for it: states, reasons, and the moves between states.

`DROP_REASONS` and the states are told in /why and in the history of an item.
"""

from collections.abc import Mapping
from enum import StrEnum


class NoticeState(StrEnum):
    WAITING = "waiting"  # for its slot
    SENT = "sent"  # written into a message
    DROPPED = "dropped"  # it no longer held when its slot came; see DropReason
    SET_ASIDE = "set_aside"  # it could not be rendered; its error is kept


class MessageState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"  # claimed under a lease
    UNKNOWN = "unknown"  # nobody answered: it may have arrived
    ACCEPTED = "accepted"  # by the platform
    FAILED = "failed"  # the platform refuses it or the account, or it cannot be laid out
    SUPERSEDED = "superseded"  # a newer message took its place before it went out


class UnsentReason(StrEnum):
    """Why a step that fell due addresses nobody."""

    REPORTED = "reported"  # a report came in since the last reminder
    NOBODY = "nobody"  # nobody holds the role
    ADDS_NOBODY = "adds_nobody"  # everybody it addresses was addressed by a lower rung


class DropReason(StrEnum):
    """Why a queued notice is not sent."""

    GONE = "gone"  # the item is no longer there
    REVIEWED = "reviewed"
    DECIDED = "decided"
    ANSWERED = "answered"
    SUBMITTED = "submitted"
    CLOSED = "closed"
    EXCUSED = "excused"
    SUSPENDED = "suspended"
    PAST = "past"  # it waits again for the coordinator to start it
    REDATED = "redated"
    REPORTED = "reported"
    REASSIGNED = "reassigned"
    MERGED = "merged"  # a higher rung of the same item is in the same message
    UNREACHABLE = "unreachable"
    PASSED_ON = "passed_on"  # the person is away or out of reach; somebody else has it now
    ACKNOWLEDGED = "acknowledged"  # or reported: it was received
    UNDONE = "undone"  # what it tells was taken back


class Postponement(StrEnum):
    """Why a notice waits."""

    SLOT = "slot"  # for the person's slot
    TOLD_TODAY = "told_today"  # one message a person and workday
    OFF_HOURS = "off_hours"  # outside working hours
    ON_THE_HOUR = "on_the_hour"  # never at :00 or :30
    AWAY = "away"  # for the person's return
    EMERGENCY = "emergency"  # for the first workday after the lifting
    TOGETHER = "together"  # a minute, for what else is decided meanwhile


NOTICE_MOVES: Mapping[tuple[NoticeState, str], NoticeState] = {
    (NoticeState.WAITING, "postpone_notice"): NoticeState.WAITING,
    (NoticeState.WAITING, "settle_notice"): NoticeState.SENT,
    (NoticeState.WAITING, "drop_notice"): NoticeState.DROPPED,
    (NoticeState.WAITING, "drop_notices_of"): NoticeState.DROPPED,
    (NoticeState.WAITING, "set_notice_aside"): NoticeState.SET_ASIDE,
    (
        NoticeState.SET_ASIDE,
        "retry_notices",
    ): NoticeState.WAITING,  # when a process starts: it may be a newer one
    (NoticeState.DROPPED, "pass_on_notice"): NoticeState.WAITING,  # back to who had passed it on
}
"""(state, statement of storage/sql) → state."""

MESSAGE_MOVES: Mapping[tuple[MessageState, str], MessageState] = {
    **{
        (state, "claim_message"): MessageState.SENDING
        for state in (MessageState.QUEUED, MessageState.UNKNOWN, MessageState.SENDING)
    },  # SENDING again where the lease ran out
    (MessageState.QUEUED, "supersede_message"): MessageState.SUPERSEDED,
    (MessageState.SENDING, "accept_message"): MessageState.ACCEPTED,
    (MessageState.SENDING, "accept_part"): MessageState.QUEUED,
    (MessageState.SENDING, "retry_message"): MessageState.QUEUED,
    (MessageState.SENDING, "doubt_message"): MessageState.UNKNOWN,
    (MessageState.SENDING, "fail_message"): MessageState.FAILED,
    (MessageState.SENDING, "readdress_message"): MessageState.QUEUED,  # to the person's next account
}
