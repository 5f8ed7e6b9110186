"""The notices of one slot: which still hold, and which is said."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.assignment import State
from bot.domain.ladder import Rung
from bot.domain.message import only_highest, superseded
from bot.domain.notice import Notice, NoticeKind
from bot.domain.person import Role
from tests.domain.given import share


def rung(assignment: int, which: Rung, day: str, occurrence: str = "2023-12-31+1") -> Notice:
    data = {"day": day, "role": Role.LIAISON, "quietable": which is Rung.REMIND}
    counted_from = date.fromisoformat(occurrence[:10])
    return Notice("a", NoticeKind.RUNG, occurrence, 0, 0, assignment, which, data, counted_from)


notices = st.lists(
    st.one_of(
        st.builds(rung, st.integers(1, 5), st.sampled_from(Rung), st.dates().map(str)),
        st.builds(
            Notice,
            st.just("a"),
            st.sampled_from(NoticeKind),
            st.text(),
            st.just(0),
            st.just(0),
            st.integers(0, 5),
        ),
    ),
    max_size=20,
)


@given(notices)
def test_one_rung_per_item_is_shown_and_no_other_notice_is_lost(waiting: list[Notice]) -> None:
    kept, merged = only_highest(waiting)
    assert len(kept) + len(merged) == len(waiting)
    assert all(notice in waiting for notice in (*kept, *merged))
    assert [n for n in kept if not n.rung] == [n for n in waiting if not n.rung]
    for item in {n.assignment for n in waiting if n.rung}:
        said = [n.rung for n in kept if n.rung and n.assignment == item]
        assert len(said) == 1
        assert said[0] == max(
            (n.rung for n in waiting if n.rung and n.assignment == item), key=lambda r: r.height
        )


def test_a_notice_is_dropped_with_the_reason_when_it_no_longer_holds() -> None:
    a = share()
    reminded = rung(1, Rung.REMIND, "2023-12-18", "2023-12-31-10")
    assert superseded(reminded, a, ["a"]) is None
    assert superseded(reminded, None, []) == "gone"
    assert superseded(reminded, replace(a, reported_since_reminder=True), ["a"]) == "reported"
    assert superseded(reminded, replace(a, due=date(2024, 3, 31)), ["a"]) == "redated"
    assert superseded(reminded, a, ["b"]) == "reassigned"
    assert superseded(reminded, replace(a, state=State.CLOSED), []) == "closed"
    assert (
        superseded(rung(1, Rung.CHASE, "2024-01-02"), replace(a, reported_since_reminder=True), ["a"]) is None
    )


def test_submitting_on_the_due_day_before_the_slot_drops_the_reminder() -> None:
    due = date(2024, 9, 30)
    a = replace(share(due), state=State.SUBMITTED, submitted_on=due)
    assert superseded(rung(1, Rung.REMIND, "2024-09-30", "2024-09-30+0"), a, ["the reviewer"]) == "submitted"
