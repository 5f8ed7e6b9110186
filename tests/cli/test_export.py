"""`duban export ledger|calendar`, `verify LEDGER.xlsx --database FILE` and `list import`, beside a database."""

import asyncio
import json
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from bot.domain.calendar import MINUTE
from bot.engine.seal import seal
from bot.planfile.demo import demo_people
from bot.simulate.rehearse import Script, stage
from bot.storage.store import open_store
from tests.builders import SMALL, ZH, calendar, ladders, small_plan
from tests.commands import run
from tests.exports.ledgers import read_back

Heard = pytest.CaptureFixture[str]


async def _lived(folder: Path) -> None:
    """The boilers are late since New Year; nobody has answered."""
    (folder / "plan.yaml").write_text(SMALL, encoding="utf-8")
    settings = f"plan: {folder / 'plan.yaml'}\ndatabase: sqlite:///{folder / 'duban.db'}\n"
    (folder / "duban.yaml").write_text(settings, encoding="utf-8")
    plan = small_plan()
    script = Script(plan, SMALL, demo_people(plan, ZH), calendar(), ladders(), date(2023, 12, 1), "none")
    store = await open_store(f"sqlite:///{folder / 'duban.db'}", plan.id, synchronous="OFF")
    try:
        play = (await stage(script, store)).play
        await play.until(calendar().at(date(2024, 1, 12)))
        await seal(store, play.clock.now + MINUTE)
    finally:
        await store.close()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    asyncio.run(_lived(tmp_path))
    return tmp_path


def duban(capsys: Heard, office: Path, *words: str) -> tuple[int, str, str]:
    return run(capsys, *words, "-c", str(office / "duban.yaml"))


def test_a_ledger_is_exported_and_proved_and_a_changed_cell_is_named(office: Path, capsys: Heard) -> None:
    file, database = office / "台账.xlsx", str(office / "duban.db")
    code, out, _ = duban(capsys, office, "export", "ledger", "-o", str(file), "--as-of", "2024-01-11")
    assert code == 0 and "行摘要" in out
    book = read_back(file.read_bytes())
    assert [line["责任单位"] for line in book["例外清单"].rows if line["亮灯"] == "红"] == ["市城市管理局"]
    code, out, err = duban(capsys, office, "verify", str(file), "--database", database)
    assert (code, err) == (0, "") and "逐行相符" in out

    changed = load_workbook(file)
    changed["督办台账"]["I4"] = "已销号"
    changed.save(file)
    code, _, err = duban(capsys, office, "verify", str(file), "--database", database)
    assert code == 1
    assert "督办台账第4行（1）“办理状态”：文件为“已销号”，记录为“办理中”。" in err.replace("\n", "")


def test_parts_are_exported_and_an_unknown_one_is_refused(office: Path, capsys: Heard) -> None:
    file = office / "part.xlsx"
    assert duban(capsys, office, "export", "ledger", "-o", str(file), "--unit", "东县", "--task", "2")[0] == 0
    rows = read_back(file.read_bytes())["督办台账"].rows
    assert {(line["责任单位"], line["任务名称"]) for line in rows} == {("东县", "扬尘治理")}
    assert duban(capsys, office, "verify", str(file), "--database", str(office / "duban.db"))[0] == 0
    assert duban(capsys, office, "export", "ledger", "-o", str(file), "--unit", "北县")[0] == 1


def test_deadlines_are_exported_for_one_unit(office: Path, capsys: Heard) -> None:
    file = office / "deadlines.ics"
    words = ("export", "calendar", "-o", str(file), "--unit", "市城市管理局", "--as-of", "2024-01-11")
    code, out, _ = duban(capsys, office, *words)
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert code == 0 and f"{len(events)}个期限" in out
    assert "第1.1项 燃煤锅炉全部淘汰" in {str(event["summary"]) for event in events}


def test_what_is_no_ledger_or_no_database_is_wrong_usage(office: Path, capsys: Heard) -> None:
    database = str(office / "duban.db")
    assert duban(capsys, office, "verify", str(office / "plan.yaml"), "--database", database)[0] == 2
    assert duban(capsys, office, "verify", str(office / "none.xlsx"), "--database", database)[0] == 2
    assert duban(capsys, office, "verify", str(office / "plan.yaml"), "--database", "none.db")[0] == 2
    assert duban(capsys, office, "verify", database)[0] == 0


KILNS = """\
list: k
title: 砖厂治理
task: "1"
milestone: "1.1"
items:
  - {id: 1, name: 东岗一厂, place: 东县}
  - {id: 2, name: 西岗二厂, place: 西县}
"""


def test_a_list_is_imported_once_and_loses_nothing_without_a_reason(office: Path, capsys: Heard) -> None:
    file = office / "kilns.yaml"
    file.write_text(KILNS, encoding="utf-8")
    assert duban(capsys, office, "list", "import", str(file)) == (0, "已导入清单“砖厂治理”，2项\n", "")
    assert duban(capsys, office, "list", "import", str(file)) == (0, "清单“砖厂治理”没有变化（2项）\n", "")
    file.write_text(KILNS.rsplit("\n", 2)[0] + "\n", encoding="utf-8")
    code, _, err = duban(capsys, office, "list", "import", str(file))
    assert code == 1 and "西岗二厂" in err and "--reason" in err
    assert duban(capsys, office, "list", "import", str(file), "--reason", "并入一厂")[0] == 0
    file.write_text(KILNS.replace("西县", "北县").replace("id: 2", "id: 1"), encoding="utf-8")
    code, out, _ = duban(capsys, office, "list", "import", str(file))
    assert code == 1 and "编号1重复" in out
    _, shown, _ = duban(capsys, office, "summary", "--json")
    (listed,) = json.loads(shown)["lists"]
    assert (listed["list"], listed["total"], listed["may_submit"]) == ("k", 1, False)
