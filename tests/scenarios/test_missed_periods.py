"""A period that nobody filed stays: in the counts, in /tasks, until it is filed late or somebody excuses it."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.context.events import with_derived
from bot.domain.assignment import Assignment, State
from bot.domain.fold import fold
from bot.engine.verify import verify
from bot.planfile.yaml import load_plan as parse_plan
from bot.queries.history import events_of
from tests.builders import ROOT, SMALL, ZH, City, city, small_plan
from tests.played import played

COUNTY, LIAISON = "西县", "c02-liaison"
URBAN = "u05-liaison"  # 市城市管理局 of the seed plan: 23.1 is asked of it monthly


async def counted(town: City, unit: str, milestone: str = "") -> Mapping[str, State]:
    """Period → state, of the rows that count."""
    rows = await town.assignments(unit=unit)
    return {a.period: a.state for a in rows if a.current and a.recurring and milestone in ("", a.milestone)}


async def missing(town: City) -> int:
    """Rows of returns that are past their day without a word."""
    rows = await town.assignments()
    return sum(a.recurring and a.running and a.current and a.first_due < town.today for a in rows)


async def test_each_missed_quarter_is_still_owed_and_no_rung_is_repeated(town: City) -> None:
    """Chased on +1 and supervised on +3 of each quarter's day, and never again for the same quarter."""
    await town.sleep_until("2024-08-20")
    assert await counted(town, COUNTY) == {
        "2023-Q4": State.OPEN, "2024-Q1": State.OPEN, "2024-Q2": State.OPEN,
    }  # fmt: skip
    assert [town.day(m) for m in town.pushed(LIAISON)] == [
        "2023-11-01",
        "2023-12-04", "2023-12-25", "2024-01-02",  # told of the date of task 1
        "2024-01-03", "2024-01-08", "2024-01-09", "2024-01-11",
        "2024-04-02", "2024-04-08", "2024-04-09", "2024-04-11",
        "2024-07-02", "2024-07-05", "2024-07-08", "2024-07-10",
    ]  # fmt: skip
    assert "2023年第四季度" in (await town.say(LIAISON, "/tasks")).text


async def test_a_missed_quarter_filed_by_a_tap_is_late_and_leaves_the_counts(town: City) -> None:
    await town.sleep_until("2024-04-10", "10:00")
    owed = await missing(town)
    row = next(a for a in await town.assignments(unit=COUNTY) if a.period == "2023-Q4")
    card = await town.press_payload(LIAISON, payload_for(Verb.REST_SAME, unit_code(COUNTY), row.due))
    assert "补报" in card.text
    assert await missing(town) == owed - 3
    assert await counted(town, COUNTY) == {"2024-Q1": State.OPEN}
    assert "2023年第四季度" not in (await town.say(LIAISON, "/tasks")).text


async def test_a_filed_quarter_counts_until_the_next_is_asked(town: City) -> None:
    await town.sleep_until("2024-01-04", "10:00")
    await town.press(LIAISON, "无变化")
    await town.sleep_until("2024-03-31")
    assert await counted(town, COUNTY) == {"2023-Q4": State.CLOSED}
    await town.sleep_until("2024-04-01")
    assert await counted(town, COUNTY) == {"2024-Q1": State.OPEN}


async def test_before_the_first_asking_the_first_period_counts(town: City) -> None:
    await town.sleep_until("2023-12-01")
    assert await counted(town, COUNTY) == {"2023-Q4": State.OPEN}


async def test_a_missed_period_is_ended_by_excusing_it(town: City) -> None:
    await town.sleep_until("2024-04-10", "10:00")
    row = next(a for a in await town.assignments(unit=COUNTY) if a.period == "2023-Q4")
    await town.press_payload(LIAISON, payload_for(Verb.DECLINE, row.id))
    await town.say(LIAISON, "本县没有燃煤锅炉")
    assert (await town.by_id(row.id)).current
    await town.press_payload("reviewer", payload_for(Verb.EXCUSE, row.id))
    await town.press_payload("coordinator", payload_for(Verb.EXCUSE, row.id))
    after = await town.by_id(row.id)
    assert (after.state, after.current) == (State.EXCUSED, False)


async def test_words_name_the_missed_period(nanyang: City) -> None:
    await nanyang.sleep_until("2024-04-12", "10:00")
    assert "2023年第四季度" in (await nanyang.say("c01-liaison", "补报四季度")).text
    await nanyang.say("c01-liaison", "补报四季度：其余无变化")
    assert "2023-Q4" not in await counted(nanyang, "宛城区")
    assert (await counted(nanyang, "宛城区"))["2024-Q1"] is State.OPEN
    again = await nanyang.say("c01-liaison", "第22项 补报四季度 秸秆还田完成")
    assert "2023年第四季度没有待补报的进展" in again.text
    assert "补报2023年12月" in (await nanyang.say(URBAN, "补报12月 抽查43/200")).text
    months = await counted(nanyang, "市城市管理局", "23.1")
    assert list(months) == ["2024-01", "2024-02", "2024-03"]
    assert "补报2024年1月" in (await nanyang.say(URBAN, "23 补报1月：抽查39/200")).text


