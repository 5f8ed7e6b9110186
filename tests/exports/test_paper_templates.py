"""Templates of papers: those that ship are the script's, they are laid out by GB/T 9704, and a bad one is refused."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from bot.domain.paper_fields import NAMES, FieldShape
from bot.domain.papers import PaperKind, PaperText, Value
from bot.exports.paper_templates import BadTemplate, check, fill
from tests.exports.make_templates import ALL, TEMPLATES
from tests.exports.word_reading import opened, tables_of, text_of

HOSTILE = 'A&B <焦化> "引" {{ 7*7 }} {%p for %}'
CELLS = (
    "序号", "单位", "任务", "事项", "时限", "逾期天数", "进展", "应办", "按期办结", "超期办结", "到期未办", "待复核",
    "按期率", "办结率", "应报", "按期报送", "按期报送率", "组别", "名次", "综合指数", "备注",
)  # fmt: skip


def shipped(kind: PaperKind) -> bytes:
    return (TEMPLATES / f"{kind}.docx").read_bytes()


def sample(kind: PaperKind, words: str = "内容", rows: int = 2) -> PaperText:
    def value(shape: FieldShape) -> Value:
        match shape:
            case FieldShape.TEXT:
                return words
            case FieldShape.TEXTS:
                return (words, words)
            case FieldShape.ROWS:
                return tuple(dict.fromkeys(CELLS, words) for _ in range(rows))

    return PaperText(kind, words, {name: value(shape) for name, shape in NAMES[kind].items()})


def with_text(text: str, kind: PaperKind = PaperKind.LETTER) -> bytes:
    document = Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def parts(body: bytes) -> dict[str, bytes]:
    """Everything but the clock of the zip and of the properties."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}


@pytest.mark.parametrize("kind", PaperKind)
def test_what_ships_is_what_the_script_makes(kind: PaperKind) -> None:
    made = io.BytesIO()
    ALL[kind]().save(made)
    assert parts(shipped(kind)) == parts(made.getvalue()), "python -m tests.exports.make_templates"


@pytest.mark.parametrize("kind", PaperKind)
def test_words_of_people_stand_in_the_paper_as_they_were_written(kind: PaperKind) -> None:
    """No text vanishes behind & or <, and nothing that somebody wrote is evaluated."""
    read = text_of(fill(shipped(kind), sample(kind, HOSTILE)))
    shown = len(NAMES[kind]) + sum(shape is FieldShape.TEXTS for shape in NAMES[kind].values())
    assert read.count(HOSTILE) >= shown - 2 - 3 * (kind is PaperKind.BULLETIN)  # 等级 and lists of rows apart
    assert "49" not in read and "｛" not in read
    assert not [one for one in ("{{ 标题", "{% ", "endfor", "{{ 行") if one in read.replace(HOSTILE, "")]


@pytest.mark.parametrize("kind", PaperKind)
def test_every_name_that_a_paper_has_stands_in_its_template(kind: PaperKind) -> None:
    marks = {name: f"«{name}»" for name in NAMES[kind]}
    values: dict[str, Value] = {}
    for name, shape in NAMES[kind].items():
        one: Value = dict.fromkeys(CELLS, marks[name]) if shape is FieldShape.ROWS else marks[name]  # type: ignore[assignment]
        values[name] = one if shape is FieldShape.TEXT else (one,)  # type: ignore[assignment]
    values |= {"等级": "红色"} if "等级" in values else {}
    read = text_of(fill(shipped(kind), PaperText(kind, "", values)))
    assert [name for name, mark in marks.items() if mark not in read and name != "等级"] == []


def test_control_and_turning_marks_are_taken_out() -> None:
    read = text_of(fill(shipped(PaperKind.LETTER), sample(PaperKind.LETTER, "进\x0b展\u202e顺\a利\x00。")))
    assert "进展顺利。" in read


def test_the_page_is_that_of_an_official_document() -> None:
    document = opened(fill(shipped(PaperKind.BULLETIN), sample(PaperKind.BULLETIN)))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in margins] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    body, title = document.styles["公文正文"], document.styles["公文标题"]
    assert (body.font.size.pt, body.paragraph_format.line_spacing.pt) == (16, 28)
    fonts = body.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{which}")) for which in ("ascii", "hAnsi", "eastAsia")} == {"仿宋_GB2312"}
    assert (title.font.size.pt, title.element.rPr.rFonts.get(qn("w:eastAsia"))) == (22, "方正小标宋简体")
    languages = document.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))
    assert [one.get(qn("w:eastAsia")) for one in languages] == ["zh-CN"]
    head = document.tables[0].rows[0]._tr.trPr
    assert head.find(qn("w:tblHeader")) is not None and head.find(qn("w:cantSplit")) is not None


def test_the_annex_has_every_row_and_the_gap_is_left_to_the_signer() -> None:
    body = fill(shipped(PaperKind.BULLETIN), sample(PaperKind.BULLETIN, rows=60))
    assert [len(table) for table in tables_of(body)] == [61, 61, 61, 2]
    assert "【请签发人写明下步要求】" in text_of(body)


BAD = (
    ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "template.not_allowed"),
    ("{{ 标题.__class__ }}", "template.not_allowed"),
    ("{{ 标题 * 99999999 }}", "template.not_allowed"),
    ("{{ range(10**9) }}", "template.not_allowed"),
    ("{{ 标题|attr('x') }}", "template.not_allowed"),
    ("{{ 红灯数 }}", "template.unknown_name"),
    ("{% for 段 in 正文 %}{% for 段 in 正文 %}{{ 段 }}{% endfor %}{% endfor %}", "template.loop"),
    ("{% for a in 标题 %}{{ a }}{% endfor %}", "template.loop"),
    ("{% for 段 in 正文 %}{{ 段 }}", "template.syntax"),
    ("{{ 标题 }", "template.syntax"),
    ("｛｛标题｝｝", "template.full_width"),
    ("{% include 'a' %}", "template.not_allowed"),
)


@pytest.mark.parametrize(("text", "key"), BAD)
def test_a_template_that_does_more_than_fill_in_is_refused_with_the_place(text: str, key: str) -> None:
    with pytest.raises(BadTemplate) as caught:
        check(with_text(text), PaperKind.LETTER)
    assert caught.value.key == key and caught.value.at


def test_tags_among_the_properties_and_files_that_are_none_are_refused() -> None:
    document = Document()
    document.core_properties.subject = "{{ 标题 }}"
    out = io.BytesIO()
    document.save(out)
    for body, key in ((out.getvalue(), "template.in_properties"), (b"PK", "template.not_a_document")):
        with pytest.raises(BadTemplate) as caught:
            check(body, PaperKind.LETTER)
        assert caught.value.key == key


@pytest.mark.parametrize("kind", PaperKind)
def test_what_ships_passes_the_check(kind: PaperKind) -> None:
    check(shipped(kind), kind)


def test_the_script_writes_each_kind_and_nothing_else() -> None:
    assert {path.stem for path in Path(TEMPLATES).glob("*")} == {kind.value for kind in PaperKind} == set(ALL)
