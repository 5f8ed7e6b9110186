"""Which periods of a work count: laws over any three years of filing, missing and excusing."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.counting import counting
from bot.domain.period import Period, following_end, period_of, periods, spanning
from bot.domain.plan import Every

GOLIVE, END = date(2023, 12, 1), date(2025, 12, 31)


@dataclass(frozen=True)
class Row:
    period: Period
    first_period: bool
    settled_on: date | None  # filed, or excused by an act
    dropped: bool = False
    recurring: bool = True
    today: date = GOLIVE

    @property
    def since(self) -> date:
        return self.period.start

    @property
    def until(self) -> date:
        return self.period.end

    @property
    def running(self) -> bool:
        return self.settled_on is None or self.settled_on > self.today


@st.composite
def works(draw: st.DrawFn) -> tuple[list[Row], date]:
    """One work's periods, each settled so many days after its end or never; and a day of looking."""
    every = draw(st.sampled_from((Every.MONTH, Every.QUARTER, Every.HALF_YEAR)))
    today = draw(st.dates(GOLIVE, date(2026, 6, 30)))
    rows = []
    for place, period in enumerate(periods(every, GOLIVE, min(today, END))):
        after = draw(st.none() | st.integers(1, 500))
        settled = None if after is None else period.end + timedelta(days=after)
        rows.append(Row(period, place == 0, settled, today=today))
    return rows, today


@given(works())
def test_a_missed_period_counts_and_one_not_asked_beside_another_does_not(
    work: tuple[list[Row], date],
) -> None:
    rows, today = work
    for row in rows:
        counts = counting(row, END, today).counts
        if row.until < today and row.running:
            assert counts
        if row.until >= today and not row.first_period:
            assert not counts


@given(works())
def test_a_work_is_never_without_a_row_and_a_settled_period_counts_once(work: tuple[list[Row], date]) -> None:
    rows, today = work
    counted = [row for row in rows if counting(row, END, today).counts]
    assert counted
    assert len([row for row in counted if not row.running]) <= 1


@given(works(), st.integers(1, 800))
def test_the_answer_holds_until_the_day_it_names(work: tuple[list[Row], date], later: int) -> None:
    rows, today = work
    for row in rows:
        found = counting(row, END, today)
        day = today + timedelta(days=later)
        if found.until is None or day < found.until:
            assert counting(row, END, day).counts == found.counts  # as if nothing happened meanwhile


@given(
    st.dates(GOLIVE, END),
    st.sampled_from([e for e in Every if e in (Every.MONTH, Every.QUARTER, Every.YEAR)]),
)
def test_the_period_after_begins_the_next_day_and_is_named_by_its_span(day: date, every: Every) -> None:
    period = period_of(day, every)
    following = period_of(period.end + timedelta(days=1), every)
    assert following_end(period.start, period.end) == following.end
    assert spanning(period.start, period.end) == period
    assert spanning(period.start, period.end - timedelta(days=1)) is None
