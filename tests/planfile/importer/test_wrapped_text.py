"""Text copied from pages: lines that all end at one margin are joined again, and nothing else is touched."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.plan import Plan
from bot.planfile.importer.document import Block, Paragraph
from bot.planfile.importer.open import open_document
from bot.planfile.importer.wrapped import unwrapped, width
from tests.planfile.importer.papers import PLANS, paper_of, plan_of
from tests.planfile.importer.test_laws import PLANS as PLANS_DRAWN
from tests.planfile.importer.test_laws import Wanted, like_the_seed

CLEAN = """云溪市河湖整治行动方案（2026—2028年）
各县（市、区）人民政府，市政府各部门：
为进一步改善全市河湖水环境质量，持续提升人民群众的获得感、幸福感，结合我市实际情况，制定本方案。
一、总体要求
坚持系统治理、综合治理、源头治理，统筹水资源、水环境、水生态，加快补齐治理短板，推动全市河湖面貌根本好转。
二、重点任务
（一）持续推进骨干河道清淤疏浚
1.加快清淤。对第一、二、三、四季度淤积严重的河段，2026年5月底前完成清淤120公里以上，PM2.5平均浓度不高于35微克/立方米。（市水利局牵头，市生态环境局、住房和城乡建设局配合，各县〔市、区〕政府〔管委会〕负责落实）
2.保障补水。落实补水计划，2027年9月30日前完成生态补水3000万立方米，骨干河道生态流量达标率达到90%以上。（市水利局、农业农村局、财政局按职责分工负责）
（二）全面加强岸线管护
3.清理乱占。2028年年底前全面完成岸线乱占、乱采、乱堆、乱建问题整治，建立长效管护机制，确保不反弹。（市水利局牵头，市自然资源和规划局、公安局配合）
三、保障措施
（一）加强组织领导。各县（市、区）要落实属地责任，明确工作分工，健全协调机制，确保各项任务落到实处。"""


def cut(text: str, at: int) -> list[str]:
    """Each paragraph in pieces of so many characters."""
    return [line[n : n + at] for line in text.split("\n") for n in range(0, len(line), at)]


def set_on_paper(text: str, at: int) -> list[str]:
    """As a page sets it: no line begins with a stop, and no number is cut."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for character in paragraph:
            if width(line + character) > 2 * at and character not in "，。；、）：":
                digits = len(line) - len(line.rstrip("0123456789.")) if character in "0123456789." else 0
                lines.append(line[: len(line) - digits])
                line = line[len(line) - digits :]
            line += character
        lines.append(line)
    return lines


def paged(lines: list[str], length: int, number: str, head: str = "") -> list[str]:
    """`number`: how a page is numbered, {n} of {all}."""
    pages = [lines[n : n + length] for n in range(0, len(lines), length)]
    printed: list[str] = []
    for n, page in enumerate(pages, 1):
        printed += [*([head, ""] if head else []), *page, "", number.format(n=n, all=len(pages)), ""]
    return printed


def said(plan: Plan) -> object:
    """All that a plan holds but the lines: those are counted in another file."""
    tasks = [(t.id, t.title, t.roles, [(m.due, m.text) for m in t.milestones]) for t in plan.tasks]
    numbers = [(t.id, i.op, i.value, i.unit, i.due) for t in plan.tasks for i in t.indicators]
    return plan.title, plan.start, plan.end, sorted(u.name for u in plan.units), tasks, numbers


def blocks(lines: list[str]) -> list[Block]:
    return [Paragraph(n, line) for n, line in enumerate(lines, 1)]


def read(lines: list[str]) -> list[str]:
    return [block.text for block in unwrapped(blocks(lines)) if isinstance(block, Paragraph)]


@pytest.mark.parametrize("at", range(14, 82))
def test_cut_at_any_width_it_is_the_same_plan(at: int) -> None:
    assert said(plan_of("\n".join(read(cut(CLEAN, at))))) == said(plan_of(CLEAN))


