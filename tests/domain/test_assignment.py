"""The life of an assignment is a table, and its row is the fold of its events."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.errors import Refused
from bot.domain.fold import fold, step
from bot.domain.ladder import Rung
from bot.domain.plan import Strength, UnitRole
from bot.domain.snapshot import BY_THE_CLOCK, BY_THE_PLAN, snapshot
from bot.domain.transitions import TRANSITIONS
from tests.builders import calendar
from tests.domain.given import share

START = date(2023, 12, 1)


def event(kind: Kind, day: date, before: Assignment) -> Event:
    """An event of the kind, with what the fold needs of it."""
    later: Mapping[str, object] = {"due": (day + timedelta(days=30)).isoformat()}
    needs: Mapping[Kind, Mapping[str, object]] = {
        Kind.CLIMBED: {
            "climbed": day.isoformat(),
            "rung": Rung.CHASE,
            "ladder": "abc",
            "spent": False,
            "asked": day.isoformat(),
        },
        Kind.ASKED: {"asked": (day + timedelta(days=7)).isoformat(), "climbed": day.isoformat()},
        Kind.REPORTED: {"percent": 40},
        Kind.FILED: {"percent": None, "sampled": True},
        Kind.SUBMITTED: {"percent": 100, "reviewer": "市生态环境局"},
        Kind.RETURNED: {"correct_by": max(before.due, day + timedelta(days=5)).isoformat()},
        Kind.EXTENSION_ASKED: later,
        Kind.EXTENSION_GRANTED: later,
        Kind.REDATED: {**later, "was": before.planned.isoformat()},
        Kind.REVISED: {"role": UnitRole.JOINT, "strength": Strength.STRIVE},
        Kind.RENAMED: {"was": before.unit, "unit": f"{before.unit}新"},
        Kind.DROPPED: {"why": "task"},
        Kind.RESTORED: snapshot(before) | {"state": State.OPEN, "closed_on": None, "submitted_on": None},
        Kind.TAKEN_OVER: {"unit": "市农业农村局", "was": before.unit},
        Kind.SUSPENSION_ASKED: {"until": (day + timedelta(days=20)).isoformat(), **later},
        Kind.SUSPENDED: {"until": (day + timedelta(days=20)).isoformat()},
        Kind.RESTARTED: later,
        Kind.REOPENED: {"correct_by": max(before.due, day + timedelta(days=5)).isoformat()},
        Kind.PASSED: {"recheck_on": (day + timedelta(days=30)).isoformat()},
        Kind.WAITED: {"unit": "市公安局"},
        Kind.HANDED: {"person": "somebody"},
        Kind.UNDONE: snapshot(before),
    }
    return Event(kind, calendar().at(day), day, by="somebody", data=needs.get(kind, {}))


@given(st.sampled_from((State.OPEN, State.PAST)), st.lists(st.sampled_from(Kind), max_size=30))
def test_no_sequence_of_events_leaves_the_table(first: State, kinds: list[Kind]) -> None:
    """Either the table has the move or it is refused; what happened is counted; replaying it gives the same row."""
    a = share(since=START, state=first)
    life = [Event(Kind.OPENED, a.holder_since, START, data=_opening(a))]
    for offset, kind in enumerate(kinds):
        happening = event(kind, START + timedelta(days=offset), a)
        expected = TRANSITIONS.get((a.state, kind))
        if expected is None:
            with pytest.raises(Refused):
                step(a, happening)
            continue
        a = step(a, happening)
        life.append(happening)
        assert kind in (Kind.UNDONE, Kind.RESTARTED) or a.state is expected
        assert a.version == len(life)
        assert not (a.running and a.closed_on)
        assert (a.state is State.SUSPENDED) == (a.suspended_until is not None) == (a.state_before is not None)
        assert a.state is State.CLOSED or not (a.rechecking or a.recheck_on)
        assert (a.state is State.SUBMITTED) == (a.submitted_on is not None and a.closed_on is None)
    assert fold(life) == a


def _opening(a: Assignment) -> dict[str, object]:
    days = {name: getattr(a, name).isoformat() for name in ("since", "until", "due")}
    days["climbed"] = a.escalated_through.isoformat()
    names = ("id", "task", "milestone", "unit", "role", "kind", "strength", "period", "state")
    return {name: getattr(a, name) for name in names} | days


@given(
    st.lists(st.sampled_from([kind for kind in Kind if kind is not Kind.UNDONE]), max_size=12),
    st.sampled_from(sorted(set(Kind) - BY_THE_CLOCK - BY_THE_PLAN - {Kind.UNDONE})),
)
def test_undo_restores_the_state_before_the_event(kinds: list[Kind], last: Kind) -> None:
    """Only the count of events grows."""
    a = share(since=START)
    for offset, kind in enumerate(kinds):
        if (a.state, kind) in TRANSITIONS:
            a = step(a, event(kind, START + timedelta(days=offset), a))
    if (a.state, last) not in TRANSITIONS:
        return
    day = START + timedelta(days=40)
    undone = step(step(a, event(last, day, a)), event(Kind.UNDONE, day, a))
    assert replace(undone, version=a.version) == a


def test_every_state_is_reachable_and_has_only_sensible_exits() -> None:
    reached = {then for (state, _), then in TRANSITIONS.items() if then is not state}
    assert reached == set(State) - {State.PAST}  # nothing becomes past: it is opened so
    assert (State.CLOSED, Kind.CLIMBED) not in TRANSITIONS
    assert (State.EXCUSED, Kind.CLIMBED) not in TRANSITIONS
    assert (State.PAST, Kind.CLIMBED) not in TRANSITIONS
    assert (State.SUBMITTED, Kind.SUBMITTED) not in TRANSITIONS


def test_submitting_cancels_pending_requests() -> None:
    """Nobody decides about an extension of what is done."""
    a = share(since=START)
    for kind in (Kind.EXTENSION_ASKED, Kind.DECLINED, Kind.SUBMITTED):
        a = step(a, event(kind, START, a))
    assert (a.extension, a.declined) == (None, False)


def test_a_new_date_resets_the_proposal() -> None:
    """A talk endorsed about the old date is not about the new one, which may be proposed about again."""
    a = replace(share(since=START), highest_rung=Rung.PROPOSE_TALK)
    a = step(a, event(Kind.ENDORSED, START, a))
    extended = step(a, event(Kind.EXTENSION_GRANTED, START, a))
    assert (extended.highest_rung, extended.endorsed_on) == (None, None)


def test_the_original_date_stays_when_the_plan_moves_it() -> None:
    a = share(date(2023, 12, 31), since=START)
    moved = step(a, event(Kind.REDATED, START, a))
    assert (moved.first_due, moved.planned, moved.due) == (a.due, date(2023, 12, 31), date(2023, 12, 31))
    again = step(moved, event(Kind.REDATED, START + timedelta(days=9), moved))
    assert (again.first_due, again.planned) == (a.due, date(2024, 1, 9))


def test_old_revision_events_without_the_original_date_fold_as_before() -> None:
    a = share(date(2023, 12, 31), since=START)
    old = step(a, Event(Kind.REDATED, a.holder_since, START, data={"due": "2024-03-31"}))
    assert (old.first_due, old.planned, old.due) == (date(2024, 3, 31),) * 3
    dropped = step(a, Event(Kind.DROPPED, a.holder_since, START))
    assert not dropped.dropped


def test_restoring_brings_back_the_state_before_the_drop() -> None:
    """But for the days in between, on which nobody was asked."""
    a = share(since=START)
    for kind in (Kind.REPORTED, Kind.SUBMITTED):
        a = step(a, event(kind, START, a))
    dropped = step(a, event(Kind.DROPPED, START, a))
    day = START + timedelta(days=40)
    back = step(dropped, Event(Kind.RESTORED, calendar().at(day), day, data=snapshot(a)))
    eve = day - timedelta(days=1)
    assert dropped.dropped
    assert replace(back, version=a.version, holder_since=a.holder_since) == replace(a, escalated_through=eve)


def test_a_changed_strength_clears_the_frozen_ladder() -> None:
    a = replace(share(since=START), ladder="frozen")
    assert step(a, event(Kind.REVISED, START, a)).ladder == ""


def test_a_missed_return_filed_later_is_filed_late_and_one_in_time_is_not() -> None:
    owed = share(date(2024, 1, 8), since=date(2023, 10, 1), period="2023-Q4")
    in_time = step(owed, event(Kind.FILED, date(2024, 1, 8), owed))
    late = step(owed, event(Kind.FILED, date(2024, 1, 9), owed))
    assert (in_time.filed_late, late.filed_late) == (False, True)
