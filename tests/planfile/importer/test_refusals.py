"""What is no plan document is refused with one sentence that says what to do, never with a traceback."""

import os
import stat
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from bot.domain.errors import Refused
from bot.planfile.importer.legacy import ENCRYPTED, OLE, SHEETS
from bot.planfile.importer.open import open_document
from tests.planfile.files import EN, ZH
from tests.planfile.importer.papers import as_docx, imported

TEXT = ["青山市种树方案（2024年）", "一、重点任务", "1.种树。多种。（市甲局负责）"]


def zipped(**parts: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


def with_part(docx: bytes, name: str, content: bytes) -> bytes:
    """The same package with one part replaced or added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return stream.getvalue()


def document_xml(body: str) -> bytes:
    ns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{ns}"><w:body>{body}</w:body></w:document>'.encode()


WORD = as_docx(TEXT)
BOMB = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'.encode()
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
REFUSED = [
    ("empty.docx", b"", "document.empty"),
    ("blank.txt", b" \n\n ", "document.empty"),
    ("plan.pdf", b"%PDF-1.7 ...", "document.pdf_broken"),
    ("plan.docx", b"%PDF-1.7 ...", "document.pdf_broken"),
    ("plan.wps", OLE + bytes(600), "document.old"),
    ("plan.doc", OLE + bytes(600), "document.old"),
    ("plan.et", OLE + bytes(600) + SHEETS[0], "document.old"),
    ("locked.docx", OLE + bytes(512) + ENCRYPTED + bytes(100), "document.encrypted"),
    ("scan.png", b"\x89PNG\r\n\x1a\n", "document.picture"),
    ("plan.rtf", b"{\\rtf1 abc}", "document.old"),
    ("plan.mht", b"MIME-Version: 1.0\r\n", "document.convert"),
    ("plans.rar", b"Rar!\x1a\x07", "document.archive"),
    ("plans.zip", zipped(a_xml=b"<a/>"), "document.not_word"),
    ("sheet.docx", zipped(xl__workbook_xml=b"<a/>"), "document.sheet_broken"),
    ("pages.ofd", zipped(OFD_xml=b"<a/>"), "document.scan"),
    ("pages.ofd", zipped(OFD_xml=b"<a>"), "document.ofd_broken"),
    ("pages.ofd", zipped(OFD_xml=b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "document.ofd_broken"),
    ("cut.docx", WORD[: len(WORD) // 2], "document.broken"),
    ("hollow.docx", zipped(word__document_xml=b"<a/>"), "document.broken"),
    ("torn.docx", with_part(WORD, "word/document.xml", b"<w:document"), "document.broken"),
    ("bomb.docx", with_part(WORD, "word/media/a.xml", bytes(130_000_000)), "document.bomb"),
    ("tall.docx", with_part(WORD, "word/document.xml", b" " * 50_000_000), "document.bomb"),
    ("binary.txt", bytes(range(256)) * 4, "document.not_text"),
    ("western.txt", "Aktionsplan für die Stadt".encode("latin-1") + b"\xff\xff\xff\xff", "document.not_text"),
    ("shopping.txt", "鸡蛋、牛奶、面包".encode(), "document.no_tasks"),
]


@pytest.mark.parametrize(
    ("name", "raw", "key"), REFUSED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_refused_with_one_sentence(name: str, raw: bytes, key: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(raw)
    with pytest.raises(Refused) as caught:
        imported(open_document(file))
    assert caught.value.key == key
    for language in (ZH, EN):
        assert name in language.say(key, **caught.value.args_of_sentence)


def test_entities_do_not_unfold(tmp_path: Path) -> None:
    file = tmp_path / "entities.docx"
    xml = BOMB + b"]>" + document_xml("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>")
    file.write_bytes(with_part(WORD, "word/document.xml", xml))
    with pytest.raises(Refused):
        imported(open_document(file))


def test_a_word_file_or_page_under_another_name_is_read_as_what_it_is(tmp_path: Path) -> None:
    for name, raw in (
        ("plan.txt", WORD),
        ("plan.doc", WORD),
        ("plan.doc", "".join(f"<p>{line}</p>" for line in TEXT).encode("gb18030")),
        ("plan.docx", "\n".join(TEXT).encode("gb18030")),
        ("plan.txt", "\n".join(TEXT).encode("utf-16")),
    ):
        file = tmp_path / name
        file.write_bytes(raw)
        assert [task.title for task in imported(open_document(file)).plan.tasks] == ["种树"]


def script(folder: Path, lines: str) -> str:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return os.fspath(program)


def test_an_old_word_file_is_converted_where_libreoffice_is(tmp_path: Path) -> None:
    """A program that stands in for LibreOffice: it writes the .docx where it was told to."""
    (tmp_path / "made.docx").write_bytes(WORD)
    soffice = script(
        tmp_path, f'while [ "$1" != --outdir ]; do shift; done; cp {tmp_path}/made.docx "$2/plan.docx"'
    )
    file = tmp_path / "plan.doc"
    file.write_bytes(OLE + bytes(600))
    assert [task.title for task in imported(open_document(file, soffice)).plan.tasks] == ["种树"]


@pytest.mark.parametrize("lines", ["exit 1", "exit 0"])
def test_a_conversion_that_fails_is_told(lines: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.doc"
    file.write_bytes(OLE + bytes(600))
    with pytest.raises(Refused) as caught:
        open_document(file, script(tmp_path, lines))
    assert caught.value.key == "document.not_converted"
