"""Help and wrong usage, in the user's language and without a traceback."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.verbs import OF_A_LIST, OF_A_PLAN, VERBS
from bot.planfile.demo import demo_people
from bot.planfile.people import read_people
from bot.planfile.yaml import read_plan
from tests.builders import SMALL, ZH, seed_plan
from tests.commands import run

Heard = pytest.CaptureFixture[str]
ALL = [(verb,) for verb in VERBS] + [("plan", verb) for verb in OF_A_PLAN] + [(), ("plan",)]
ALL += [("list", verb) for verb in OF_A_LIST] + [("list",)]
CJK = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(params=["zh_CN.UTF-8", "en_US.UTF-8"])
def tongue(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.delenv("DUBAN_LANGUAGE", raising=False)
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", request.param)
    yield request.param


def texts(help_: str) -> list[str]:
    """The second column: what is said of each option and verb."""
    return [line.split("  ")[-1].strip() for line in help_.splitlines() if line.startswith("  ")]


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_help_is_in_the_users_language(tongue: str, capsys: Heard, words: tuple[str, ...]) -> None:
    code, out, err = run(capsys, *words, "--help")
    assert (code, err) == (0, "")
    assert texts(out)
    chinese = tongue.startswith("zh")
    assert [text for text in texts(out) if bool(CJK.search(text)) is not chinese and text != ".docx"] == []
    assert re.search(r"\b(cli|help)\.\w+\.", out) is None


WRONG = [
    (["rehears"], "rehears"),
    (["demo", "--port", "99999"], "65535"),
    (["demo", "--port", "high"], "65535"),
    (["demo", "--seed", "high"], "--seed"),
    (["demo", "--loud"], "--loud"),
    (["simulate", "plan.yaml"], "--from"),
    (["plan", "show"], "PLAN.yaml"),
    (["plan", "show", "a", "b"], "b"),
    (["summary", "--as-of", "yesterday"], "yesterday"),
    (["rehearse"], "SCRIPT.yaml"),
    (["rehearse", "a.yaml", "--json=yes"], "--json"),
    (["invite"], "--all"),
]


@pytest.mark.parametrize(
    ("words", "named"), WRONG, ids=lambda one: " ".join(one) if isinstance(one, list) else ""
)
def test_wrong_usage_is_one_sentence_and_exit_code_2(
    tongue: str, capsys: Heard, words: list[str], named: str
) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert named in err and "Traceback" not in err
    assert bool(CJK.search(err)) is tongue.startswith("zh")


@pytest.mark.parametrize("words", [(), ("plan",)])
def test_a_verb_is_asked_for(capsys: Heard, words: tuple[str, ...]) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert "show" in err or "rehearse" in err


def test_version(capsys: Heard) -> None:
    assert re.fullmatch(r"duban \d+\.\d+\.\d+\n", run(capsys, "--version")[1])


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_the_verbs(shell: str, capsys: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_DUBAN_COMPLETE", f"complete_{shell}")
    monkeypatch.setenv("COMP_WORDS", "duban reh")
    monkeypatch.setenv("COMP_CWORD", "1")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "duban reh")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    out = run(capsys)[1]
    assert "rehearse" in out
    assert "cli." not in out


@pytest.mark.parametrize("verb", ["check", "run", "summary", "invite --all", "golive x", "forget x"])
def test_an_empty_folder_is_told_of_init(
    verb: str, tmp_path: Path, capsys: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *verb.split())
    assert (code, out) == (1, "") and "duban init" in err
    assert list(tmp_path.iterdir()) == []


def test_init_writes_a_liaison_and_a_head_for_every_unit(tmp_path: Path, capsys: Heard) -> None:
    assert run(capsys, "init", str(tmp_path))[0] == 0
    plan = read_plan(tmp_path / "plan.yaml", ZH)
    assert read_people(tmp_path / "people.yaml", plan, ZH).roster == demo_people(seed_plan(), ZH)
    assert run(capsys, "check", "-c", str(tmp_path / "duban.yaml"))[0] == 0


def test_simulate_uses_the_settings_beside_it(
    tmp_path: Path, capsys: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slot, zone and calendar of duban.yaml: 29 December becomes a holiday, and the last reminder moves."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    words = ("simulate", "small.yaml", "--from", "2023-12-01", "--to", "2023-12-31", "--json")
    plain = run(capsys, *words)[1]
    (tmp_path / "days.yaml").write_text("holidays:\n- {day: 2023-12-29, name: 休息}\n", encoding="utf-8")
    (tmp_path / "duban.yaml").write_text(
        "slot: 10:20\ntimezone: Asia/Urumqi\ncalendar: days.yaml\n", encoding="utf-8"
    )
    code, out, _ = run(capsys, *words)
    hours = set(re.findall(r'"at": "(\S{10})T(\d\d):\d\d:\d\d(\+\d\d)', out))
    assert code == 0
    assert {hour for _, hour, _ in hours} == {"10"} and {zone for _, _, zone in hours} == {"+06"}
    assert "2023-12-29T" in plain and "2023-12-29T" not in out
