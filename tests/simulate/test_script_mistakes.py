"""A script that is wrong: every mistake with its place, what is wrong and what to write; never a traceback."""

from pathlib import Path

import pytest

from tests.builders import SMALL
from tests.commands import run
from tests.simulate.scripts import HEAD, write

Heard = pytest.CaptureFixture[str]
WHO = "who: 市城市管理局"
TWO_SECTIONS = (
    SMALL
    + """
  - number: 2
    title: 保障
    tasks:
      - {id: "4", number: 4, title: 宣传, text: 宣传引导。, line: 5, roles: {lead: [市生态环境局]}}
"""
)
AT = 'at: "2023-12-04 09:30"'

# The wrong script, ^ before the place that is named; what is wrong; what to write.
STEPS = (
    (f"{AT}, who: ^市城管局, say: 好", "市城管局", "是否应为“市城市管理局"),
    (f"{AT}, who: ^mayor, say: 好", "mayor", "coordinator"),
    (f"{AT}, {WHO}, press: ^绿色按钮", "绿色按钮", "反馈进展"),
    (f"{AT}, {WHO}, reply_to: ^1, say: 好", "第1步不在这一步之前", ""),
    (f"{AT}, {WHO}, edit: ^4, say: 好", "第4步", ""),
    (f"{AT}, {WHO}, edit: ^0, say: 好", "0", ""),
    (f"{AT}, {WHO}, say: 好\n{WHO}, ^edit: 1", "改成什么", "say"),
    (f"{AT}, {WHO}, say: 好, ^press: 签收", "press", "两步"),
    (f"{AT}, {WHO}, ^quote: 第8项, say: 好", "引用", "reply_to"),
    (f"{AT}, ^{WHO}", "没有写做什么", "say"),
    (f"{AT}, ^say: 好", "没有写是谁", "who"),
    (f"{AT}, {WHO}, ^sai: 好", "sai", "say"),
    (f"{AT}, {WHO}, send: ^nothing.png", "nothing.png", "脚本旁边"),
    (f"^{WHO}, say: 好", "第一步没有写时间", "at"),
    (f"at: ^昨天, {WHO}, say: 好", "昨天", "2024-01-03 09:10"),
    (f'at: ^"2023-02-30 09:30", {WHO}, say: 好', "2023-02-30", ""),
    (f'at: ^"2023-12-04 25:30", {WHO}, say: 好', "25:30", ""),
    (f'{AT}\nat: ^"2023-12-04 09:29"', "2023-12-04 09:29", "先后"),
    (f"{AT}\n{WHO}, say: 好\nwho: 市生态环境局, edit: ^2, say: 好", "第2步", ""),
    (f'{AT}\nat: "2023-12-04 09:31"\n{WHO}, reply_to: ^2, say: 好', "第2步", "市城市管理局"),
)

HEADS = (
    ("plan: ^moon\ngolive: 2023-11-01\n", "moon", "nanyang-2023-2025"),
    ("plan: small.yaml\ngolive: ^yesterday\n", "yesterday", "2023-12-31"),
    ("^plan: small.yaml\n", "golive", "golive"),
    (f"{HEAD}others: ^bad\n", "bad", "mixed"),
    (f"{HEAD}seed: ^many\n", "many", ""),
    (f"{HEAD}people: ^nobody.yaml\n", "nobody.yaml", ""),
    (f"{HEAD}settings: {{^slot: soon}}\n", "soon", ""),
    (f"{HEAD}settings: {{^slots: '09:00'}}\n", "slots", "slot"),
    (f"{HEAD}settings: {{telegram: {{^per_chat: slow}}}}\n", "slow", ""),
    (f"{HEAD}^weather: fine\n", "weather", ""),
)


@pytest.mark.parametrize(("steps", "what", "instead"), STEPS)
def test_a_wrong_step(tmp_path: Path, capsys: Heard, steps: str, what: str, instead: str) -> None:
    _is_told(capsys, write(tmp_path, steps), what, instead)


@pytest.mark.parametrize(("head", "what", "instead"), HEADS)
def test_a_wrong_head(tmp_path: Path, capsys: Heard, head: str, what: str, instead: str) -> None:
    _is_told(capsys, write(tmp_path, AT, head), what, instead)


def _is_told(capsys: Heard, file: Path, what: str, instead: str) -> None:
    before, _, after = file.read_text(encoding="utf-8").partition("^")
    file.write_text(before + after, encoding="utf-8")
    place = f"{file}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}: "
    code, out, err = run(capsys, "rehearse", str(file), "--json")
    assert (code, out) == (1, "")
    assert [line for line in err.splitlines() if line.startswith(place)] == err.splitlines()
    assert what in err and instead in err


@pytest.mark.parametrize("head", [f"{HEAD}people: photo.png\n", "plan: script.yaml\ngolive: 2023-11-01\n"])
def test_a_file_that_is_none(tmp_path: Path, capsys: Heard, head: str) -> None:
    code, out, err = run(capsys, "rehearse", str(write(tmp_path, AT, head)))
    assert (code, out) == (1, "") and err.startswith(str(tmp_path))


def test_every_mistake_is_told_at_once(tmp_path: Path, capsys: Heard) -> None:
    file = write(tmp_path, f"at: 昨天\n{WHO}\n{WHO}, press: 签收, say: 好", "plan: small.yaml\n")
    assert len(run(capsys, "rehearse", str(file))[2].splitlines()) == 4


def test_a_beginning_that_several_labels_have(tmp_path: Path, capsys: Heard) -> None:
    """督办摘要 has 第1部分 among its buttons, and no other that begins with 第1; several begin with 第."""
    steps = f"{AT}, who: leader, say: /summary\nwho: leader, press: ^第"
    (tmp_path / "two.yaml").write_text(TWO_SECTIONS, encoding="utf-8")
    file = write(tmp_path, steps, "plan: two.yaml\ngolive: 2023-11-01\n")
    _is_told(capsys, file, "2个", "第2部分")


@pytest.mark.parametrize(
    "text", ["", "steps: [", "a: &b 1\nc: *b\n", "- 1\n", "steps: []\n", "\x00", "steps: 好\n"]
)
def test_what_is_no_script(tmp_path: Path, capsys: Heard, text: str) -> None:
    file = tmp_path / "script.yaml"
    file.write_text(text, encoding="utf-8")
    code, out, err = run(capsys, "rehearse", str(file))
    assert (code, out) == (1, "") and err.startswith(f"{file}:")


def test_no_file_and_wrong_usage(tmp_path: Path, capsys: Heard) -> None:
    assert run(capsys, "rehearse", str(tmp_path / "none.yaml"))[0] == 1
    assert run(capsys, "rehearse")[0] == 2
    assert run(capsys, "rehearse", "a.yaml", "--loud")[0] == 2
