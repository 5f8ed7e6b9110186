"""Whatever a revision does: what is asked then is what the new version asks, and who is not concerned hears nothing."""

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.allocation import planned_assignments
from bot.domain.assignment import Assignment, State
from bot.domain.plan import Plan
from bot.domain.plan_diff import affected_units, plan_changes
from bot.planfile.yaml import load_plan as parse_plan
from tests.builders import ZH, City, city
from tests.revisions import HEAD, SECTION, task
from tests.soak.laws import broken

UNITS = ("市生态环境局", "市城市管理局", "市公安局", "市交通运输局", "市商务局")
TITLES = ("燃煤锅炉淘汰", "施工扬尘治理", "餐饮油烟净化", "重型货车限行", "烟花爆竹禁放", "农田秸秆回收")
DAYS = ("2024-02-29", "2024-04-30", "2024-09-30", "2024-12-31")


@dataclass(frozen=True)
class Written:
    """A task, as one version of the plan has it."""

    title: str
    unit: str
    joint: bool
    due: str  # "" for one that is asked by period


TASKS = st.builds(
    Written, st.sampled_from(TITLES), st.sampled_from(UNITS), st.booleans(), st.sampled_from((*DAYS, ""))
)
VERSIONS = st.lists(TASKS, min_size=1, max_size=6, unique_by=lambda one: one.title)


def written(tasks: list[Written]) -> str:
    text = HEAD.format(title="方案", start="2023-01-01") + SECTION.format(number=1, title="任务")
    for n, one in enumerate(tasks, 1):
        role = "joint" if one.joint else "lead"
        result = f"{one.title}全部完成" if one.due else ""
        text += task(
            n, one.title, f"做好{one.title}的各项工作。", f"{{{role}: [{one.unit}]}}", result, one.due
        )
    return text


def read(text: str) -> Plan:
    return parse_plan(text, "plan.yaml", ZH)


async def live(town: City) -> None:
    await town.go_live("2024-01-02")
    await town.sleep_until("2024-03-07", "10:00")


def titled(plan: Plan, a: Assignment) -> tuple[str, str, str, str]:
    """A share by what it is about, whatever ids its task has."""
    return plan.task[a.task].title, a.unit, a.period, str(a.planned)


@settings(max_examples=25)
@given(VERSIONS, VERSIONS)
def test_what_is_asked_then_is_what_the_new_version_asks(old: list[Written], new: list[Written]) -> None:
    async def story() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with city(
                Path(folder), read(written(old)), start="2024-01-01", document=written(old)
            ) as town:
                await live(town)
                await town.revise(written(new))
                await town.sleep_until("2024-03-08", "10:00")
                await _asked_is_right(town, read(written(new)))
                await _once(town, written(new))
                assert await broken(town.store, await town.contexts.current(), 0, town.now) == []

    asyncio.run(story())


async def _asked_is_right(town: City, new: Plan) -> None:
    context = await town.contexts.current()
    assert context.golive
    running = [a for a in await town.assignments() if a.state in (State.OPEN, State.PAST) and a.current]
    asked = planned_assignments(new, context.golive, town.today, town.calendar)
    wanted = {(new.task[s.task].title, s.unit, s.period, str(s.due)) for s in asked}
    assert {titled(context.plan, a) for a in running} == wanted
    assert len(running) == len(wanted)


async def _once(town: City, text: str) -> None:
    rows, sent = await town.assignments(), len(town.sent)
    await town.revise(text)
    await town.down_until("2024-03-08", "11:00")
    await town.sleep_until("2024-03-08", "12:00")
    assert (await town.assignments(), len(town.sent)) == (rows, sent)


@settings(max_examples=25)
@given(VERSIONS, VERSIONS)
def test_only_units_that_the_diff_names_are_told(old: list[Written], new: list[Written]) -> None:
    before, after = read(written(old)), read(written(new))
    named = set(affected_units(plan_changes(before, after), after))

    async def story() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with city(Path(folder), before, start="2024-01-01", document=written(old)) as town:
                await live(town)
                sent = len(town.sent)
                await town.revise(written(new))
                await town.sleep_until("2024-03-07", "12:00")
                roster = (await town.contexts.current()).roster
                people = {m.person for m in town.sent[sent:] if m.kind == "assign"}
                assert {u for person in people for u in roster.by_id[person].units()} == named

    asyncio.run(story())


@settings(max_examples=15)
@given(VERSIONS.flatmap(lambda tasks: st.tuples(st.just(tasks), st.permutations(tasks))))
def test_reordering_tasks_affects_nobody(versions: tuple[list[Written], list[Written]]) -> None:
    """New numbers, new ids, another order: no event, no message, and the same rows."""
    tasks, shuffled = versions

    async def story() -> None:
        with tempfile.TemporaryDirectory() as folder:
            text = written(tasks)
            async with city(Path(folder), read(text), start="2024-01-01", document=text) as town:
                await live(town)
                rows, sent = await town.assignments(), len(town.sent)
                await town.revise(written(shuffled))
                await town.sleep_until("2024-03-07", "12:00")
                assert (await town.assignments(), len(town.sent)) == (rows, sent)

    asyncio.run(story())


async def test_a_plan_that_becomes_a_draft_sends_nothing_until_it_is_in_force(tmp_path: Path) -> None:
    text = written([Written(TITLES[0], UNITS[0], False, "2024-04-30")])
    async with city(tmp_path, read(text), start="2024-01-01", document=text, exempt=False) as town:
        await live(town)
        sent = len(town.sent)
        await town.revise(text.replace("status: in_force", "status: draft"))
        await town.sleep_until("2024-05-20")
        assert len(town.sent) == sent
        await town.revise(text)
        await town.sleep_until("2024-05-21")
        assert len(town.sent) > sent
