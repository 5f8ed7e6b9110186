"""`duban plan show PLAN -c duban.yaml`: the plan as it is carried out, with the rulings made."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.actions import load
from bot.actions.rule import rule
from bot.context.plan_context import ContextCache
from bot.domain.ruling import Ruled, RulingKind
from bot.planfile.demo import demo_people
from bot.storage.store import open_store
from tests.builders import SMALL, ZH, calendar, instant, ladders, small_plan
from tests.commands import run


async def _office(folder: Path) -> None:
    """An office whose coordinator has named who sums up task 2."""
    (folder / "plan.yaml").write_text(SMALL, encoding="utf-8")
    settings = f"plan: {folder / 'plan.yaml'}\ndatabase: sqlite:///{folder / 'duban.db'}\n"
    (folder / "duban.yaml").write_text(settings, encoding="utf-8")
    plan, now = small_plan(), instant("2023-12-19", "10:00")
    store = await open_store(f"sqlite:///{folder / 'duban.db'}", plan.id)
    try:
        await load.load_plan(store, plan, SMALL, now)
        await load.load_people(store, demo_people(plan, ZH), {}, now)
        contexts = ContextCache(store, calendar(), ladders(), lambda _: plan)
        context = await contexts.current()
        what = Ruled(RulingKind.SUMS_UP, "2", ("市城市管理局",))
        person = context.roster.by_id["coordinator"]
        await store.commit((await rule(store, context, person, what, now, "扬尘归其主管")).changes)
    finally:
        await store.close()


def test_the_rulings_stand_beside_the_plan_and_never_in_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asyncio.run(_office(tmp_path))
    plan, config = str(tmp_path / "plan.yaml"), str(tmp_path / "duban.yaml")
    code, out, err = run(capsys, "plan", "show", plan, "-c", config)
    assert (code, err) == (0, "")
    assert "裁定：第2项由市城市管理局汇总（2023年12月19日，统筹，理由：扬尘归其主管）。" in out.replace(
        "\n", ""
    )
    shown = json.loads(run(capsys, "plan", "show", plan, "-c", config, "--json")[1])
    assert [(one["kind"], one["task"], one["units"]) for one in shown["rulings"]] == [
        ("sums_up", "2", ["市城市管理局"])
    ]
    alone = json.loads(run(capsys, "plan", "show", plan, "--json")[1])
    assert set(shown) - set(alone) == {"rulings"}
    assert [one["code"] for one in alone["findings"]].count("no_lead") == 1
    assert [one["code"] for one in shown["findings"]].count("no_lead") == 0
    assert (tmp_path / "plan.yaml").read_text(encoding="utf-8") == SMALL
