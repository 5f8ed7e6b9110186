"""`duban rehearse`: who said what, what was shown, what was recorded."""

import json
from pathlib import Path

import pytest

from tests.builders import ROOT
from tests.commands import run
from tests.simulate.scripts import HEAD, played, to, write

Heard = pytest.CaptureFixture[str]
BUREAU = "市城市管理局"


def test_a_step_has_what_was_shown_since_the_one_before_and_what_its_words_recorded(
    tmp_path: Path, capsys: Heard
) -> None:
    waits, said = played(
        capsys,
        write(
            tmp_path,
            f"""
            at: "2023-12-01 10:00"
            at: "2023-12-04 09:30", who: {BUREAU}, say: 已完成80%
            """,
        ),
    )
    assert (waits["n"], waits["at"], waits["recorded"]) == (1, "2023-12-01 10:00", [])
    assert to(waits, BUREAU)[0]["kind"] == "assign"
    assert [message["kind"] for message in to(said, BUREAU)] == ["digest", "answer"]
    event = said["recorded"][0]
    assert (event["event"], event["task"], event["milestone"], event["unit"]) == (
        "reported",
        "1",
        "1.1",
        BUREAU,
    )
    assert (event["percent"], event["words"], event["files"]) == (80, "已完成80%", [])


def test_the_document_has_the_keys_of_the_interface(tmp_path: Path, capsys: Heard) -> None:
    """docs/manual: tools read them by these names."""
    file = write(tmp_path, f'at: "2023-12-04 09:30", who: {BUREAU}, send: photo.png, say: 已完成3座')
    document = json.loads(run(capsys, "rehearse", str(file), "--json")[1])
    assert list(document) == ["steps", "summary"]
    [step] = document["steps"]
    assert list(step) == ["n", "at", "who", "say", "send", "shown", "recorded"]
    for shown in step["shown"]:
        assert list(shown) == ["to", "kind", "text", "buttons", "picture", "files"]
        assert all(isinstance(label, str) for label in shown["buttons"]) and isinstance(shown["to"], str)
    [event] = step["recorded"]
    assert " ".join(event) == ("event task milestone unit period percent values done next_date words files")
    [value] = event["values"]
    assert (list(value), value["value"], value["unit"]) == (
        ["name", "value", "unit", "of", "verdict"],
        3,
        "座",
    )


def test_a_step_without_a_time_happens_at_the_minute_of_the_step_before(
    tmp_path: Path, capsys: Heard
) -> None:
    steps = played(
        capsys,
        write(
            tmp_path,
            f"""
            at: "2023-12-04 09:30", who: {BUREAU}, say: 已完成60%
            who: {BUREAU}, say: 已完成70%
            """,
        ),
    )
    assert [step["at"] for step in steps] == ["2023-12-04 09:30"] * 2
    assert [step["recorded"][0]["percent"] for step in steps] == [60, 70]


@pytest.mark.parametrize("label", ["提交复核", "提交复", "报复核"])
def test_a_button_is_pressed_by_its_label_its_beginning_or_another_word(
    tmp_path: Path, capsys: Heard, label: str
) -> None:
    file = write(tmp_path, f'at: "2023-12-04 09:30", who: {BUREAU}, press: {label}')
    assert [event["event"] for event in played(capsys, file)[0]["recorded"]] == ["submitted"]


def test_a_button_is_looked_for_on_older_messages_too(tmp_path: Path, capsys: Heard) -> None:
    steps = played(
        capsys,
        write(
            tmp_path,
            f"""
            at: "2023-12-04 09:30", who: {BUREAU}, say: /help
            who: {BUREAU}, press: 提交复核
            """,
        ),
    )
    assert steps[1]["recorded"][0]["event"] == "submitted"


def test_an_edit_changes_what_was_said(tmp_path: Path, capsys: Heard) -> None:
    steps = played(
        capsys,
        write(
            tmp_path,
            f"""
            at: "2023-12-04 09:30", who: {BUREAU}, say: 已完成60%
            who: {BUREAU}, edit: 1, say: 已完成60%
            who: {BUREAU}, edit: 2, say: 已完成65%
            """,
        ),
    )
    assert [[event["percent"] for event in step["recorded"]] for step in steps] == [[60], [], [65]]


def test_a_reply_is_about_the_message_of_that_step(tmp_path: Path, capsys: Heard) -> None:
    """The first message is of 1.1, the second of 2.1."""
    steps = played(
        capsys,
        write(
            tmp_path,
            f"""
            at: "2023-12-04 09:30"
            at: "2024-06-28 16:00"
            who: {BUREAU}, reply_to: 1, say: 已完成90%
            """,
        ),
    )
    assert steps[2]["recorded"][0]["milestone"] == "1.1"


