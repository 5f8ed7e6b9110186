"""`duban export bulletin` and `duban export form`: a file from a running bot's database, and nothing registered."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from bot.actions import load
from bot.actions.golive import golive
from bot.context.plan_context import ContextCache
from bot.domain.papers import FORMS
from bot.engine.escalate import tick
from bot.i18n import Language
from bot.planfile.demo import demo_people
from bot.storage.store import open_store
from tests.builders import SMALL, ZH, calendar, instant, ladders, small_plan
from tests.commands import run
from tests.exports.word_reading import text_of

AS_OF = ("--as-of", "2024-01-12")
WHOSE = ("--task", "1", "--unit", "市城市管理局")


async def _office(folder: Path) -> None:
    """Live since 27 December; nobody has answered."""
    (folder / "plan.yaml").write_text(SMALL, encoding="utf-8")
    settings = f"plan: {folder / 'plan.yaml'}\ndatabase: sqlite:///{folder / 'duban.db'}\n"
    (folder / "duban.yaml").write_text(settings, encoding="utf-8")
    plan, now = small_plan(), instant("2023-12-27", "10:00")
    store = await open_store(f"sqlite:///{folder / 'duban.db'}", plan.id)
    try:
        await load.load_plan(store, plan, SMALL, now)
        await load.load_people(store, demo_people(plan, ZH), {}, now)
        contexts = ContextCache(store, calendar(), ladders(), lambda _: plan)
        await golive(store, contexts, date(2023, 12, 27), now)
        for day in ("2023-12-27", "2024-01-04", "2024-01-12"):
            await tick(store, await contexts.current(), instant(day, "10:01"))
    finally:
        await store.close()


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("office")
    asyncio.run(_office(folder))
    return str(folder / "duban.yaml")


@pytest.fixture(autouse=True)
def _in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUBAN_LANGUAGE", "zh_CN")


def test_a_bulletin_of_a_month_as_of_a_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], config: str
) -> None:
    file = tmp_path / "通报.docx"
    code, out, err = run(
        capsys, "export", "bulletin", "-o", str(file), "--days", "2023-12", "-c", config, *AS_OF
    )
    assert (code, err) == (0, "") and "尚未编号" in out
    read = text_of(file.read_bytes())
    assert "关于2023年12月" in read and "数据截至2024年1月12日24时" in read
    assert "本期应办承办项1项：按期办结0项，超期办结0项，到期未办1项，待复核0项" in read
    assert "市城市管理局：第1项“燃煤锅炉全部淘汰”，应于2023年12月31日前完成，已逾期12天" in read


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_by_its_chinese_and_its_english_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], config: str, kind: str
) -> None:
    read = []
    for language in ("zh_CN", "en"):
        name = kind if language == "en" else Language("zh_CN").say(f"paper.kind.{kind}")
        file = tmp_path / f"{language}.docx"
        code, _, err = run(capsys, "export", "form", name, *WHOSE, "-o", str(file), "-c", config, *AS_OF)
        assert (code, err) == (0, "")
        read.append(text_of(file.read_bytes()))
    assert read[0] == read[1] and "市城市管理局" in read[0] and "〔2024〕　号" in read[0]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("form", "喜报", *WHOSE), 2, "没有名为“喜报”的文书，可写：督办单、函、约谈建议、预警提醒"),
        (("form", "督办单", "--task", "1", "--unit", "市烟草公司"), 1, "市烟草公司在第1项中没有承办项。"),
        (("form", "督办单", "--task", "1", "--unit", "火星局"), 1, "火星局"),
        (("form", "督办单", "--task", "77", "--unit", "市城市管理局"), 1, "77"),
        (("bulletin", "--days", "火星"), 1, "没有看懂起止日期"),
        (("bulletin", "--days", "2024-03"), 1, "所选日期还没到。"),
    ],
)
def test_what_cannot_be_made_is_told_with_a_code(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    config: str,
    words: tuple[str, ...],
    code: int,
    told: str,
) -> None:
    file = tmp_path / "x.docx"
    found, out, err = run(capsys, "export", *words, "-o", str(file), "-c", config, *AS_OF)
    assert (found, out) == (code, "") and told in err.replace("\n", "")
    assert not file.exists()
