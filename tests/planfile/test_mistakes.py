"""Whoever edits a plan is told every mistake at once: where, what, and what to write."""

import re
from pathlib import Path

import pytest

from bot.domain.errors import Invalid
from bot.planfile.problems import FLAW_KEYS, SHOWN, FilePlace, Flaw, invalid
from bot.planfile.yaml import load_plan, read_plan
from tests.planfile.files import EN, SMALL, ZH, mistakes, place_of, small, small_with

DUE = "due: 2024-12-31"
QUOTE = "quote: 2024年年底前"
DEEP = "\n" + " " * 12

ONE_MISTAKE = [  # what is changed in the small plan, where the mistake then begins, what is said of it
    ("status: draft", "status: darft", "darft", "darft is none of the choices; did you mean draft?"),
    ("source: ", "goalz: []\nsource: ", "goalz", "there is no key goalz here; did you mean goals?"),
    (
        "[市城市管理局,",
        "[市城管局,",
        "市城管局",
        "市城管局 is not among the plan's units; did you mean 市城市管理局?",
    ),
    (DUE, "due: 31.12.2024", "31.12", "31.12.2024 is not a date; write year-month-day, such as 2023-12-31"),
    (DUE, "due: 2023-02-30", "2023-02-30", "there is no day 2023-02-30; check how many days"),
    (DUE, "due: 2026-01-01", "2026-", "1 Jan 2026 is outside the plan's period (1 Jan 2023 to 31 Dec 2025)"),
    (DUE, "line: 7", 'id: "1.1"', "a milestone to be reached has no date; add due: DATE"),
    (DUE, "kind: duty", 'id: "1.1"', "a duty has no rhythm; add every"),
    (DUE, f"{DUE}{DEEP}every: month", "every", "a milestone reached once does not recur"),
    (DUE, f"{DUE}{DEEP}kind: duty{DEEP}every: month", DUE, "a duty has no date"),
    ("line: 3}", "line: none}", "none", "none is not a whole number, or out of range; write"),
    ("value: 92", "value: 92%", "92%, unit", "92% is not a number; write the figure alone"),
    ("lead: [市生态环境局]", "lead: 环境局", "环境局}", "lead takes a list; write [value]"),
    (
        "lead: [",
        "boss: [",
        "boss",
        "there is no key boss here; the keys allowed here are lead, support, joint, local",
    ),
    ("lead: [市生态环境局]", "lead: [[甲]]", "[甲]", "lead takes text; write text, no list"),
    (
        "市城市管理局, 市生态",
        "市生态环境局, 市生态",
        "市生态环境局]}\n        ind",
        "市生态环境局 has a role in",
    ),
    ('id: "2"', "id: 1", "1\n        number: 2", "id 1 is there already, in line 16; make them differ"),
    ('id: "1.1"', 'id: "2.1"', '"2.1"', "the milestone id 2.1 is not of task 1; begin it with 1."),
    ('id: "1.1"', "id: 1.一", "1.一", "1.一 cannot be an id; use letters, digits"),
    (QUOTE, "where: [市城市管理局]", "市城市管理局]\n", "市城市管理局 is not a county; only"),
    (QUOTE, "day_inferred: yes", "yes", "yes is neither true nor false; write true or false"),
    ("end: 2025-12-31", "end: 2022-12-31", "2022-", "the plan ends on 31 Dec 2022, before it starts"),
    ("number: 2", "number: 1.", "1.\n", "1. is not a whole number"),
    ("        line: 3", "        every: month", "every", "the task has milestones, so it takes no rhythm"),
    ("text: 乙事", "text:", "\n        roles: {joint", "text is empty; fill it in or delete the line"),
    (
        "    title: 一",
        "    title: 一\n    title: 二",
        "title: 二",
        "the key title is there already, in line 14",
    ),
    ("title: 小方案\n", "", "id: small", "the key title is missing; add title"),
    (DUE, f"kind: duty{DEEP}every: month{DEEP}months: [13]", "13]", "13 is not a month; write 1 to 12"),
    (
        DUE,
        f"kind: duty{DEEP}every: quarter{DEEP}months: [1]",
        "months: [1]",
        "only a monthly duty takes months; write every: month",
    ),
    (DUE, f"kind: duty{DEEP}every: season", 'id: "1.1"', "every: season and seasons belong together"),
    (
        DUE,
        f"kind: duty{DEEP}every: season{DEEP}seasons: [三夏]",
        "三夏",
        "there is no season 三夏; add it under seasons",
    ),
    (
        "source: ",
        "seasons: [{name: 三夏, start: 2024-06-10, end: 2024-06-01}]\nsource: ",
        "2024-06-01",
        "the season ends on 1 Jun 2024, before it starts on 10 Jun 2024",
    ),
    (
        "        line: 3",
        '        shares: [{unit: 市财政局, milestones: ["1.1"]}]\n        line: 3',
        "市财政局",
        "市财政局 is neither lead nor joint unit of this task",
    ),
    (
        "source: ",
        'demands: [{line: 3, quote: 甲, task: "1", by: ["1.9"]}]\nsource: ',
        '"1.9"',
        "the plan has no item 1.9; did you mean 1.1?",
    ),
    ("  - number: 1\n", "  - 5\n  - number: 1\n", "5\n  -", "sections takes keys with values"),
]