def test_a_file_comes_with_the_words(tmp_path: Path, capsys: Heard) -> None:
    file = write(tmp_path, f'at: "2023-12-04 09:30", who: {BUREAU}, send: photo.png, say: 已完成60%')
    step = played(capsys, file)[0]
    assert (step["send"], step["recorded"][0]["files"]) == ("photo.png", ["photo.png"])


def test_people_are_written_as_the_script_writes_them(tmp_path: Path, capsys: Heard) -> None:
    """The same liaison by unit and by id; the head and the coordinator in the usual way."""
    steps = played(
        capsys,
        write(
            tmp_path,
            f"""
            at: "2024-01-02 09:30"
            who: u02-liaison, say: /tasks
            who: {BUREAU}/liaison, say: /tasks
            at: "2024-01-04 09:30"
            """,
        ),
    )
    assert to(steps[1], "u02-liaison")[-1]["text"] == to(steps[2], f"{BUREAU}/liaison")[-1]["text"]
    assert to(steps[0], f"{BUREAU}/head")
    assert to(steps[3], "coordinator")


def test_what_was_shown_before_the_first_step_is_not_shown_in_it(tmp_path: Path, capsys: Heard) -> None:
    """Weeks lie between go-live and the first words; a first step without words shows them."""
    spoken = played(capsys, write(tmp_path, f'at: "2024-01-02 09:30", who: {BUREAU}, say: /tasks'))
    assert [message["kind"] for message in spoken[0]["shown"]] == ["answer"]
    silent = played(capsys, write(tmp_path, 'at: "2024-01-02 09:30"'))
    assert len(silent[0]["shown"]) > 1


def test_settings_of_the_script_stand_over_the_others(tmp_path: Path, capsys: Heard) -> None:
    file = write(
        tmp_path,
        """
        at: "2023-12-04 09:00"
        at: "2023-12-04 12:00"
        """,
        HEAD + "settings: {slot: '10:30'}\n",
    )
    first, second = played(capsys, file)
    assert "digest" not in {message["kind"] for message in first["shown"]}
    assert to(second, BUREAU)[0]["kind"] == "digest"


def test_people_of_a_file_and_a_day_before_go_live(tmp_path: Path, capsys: Heard) -> None:
    (tmp_path / "people.yaml").write_text(
        "people:\n"
        f"- {{id: wang, name: 王某, posts: [{{role: liaison, unit: {BUREAU}}}]}}\n"
        "- {id: li, name: 李某, posts: [{role: coordinator, unit: 市生态环境局}]}\n",
        encoding="utf-8",
    )
    file = write(
        tmp_path,
        """
        at: "2023-10-30 10:00", who: wang, say: /tasks
        at: "2023-11-01 12:00"
        """,
        HEAD + "people: people.yaml\n",
    )
    before, after = played(capsys, file)
    assert [message["kind"] for message in before["shown"]] == ["answer"]
    assert [message["kind"] for message in to(after, "wang")] == ["assign"]


def test_others_answer_by_the_dice_and_those_of_the_script_do_not(tmp_path: Path, capsys: Heard) -> None:
    steps = f'at: "2024-01-12 10:00"\nwho: {BUREAU}, say: /tasks'
    file = write(tmp_path, steps, HEAD + "others: good\nseed: 2\n")
    code, out, _ = run(capsys, "rehearse", str(file), "--json")
    again = run(capsys, "rehearse", str(file), "--json")[1]
    assert (code, out) == (0, again)
    before, step = json.loads(out)["steps"]
    assert any(message["kind"] == "answer" for message in to(before, "东县"))
    assert sum(message["kind"] == "answer" for message in to(step, BUREAU)) == 1


def test_a_picture_is_named(tmp_path: Path, capsys: Heard) -> None:
    step = played(capsys, write(tmp_path, 'at: "2023-12-04 09:30", who: leader, say: /summary'))[0]
    assert to(step, "leader")[-1]["picture"] == "duban-2023-12-04.png"


def test_it_prints_bubbles(tmp_path: Path, capsys: Heard) -> None:
    """The person on the right, Duban on the left, what was recorded below; no line wider than the terminal."""
    file = write(tmp_path, f'at: "2023-12-04 09:30", who: {BUREAU}, say: 已完成80%')
    code, out, _ = run(capsys, "rehearse", str(file))
    lines = out.splitlines()
    mine = next(line for line in lines if "已完成80%" in line)
    asked = next(line for line in lines if "工作提醒" in line)
    assert code == 0
    assert mine.startswith(" ") and asked.startswith("│")
    assert any("[反馈进展]" in line for line in lines)
    assert any("1.1 reported" in line and "80%" in line for line in lines)


@pytest.mark.parametrize("file", sorted((ROOT / "plan" / "rehearsals").glob("*.yaml")), ids=lambda f: f.stem)
def test_every_script_of_ours_plays(file: Path, capsys: Heard) -> None:
    steps = played(capsys, file)
    assert all(to(step, step["who"]) for step in steps if "who" in step)
