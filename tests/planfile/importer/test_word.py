"""What Word keeps apart from the text: numbers, merged cells, revisions; and what pages keep in tags."""

from pathlib import Path

import pytest
from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bot.domain.plan import Plan
from bot.planfile.importer.numbering import figure
from bot.planfile.importer.open import open_document
from tests.planfile.importer.papers import imported, roles, saved

TITLE = "青山市种树方案（2024年）"


def read(folder: Path, name: str, raw: bytes) -> Plan:
    file = folder / name
    file.write_bytes(raw)
    return imported(open_document(file)).plan


def test_numbers_of_a_paragraph_style_are_counted(tmp_path: Path) -> None:
    word = Document()
    for line in (TITLE, "一、重点任务"):
        word.add_paragraph(line)
    for line in ("种树。（市甲局负责）", "种草。（市乙局负责）", "种花。（市丙局负责）"):
        word.add_paragraph(line, style="List Number")
    plan = read(tmp_path, "plan.docx", saved(word))
    assert [(task.id, task.title) for task in plan.tasks] == [("1", "种树"), ("2", "种草"), ("3", "种花")]


def test_a_table_of_word_with_merged_cells(tmp_path: Path) -> None:
    word = Document()
    word.add_paragraph(TITLE)
    table = word.add_table(rows=4, cols=4)
    for row, cells in zip(
        table.rows,
        (
            ("序号", "工作任务", "责任单位", "完成时限"),
            ("一、山上的事", "", "", ""),
            ("1", "种树", "市甲局", "2024年6月底前"),
            ("2", "种草", "", "2024年底前"),
        ),
        strict=True,
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(1, 3))
    table.cell(2, 2).merge(table.cell(3, 2))
    plan = read(tmp_path, "plan.docx", saved(word))
    assert [section.title for section in plan.sections] == ["山上的事"]
    assert [(t.title, roles(t)) for t in plan.tasks] == [("种树", "L市甲局"), ("种草", "L市甲局")]
    assert [str(m.due) for t in plan.tasks for m in t.milestones] == ["2024-06-30", "2024-12-31"]


def test_deleted_words_are_not_read_and_inserted_ones_are(tmp_path: Path) -> None:
    word = Document()
    for line in (TITLE, "一、重点任务"):
        word.add_paragraph(line)
    paragraph = word.add_paragraph("1.种树。2024年")
    for xml in (
        "<w:del {ns} w:id='1' w:author='x'><w:r><w:delText>5月</w:delText></w:r></w:del>",
        "<w:ins {ns} w:id='2' w:author='x'><w:r><w:t>6月</w:t></w:r></w:ins>",
        "<w:r {ns}><w:t>底前完成。（市甲局负责）</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(xml.replace("{ns}", nsdecls("w"))))
    plan = read(tmp_path, "plan.docx", saved(word))
    assert [str(m.due) for m in plan.tasks[0].milestones] == ["2024-06-30"]


def test_what_word_prints_for_its_formats() -> None:
    printed = {
        form: figure(12, form)
        for form in (
            "decimal",
            "chineseCounting",
            "decimalEnclosedCircle",
            "decimalEnclosedParen",
            "decimalZero",
        )
    }
    assert list(printed.values()) == ["12", "十二", "⑫", "⑿", "12"]
    assert [figure(n, "chineseCountingThousand") for n in (1, 10, 21, 105)] == [
        "一",
        "十",
        "二十一",
        "一百零五",
    ]


def test_a_page_with_a_layout_table_a_list_and_a_table_of_tasks(tmp_path: Path) -> None:
    page = f"""<html><body><script>var x = "<p>1.no</p>"</script><table><tr><td>
      <p>{TITLE}</p><p>一、重点任务</p><!-- 1.no。（市丁局负责） -->
      <ol><li>种树。（市甲局负责）</li><li>种草。<br>（市乙局&nbsp;负责）</li></ol><p>二、其他任务</p>
      <table><tr><th>序号</th><th>任务</th><th>责任单位</th></tr>
      <tr><td>3</td><td>种花</td><td rowspan=2>市丙局</td></tr><tr><td>4</td><td>种豆</td></tr></table>
    </td></tr></table></body></html>"""
    plan = read(tmp_path, "plan.html", page.encode())
    assert [(s.title, [(t.id, t.title, roles(t)) for t in s.tasks]) for s in plan.sections] == [
        ("重点任务", [("1", "种树", "L市甲局"), ("2", "种草", "L市乙局")]),
        ("其他任务", [("3", "种花", "L市丙局"), ("4", "种豆", "L市丙局")]),
    ]


@pytest.mark.parametrize("kind", ["footnotes", "endnotes"])
def test_notes_below_the_text_are_asked(tmp_path: Path, kind: str) -> None:
    word = Document()
    for line in (TITLE, "一、重点任务", "1.种树。（市甲局负责）"):
        word.add_paragraph(line)
    one = kind.removesuffix("s")
    notes = (
        f'<w:{kind} {nsdecls("w")}><w:{one} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{one}>'
        f'<w:{one} w:id="1"><w:p><w:r><w:t>6月底前种完</w:t></w:r></w:p></w:{one}></w:{kind}>'
    )
    content = CONTENT_TYPE.WML_FOOTNOTES if kind == "footnotes" else CONTENT_TYPE.WML_ENDNOTES
    part = Part(PackURI(f"/word/{kind}.xml"), content, notes.encode(), word.part.package)
    word.part.relate_to(
        part, RELATIONSHIP_TYPE.FOOTNOTES if kind == "footnotes" else RELATIONSHIP_TYPE.ENDNOTES
    )
    plan = read(tmp_path, "plan.docx", saved(word))
    assert [one.args["about"] for one in plan.findings if one.code == "left_out_text"] == ["6月底前种完"]
