"""Ranks are within a group; equal indices share one; a period without a rank neither adds to a streak nor ends it."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.air.ranks import Ranking, RankRow, rankings

FOUR = ["宛城区", "卧龙区", "高新区", "方城县"]


def ranked(*periods: dict[str, str], last: int | None = 1, places: list[str] = FOUR) -> list[Ranking]:
    of = [
        (f"2024-{at:02}", {place: Decimal(index) for place, index in indices.items()})
        for at, indices in enumerate(periods, 1)
    ]
    return list(rankings("甲", places, of, last))


def row(ranking: Ranking, place: str) -> RankRow:
    return next(one for one in ranking.rows if one.place == place)


def test_ties_share_a_rank_and_the_next_is_skipped() -> None:
    [only] = ranked({"宛城区": "3.50", "卧龙区": "3.10", "高新区": "3.50", "方城县": "4.00"})
    assert [(one.place, one.rank) for one in only.rows] == [
        ("卧龙区", 1),
        ("宛城区", 2),
        ("高新区", 2),
        ("方城县", 4),
    ]


def test_a_place_without_an_index_is_listed_last_and_keeps_its_streak() -> None:
    worst = {"宛城区": "3.1", "卧龙区": "3.2", "高新区": "3.3", "方城县": "4"}
    without = {place: index for place, index in worst.items() if place != "方城县"}
    better = {**worst, "方城县": "3"}
    found = [row(one, "方城县") for one in ranked(worst, without, worst, better, worst)]
    assert [(one.rank, one.last, one.streak) for one in found] == [
        (4, True, 1),
        (None, None, 1),
        (4, True, 2),
        (1, False, 0),
        (4, True, 1),
    ]
    assert ranked(worst, without)[1].rows[-1].place == "方城县"


def test_nobody_is_last_where_all_are_equal_or_no_more_than_are_marked() -> None:
    equal = dict.fromkeys(FOUR, "3.00")
    assert not any(one.last for one in ranked(equal)[0].rows)
    two = {"宛城区": "3.1", "卧龙区": "3.2"}
    assert not any(one.last for one in ranked(two, last=2)[0].rows)
    assert [one.last for one in ranked(two, last=1)[0].rows if one.rank] == [False, True]


def test_a_tie_at_the_edge_marks_all_of_it_or_none() -> None:
    tie = {"宛城区": "3.1", "卧龙区": "3.5", "高新区": "3.5", "方城县": "3.5"}
    assert [one.last for one in ranked(tie, last=1)[0].rows] == [False, True, True, True]


def test_without_a_setting_nothing_is_said_of_last_ones() -> None:
    [only] = ranked({"宛城区": "3.1", "卧龙区": "3.2"}, last=None)
    assert {(one.last, one.streak) for one in only.rows} == {(None, None)}


def test_other_groups_do_not_matter() -> None:
    [only] = ranked({"宛城区": "3.1", "卧龙区": "3.2", "南召县": "9"}, places=["宛城区", "卧龙区"])
    assert [(one.rank, one.last) for one in only.rows] == [(1, False), (2, True)]


indices = st.dictionaries(st.sampled_from(FOUR), st.decimals(1, 9, places=2), max_size=4)


@given(indices, st.integers(0, 4))
def test_a_rank_is_one_more_than_how_many_are_better(found: dict[str, Decimal], last: int) -> None:
    [only] = rankings("甲", FOUR, [("2024", found)], last)
    for one in only.rows:
        if one.index is not None:
            assert one.rank == 1 + sum(other < one.index for other in found.values())
            assert not one.last or max(found.values()) >= one.index > min(found.values())
    assert [one.rank is None for one in only.rows] == sorted(one.rank is None for one in only.rows)
