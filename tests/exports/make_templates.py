"""Makes plan/templates from nothing: python -m tests.exports.make_templates

An office changes the files in Word, or writes its own beside them; what ships is this script's output, and a test
holds the two together. What the program fills in stands in {{ }}; what the signer has to judge stands in 【 】.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx.oxml import OxmlElement
from docx.shared import Mm, Pt, RGBColor

from tests.exports import official_paper as page

TEMPLATES = Path(__file__).parents[2] / "plan" / "templates"
FORM = (26, 52, 26, 52)  # millimetres of a form's four columns
LATE = (9, 28, 13, 50, 24, 14, 18)
UNITS = (28, 12, 12, 12, 12, 13, 15, 15, 11, 12, 14)
COLOURS = {"红色": page.RED, "黄色": RGBColor(0xBF, 0x90, 0x00), "蓝色": RGBColor(0x1F, 0x4E, 0x9E)}


def bulletin() -> Any:
    """通报, weekly or monthly: the letterhead ends in 文件."""
    paper = page.new_paper("通报")
    page.page_numbers(paper)
    _bulletin_head(paper)
    for heading, names in _CHAPTERS:
        page.paragraph(paper, heading, "一级标题")
        for title, name in names:
            if title:
                page.paragraph(paper, title, "二级标题")
            page.each(paper, name)
    page.paragraph(paper, "五、下步要求", "一级标题")
    _to_be_written(paper, "【请签发人写明下步要求】")
    page.each(paper, "附件说明", "附件说明")
    _signed(paper)
    _contact(paper)
    _late_list(paper)
    _unit_list(paper, "附件2", "各单位办理情况表", "单位情况")
    _unit_list(paper, "附件3", "各县区办理情况表", "县区情况")
    page.each(paper, "口径", "表注")
    _imprint(paper)
    return paper


_CHAPTERS = (
    ("一、总体进展", (("", "总体进展"),)),
    ("二、工作亮点", (("", "亮点"),)),
    ("三、存在问题", (
        ("（一）逾期未办结事项", "逾期事项"), ("（二）未按期报送单位", "未报单位"),
        ("（三）临期滞后事项", "临期滞后"), ("（四）退回整改和待他单位配合事项", "退回待办"),
    )),
    ("四、近期时限", (("", "近期时限"),)),
)  # fmt: skip


def _letterhead(paper: Any, text: str) -> None:
    page.paragraph(paper, text, "公文标志")
    number = page.paragraph(paper, "{{ 文号 }}", "公文文号")
    page.border(number, "bottom")


def _signed(paper: Any) -> None:
    page.paragraph(paper, "{{ 发文单位 }}", "署名")
    page.paragraph(paper, "{{ 日期 }}", "日期")


def _contact(paper: Any) -> None:
    """附注, below the date."""
    page.paragraph(paper, "（联系人：{{ 联系人 }}）", "公文正文")


def _annex(paper: Any, mark: str, title: str) -> None:
    found = page.paragraph(paper, mark, "附件标记")
    found.paragraph_format.page_break_before = True
    page.paragraph(paper, title, "附件标题")


def _late_list(paper: Any) -> None:
    _annex(paper, "附件1", "逾期未办结事项清单")
    titles = ("序号", "责任单位", "任务", "事项", "完成时限", "逾期天数", "进展")
    names = ("序号", "单位", "任务", "事项", "时限", "逾期天数", "进展")
    styles = ("表数", "表文", "表数", "表文", "表数", "表数", "表数")
    _rows(paper, titles, names, styles, LATE, "逾期清单")


def _unit_list(paper: Any, mark: str, title: str, rows: str) -> None:
    _annex(paper, mark, title)
    names = (
        "单位",
        "应办",
        "按期办结",
        "超期办结",
        "到期未办",
        "待复核",
        "按期率",
        "办结率",
        "应报",
        "按期报送",
        "按期报送率",
    )
    styles = ("表文", *["表数"] * 10)
    _rows(paper, names, names, styles, UNITS, rows)


def _rows(
    paper: Any, titles: tuple[str, ...], names: tuple[str, ...], styles: tuple[str, ...], widths: tuple[float, ...],
    name: str,
) -> None:  # fmt: skip
    found = page.table(paper, widths)
    page.row(found, titles, ["表头"] * len(titles), widths, header=True)
    _only(found, "{%tr for 行 in " + name + " %}", widths)
    page.row(found, ["{{ 行." + one + " }}" for one in names], styles, widths)
    _only(found, "{%tr endfor %}", widths)


def _only(found: Any, tag: str, widths: tuple[float, ...]) -> None:
    page.row(found, (tag, *[""] * (len(widths) - 1)), ["表文"] * len(widths), widths)


def _imprint(paper: Any) -> None:
    """版记: three lines, the last page's foot. A floating table needs a paragraph behind it."""
    page.paragraph(paper, "", "表注")
    found = page.table(paper, (page.WIDTH,), borders=False)
    for text in ("　抄送：{{ 抄送 }}。", "　{{ 发文单位 }}　　　　　　{{ 印发日期 }}印发"):
        page.row(found, (text,), ("版记",), (page.WIDTH,))
    page.lines(found, (8, 6, 8))
    page.at_the_foot(found)
    page.paragraph(paper, "", "版尾")