@pytest.mark.parametrize(("old", "new", "at", "said"), ONE_MISTAKE, ids=[row[3] for row in ONE_MISTAKE])
def test_a_mistake_is_told_with_its_place_and_what_to_write(old: str, new: str, at: str, said: str) -> None:
    text = small_with(old, new)
    (only,) = mistakes(text)
    assert only.startswith(f"p.yaml:{place_of(text, at)}: {said}")


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = SMALL
    for old, new in (("draft", "darft"), (DUE, "due: 2024-02-30"), ("[市城市管理局,", "[市城管局,")):
        text = text.replace(old, new)
    wrong = ("darft", "2024-02-30", "市城管局")
    assert [said.split(": ")[0] for said in mistakes(text)] == [f"p.yaml:{place_of(text, w)}" for w in wrong]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1:1: the file is empty"),
        ("just words", "1:1: the file must consist of keys"),
        ("id: a: b", "1:6: this is not YAML"),
        ("id:\n\tx: 1", "2:1: there is a tab character"),
        ("id: x\n---\nid: y", "2:1: a second document begins"),
        ("id: &a [x]\ntitle: *a", "2:8: the alias *a is not allowed"),
        ("[" * 5000, "1:22: this is nested more than 20 levels deep"),
        ("? [a]\n: b", "1:3: a key must be a word"),
        ("id: a\0", "1:6: there is an invisible character U+0000"),
        ("x" * 6_000_001, "1:1: the file has more than 6,000,000 characters"),
    ],
)
def test_a_text_that_is_no_plan_at_all_gets_one_clear_answer(text: str, said: str) -> None:
    (only,) = mistakes(text)
    assert only.startswith(f"p.yaml:{said}")


def test_a_tag_is_refused_and_the_rest_read_on() -> None:
    said = mistakes(small_with("status: draft", "status: !!python/name:os.system darft"))
    assert [mistake.split(":", 3)[3].split(";")[0] for mistake in said] == [
        " the tag tag:yaml.org,2002:python/name:os.system is not allowed",
        " darft is none of the choices",
    ]


def test_beyond_a_hundred_the_rest_is_counted() -> None:
    said = mistakes("\n".join(f"key{n}: x" for n in range(300)))
    assert len(said) == SHOWN + 1
    assert "more mistakes from here on" in said[-1]


def test_an_official_is_told_in_chinese() -> None:
    text = small_with("市城市管理局, 市生态环境局", "市城管局")
    (said,) = mistakes(text, ZH)
    assert (
        said == f"p.yaml:{place_of(text, '市城管局')}: 方案的单位名单中没有“市城管局”; 是否应为“市城市管理局”"
    )


NUMBERS = ("n", "most", "first", "at", "before")
WORDS = (
    *("word", "known", "key", "problem", "reason", "code", "day", "start", "end"),
    *("task", "unit", "role", "channel", "ladder", "rung", "highest", "who", "path"),
    *("names", "op", "measure"),
)


@pytest.mark.parametrize("code", FLAW_KEYS)
def test_every_flaw_has_its_sentences_in_both_languages(code: str) -> None:
    args = dict.fromkeys(NUMBERS, 2) | dict.fromkeys(WORDS, "x")
    for language in (ZH, EN):
        (mistake,) = invalid([Flaw(FilePlace(), code, args)], "f", language).mistakes
        assert mistake.what and mistake.instead
        assert not re.search(r"[{}]", str(mistake))


def test_a_file_that_is_not_there_or_not_utf8_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="the file cannot be read"):
        read_plan(tmp_path / "none.yaml", EN)
    file = tmp_path / "gbk.yaml"
    file.write_bytes("id: x\ntitle: 方案".encode("gbk"))
    with pytest.raises(Invalid, match=r"gbk\.yaml:2:8: the file is not in UTF-8; save it as UTF-8"):
        read_plan(file, EN)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    file = tmp_path / "windows.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert read_plan(file, EN) == small()


def test_loading_twice_changes_nothing() -> None:
    assert load_plan(SMALL, "a.yaml", ZH) == load_plan(SMALL, "b.yaml", EN)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: small", "# a comment\nid:   'small'"),
        ("joint: [市城市管理局, 市生态环境局]", "joint: [市城市管理局,\n           市生态环境局  ]"),
        ("value: 92,", "value: 92.0,"),
        ("status: draft\n", "status: draft\ndefault_every: quarter\n"),
    ],
)
def test_layout_comments_and_spelt_out_defaults_are_not_part_of_a_version(old: str, new: str) -> None:
    assert load_plan(small_with(old, new), "p", ZH).version == small().version


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: 92,", "value: 93,"),
        (DUE, "due: 2024-12-30"),
        ("joint: [市城市管理局, 市生态环境局]", "joint: [市城市管理局]"),
        ("text: 乙事", "text: 乙事项"),
        ("quote: 2024年年底前", "which_county: [某厂]"),
    ],
)
def test_what_a_plan_means_is_its_version(old: str, new: str) -> None:
    assert load_plan(small_with(old, new), "p", ZH).version != small().version


def test_the_rhythm_of_an_undated_task_can_be_set_in_the_file() -> None:
    whole = load_plan(small_with("scope: 全市", "scope: 全市\ndefault_every: year"), "p", ZH)
    one = load_plan(small_with("text: 乙事", "text: 乙事\n        every: half_year"), "p", ZH)
    assert [m.every for plan in (whole, one) for m in plan.task["2"].milestones] == ["year", "half_year"]
    assert [m.every for m in small().task["2"].milestones] == ["quarter"]


def test_local_work_can_leave_counties_out() -> None:
    plan = load_plan(small_with("joint: [市城市管理局, 市生态环境局]", "joint: [], local: []"), "p", ZH)
    assert plan.task["1"].roles.local == ("桐柏县",)
    assert plan.task["2"].roles.local == ()
