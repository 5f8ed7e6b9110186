"""Laws: a plan written in any style imports back to itself, and whatever bytes come end in a plan or a sentence."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.errors import Refused
from bot.domain.plan import Plan
from bot.planfile.importer.numerals import chinese
from bot.planfile.importer.open import open_document
from tests.planfile.importer.papers import as_docx, as_html, imported, plan_of

OFFICES = (
    "发展改革委",
    "财政局",
    "生态环境局",
    "市场监管局",
    "自然资源和规划局",
    "水利局",
    "气象局",
    "供电公司",
)
THINGS = ("河道", "道路", "公园", "学校", "锅炉", "车辆", "矿山", "秸秆")
DEEDS = ("整治", "修复", "改造", "保护", "监测")


@dataclass(frozen=True)
class Wanted:
    title: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    due: int | None  # year, its last day
    share: int | None  # a target in per cent


@st.composite
def tasks(draw: st.DrawFn) -> Wanted:
    offices = draw(st.lists(st.sampled_from(OFFICES), min_size=1, max_size=5, unique=True))
    leads = draw(st.integers(1, min(2, len(offices))))
    return Wanted(
        title=draw(st.sampled_from(DEEDS)) + draw(st.sampled_from(THINGS)),
        lead=tuple(f"市{context}" for context in offices[:leads]),
        support=tuple(f"市{context}" for context in offices[leads:]),
        due=draw(st.none() | st.integers(2023, 2025)),
        share=draw(st.none() | st.integers(1, 99)),
    )


PLANS = st.lists(st.lists(tasks(), min_size=1, max_size=4), min_size=1, max_size=4)


def names(full: tuple[str, ...], written_out: bool) -> str:
    """市 before the first name only, or before each. 市场监管局 never says which is meant, so it is written out when
    it comes first."""
    short = [name if written_out or at == 0 else name.removeprefix("市") for at, name in enumerate(full)]
    return "、".join(short)


def in_brackets(task: Wanted, opening: str, closing: str, comma: str, written_out: bool = False) -> str:
    clause = names(task.lead, written_out) + "牵头"
    if task.support:
        clause += comma + names(task.support, written_out) + "配合"
    return f"{opening}{clause}{closing}"


def body(task: Wanted) -> str:
    text = "做好有关工作。"
    if task.due:
        text += f"{task.due}年年底前完成全部工程。"
    if task.share:
        text += f"完好率达到{task.share}%以上。"
    return text


def like_the_seed(sections: list[list[Wanted]]) -> list[str]:
    """三、 （一） 1. with numbers running on, full width."""
    lines, number = ["三、重点任务"], 0
    for at, section in enumerate(sections, 1):
        lines.append(f"（{chinese(at)}）第{chinese(at)}方面工作")
        for task in section:
            number += 1
            lines.append(f"{number}.{task.title}。{body(task)}{in_brackets(task, '（', '）', '，')}")
    return lines


def like_the_state_council(sections: list[list[Wanted]]) -> list[str]:
    """一、 and （一） running on, half-width brackets and commas."""
    lines, number = [], 0
    for at, section in enumerate(sections, 1):
        lines.append(f"{chinese(at)}、第{chinese(at)}方面工作")
        for task in section:
            number += 1
            lines.append(
                f"({chinese(number)}){task.title}。{body(task)}{in_brackets(task, '(', ')', ',', True)}"
            )
    return lines


def like_a_notice(sections: list[list[Wanted]]) -> list[str]:
    """Numbers that begin anew, the units on a line of their own."""
    lines = ["一、工作任务"]
    for at, section in enumerate(sections, 1):
        lines.append(f"（{chinese(at)}）第{chinese(at)}方面工作")
        for number, task in enumerate(section, 1):
            lines += [f"{number}、{task.title}。", body(task), f"牵头单位：{names(task.lead, False)}"]
            if task.support:
                lines.append(f"配合单位：{names(task.support, False)}")
    return lines


def on_one_line(sections: list[list[Wanted]]) -> list[str]:
    """All breaks lost."""
    return ["为做好工作，制定本方案。" * 20 + "".join(like_the_state_council(sections))]


STYLES = [like_the_seed, like_the_state_council, like_a_notice, on_one_line]


def as_wanted(plan: Plan) -> list[list[Wanted]]:
    return [
        [
            Wanted(
                task.title,
                task.roles.lead,
                task.roles.support,
                next((m.due.year for m in task.milestones if m.due), None),
                next((int(i.value) for i in task.indicators), None),
            )
            for task in section.tasks
        ]
        for section in plan.sections
    ]


@pytest.mark.parametrize("style", STYLES)
@given(sections=PLANS)
@settings(max_examples=60, deadline=None)
def test_a_plan_in_any_style_imports_back(
    style: Callable[[list[list[Wanted]]], list[str]], sections: list[list[Wanted]]
) -> None:
    plan = plan_of("\n".join(["青山市工作方案（2023—2025年）", *style(sections)]))
    assert as_wanted(plan) == sections


SEED = ["青山市工作方案（2023—2025年）", "一、重点任务", "（一）做事"]
SEED += [f"{n}.做好第{n}件事。2024年6月底前完成{n}项。（市甲局牵头，市乙局、丙局配合）" for n in range(1, 9)]
FORMS = {"plan.txt": "\n".join(SEED).encode(), "plan.html": as_html(SEED), "plan.docx": as_docx(SEED)}


def plan_or_sentence(name: str, raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, name)
        file.write_bytes(raw)
        try:
            imported(open_document(file))
        except Refused as refused:
            assert refused.key.startswith("document.")


@pytest.mark.parametrize("name", FORMS)
@given(raw=st.binary(max_size=400))
@example(raw="（（（（牵头".encode())
@example(raw="1.甲。（市甲局牵头）\x1b\x85\ufeff".encode())
@example(raw="<td><table><td rowspan=9 colspan=9>（市甲局负责）".encode())
@settings(max_examples=150, deadline=None)
def test_any_bytes(name: str, raw: bytes) -> None:
    plan_or_sentence(name, raw)


@pytest.mark.parametrize("name", FORMS)
@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_truncated_and_overwritten_documents(name: str, data: st.DataObject) -> None:
    whole = FORMS[name]
    at = data.draw(st.integers(0, len(whole)))
    if data.draw(st.booleans()):
        plan_or_sentence(name, whole[:at])
    else:
        plan_or_sentence(
            name, whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(0, 8)) :]
        )


MARKS = st.text(
    alphabet="一二三、（）()〔〕【】1234567890．.，；：。“”《》年月日底前市县区局委牵头配合负责等和%以上达到\n ",
    max_size=120,
)


@given(text=MARKS)
@settings(max_examples=300, deadline=None)
def test_any_text_of_the_marks_plans_are_made_of(text: str) -> None:
    plan_or_sentence("plan.txt", f"一、重点任务\n1.甲。（市甲局牵头）\n{text}".encode())
