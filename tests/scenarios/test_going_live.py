"""What a plan asks from its first day on, and what it does not."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from bot.domain.assignment import Kind, State
from bot.domain.light import Light
from bot.domain.plan import PlanStatus
from bot.queries.history import events_of
from bot.queries.summary import summarize
from tests.builders import buttons, city, small_plan


async def test_a_draft_rehearses_and_never_sends(tmp_path: Path) -> None:
    draft = replace(small_plan(), status=PlanStatus.DRAFT, version="draft")
    async with city(tmp_path, draft, start="2023-10-31", exempt=False) as town:
        answer = await town.say("coordinator", "/golive 2023-11-01")
        assert "征求意见稿" in answer.text
        await town.press_payload("coordinator", "go:20231101")
        await town.sleep_until("2023-12-31")
        assert [m.person for m in town.sent if m.kind != "answer"] == []
        assert await town.assignments() == []


async def test_only_the_coordinator_lets_a_plan_go_live(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2023-10-31") as town:
        await town.press_payload("u01-liaison", "go:20231101")
        await town.press_payload("leader", "go:20231101")
        await town.sleep_until("2023-11-02")
        assert await town.assignments() == []
        await town.press_payload("coordinator", "go:20231103")
        await town.sleep_until("2023-11-03")
        assert await town.assignments() != []


async def test_a_go_live_by_mistake_is_undone_before_anybody_is_told(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2023-11-01") as town:
        await town.sleep_until("2023-11-01", "10:00")
        answer = await town.press_payload("coordinator", "go:20231101")
        assert "11月1日 10:30前可以撤销" in answer.text
        await town.sleep_until("2023-11-01", "10:20")
        assert "方案暂不交办" in (await town.press("coordinator", "撤销")).title
        assert "上一次操作已撤销" in (await town.press_payload("coordinator", "undo")).text
        await town.sleep_until("2023-11-20")
        assert await town.assignments() == []
        assert [m for m in town.sent if m.kind != "answer"] == []


async def test_a_go_live_begins_when_it_can_no_longer_be_undone(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2023-11-01") as town:
        await town.sleep_until("2023-11-01", "10:00")
        await town.press_payload("coordinator", "go:20231101")
        await town.sleep_until("2023-11-01", "10:35")
        assert "任务交办" in town.last("u02-liaison").title
        assert "已超过30分钟" in (await town.press("coordinator", "撤销")).text


async def test_another_day_for_the_go_live_is_undone_to_the_one_before(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2023-11-01") as town:
        await town.sleep_until("2023-11-01", "10:00")
        await town.press_payload("coordinator", "go:20231120")
        first = town.phone("coordinator")[-1]
        await town.press_payload("coordinator", "go:20231103")
        assert "请先撤销后一次操作" in (await town.press("coordinator", "撤销", first)).text
        await town.say("coordinator", "/undo")
        assert f"{(await town.contexts.current()).golive}" == "2023-11-20"


async def test_periods_before_go_live_are_not_asked(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2024-02-01") as town:
        await town.go_live("2024-02-01")
        await town.sleep_until("2024-06-30")
        assert {a.period for a in await town.assignments() if a.recurring} == {"2024-Q1", "2024-Q2"}


async def test_a_plan_loaded_after_its_end_sends_few_messages(tmp_path: Path) -> None:
    """The whole seed plan lies in the past: one message a day, asked once, and nothing climbs by itself. The second
    message asks again for the acknowledgement."""
    async with city(tmp_path, start="2026-01-04") as nanyang:
        await nanyang.go_live("2026-01-05")
        await nanyang.sleep_until("2026-01-31")  # before the first monthly return is asked
        pushed = [m for m in nanyang.sent if m.kind != "answer"]
        assert max(Counter((m.person, nanyang.day(m)) for m in pushed).values()) == 1
        past = {a.id for a in await nanyang.assignments() if not a.recurring}
        assert {a.state for a in await nanyang.assignments() if a.id in past} == {State.PAST}
        asked = Counter(id_ for m in pushed for id_ in m.card.assignments if id_ in past)
        assert set(asked) == past
        assert set(asked.values()) == {1}
        assert set(Counter(m.person for m in pushed if m.person.endswith("liaison")).values()) == {2}


async def test_milestones_past_at_go_live_are_not_late(tmp_path: Path) -> None:
    """Nobody has been asked yet: it is in the coordinator's inbox, and late only once it is let climb."""
    async with city(tmp_path, small_plan(), start="2024-01-02") as town:
        await town.go_live("2024-01-03")
        await town.sleep_until("2024-01-03")
        context = await town.contexts.current()
        summary = await summarize(town.store, context, town.now)
        assert (summary.late, summary.worst, summary.lights[Light.RED]) == (0, (), 0)
        await town.press_payload("coordinator", f"start:{(await town.milestone('1.1', '市城市管理局')).id}")
        summary = await summarize(town.store, context, town.now)
        assert (summary.late, len(summary.worst), summary.lights[Light.RED]) == (1, 1, 1)


async def test_a_past_milestone_escalates_only_when_the_coordinator_starts_it(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2024-01-02") as town:
        await town.go_live("2024-01-03")
        await town.sleep_until("2024-01-31")
        boilers = await town.milestone("1.1", "市城市管理局")
        assert [h.event.kind for h in await events_of(town.store, str(boilers.id), town.calendar)] == [
            Kind.OPENED
        ]
        await town.press_payload("coordinator", f"start:{boilers.id}")
        await town.sleep_until("2024-02-05")
        assert (await town.days_about("1.1", "u02-head")) == ["2024-02-05"]  # once a week from now on


async def test_a_past_milestone_that_was_done_is_submitted_with_one_press(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2024-01-02") as town:
        await town.go_live("2024-01-03")
        await town.sleep_until("2024-01-03")
        await town.press("u02-liaison", "提交")
        assert (await town.milestone("1.1", "市城市管理局")).state is State.SUBMITTED


async def test_everybody_acknowledges_once_with_one_tap(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2023-10-31") as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2023-11-01")
        for person in ("u01-liaison", "u02-liaison", "c01-liaison"):
            assert [b.text for b in buttons(town.last(person)) if "签收" in b.text] != []
            await town.press(person, "签收")
            await town.press(person, "签收")
        assert await town.store.read(str, "acknowledged") == ["c01-liaison", "u01-liaison", "u02-liaison"]
