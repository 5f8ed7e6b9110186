"""Figures that an office can stand behind: returns are no tasks, what is missing stays, only what is known is said."""

from pathlib import Path

from bot.context.ports import Outgoing
from bot.queries.summary import summarize
from tests.builders import City, city, small_plan

COORDINATOR, LEADER = "coordinator", "leader"
FANGCHENG = "方城县"


async def post_of(town: City, unit: str, post: str) -> str:
    people = (await town.contexts.current()).roster.people
    return next(p.id for p in people if p.id.endswith(f"-{post}") and p.units() == (unit,))


def on(town: City, day: str, person: str) -> Outgoing:
    return next(m for m in town.pushed(person) if town.day(m) == day)


async def test_nobody_files_for_half_a_year(tmp_path: Path) -> None:
    """Go-live on 2023-12-01. Nobody ever answers."""
    async with city(tmp_path) as nanyang:
        await nanyang.go_live("2023-12-01")
        await nanyang.sleep_until("2023-12-04", "10:00")
        text = on(nanyang, "2023-12-04", LEADER).card.text
        assert "无逾期事项；尚未到首次报送期。" in text
        assert "全部报送" not in text
        assert "尚未到首次报送期" in (await nanyang.say(COORDINATOR, "/summary")).text

        await nanyang.sleep_until("2024-01-09", "10:00")
        head = on(nanyang, "2024-01-09", await post_of(nanyang, FANGCHENG, "head")).card.text
        n = await owed(nanyang, FANGCHENG, "2023-Q4")
        assert f"2023年第四季度工作进展未报送（方城县，{n}项），应于1月8日前报，现已迟报1天，请督促。" in head
        assert "未按期完成" not in head

        await nanyang.sleep_until("2024-01-15", "10:00")
        first = on(nanyang, "2024-01-15", LEADER).card.lines[1]
        assert first.startswith(
            "逾期任务2项：第8项（市农业农村局等4家）、第13项（市生态环境局），均逾期15天；"
        )
        assert "2023年第四季度进展32家未报" in first

        await nanyang.sleep_until("2024-02-05", "10:00")
        weeks = [on(nanyang, day, LEADER).card.lines[1] for day in ("2024-01-29", "2024-02-05")]
        assert all("2023年第四季度进展32家未报" in line for line in weeks)

        await nanyang.sleep_until("2024-04-02", "10:00")
        quarter = (await nanyang.say(COORDINATOR, "/summary 2023年四季度")).text
        rows = [a for a in await nanyang.assignments() if a.period == "2023-Q4"]
        n = len(rows)
        assert {a.unit for a in rows} > LATE_ADDED
        assert f"2023年第四季度进展：应报32家{n}项，已报0家，未报32家{n}项（" in quarter
        assert "，迟报85天" in quarter
        months = next(line for line in quarter.splitlines() if line.startswith("2023年12月进展"))
        assert "迟报85天" in months  # the month stands on a line of its own
        whole = (await nanyang.say(COORDINATOR, "/summary")).text
        assert "此前2023年第四季度进展未报32份（" in whole
        opened = await nanyang.press(COORDINATOR, "未报单位")
        assert opened.title.startswith("进展未报的单位（32家，")

        await nanyang.sleep_until("2024-06-20", "10:00")
        whole = (await nanyang.say(COORDINATOR, "/summary")).text
        assert "连续6个月未报（2023年12月至2024年5月）" in whole
        assert "家单位（市生态环境局、市发展改革委、市工业和信息化局等）连续2个季度未报" in whole
        task = (await nanyang.say(COORDINATOR, "/summary 23")).text
        assert "第23项（市城市管理局）连续6个月未报（2023年12月至2024年5月）" in task
        own = (await nanyang.say(await post_of(nanyang, "市城市管理局", "liaison"), "/tasks")).text
        assert "2023年12月" in own and "应于1月8日（周一）前报送，迟报164天" in own


LATE_ADDED = {"市财政局", "市商务局", "市机关事务中心", "市邮政管理局", "市烟草公司"}


async def owed(town: City, unit: str, period: str) -> int:
    return sum(a.period == period for a in await town.assignments(unit=unit))


async def test_what_was_past_before_go_live_is_not_in_order(tmp_path: Path) -> None:
    """G31: go-live on 2025-09-01; what was due before has not been confirmed by anybody."""
    async with city(tmp_path, start="2025-09-01") as nanyang:
        await nanyang.go_live("2025-09-01")
        await nanyang.sleep_until("2025-09-08", "10:00")
        tasks = {a.task for a in await nanyang.assignments() if a.state == "past"}
        line = on(nanyang, "2025-09-08", LEADER).card.lines[1]
        assert line == f"{len(tasks)}项任务的节点在上线前已过时限，尚未确认是否完成；尚未到首次报送期。"
        card = await nanyang.say(COORDINATOR, "/late")
        assert f"{len(tasks)}项任务的节点在上线前已过时限" in card.text
        assert "无逾期事项" not in (await nanyang.say(COORDINATOR, "/summary")).text


async def test_a_late_return_is_filed_late_and_its_figures_add_up(town: City) -> None:
    """Four of the small city's five units owe the fourth quarter; one files in time, one later."""
    await town.sleep_until("2024-01-03", "10:00")
    await town.press("c01-liaison", "全部无变化")
    await town.sleep_until("2024-01-10", "10:00")
    before = await summarize(town.store, await town.contexts.current(), town.now)
    await town.press("c02-liaison", "全部无变化")
    after = await summarize(town.store, await town.contexts.current(), town.now)
    (was,), (now,) = before.returns, after.returns
    assert (was.filed, was.filed_late) == (1, 0)
    assert (now.filed, now.filed_late, now.missing) == (1, 1, was.missing - 1)
    assert now.asked == now.filed + now.filed_late + now.not_due + now.missing == was.asked
    text = (await town.say(COORDINATOR, "/summary")).text
    assert "已报2家（按期1家、补报1家）" in text
    assert "未按期完成" not in text


async def test_before_the_day_those_that_have_not_reported_are_named_too(town: City) -> None:
    await town.sleep_until("2024-01-03", "10:00")
    said = (await town.say(COORDINATOR, "哪些单位没报")).text
    assert "没有逾期未报的进展" in said and "东县：2023年第四季度，1月8日前报送" in said


async def test_before_go_live_the_summary_says_so_and_nothing_else(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2023-10-31") as town:
        text = (await town.say(COORDINATOR, "/summary")).text
        assert "方案尚未上线，暂不提醒、不催办。" in text
        assert "无逾期事项" not in text and "签收" not in text


async def test_after_the_plans_end_the_summary_says_so(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2024-12-20") as town:
        await town.go_live("2024-12-20")
        await town.sleep_until("2025-01-02", "10:00")
        assert "方案实施期已于2024年12月31日届满" in (await town.say(COORDINATOR, "/summary")).text


async def test_a_scope_filters_acknowledgements_too(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2023-10-31") as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2023-11-02", "10:00")
        await town.press("c01-liaison", "签收")
        assert "已签收1/1人" in (await town.say(COORDINATOR, "/summary 东县")).text
        assert "已签收0/1人" in (await town.say(COORDINATOR, "/summary 西县")).text
        whole = (await summarize(town.store, await town.contexts.current(), town.now)).to_acknowledge
        assert f"已签收1/{whole}人" in (await town.say(COORDINATOR, "/summary")).text
