"""A plan revised: two versions compared, beside the standard library's likeness of texts; and a version carried out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from difflib import SequenceMatcher
from pathlib import Path
from time import perf_counter

from bot.actions.load import load_plan
from bot.domain.plan import Milestone, Plan, Section, Task
from bot.domain.task_matching import each_task
from bot.engine.escalate import tick
from bot.planfile.diff import diff
from tests.bench.table import Line
from tests.builders import City, city, seed_plan

COMPARED = 200.0  # ms for a plan of a city: nobody waits for a diff
CARRIED_OUT = 5.0  # s for the worst revision: the next turn of the clock is a minute later


async def revisions(folder: Path, repetitions: int) -> list[Line]:
    lines = compared(1, repetitions, COMPARED) + compared(10, repetitions, None)
    for what, revised in (("renumbered", renumbered), ("given another date", redated)):
        line = Line(f"a revision carried out: every task {what}", "s", most=CARRIED_OUT)
        for n in range(repetitions):
            place = folder / f"{what} {n}"
            place.mkdir()
            line.ours.append(await carried_out(place, revised(seed_plan())))
        lines.append(line)
    return lines


def compared(times: int, repetitions: int, most: float | None) -> list[Line]:
    old = many(seed_plan(), times)
    new = redated(renumbered(old))
    line = Line(f"two versions of {len(old.tasks)} tasks compared", "ms", "difflib on titles", most=most)
    for _ in range(repetitions):
        for taken, job in ((line.ours, lambda: diff(old, new)), (line.theirs, lambda: by_difflib(old, new))):
            began = perf_counter()
            job()
            taken.append((perf_counter() - began) * 1000)
    return [line]


def by_difflib(old: Plan, new: Plan) -> list[float]:
    """The likeness of each title with its likest: not even a pairing, and nothing of what a task asks."""
    titles = [task.title for task in old.tasks]
    return [max(SequenceMatcher(None, task.title, one).ratio() for one in titles) for task in new.tasks]


def many(plan: Plan, times: int) -> Plan:
    """The plan's tasks several times over, each copy with words of its own."""

    def copy(n: int, section: Section) -> Section:
        tasks = tuple(
            replace(t, id=f"{n}-{t.id}", title=f"{t.title}{n}", text=f"{t.text}{n}") for t in section.tasks
        )
        return replace(section, number=section.number + n * len(plan.sections), tasks=tasks)

    return replace(plan, sections=tuple(copy(n, s) for n in range(times) for s in plan.sections))


def renumbered(plan: Plan) -> Plan:
    total = len(plan.tasks)

    def again(task: Task) -> Task:
        number = total + 1 - task.number
        its = tuple(replace(m, id=f"{number}.{n}") for n, m in enumerate(task.milestones, 1))
        return replace(task, id=str(number), number=number, milestones=its)

    return replace(each_task(plan, again), version="renumbered")


def redated(plan: Plan) -> Plan:
    def later(one: Milestone) -> Milestone:
        return replace(one, due=one.due - timedelta(days=1)) if one.due else one

    moved: Callable[[Task], Task] = lambda task: replace(task, milestones=tuple(map(later, task.milestones)))
    return replace(each_task(plan, moved), version="redated")


async def carried_out(folder: Path, revised: Plan) -> float:
    """Seconds from the file in memory to the turn in which it is carried out, on the seed city in its second month."""
    async with city(folder, start="2023-11-01") as nanyang:
        await nanyang.go_live("2023-11-01")
        await nanyang.sleep_until("2023-12-04", "12:00")
        return await _timed(nanyang, revised)


async def _timed(nanyang: City, revised: Plan) -> float:
    context = await nanyang.contexts.current()
    nanyang.plan = revised  # what the registry makes of the document
    began = perf_counter()
    await load_plan(nanyang.store, revised, "", nanyang.now, context.published)
    while await tick(nanyang.store, await nanyang.contexts.current(), nanyang.now):
        pass
    return perf_counter() - began