RANK_WIDTHS = (32, 20, 40, 30, 34)


def ranks() -> Any:
    """排名通报: counties by the composite index, group by group."""
    paper = page.new_paper("排名通报")
    page.page_numbers(paper)
    _bulletin_head(paper)
    page.each(paper, "排名情况")
    for name in ("末位情况", "更正"):
        page.paragraph(paper, "{%p if " + name + " %}", "公文正文")
        page.each(paper, name)
        page.paragraph(paper, "{%p endif %}", "公文正文")
    _to_be_written(paper, "【请签发人写明下步要求；没有的请删去本段】")
    page.paragraph(paper, "附件：环境空气质量综合指数排名表", "附件说明")
    _signed(paper)
    _contact(paper)
    _annex(paper, "附件", "环境空气质量综合指数排名表")
    titles = ("组别", "名次", "单位", "综合指数", "备注")
    _rows(paper, titles, titles, ("表文", "表数", "表文", "表数", "表文"), RANK_WIDTHS, "排名表")
    page.each(paper, "口径", "表注")
    _imprint(paper)
    return paper


def praise() -> Any:
    """表扬通报: who was first, improved most or finished early."""
    paper = page.new_paper("表扬通报")
    page.page_numbers(paper)
    _bulletin_head(paper)
    page.each(paper, "亮点")
    _to_be_written(paper, "【请签发人写明勉励和希望；没有的请删去本段】")
    _signed(paper)
    _contact(paper)
    _imprint(paper)
    return paper


def _bulletin_head(paper: Any) -> None:
    _letterhead(paper, "{{ 发文单位 }}文件")
    page.paragraph(paper, "{{ 标题 }}", "公文标题")
    page.paragraph(paper, "{{ 主送 }}：", "主送")
    page.paragraph(paper, "{{ 导语 }}", "公文正文")


def _to_be_written(paper: Any, gap: str) -> None:
    """Kept with what follows: a signature does not stand on a page alone."""
    for text in (gap, ""):
        page.paragraph(paper, text, "公文正文").paragraph_format.keep_with_next = True


def slip() -> Any:
    """督办单: one unit, one item, on one page."""
    paper = page.new_paper("督办单")
    _close(page.paragraph(paper, "{{ 发文单位 }}", "公文标志"))
    for colour, rgb in COLOURS.items():
        page.paragraph(paper, '{%p if 等级 == "' + colour + '" %}', "公文标题")
        title = page.paragraph(paper, "{{ 等级 }}督办单", "公文标题")
        title.runs[0].font.color.rgb = rgb
        _close(title)
        page.paragraph(paper, "{%p endif %}", "公文标题")
    head = page.table(paper, (88, 68), borders=False)
    page.row(head, ("编号：{{ 文号 }}", "签发人：【待签】"), ("表内容", "表内容"), (88, 68))
    found = page.table(paper, FORM)
    _pairs(found, ("承办单位", "{{ 单位 }}", "协办单位", "{{ 协办单位 }}"))
    _wide(found, "督办事项", "{{ 事项 }}")
    _wide(found, "依　　据", "{{ 依据 }}")
    _pairs(found, ("原定时限", "{{ 原定时限 }}", "现行时限", "{{ 现行时限 }}"))
    _pairs(found, ("目前状态", "{{ 目前状态 }}", "最近报送", "{{ 最近报送 }}"))
    _wide(found, "已报进展", "{{ 已报进展 }}")
    _wide(found, "督办经过", "{{ 督办经过 }}")
    _wide(found, "督办要求", "【请写明要求和办结、反馈的日期】")
    _pairs(found, ("签　　收", "　年　月　日　时\n签收人：", "反　　馈", "请反馈至：{{ 联系人 }}"))
    page.paragraph(paper, "{{ 颜色说明 }}", "表注")
    _signed(paper)
    return paper


