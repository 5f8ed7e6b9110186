"""`duban invite --all -o FILE`: a sheet to hand out, a person a slip."""

import asyncio
import re
import stat
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.actions.bind import looks_like_code
from bot.bootstrap.locate import read_files
from bot.bootstrap.open_database import contexts_of, load
from bot.settings import Settings
from bot.storage.store import open_store
from tests.builders import SMALL, ZH, calendar, ladders
from tests.commands import run

PEOPLE = """
people:
- {id: w, name: 王建, posts: [{role: liaison, unit: 市城市管理局}]}
- {id: z, name: 赵敏, posts: [{role: liaison, unit: 东县}, {role: head, unit: 西县}]}
- {id: l, name: 李明, posts: [{role: leader}]}
"""


async def _loaded(folder: Path) -> None:
    settings = Settings(
        f"sqlite:///{folder / 'duban.db'}", plan=folder / "plan.yaml", people=folder / "people.yaml"
    )
    files = read_files(settings, ZH)
    store = await open_store(settings.database, files.plan.id, synchronous="OFF")
    try:
        await load(store, contexts_of(store, calendar(), ladders(), settings, ZH), files, 0)
    finally:
        await store.close()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "duban.yaml").write_text("plan: plan.yaml\n", encoding="utf-8")
    asyncio.run(_loaded(tmp_path))
    return tmp_path


def invited(capsys: pytest.CaptureFixture[str], office: Path, *words: str) -> tuple[int, str, str]:
    return run(capsys, "invite", *words, "-c", str(office / "duban.yaml"))


def test_who_has_no_unit_is_called_by_name_alone(capsys: pytest.CaptureFixture[str], office: Path) -> None:
    code, out, _ = invited(capsys, office, "--all")
    assert code == 0 and re.search(r"^\w{8}  李明$", out, re.M) and "王建（市城市管理局）" in out


def test_each_person_has_a_slip_with_their_own_code_and_what_to_do(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = office / "邀请码.docx"
    code, out, err = invited(capsys, office, "--all", "-o", str(file))
    assert (code, err) == (0, "") and "3人" in out
    slips = [cell.text.splitlines() for row in Document(str(file)).tables[0].rows for cell in row.cells]
    slips = [slip for slip in slips if any(slip)]
    codes = {slip[1]: [line for line in slip if looks_like_code(line)] for slip in slips}
    assert set(codes) == {"王建（市城市管理局）", "赵敏（东县、西县）", "李明"}
    assert all(len(found) == 1 for found in codes.values())
    assert len({found[0] for found in codes.values()}) == 3
    assert all(any("输入邀请码" in line for line in slip) for slip in slips)
    assert not any(found[0] in out for found in codes.values())  # the terminal's log is not for codes
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_list_has_the_codes_that_the_database_takes(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = office / "名单.xlsx"
    assert invited(capsys, office, "市城市管理局", "-o", str(file))[0] == 0
    head, row = load_workbook(BytesIO(file.read_bytes())).active.iter_rows(values_only=True)  # type: ignore[union-attr]
    listed = dict(zip(head, row, strict=True))
    assert (listed["姓名"], listed["单位"]) == ("王建", "市城市管理局")
    assert looks_like_code(str(listed["邀请码"]))


@pytest.mark.parametrize(
    ("name", "exit_code", "said"), [("a.pdf", 2, ".docx"), ("missing/a.docx", 1, "missing")]
)
def test_a_file_that_cannot_be_written_is_refused_before_codes_are_made(
    office: Path, capsys: pytest.CaptureFixture[str], name: str, exit_code: int, said: str
) -> None:
    code, out, err = invited(capsys, office, "--all", "-o", str(office / name))
    assert (code, out) == (exit_code, "") and said in err
    assert not (office / "missing").exists()
