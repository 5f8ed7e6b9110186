"""Whatever bytes come, an import ends in a plan, or in one clear sentence, and within its limits."""

import tempfile
import zipfile
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.domain.errors import Refused
from bot.planfile.importer.importing import Imported, import_plan
from bot.planfile.importer.open import document_of
from bot.planfile.importer.within_limits import ImportLimits, import_within_limits
from tests.planfile.files import EN, ZH
from tests.planfile.importer.pages import Setter, as_ofd, as_pdf
from tests.planfile.importer.papers import TODAY, as_docx, as_html
from tests.planfile.importer.test_wrapped_text import CLEAN

TABLE = [("序号", "任务", "牵头单位"), ("1", "清淤", "市水利局"), ("2", "补水", "市水利局")]
NAMES = ("docx", "doc", "xlsx", "pdf", "ofd", "html", "txt", "wps")


def nothing(done: int, total: int) -> None:
    """Nobody looks at the progress."""


@cache
def honest() -> tuple[bytes, ...]:
    """A small file of each kind."""
    lines = CLEAN.split("\n")
    setter = Setter()
    for line in lines[:8]:
        setter.paragraph(line)
    setter.table(TABLE, (40, 120, 120))
    book = Workbook()
    assert book.active is not None
    for row in TABLE:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    texts = ("utf-8", "gb18030", "utf-16", "utf-8-sig")
    return (
        *(CLEAN.encode(encoding) for encoding in texts),
        as_html(lines),
        as_docx(lines),
        as_pdf(setter.sheets),
        as_ofd(setter.sheets),
        stream.getvalue(),
    )


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    raw = bytearray(draw(st.sampled_from(honest())))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(raw)))
        match draw(st.sampled_from(("cut", "overwrite", "insert", "double", "drop"))):
            case "cut":
                del raw[at:]
            case "overwrite":
                raw[at : at + 8] = draw(st.binary(min_size=1, max_size=8))
            case "insert":
                raw[at:at] = draw(st.binary(min_size=1, max_size=40))
            case "double":
                raw[at:at] = raw[at : at + 2000]
            case _:
                del raw[at : at + draw(st.integers(1, 2000))]
    return bytes(raw)


@st.composite
def repacked(draw: st.DrawFn) -> bytes:
    """A package whose parts are damaged and whose directory is not."""
    raw = draw(st.sampled_from([one for one in honest() if one.startswith(b"PK")]))
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if draw(st.integers(0, 3)) == 0:
                at = draw(st.integers(0, len(content)))
                content = (
                    content[:at] + draw(st.sampled_from(WEDGES)) + content[at + draw(st.integers(0, 30)) :]
                )
            if draw(st.integers(0, 30)):
                new.writestr(part, content)
    return stream.getvalue()


WEDGES = (
    b"",
    b"9" * 400,
    b"-1",
    b"1e999",
    b"nan",
    b"<a>" * 300,
    b"&#0;",
    b"\xff\xfe",
    b'"',
    b"></",
    "〔".encode() * 50,
)


def read(raw: bytes, name: str) -> Imported | Refused:
    try:
        return import_plan(document_of(raw, name), {}, TODAY, ZH, nothing)
    except Refused as refused:
        for language in (ZH, EN):
            assert name in language.say(refused.key, **refused.args_of_sentence)
        return refused


@settings(max_examples=150, deadline=None)
@given(damaged() | repacked() | st.binary(max_size=300), st.sampled_from(NAMES))
def test_any_bytes_end_in_a_plan_or_a_sentence(raw: bytes, suffix: str) -> None:
    read(raw, f"a.{suffix}")


@pytest.mark.parametrize("raw", honest(), ids=range(len(honest())))
@pytest.mark.parametrize("suffix", NAMES)
def test_the_name_decides_nothing(raw: bytes, suffix: str) -> None:
    found = read(raw, f"a.{suffix}")
    assert isinstance(found, Imported) and len(found.plan.tasks) >= 2


def within(raw: bytes, limits: ImportLimits) -> Imported:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "甲.txt")
        file.write_bytes(raw)
        return import_within_limits(file, None, {}, date(2026, 3, 2), ZH, nothing, limits)


def test_an_import_in_a_process_of_its_own_is_the_same() -> None:
    assert within(CLEAN.encode(), ImportLimits()) == import_plan(
        document_of(CLEAN.encode(), "甲.txt"), {}, TODAY, ZH, nothing
    )


def test_a_refusal_comes_back_from_there() -> None:
    with pytest.raises(Refused) as caught:
        within("鸡蛋、牛奶".encode(), ImportLimits())
    assert caught.value.key == "document.no_tasks"


@pytest.mark.parametrize("limits", [ImportLimits(seconds=0.3), ImportLimits(megabytes=120)])
def test_a_limit_that_is_met_is_told(limits: ImportLimits) -> None:
    task = "{}.清淤。2026年5月底前完成清淤{}公里以上。（市水利局牵头，市财政局配合）"
    many = "\n".join(
        ["云溪市河湖整治行动方案", "一、重点任务", *(task.format(n, n) for n in range(1, 20_000))]
    )
    with pytest.raises(Refused) as caught:
        within(many.encode(), limits)
    assert caught.value.key == "document.limit"
    assert "甲.txt" in ZH.say(caught.value.key, **caught.value.args_of_sentence)
