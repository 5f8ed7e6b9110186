"""What `make bench` measures can be measured; the figures themselves are a matter for an idle machine."""

from datetime import date
from pathlib import Path

from tests.bench.__main__ import crowded
from tests.bench.air import air
from tests.bench.burden import bounds, burdens
from tests.bench.emergency import emergency
from tests.bench.importing import importing
from tests.bench.imports import limits
from tests.bench.ledgers import ledgers
from tests.bench.papers import papers
from tests.bench.revisions import revisions
from tests.bench.table import Line, rendered
from tests.bench.telegram import heard, paced
from tests.bench.whole import command, peak_of


async def test_the_crowded_measures_run_on_a_small_crowd(tmp_path: Path) -> None:
    lines = await crowded(tmp_path, repetitions=1, size=3000)
    assert [line.what.partition(":")[0] for line in lines] == [
        *("tick", "tick", "/summary", "/summary", "/summary"),
        *("a reply answered, one at a time", "a reply answered, 64 at once"),
    ]  # fmt: skip
    assert all(line.ours and (line.theirs or not line.peer) for line in lines)


async def test_a_revision_is_timed(tmp_path: Path) -> None:
    lines = await revisions(tmp_path, repetitions=1)
    assert [line.what for line in lines] == [
        "two versions of 31 tasks compared",
        "two versions of 310 tasks compared",
        "a revision carried out: every task renumbered",
        "a revision carried out: every task given another date",
    ]
    assert all(line.ours and (line.theirs or not line.peer) for line in lines)


async def test_an_import_is_measured_beside_one_many_times_as_long(tmp_path: Path) -> None:
    short, long = await importing(tmp_path, repetitions=1)
    assert len(short.ours) == len(long.ours) == len(long.theirs) == 1


async def test_the_limits_of_an_import_are_measured(tmp_path: Path) -> None:
    lines = await limits(tmp_path, 1, tasks=31, brackets=8_000)
    assert [line.unit for line in lines] == ["s", "MB"] * 2
    assert all(line.ours for line in lines)


async def test_a_ledger_is_measured_with_its_memory(tmp_path: Path) -> None:
    lines = await ledgers(tmp_path, repetitions=1, rows=1500, eve=date(2023, 11, 3))
    assert [line.unit for line in lines] == ["s", "MB", "ms"]
    assert all(line.ours and (line.theirs or not line.peer) for line in lines)


async def test_telegram_is_measured_with_a_few_people(tmp_path: Path) -> None:
    lines = [*await paced(tmp_path / "paced.db", 20), *await heard(tmp_path / "heard.db", 5)]
    by_name = {line.what: line for line in lines}
    assert by_name["… refused with 429"].ours == [0] and by_name["… that never arrived"].ours == [0]
    assert all(line.ours and (line.theirs or not line.peer) for line in lines)


async def test_an_emergency_is_signed_by_a_few_people(tmp_path: Path) -> None:
    lines = await emergency(tmp_path, 8, 1.0)
    assert [line.ours for line in lines[1:]] == [[0], [0], [0]] and lines[0].ours[0] > 0


def test_a_rehearsal_is_timed_with_its_memory() -> None:
    seconds, peak = peak_of(command(until="2023-11-03"))
    assert seconds > 0
    assert 20 < peak < 400


def test_a_line_that_takes_longer_than_allowed_says_so() -> None:
    line = Line("it", "ms", "the peer", most=5, times=2, ours=[3, 4, 30], theirs=[1, 1, 1])
    assert not line.holds
    assert "MISSED" in rendered([line])
    assert Line("it", "ms", "the peer", most=5, times=4, ours=[3, 4, 30], theirs=[1, 1, 1]).holds


def test_the_burden_counts_every_week_and_names_whoever_gets_most() -> None:
    def message(day: str, person: str, role: str = "liaison", kind: str = "digest") -> dict[str, object]:
        return {"at": f"{day}T08:40:00+08:00", "kind": kind, "to": {"person": person, "role": role}}

    days = ("2023-11-06", "2023-11-07", "2023-11-16")
    sent = [message(day, "a") for day in days] + [message(days[0], "b"), message(days[0], "c", "head")]
    played = {"from": "2023-11-06", "to": "2023-12-03", "messages": sent}  # four weeks
    liaisons, heads = burdens(played)
    assert (liaisons.people, liaisons.mean, liaisons.longest) == (2, 0.5, 0.75)
    assert (liaisons.who, liaisons.peak, liaisons.day) == ("a", 2, 1)
    assert (heads.role, heads.mean) == ("head", 0.25)
    assert all(line.holds for line in bounds("mixed", 1.0, [liaisons, heads]))
    assert not all(line.holds for line in bounds("mixed", 0.7, [liaisons, heads]))
    twice = burdens(played | {"messages": [*sent, message(days[0], "b")]})
    assert not all(line.holds for line in bounds("mixed", 1.0, twice))


async def test_readings_of_the_air_are_measured_from_both_kinds_of_file(tmp_path: Path) -> None:
    lines = await air(tmp_path, repetitions=1, days=3)
    assert [line.what for line in lines] == [
        "54 readings of the air checked, CSV",
        "54 readings of the air checked, XLSX",
    ]
    assert all(line.ours for line in lines)


async def test_a_bulletin_is_measured(tmp_path: Path) -> None:
    [line] = await papers(tmp_path, repetitions=1, eve=date(2023, 11, 3))
    assert len(line.ours) == 1
