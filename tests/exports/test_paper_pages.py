"""Papers as LibreOffice prints them: lines and signs of a page, what stands together, where tables go on."""

from pathlib import Path

from bot.domain.paper_fields import Field
from bot.domain.papers import PaperKind, PaperText
from bot.exports.paper_templates import fill
from tests.exports.office_pages import pages_of, writer
from tests.exports.test_paper_templates import sample, shipped

SENTENCE = "截至十二月二十五日应改造三千五百六十座已完成二千六百零七座。"


def test_a_page_of_text_has_22_lines_of_28_signs(tmp_path: Path) -> None:
    writer()
    values = {**sample(PaperKind.TALK).values, Field.ABOUT: ("天" * 28 * 60,)}
    pages = pages_of(tmp_path, fill(shipped(PaperKind.TALK), PaperText(PaperKind.TALK, "", values)))
    full = next(page for page in pages[1:] if sum(set(line) == {"天"} for line in page) >= 22)
    lines = [line for line in full if set(line) == {"天"}]
    assert [len(line) for line in lines] == [28] * 22


def test_sixty_late_items_fill_pages_each_with_a_head_and_the_signature_stands_with_text(
    tmp_path: Path,
) -> None:
    writer()
    paper = sample(PaperKind.BULLETIN, "县区", rows=60)
    values = {
        **paper.values,
        Field.OFFICE: "委员会办公室",
        Field.DAY: "2024年　月　日",
        Field.LATE: (SENTENCE,) * 10,
    }
    pages = pages_of(tmp_path, fill(shipped(PaperKind.BULLETIN), PaperText(PaperKind.BULLETIN, "", values)))
    annex = next(n for n, page in enumerate(pages) if any("逾期未办结事项清单" in line for line in page))
    assert all(any("责任单位" in line for line in page) for page in pages[annex : annex + 2])
    signed = next(
        page for page in pages if any(line.startswith("2024年") and "印发" not in line for line in page)
    )
    place = next(n for n, line in enumerate(signed) if line.startswith("2024年"))
    assert signed[place - 1] == "委员会办公室" and place >= 3, "office and date stand below text"
    headings = ("一、", "二、", "三、", "四、", "五、", "（一）", "（二）", "（三）", "（四）")
    last = [[line for line in page if not line.startswith("—")][-1] for page in pages]
    assert [line for line in last if line.startswith(headings)] == [], "no heading at the foot of a page"


def test_a_slip_is_one_page(tmp_path: Path) -> None:
    writer()
    values = {
        **sample(PaperKind.SLIP, "市农业农村局").values,
        Field.ITEM: "第8项 烟叶烤房电代煤改造全部完成" * 3,
    }
    values |= {Field.COLOUR: "红色", Field.OFFICE: "市生态环境保护委员会办公室", Field.DAY: "2024年1月12日"}
    values |= {Field.TOLD: "\n".join(["2023年12月4日提醒，已送达"] * 6), Field.COLOURS: SENTENCE}
    body = fill(shipped(PaperKind.SLIP), PaperText(PaperKind.SLIP, "", values))
    assert len(pages_of(tmp_path, body)) == 1