@pytest.mark.parametrize("at", range(16, 46, 3))
def test_set_as_a_page_sets_it_too(at: int) -> None:
    assert said(plan_of("\n".join(read(set_on_paper(CLEAN, at))))) == said(plan_of(CLEAN))


@pytest.mark.parametrize(
    "number", ["- {n} -", "— {n} —", "第{n}页 共{all}页", "第 {n} 页", "{n}/{all}", "－{n}－", "{n}"]
)
@pytest.mark.parametrize("head", ["", "云溪市人民政府办公室文件"])
def test_page_numbers_and_running_heads_are_no_text(number: str, head: str) -> None:
    for at, length in ((20, 12), (33, 9), (28, 11)):
        text = "\n".join(read(paged(cut(CLEAN, at), length, number, head)))
        assert said(plan_of(text)) == said(plan_of(CLEAN))
        assert not [line for line in text.split("\n")[1:] if line.strip() == head and head]


ALIKE = "\n".join(
    [
        "云溪市河道整治方案（2026年）",
        "一、重点任务",
        *(
            f"{n}.推进第{n}段河道整治。加强排查，完善台账，确保取得实效。2026年{n % 12 + 1}月底前清淤{n}公里以上。"
            "（市发展改革委牵头，市财政局配合）"
            for n in range(1, 61)
        ),
    ]
)


@pytest.mark.parametrize(
    "number", ["— {n} —", "云溪市人民政府公报 {n}", "{n} 云溪市人民政府公报", "公报 第{n}页 共{all}页"]
)
@pytest.mark.parametrize("length", [18, 27, 30])
def test_lines_that_differ_in_a_number_of_their_own_are_no_running_head(number: str, length: int) -> None:
    """Sixty items in the same words: the last line of every page is alike, but for its numbers."""
    text = "\n".join(read(paged(cut(ALIKE, 31), length, number)))
    assert said(plan_of(text)) == said(plan_of(ALIKE))


def test_the_line_of_a_paragraph_is_its_first() -> None:
    lines = cut(CLEAN, 20)
    of = {block.text: block.line for block in unwrapped(blocks(lines)) if isinstance(block, Paragraph)}
    assert all(lines[line - 1] == text[:20] for text, line in of.items())


@settings(max_examples=40, deadline=None)
@given(PLANS_DRAWN, st.integers(18, 60))
def test_any_plan_cut_at_any_width_is_the_same_plan(sections: list[list[Wanted]], at: int) -> None:
    text = "\n".join(like_the_seed(sections))
    assert said(plan_of("\n".join(read(cut(text, at))))) == said(plan_of(text))


@pytest.mark.parametrize(
    "lines",
    [
        CLEAN.split("\n"),
        ["序号", "任务", "牵头单位", "1", "清理河道淤积", "市水利局", "2", "整治岸线乱占", "市水利局"],
        ["桐柏县人民政府办公室", "西峡县人民政府办公室", "淅川县人民政府办公室", "南召县人民政府办公室"],
        ["一、重点任务", "1.种树。多种一些树，种好树。", "2.种草。多种一些草，种好草。", "（市甲局负责）"],
        ["- 3 -"],
        [],
    ],
)
def test_text_that_is_not_wrapped_is_unchanged(lines: list[str]) -> None:
    assert read(lines) == lines


@pytest.mark.skipif(not PLANS.exists(), reason="the documents lie beside the checkout, not in it")
def test_real_documents_are_the_same_plan_at_any_width() -> None:
    for file in sorted(PLANS.glob("0*.*")):
        paragraphs = [b.text.strip() for b in open_document(file).blocks if isinstance(b, Paragraph)]
        clean = "\n".join(filter(None, paragraphs))
        for at in (21, 34, 47):
            lines = paged(cut(clean, at), 30, "— {n} —")
            assert said(plan_of("\n".join(read(lines)))) == said(plan_of(clean)), (file.name, at)
    assert paper_of("x").blocks
