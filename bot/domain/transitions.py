"""An assignment's life: which event leads from which state to which. docs/architecture.md draws it."""

from collections.abc import Mapping

from bot.domain.assignment import Kind, State

TRANSITIONS: Mapping[tuple[State, Kind], State] = {
    (State.PAST, Kind.REPORTED): State.PAST,
    (State.PAST, Kind.SUBMITTED): State.SUBMITTED,
    (State.PAST, Kind.EXTENSION_ASKED): State.PAST,  # "a new date?"
    (State.PAST, Kind.EXTENSION_GRANTED): State.OPEN,
    (State.PAST, Kind.EXTENSION_REFUSED): State.PAST,
    (State.PAST, Kind.REDATED): State.OPEN,
    (State.PAST, Kind.STARTED): State.OPEN,
    (State.PAST, Kind.HANDED): State.PAST,
    (State.PAST, Kind.CHASED): State.PAST,
    (State.PAST, Kind.DECLINED): State.PAST,
    (State.PAST, Kind.TAKEN_OVER): State.PAST,
    (State.PAST, Kind.SIGNED): State.PAST,
    (State.PAST, Kind.DECLINE_ACCEPTED): State.EXCUSED,
    (State.PAST, Kind.DECLINE_REFUSED): State.PAST,
    (State.PAST, Kind.DROPPED): State.EXCUSED,
    (State.PAST, Kind.UNDONE): State.PAST,
    **{
        (state, kind): state
        for state in (State.OPEN, State.REWORK)
        for kind in (
            Kind.CLIMBED,
            Kind.ASKED,
            Kind.REPORTED,
            Kind.EXTENSION_ASKED,
            Kind.EXTENSION_REFUSED,
            Kind.DECLINED,
            Kind.DECLINE_REFUSED,
            Kind.TAKEN_OVER,
            Kind.SIGNED,
            Kind.SUSPENSION_ASKED,
            Kind.SUSPENSION_REFUSED,
            Kind.WAITED,
            Kind.RESUMED,
            Kind.HANDED,
            Kind.CHASED,
            Kind.ENDORSED,
            Kind.TALK_AGREED,
            Kind.TALK_REFUSED,
            Kind.TALK_DEFERRED,
            Kind.RETIRED,
            Kind.DEFERRED,
            Kind.UNDONE,
        )
    },
    **{
        (state, kind): then
        for state in (State.OPEN, State.REWORK)
        for kind, then in (
            (Kind.FILED, State.CLOSED),
            (Kind.SUBMITTED, State.SUBMITTED),
            (Kind.EXTENSION_GRANTED, State.OPEN),
            (Kind.DECLINE_ACCEPTED, State.EXCUSED),
            (Kind.NOT_CONCERNED, State.EXCUSED),
            (Kind.SUSPENDED, State.SUSPENDED),
            (Kind.REDATED, State.OPEN),
            (Kind.DROPPED, State.EXCUSED),
        )
    },
    (State.SUBMITTED, Kind.CLIMBED): State.SUBMITTED,  # the reviewer's clock
    (State.SUBMITTED, Kind.REPORTED): State.SUBMITTED,  # more evidence
    (State.SUBMITTED, Kind.PASSED): State.CLOSED,
    (State.SUBMITTED, Kind.RETURNED): State.REWORK,
    (State.SUBMITTED, Kind.HANDED): State.SUBMITTED,
    (State.SUBMITTED, Kind.REDATED): State.SUBMITTED,
    (State.SUBMITTED, Kind.DROPPED): State.EXCUSED,
    (State.SUBMITTED, Kind.UNDONE): State.OPEN,
    (State.SUSPENDED, Kind.RESTARTED): State.OPEN,  # or REWORK: the state before
    (State.SUSPENDED, Kind.REPORTED): State.SUSPENDED,
    (State.SUSPENDED, Kind.SUBMITTED): State.SUBMITTED,
    (State.SUSPENDED, Kind.SIGNED): State.SUSPENDED,
    (State.SUSPENDED, Kind.HANDED): State.SUSPENDED,
    (State.SUSPENDED, Kind.REDATED): State.SUSPENDED,
    (State.SUSPENDED, Kind.DROPPED): State.EXCUSED,
    (State.SUSPENDED, Kind.UNDONE): State.OPEN,
    (State.CLOSED, Kind.REPORTED): State.CLOSED,  # 补充
    (State.CLOSED, Kind.SAMPLED_PASSED): State.CLOSED,
    (State.CLOSED, Kind.RETURNED): State.REWORK,  # a sampled duty that did not convince
    (State.CLOSED, Kind.REOPENED): State.REWORK,
    (State.CLOSED, Kind.RECHECK_ASKED): State.CLOSED,
    (State.CLOSED, Kind.RECHECK_PASSED): State.CLOSED,
    (State.CLOSED, Kind.RETIRED): State.CLOSED,
    (State.CLOSED, Kind.DROPPED): State.CLOSED,
    (State.CLOSED, Kind.UNDONE): State.OPEN,
    (State.EXCUSED, Kind.REOPENED): State.OPEN,  # a decline granted, or 不涉及 said, by mistake
    (State.EXCUSED, Kind.RESTORED): State.OPEN,
    (State.EXCUSED, Kind.UNDONE): State.OPEN,  # of 不涉及
    (State.EXCUSED, Kind.RETIRED): State.EXCUSED,
    **{(state, Kind.RENAMED): state for state in State},
    **{
        (state, Kind.REVISED): state
        for state in (State.PAST, State.OPEN, State.REWORK, State.SUSPENDED, State.SUBMITTED)
    },
}
"""The table of transitions: (state, event) → state. UNDONE and RESTORED lead back to the state before the event
they undo, RESTARTED to the state before the suspension; the table says from where that is possible."""


STATE_KEYS = {  # why not, in this state
    State.PAST: "refused.past",
    State.OPEN: "refused.open",
    State.SUBMITTED: "refused.submitted",
    State.REWORK: "refused.rework",
    State.SUSPENDED: "refused.suspended",
    State.CLOSED: "refused.closed",
    State.EXCUSED: "refused.excused",
}
