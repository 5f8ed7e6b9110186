"""A plan file is changed on disk: what `duban check` says of it, and what a start of `duban run` then does."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import yaml

from bot.actions.golive import golive
from bot.bootstrap import locate, open_database
from bot.cli import admin, doctor
from bot.context.plan_context import ContextCache
from bot.domain.plan import Level
from bot.engine.escalate import tick
from bot.i18n import Language
from bot.settings import Settings
from bot.storage.store import PlanStore, open_store
from tests.builders import ZH, instant
from tests.revisions import FIRST, SECOND

PEOPLE = [
    ("boss", "coordinator", "市生态环境局", []),
    ("eyes", "reviewer", "市商务局", []),
    ("boilerman", "liaison", "市生态环境局", ["1"]),
]
EN = Language.of("en")


def written(folder: Path, plan: str, boilers: str) -> Settings:
    """duban.yaml's settings, and the files they name; `boilers` is what the plan file calls that task."""
    people = [
        {"id": id_, "name": id_, "posts": [{"role": role, "unit": unit, "tasks": [boilers] if tasks else []}]}
        for id_, role, unit, tasks in PEOPLE
    ]
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "people.yaml").write_text(
        yaml.safe_dump({"people": people}, allow_unicode=True), encoding="utf-8"
    )
    url = f"sqlite:///{folder / 'duban.db'}"
    return Settings(database=url, plan=folder / "plan.yaml", people=folder / "people.yaml")


@asynccontextmanager
async def started(settings: Settings, day: str) -> AsyncIterator[tuple[PlanStore, ContextCache]]:
    """As `duban run` begins: files into the database."""
    read = locate.read_files(settings, ZH)
    store = await open_store(settings.database, read.plan.id, synchronous="OFF")
    contexts = open_database.contexts_of(store, read.calendar, read.ladders, settings, ZH)
    await open_database.load(store, contexts, read, instant(day, "10:00"))
    try:
        yield store, contexts
    finally:
        await store.close()


async def live(settings: Settings) -> None:
    async with started(settings, "2024-01-02") as (store, contexts):
        await golive(store, contexts, date(2024, 1, 2), instant("2024-01-02", "10:00"))
        await tick(store, await contexts.current(), instant("2024-01-02", "10:01"))


def sentences(found: list[doctor.DoctorFinding]) -> list[str]:
    return [EN.say(one.key, **one.args) for one in found]


async def test_check_lists_the_changes_of_a_start_and_nothing_afterwards(tmp_path: Path) -> None:
    await live(written(tmp_path, FIRST, "1"))
    settings = written(tmp_path, SECOND, "6")
    told = sentences(await doctor.examine(settings, EN))
    moved = "task 2 “施工扬尘治理”: “工地监测全部联网” is due 30 Aug 2024, before 28 Jun 2024"
    assert f"changed in the plan file, in force after a restart: {moved}" in told
    assert not any("would become liaison" in line for line in told)
    async with started(settings, "2024-03-07") as (store, contexts):
        await tick(store, await contexts.current(), instant("2024-03-07", "10:01"))
        assert (await contexts.current()).before is None
    assert not any(
        "changed in the plan file" in line for line in sentences(await doctor.examine(settings, EN))
    )


async def test_a_summary_as_of_a_day_uses_the_plan_of_that_day(tmp_path: Path) -> None:
    await live(written(tmp_path, FIRST, "1"))
    settings = written(tmp_path, SECOND, "6")
    async with started(settings, "2024-03-07") as (store, contexts):
        await tick(store, await contexts.current(), instant("2024-03-07", "10:01"))
    then = await as_of(settings, date(2024, 3, 6))
    now = await as_of(settings, date(2024, 3, 7))
    assert (then["plan_title"], len(tasks(then))) == ("小城空气质量行动方案（2023—2025年）", 7)
    assert (now["plan_title"], len(tasks(now))) == ("小城空气质量行动方案（2024—2025年）", 6)
    assert [task["title"] for task in tasks(then) if task["number"] == 1] == ["燃煤锅炉淘汰"]
    assert [task["title"] for task in tasks(now) if task["number"] == 1] == ["烟花爆竹禁放"]


async def as_of(settings: Settings, day: date) -> Mapping[str, object]:
    return (await admin.summary(settings, admin.SummaryQuery("", "", "", day), ZH)).document


def tasks(summary: Mapping[str, object]) -> list[dict[str, object]]:
    found = summary["tasks"]
    assert isinstance(found, list)
    return found


async def test_check_warns_about_a_people_file_with_old_task_numbers(tmp_path: Path) -> None:
    """1 was the boilers. Now 4 is the solvents, which are the bureau's too."""
    await live(written(tmp_path, FIRST, "1"))
    found = await doctor.examine(written(tmp_path, SECOND, "4"), EN)
    said = [one for one in found if one.key == "check.tasks_moved"]
    assert [one.level for one in said] == [Level.WARNING]
    assert "boilerman of 市生态环境局 would become liaison for: 溶剂使用企业减排" in sentences(said)[0]