def _close(found: Any) -> None:
    """Less air around it: a form is one page."""
    found.paragraph_format.space_before = found.paragraph_format.space_after = Pt(6)


def _pairs(found: Any, texts: tuple[str, str, str, str]) -> None:
    page.row(found, texts, ("表项", "表内容", "表项", "表内容"), FORM)


def _wide(found: Any, title: str, text: str) -> None:
    added = page.row(found, (title, text, "", ""), ("表项", "表内容", "表内容", "表内容"), FORM)
    for cell in added.cells[2:]:
        cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)
        cell._tc.append(OxmlElement("w:p"))
    merged = added.cells[1].merge(added.cells[3])
    merged.width = Mm(sum(FORM[1:]))


def letter() -> Any:
    """函, in the form of a letter: red double lines at the head and at the foot of the first page."""
    paper = page.new_paper("函")
    _letter_page(paper)
    page.paragraph(paper, "{{ 标题 }}", "公文标题")
    page.paragraph(paper, "{{ 主送 }}：", "主送")
    page.each(paper, "正文")
    page.paragraph(paper, "【如需补充具体要求，请写在此处；没有的请删去本段】", "公文正文")
    _signed(paper)
    _contact(paper)
    return paper


def warning() -> Any:
    """预警提醒: before the date, or where the pace does not suffice; the same page as a letter."""
    paper = page.new_paper("预警提醒")
    _letter_page(paper)
    page.paragraph(paper, "{{ 标题 }}", "公文标题")
    page.paragraph(paper, "{{ 主送 }}：", "主送")
    page.each(paper, "正文")
    page.paragraph(paper, "【请写明提醒的要求；没有的请删去本段】", "公文正文")
    _signed(paper)
    _contact(paper)
    return paper


def _letter_page(paper: Any) -> None:
    page.page_numbers(paper, first=False)
    section = paper.sections[0]
    section.top_margin = Mm(30)
    section.footer_distance = Mm(20)
    head = page.paragraph(paper, "{{ 发文单位 }}", "公文标志")
    page.border(head, "bottom", value="thickThinSmallGap", size=24, space=11)
    page.wider(head, 7)
    foot = section.first_page_footer.paragraphs[0]
    page.border(foot, "bottom", value="thinThickSmallGap", size=24, space=1)
    page.wider(foot, 7)
    page.paragraph(paper, "{{ 文号 }}", "函号")


def talk() -> Any:
    """约谈建议: to the leader, never to the unit."""
    paper = page.new_paper("约谈建议")
    page.page_numbers(paper)
    page.paragraph(paper, "{{ 发文单位 }}", "公文标志")
    head = page.table(paper, (88, 68), borders=False)
    page.row(head, ("　{{ 文号 }}", "签发人：【待签】"), ("主送", "主送"), (88, 68))
    line = page.paragraph(paper, "", "版尾")
    page.border(line, "bottom")
    page.paragraph(paper, "{{ 标题 }}", "公文标题")
    page.paragraph(paper, "{{ 主送 }}：", "主送")
    for heading, name in (
        ("一、事由", "事由"),
        ("二、办理情况", "情况"),
        ("三、督办经过", "督办经过"),
        ("四、依据", "依据"),
    ):
        page.paragraph(paper, heading, "一级标题")
        page.each(paper, name)
    page.paragraph(paper, "五、建议", "一级标题")
    page.each(paper, "建议")
    page.paragraph(
        paper,
        "约谈形式：【个别约谈或集体约谈，是否公开】；参加单位：【请写明】；拟定时间：【请写明】。",
        "公文正文",
    )
    page.paragraph(paper, "是否约谈，请审定。", "公文正文")
    _signed(paper)
    _contact(paper)
    return paper


ALL: dict[str, Callable[[], Any]] = {
    "bulletin": bulletin, "ranks": ranks, "praise": praise, "slip": slip, "letter": letter, "talk": talk,
    "warning": warning,
}  # fmt: skip


if __name__ == "__main__":
    TEMPLATES.mkdir(exist_ok=True)
    for name, make in ALL.items():
        make().save(TEMPLATES / f"{name}.docx")