async def test_no_change_is_said_of_the_last_period_asked_not_of_older_ones(town: City) -> None:
    await town.sleep_until("2024-04-12", "10:00")
    await town.say(LIAISON, "其余无变化")
    assert await counted(town, COUNTY) == {"2023-Q4": State.OPEN, "2024-Q1": State.CLOSED}


async def test_six_silent_months_of_one_duty_all_count(tmp_path: Path) -> None:
    duty = "{id: '3.1', kind: duty, text: 每月巡查, every: month, quote: 每月, line: 4}"
    plan = parse_plan(f"{SMALL.rstrip()}\n        milestones:\n          - {duty}\n", "small.yaml", ZH)
    async with city(tmp_path, plan, start="2023-11-30") as town:
        await town.go_live("2023-12-01")
        await town.sleep_until("2024-06-20")
        months = await counted(town, "市生态环境局", "3.1")
        assert list(months) == ["2023-12", "2024-01", "2024-02", "2024-03", "2024-04", "2024-05"]
        assert set(months.values()) == {State.OPEN}


async def test_a_database_in_which_periods_were_retired_is_brought_in_line(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2023-10-31") as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2024-04-12")
        before = [a for a in await town.assignments() if a.recurring]
        await town.store.close()
        with_migration_11(tmp_path / "city.db", [a for a in before if a.period == "2023-Q4"])
        await town.down_until("2024-04-12", "23:30")
        await town.play.settle()
        await town.sleep_until("2024-04-15", "23:00")
        assert {a.id: a.current for a in await town.assignments() if a.recurring} == {
            a.id: a.current for a in before
        }
        context = await town.contexts.current()
        for row in await town.assignments():
            events = [h.event for h in await events_of(town.store, str(row.id), town.calendar)]
            assert with_derived(fold(events), context, town.today) == row
        found = await verify(town.store, town.calendar, town.now)
        assert [d for d in found.discrepancies if d.key == "verify.row"] == []
        rungs = "SELECT count(*) FROM event WHERE kind = 'climbed' AND at > ? AND stream = ?"
        for a in before:  # nobody is told again of a quarter whose ladder has ended
            if a.period == "2023-Q4":
                (found_since,) = town.rows(rungs, town.instant("2024-04-12", "23:00"), str(a.id))
                assert int(found_since[0]) == 0, a


MIGRATION = ROOT / "bot/storage/migrations/0011_missed_periods_stay.sql"


def with_migration_11(file: Path, retired: list[Assignment]) -> None:
    """These periods retired as of old, their event at the end of each stream; then the migration."""
    with closing(sqlite3.connect(file)) as db, db:
        for a in retired:
            db.execute(
                "INSERT INTO event (plan_id, stream, version, at, kind, person_id, data, words_digest) "
                "SELECT plan_id, stream, version + 1, at, 'retired', '', '{}', '' FROM event "
                "WHERE stream = ? ORDER BY version DESC LIMIT 1",
                (str(a.id),),
            )
            change = "UPDATE assignment SET current = 0, version = version + 1, next_at = NULL WHERE id = ?"
            db.execute(change, (a.id,))
        db.execute("ALTER TABLE assignment DROP COLUMN dropped")
        db.execute("ALTER TABLE assignment DROP COLUMN first_period")
        db.executescript(MIGRATION.read_text(encoding="utf-8"))


deeds = st.one_of(
    st.tuples(st.just("sleep"), st.integers(1, 40)),
    st.tuples(st.just("sleep"), st.integers(41, 95)),
    st.tuples(st.just("kill"), st.integers(1, 100)),
    st.tuples(st.sampled_from(("file", "rest", "decline")), st.integers(0, 30)),
)


async def _until_january(town: City) -> None:
    await town.go_live("2023-11-01")
    await town.sleep_until("2024-01-10")


@settings(max_examples=8)
@given(st.lists(deeds, min_size=3, max_size=7))
async def test_what_is_missing_falls_only_by_an_act(history: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        opened = partial(city, plan=small_plan(), start="2023-10-31")
        async with played(Path(folder), "ten days late", opened, _until_january) as (town, _):
            for what, n in history:
                before = await missing(town)
                if what in ("sleep", "kill"):
                    await pass_time(town, what, n)
                    assert await missing(town) >= before
                else:
                    await act(town, what, n)


async def pass_time(town: City, how: str, days: int) -> None:
    day = str(town.today + timedelta(days=days))
    if how == "sleep":
        await town.sleep_until(day, "10:07")
    else:
        await town.down_until(day, "14:00")
        await town.play.settle()


async def act(town: City, what: str, place: int) -> None:
    rows = [a for a in await town.assignments(unit=COUNTY) if a.recurring]
    a = rows[place % len(rows)]
    match what:
        case "file":
            await town.press_payload(LIAISON, payload_for(Verb.SAME, a.id))
        case "rest":
            await town.press_payload(LIAISON, payload_for(Verb.REST_SAME, unit_code(a.unit), a.due))
        case "decline":
            await town.press_payload(LIAISON, payload_for(Verb.DECLINE, a.id))
            await town.say(LIAISON, "不涉及")
            await town.press_payload("coordinator", payload_for(Verb.EXCUSE, a.id))
