"""The files of an item's reports: each once, in their order, none of what was taken back."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.assignment import Event, Kind
from bot.domain.evidence import evidence

DAY = date(2023, 12, 1)
REPORTS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=3).map(tuple), max_size=6)


def reported(*files: str) -> Event:
    return Event(Kind.REPORTED, 0, DAY, files=files)


UNDONE = Event(Kind.UNDONE, 0, DAY)


@given(REPORTS)
def test_each_file_once_in_the_order_in_which_it_came(reports: list[tuple[str, ...]]) -> None:
    found = evidence(reported(*files) for files in reports)
    assert found == tuple(dict.fromkeys(file for files in reports for file in files))


@given(REPORTS, st.lists(st.sampled_from("abcdef"), max_size=3))
def test_undone_reports_leave_no_file(reports: list[tuple[str, ...]], taken_back: list[str]) -> None:
    told = [reported(*files) for files in reports]
    assert evidence([*told, reported(*taken_back), UNDONE]) == evidence(told)
    assert evidence([*told, reported(*taken_back), UNDONE, reported("g")])[-1] == "g"
