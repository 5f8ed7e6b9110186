"""Laws of tickets: clocks are functions of events; nobody passes their own; every state has a way out."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.assignment import Event, Kind
from bot.domain.calendar import DAY, MINUTE, Instant
from bot.domain.errors import Refused
from bot.domain.person import Person, Post, Role, Roster
from bot.domain.tickets.ticket import Ticket, TicketState, TicketSubject, subject_data
from bot.domain.tickets.ticket_life import TICKET_MOVES, fold_ticket, ticket_step
from bot.domain.tickets.ticket_places import repeat_of
from bot.domain.tickets.ticket_rights import TicketAct, acts_for, ticket_refusal, ticket_reviewers
from bot.domain.tickets.ticket_times import ClockName, next_end, overdue, ticket_clocks, whole_minute

FRIDAY = 1_705_048_800_000  # 2024-01-12 16:40 in Shanghai
SUBJECT = TicketSubject("方城县", "释之路与张骞大道交叉口", "走航", "pm10", Decimal(312), "微克/立方米")
TERMS = {
    "sign_minutes": 30,
    "feedback_minutes": 120,
    "fix_minutes": 1440,
    "repeat_days": 30,
    "repeat_times": 3,
    "recheck_days": 0,
}
PEOPLE = (
    Person("office", "统筹", (Post(Role.COORDINATOR, "市生态环境局"),)),
    Person("double", "兼任", (Post(Role.COORDINATOR, "市生态环境局"), Post(Role.LIAISON, "方城县"))),
    Person("review", "复核人", (Post(Role.REVIEWER),)),
    Person("county", "联络员", (Post(Role.LIAISON, "方城县"),)),
    Person("head", "负责人", (Post(Role.HEAD, "方城县"),)),
    Person("leader", "领导", (Post(Role.LEADER),)),
)
ROSTER = Roster(PEOPLE)
DATA: Mapping[Kind, Mapping[str, object]] = {
    Kind.TICKET_PASSED: {"outcome": "confirmed", "recheck_on": None},
    Kind.TICKET_CORRECTED: subject_data(SUBJECT),
    Kind.TICKET_PASSED_DOWN: {"township": "券桥镇", "minutes": 60},
    Kind.TICKET_TOWNSHIP_DONE: {"at": 0},
    Kind.TICKET_OVERDUE: {"clocks": ["sign.1"]},
    Kind.TICKET_RECHECK_SET: {"day": "2024-02-01"},
}
KINDS = sorted({kind for _, kind in TICKET_MOVES})


def event(kind: Kind, at: Instant, by: str = "county") -> Event:
    day = datetime.fromtimestamp(at / 1000, UTC).date()
    data = {**subject_data(SUBJECT), **TERMS} if kind is Kind.TICKET_ISSUED else DATA.get(kind, {})
    return Event(kind, at, day, by, data)


@st.composite
def lives(draw: st.DrawFn) -> list[Event]:
    """Events that the table of moves allows, in the order of time."""
    at = FRIDAY + draw(st.integers(0, MINUTE - 1))
    events = [event(Kind.TICKET_ISSUED, at, "office")]
    ticket = fold_ticket(1, events)
    for _ in range(draw(st.integers(0, 12))):
        assert ticket is not None
        possible = [kind for kind in KINDS if (ticket.state, kind) in TICKET_MOVES]
        if not possible:
            break
        kind = draw(st.sampled_from(possible))
        if kind is Kind.TICKET_TOWNSHIP_DONE and not ticket.passed_to:
            continue
        at += draw(st.integers(0, 3 * DAY))
        one = event(kind, at, draw(st.sampled_from([p.id for p in PEOPLE])))
        ticket, events = ticket_step(ticket, one), [*events, one]
    return events


def folded(events: list[Event]) -> Ticket:
    ticket = fold_ticket(1, events)
    assert ticket is not None
    return ticket


@given(lives())
def test_clocks_count_from_the_issue_and_no_later_event_moves_their_end(events: list[Event]) -> None:
    issued = whole_minute(events[0].at)
    first = {clock.name: clock.due for clock in ticket_clocks(folded(events)) if clock.round == 1}
    assert first == {
        ClockName.SIGN: issued + 30 * MINUTE,
        ClockName.FEEDBACK: issued + 120 * MINUTE,
        ClockName.FIX: issued + 1440 * MINUTE,
    }
    for end in range(1, len(events)):
        before, after = ticket_clocks(folded(events[:end])), ticket_clocks(folded(events[: end + 1]))
        assert [(c.round, c.name, c.due) for c in after[: len(before)]] == [
            (c.round, c.name, c.due) for c in before
        ]
        assert [c.done for c in before if c.done] == [
            c.done for c, b in zip(after, before, strict=False) if b.done
        ]


@given(lives(), st.integers(0, 10 * DAY))
def test_a_stopped_clock_is_late_by_the_same_minutes_for_ever(events: list[Event], later: int) -> None:
    ticket, now = folded(events), events[-1].at
    for clock in ticket_clocks(ticket):
        late = clock.late_minutes(now)
        assert late == (
            clock.late_minutes(now + later)
            if clock.done
            else max(0, (whole_minute(now) - clock.due) // MINUTE)
        )


@given(lives(), st.integers(0, 10 * DAY))
def test_a_clock_is_told_once_and_not_before_its_minute_is_over(events: list[Event], later: int) -> None:
    ticket, now = folded(events), events[-1].at + later
    ended = overdue(ticket, now)
    assert all(clock.done is None and clock.late_minutes(now) >= 1 for clock in ended)
    if ended:
        told = Event(Kind.TICKET_OVERDUE, now, events[0].day, "", {"clocks": [one.key for one in ended]})
        after = ticket_step(ticket, told)
        assert overdue(after, now) == ()
        assert (end := next_end(after)) is None or end > now


@given(lives())
def test_nobody_passes_their_own(events: list[Event]) -> None:
    ticket = folded(events)
    for person in PEOPLE:
        for act in (TicketAct.PASS, TicketAct.UNFOUNDED, TicketAct.RETURN, TicketAct.REOPEN):
            if ticket_refusal(act, person, ticket, ROSTER) is None:
                assert "方城县" not in person.units()
                assert person.id not in ticket.spoken_by
    assert all(person.id not in ticket.spoken_by for person in ticket_reviewers(ticket, ROSTER))


@given(lives())
def test_every_state_has_a_way_out_for_somebody(events: list[Event]) -> None:
    """But for what was withdrawn as a mistake, which is its end."""
    ticket = folded(events)
    moves = {then for (state, _), then in TICKET_MOVES.items() if state is ticket.state and then is not state}
    assert bool(moves) == (ticket.state is not TicketState.WITHDRAWN)
    free = (
        *PEOPLE,
        Person("other", "另一复核人", (Post(Role.REVIEWER),)),
        Person("next", "新联络员", (Post(Role.LIAISON, "方城县"),)),
    )
    roster = Roster(free)
    acts = {act for person in free for act in acts_for(person, ticket, repeat_of(ticket, [ticket]), roster)}
    assert bool(acts) == (ticket.state is not TicketState.WITHDRAWN)


@given(lives(), st.sampled_from(KINDS))
def test_what_the_table_does_not_allow_is_refused(events: list[Event], kind: Kind) -> None:
    ticket = folded(events)
    try:
        ticket_step(ticket, event(kind, events[-1].at))
        allowed = True
    except Refused:
        allowed = False
    assert allowed == ((ticket.state, kind) in TICKET_MOVES)


@given(st.lists(st.integers(0, 70 * DAY), min_size=1, max_size=6))
def test_a_place_is_counted_by_the_tickets_before_it_within_the_days(gaps: list[int]) -> None:
    at, tickets = FRIDAY, []
    for number, gap in enumerate(gaps, 1):
        at += gap
        found = fold_ticket(number, [event(Kind.TICKET_ISSUED, at, "office")])
        assert found is not None
        tickets.append(found)
    for one in tickets:
        repeat = repeat_of(one, tickets)
        near = [
            t
            for t in tickets
            if t.number < one.number and whole_minute(one.issued_at) - whole_minute(t.issued_at) <= 30 * DAY
        ]
        assert repeat.nth == 1 + len(near) == 1 + len(repeat.same_place)
        assert repeat.proposes_talk == (repeat.nth >= 3)
