"""An assignment (承办项): one unit's share of one milestone, or of one period of a recurring one.

Its life is the table of bot.domain.transitions; its row is the fold of its events, see bot.domain.fold.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.calendar import Instant
from bot.domain.ladder import Rung
from bot.domain.light import Light, Reason
from bot.domain.plan import MilestoneKind, Strength, UnitRole
from bot.domain.talk import TalkDecision

LOCAL_WORK = "local"  # milestone id suffix of a county's local work, which belongs to the task as a whole


class State(StrEnum):
    PAST = "past"  # its date had passed before go-live: asked once, climbs only when the coordinator says so
    OPEN = "open"
    SUBMITTED = "submitted"  # waits for review
    REWORK = "rework"  # returned for rework
    SUSPENDED = "suspended"  # 挂账: its clock stands until the restart date
    CLOSED = "closed"  # 销号; a recurring one: filed
    EXCUSED = "excused"  # 不涉及, or removed from the plan


class Kind(StrEnum):
    """Kinds of events. Each is something that happened, in the past tense."""

    OPENED = "opened"
    CLIMBED = "climbed"  # one or more rungs fell due
    ASKED = "asked"  # a dated item, in its unit's return of a period
    REPORTED = "reported"
    FILED = "filed"  # a recurring item answered
    SUBMITTED = "submitted"
    PASSED = "passed"
    RETURNED = "returned"
    SAMPLED_PASSED = "sampled_passed"
    EXTENSION_ASKED = "extension_asked"
    EXTENSION_GRANTED = "extension_granted"
    EXTENSION_REFUSED = "extension_refused"
    DECLINED = "declined"
    DECLINE_ACCEPTED = "decline_accepted"
    DECLINE_REFUSED = "decline_refused"
    TAKEN_OVER = "taken_over"  # a decline granted: another unit has the item from now on
    SIGNED = "signed"  # that unit has received it
    NOT_CONCERNED = "not_concerned"  # a county that was only told a date: 不涉及, with the reason
    WAITED = "waited"  # waiting_on another unit
    RESUMED = "resumed"  # that unit answered
    SUSPENSION_ASKED = "suspension_asked"
    SUSPENSION_REFUSED = "suspension_refused"
    SUSPENDED = "suspended"  # asked and granted, or set
    RESTARTED = "restarted"  # on the restart date, or ended early
    REOPENED = "reopened"  # a closed or excused item is worked on again
    RECHECK_ASKED = "recheck_asked"  # 回头看
    RECHECK_PASSED = "recheck_passed"  # 维持销号
    HANDED = "handed"  # to a colleague
    CHASED = "chased"  # by hand
    ENDORSED = "endorsed"  # a proposal goes to the leader
    TALK_AGREED = "talk_agreed"  # by the leader
    TALK_REFUSED = "talk_refused"
    TALK_DEFERRED = "talk_deferred"  # asked again next week
    STARTED = "started"  # the coordinator lets a past milestone climb
    REDATED = "redated"  # a new plan version moved the date
    REVISED = "revised"  # a new plan version changed the unit's role, the strength, who reviews, or a date long past
    RENAMED = "renamed"  # its unit is called otherwise
    DROPPED = "dropped"  # a new plan version no longer has it
    RESTORED = "restored"  # a later plan version has it again
    RETIRED = "retired"  # written until 2026-11: a later period was being asked. It changes nothing any more
    UNDONE = "undone"
    PAPER_DRAFTED = "paper_drafted"  # in the stream of a paper, see bot.domain.papers
    PAPER_EDITED = "paper_edited"  # a person has sent it back, changed in Word
    PAPER_ISSUED = "paper_issued"
    PAPER_VOIDED = "paper_voided"  # its number stays
    PAPER_DISCARDED = "paper_discarded"
    WENT_LIVE = "went_live"  # the plan's go-live was confirmed, in the stream of its go-lives
    RULED = "ruled"  # what the plan leaves open was decided, in the stream of the task's rulings
    SUPPORTED = "supported"  # a supporting unit's note on a task, in the stream of the task
    # in the stream of a person: bot.domain.absence
    ABSENT = "absent"  # from one day to another, with or without a substitute
    BEGAN = "began"  # the first day of an absence set before has come
    SUBSTITUTED = "substituted"  # another colleague stands in, or nobody
    STOOD_DOWN = "stood_down"  # the substitute cannot stand in
    BACK = "back"  # after the last day, or before by their own word
    # in the stream of a post: bot.domain.post_taken
    POST_TAKEN = "post_taken"  # a liaison's post has another holder
    POST_TOLD = "post_told"  # who has read what is open
    POST_CONFIRMED = "post_confirmed"  # and has confirmed it
    LISTED = "listed"  # a file of a list was handed in, in the stream of the list: bot.domain.lists.life
    ITEMS_DONE = "items_done"
    ITEMS_OPENED = "items_opened"  # said to be done, or left out, by mistake
    ITEMS_EXCUSED = "items_excused"  # no longer count
    ITEMS_PROGRESSED = "items_progressed"  # so many per cent, and not done
    COMPLAINED = "complained"  # 投诉建议, in a stream of its own
    COMPLAINT_ANSWERED = "complaint_answered"
    # in the stream of a ticket (交办单): bot.domain.tickets.ticket_life
    TICKET_ISSUED = "ticket_issued"
    TICKET_SIGNED = "ticket_signed"
    TICKET_ANSWERED = "ticket_answered"
    TICKET_SUBMITTED = "ticket_submitted"
    TICKET_PASSED = "ticket_passed"
    TICKET_RETURNED = "ticket_returned"
    TICKET_REOPENED = "ticket_reopened"
    TICKET_WITHDRAWN = "ticket_withdrawn"
    TICKET_CORRECTED = "ticket_corrected"  # another place, value or source
    TICKET_PASSED_DOWN = "ticket_passed_down"  # 转乡镇
    TICKET_TOWNSHIP_DONE = "ticket_township_done"
    TICKET_OVERDUE = "ticket_overdue"  # clocks ran out, and it was told
    TICKET_RECHECK_SET = "ticket_recheck_set"  # 回头看 on a day
    TICKET_RECHECK_ASKED = "ticket_recheck_asked"
    TICKET_RECHECK_PASSED = "ticket_recheck_passed"
    TICKET_TALK_ENDORSED = (
        "ticket_talk_endorsed"  # the talk that a repeated place proposes, put before the leader
    )
    TICKET_TALK_SPARED = "ticket_talk_spared"
    TICKET_TALK_AGREED = "ticket_talk_agreed"
    TICKET_TALK_REFUSED = "ticket_talk_refused"
    READINGS_ENTERED = "readings_entered"  # from a file, in the stream of the plan's readings
    PROPOSAL_SETTLED = (
        "proposal_settled"  # a proposed paper was drafted or dismissed; in a stream of their own
    )
    # of an emergency (重污染应急响应), in its stream: bot.domain.emergency.emergency_course
    EMERGENCY_STARTED = "emergency_started"
    EMERGENCY_RAISED = "emergency_raised"
    EMERGENCY_LOWERED = "emergency_lowered"
    EMERGENCY_LIFTED = "emergency_lifted"
    EMERGENCY_TOLD = "emergency_told"  # the coordinator was told who is silent, once each time
    FOLLOW_UP_DATED = "follow_up_dated"  # 效果评估 or 成因分析 has a date now
    # and in the stream of each of its units: bot.domain.emergency.responses
    EMERGENCY_SIGNED = "emergency_signed"
    EMERGENCY_REPORTED = "emergency_reported"  # in a window
    LINES_DONE = "lines_done"  # of its checklist
    CHECKLISTS_IMPORTED = "checklists_imported"  # 应急减排清单, in a stream of their own
    DEFERRED = "deferred"  # a return whose day an emergency took
    SUPPORT_ASKED = "support_asked"  # the supporting units were asked about the task; in the same stream


WORDS = (Kind.REPORTED, Kind.FILED, Kind.SUBMITTED)  # what a unit says of an item


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an assignment. `data` is what the fold needs; `words` are a person's own
    and are kept apart, so that they can be forgotten without breaking the seal."""

    kind: Kind
    at: Instant
    day: date  # the local day of `at`
    by: str = ""  # person id; empty for the clockwork
    data: Mapping[str, object] = field(default_factory=dict)
    words: str = ""
    files: tuple[str, ...] = ()  # sha256 of attachments
    notes: Mapping[str, str] = field(default_factory=dict)  # parts of the words: "blocker", "next_step"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One row. Fields above the line are the fold of its events; those below are derived from them."""

    id: int
    task: str
    milestone: str
    unit: str
    role: UnitRole
    kind: MilestoneKind
    strength: Strength
    period: str  # "" for a result
    since: date  # first day of its period; for a result the day it was opened
    until: date  # last day of its period; for a result its due date at the opening
    due: date  # legal date now in force
    first_due: date  # the original one
    planned: date  # the one the plan in force asks for
    state: State
    version: int  # number of its events
    holder: str  # the unit whose clock runs; the reviewer's while submitted
    holder_since: Instant
    escalated_through: (
        date  # every step of the ladder up to and including this day is recorded; column `climbed`
    )
    highest_rung: Rung | None = None  # reached towards the date now in force; column `height`
    ladder: str = ""  # digest of the ladder it was frozen with; empty before its first rung
    dropped: bool = False  # a plan version no longer has it
    told_only: bool = False  # a county that is told the date and owes no result
    first_period: bool = False  # no period of the same work was opened before it
    reported_since_reminder: bool = False  # since the last remind rung; column `quiet`
    percent: int | None = None
    reported_at: Instant | None = None
    submitted_on: date | None = None
    submitted_by: str = ""
    closed_on: date | None = None
    rounds: int = 0  # times returned for rework
    sampled: bool = False  # a filed duty drawn for a second look, not yet looked at
    extension: date | None = None  # asked for and not yet decided
    extensions: int = 0  # granted so far
    declined: bool = False  # asked and not yet decided
    declined_to: str = ""  # the unit that the pending decline proposes
    proposed_owns: bool = False  # that unit has a share of the same milestone of its own
    taken_from: str = ""  # the unit that the plan asks, once another has taken the item over
    unsigned: bool = False  # taken over, and not received by that unit yet
    suspension: date | None = None  # the restart date that is asked for and not yet decided
    suspension_due: date | None = None  # the due date that this suspension would lead to
    suspended_on: date | None = None
    suspended_until: date | None = None  # the restart date
    suspended_days: int = 0  # calendar days that suspensions have moved its date by
    state_before: State | None = None  # while suspended: the state that it goes back to
    recheck_on: date | None = None  # the day on which the reviewer of a closed item looks again
    rechecking: bool = False  # they are asked and have not answered
    assignee: str = ""  # the person it was handed to
    chased_on: date | None = None
    endorsed_on: date | None = None
    talk: TalkDecision | None = None  # the leader's, about the talk put before them on `endorsed_on`
    talk_on: date | None = None
    refused_on: date | None = None  # an extension or a decline
    asked_until: date | None = (
        None  # last day of the earliest asking not answered yet; None: nothing to answer
    )
    risks: str = ""  # marks of bot.domain.risk, as `written`
    reason_event: int = 0  # version of the event whose words reminders repeat: a return; 0: none
    refusal_event: int = 0  # the same of a refused extension, decline or suspension
    chase_event: int = 0  # the same of a chase with words, until the unit answers
    # -- derived by context.events.with_derived: whether it counts (see bot.domain.counting), the next rung's instant,
    # and the light; `light_until` is the instant at which counting or light may change next
    current: bool = True
    next_at: Instant | None = None
    light: Light = Light.WHITE
    reason: Reason = Reason.UNASKED
    light_until: Instant | None = None

    @property
    def recurring(self) -> bool:
        return bool(self.period)

    @property
    def asked_unit(self) -> str:
        """The unit that the plan asks: part of the key under which the share was opened."""
        return self.taken_from or self.unit

    @property
    def running(self) -> bool:
        """Its unit still owes something."""
        return self.state in (State.OPEN, State.REWORK)

    @property
    def filed_late(self) -> bool:
        """补报: filed after its day. A missed period stays 未报, and this is how it reads once filed."""
        return self.recurring and self.submitted_on is not None and self.submitted_on > self.first_due
