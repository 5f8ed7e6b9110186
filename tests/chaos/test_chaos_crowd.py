"""A small crowd, so that the third part of `make chaos` is known to strike and to judge."""

from pathlib import Path

from tests.chaos.crowd import Tally, flood


async def test_a_crowd_with_poison_and_a_hiccuping_database_loses_nothing(tmp_path: Path) -> None:
    found = await flood(tmp_path, 80, share=0.06, poison=2)
    assert found.holds and found.retried > 0


def test_an_apology_to_the_wrong_person_breaks_the_row() -> None:
    assert not Tally("it", 9, apologies=1).holds and not Tally("it", 9, lost=1).holds
