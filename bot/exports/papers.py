"""Papers as Word files: drafted from a template, read when a person sends one back, signed with number and date."""

import asyncio
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.context.paper_desk import DraftedPaper, ReturnedPaper, Signature
from bot.domain.errors import Refused
from bot.domain.papers import PaperKind, PaperText

GAP = re.compile(r"【[^【】]*】")
SIGNER = "【待签】"  # filled in when the paper is signed
BLANK = r"[\s　_＿×xX]*"  # what a draft leaves open; a number that somebody typed is not overwritten
DAY = re.compile(r"\s*\d{4}年[\s　_＿×xX0-9]*月[\s　_＿×xX0-9]*日\s*")
MAY_UNPACK_TO = 64 << 20  # bytes; a bulletin has one hundredth
IDENTIFIER = "duban:"


@dataclass(frozen=True, slots=True)
class Templates:
    """The shipped templates, and those of the office, which stand before them."""

    shipped: Path
    own: Path | None = None

    def paths(self, kind: PaperKind) -> list[Path]:
        own = [self.own / f"{kind}.docx"] if self.own else []
        return [path for path in (*own, self.shipped / f"{kind}.docx") if path.is_file()]

    def troubles(self) -> list[Refused]:
        """What is wrong with the office's own templates."""
        from bot.exports.paper_templates import BadTemplate, check

        found = []
        for kind in PaperKind:
            for path in self.paths(kind)[:-1]:
                try:
                    check(path.read_bytes(), kind)
                except BadTemplate as bad:
                    found.append(Refused(bad.key, at=bad.at, template=path.name))
        return found


class Papers:
    """Templates in, files out; every file is made in a thread. The Word library is loaded with the first paper."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates

    async def draft(self, paper: PaperText, identifier: str) -> DraftedPaper:
        return await asyncio.to_thread(self._drafted, paper, identifier)

    def _drafted(self, paper: PaperText, identifier: str) -> DraftedPaper:
        """From the office's own template; where that cannot be used, from the shipped one."""
        trouble: Refused | None = None
        for path in self._templates.paths(paper.kind):
            try:
                body = _filled(path, paper)
            except Refused as refused:
                trouble = trouble or refused
            else:
                return DraftedPaper(_identified(body, identifier), trouble)
        assert trouble
        raise trouble

    async def read(self, body: bytes) -> ReturnedPaper:
        return await asyncio.to_thread(_read, body)

    async def fill_gap(self, body: bytes, words: str) -> bytes:
        return await asyncio.to_thread(_gap_filled, body, words)

    async def sign(self, body: bytes, signature: Signature) -> bytes:
        return await asyncio.to_thread(_signed, body, signature)


def _filled(path: Path, paper: PaperText) -> bytes:
    from bot.exports.paper_templates import BadTemplate, fill

    try:
        return fill(path.read_bytes(), paper)
    except BadTemplate as bad:
        raise Refused(bad.key, at=bad.at, template=path.name) from bad


def _opened(body: bytes) -> Any:
    """Raises Refused for what Word would not open, and for a small file that unpacks to a giant."""
    import zipfile

    from docx import Document

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MAY_UNPACK_TO:
                raise Refused("refused.paper_unreadable")
        return Document(io.BytesIO(body))
    except Refused:
        raise
    except Exception as error:  # zipfile, lxml and python-docx each have errors of their own
        raise Refused("refused.paper_unreadable") from error


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _identified(body: bytes, identifier: str) -> bytes:
    """The draft's own mark among the file's properties, where Word keeps it: a file is known also without a reply."""
    document = _opened(body)
    document.core_properties.identifier = IDENTIFIER + identifier
    return _saved(document)


def _read(body: bytes) -> ReturnedPaper:
    from bot.exports.word_text import paragraphs, text_of

    document = _opened(body)
    gaps = [one[0] for p in paragraphs(document) for one in GAP.finditer(text_of(p)) if one[0] != SIGNER]
    mark = document.core_properties.identifier or ""
    identifier = mark.removeprefix(IDENTIFIER) if mark.startswith(IDENTIFIER) else ""
    return ReturnedPaper(document.core_properties.title or "", tuple(gaps), identifier)


def _gap_filled(body: bytes, words: str) -> bytes:
    from bot.exports.paper_templates import CONTROL
    from bot.exports.word_text import paragraphs, replace, text_of

    document = _opened(body)
    for paragraph in paragraphs(document):
        for found in GAP.finditer(text_of(paragraph)):
            if found[0] != SIGNER:
                replace(paragraph, found, CONTROL.sub("", words))
                return _saved(document)
    raise Refused("refused.no_gap")


def _signed(body: bytes, signature: Signature) -> bytes:
    from bot.exports.word_text import PARAGRAPH, paragraphs, replace, text_of

    document = _opened(body)
    day = f"{signature.day.year}年{signature.day.month}月{signature.day.day}日"
    printed = re.compile(rf"\d{{4}}年{BLANK}月{BLANK}日(?=印发)")
    number = re.compile(rf"{re.escape(signature.series)}〔\d{{4}}〕{BLANK}号")
    numbered = False
    for paragraph in paragraphs(document):
        if not numbered and (found := number.search(text_of(paragraph))):
            replace(paragraph, found, signature.number)
            numbered = True
        if found := re.search(re.escape(SIGNER), text_of(paragraph)):
            replace(paragraph, found, signature.signer)
        if found := printed.search(text_of(paragraph)):
            replace(paragraph, found, day)
    dated = [p for p in document.element.body.findall(PARAGRAPH) if DAY.fullmatch(text_of(p))]
    if not numbered:
        raise Refused("refused.no_place_for_number", number=signature.number)
    if not dated:
        raise Refused("refused.no_place_for_date")
    found = DAY.fullmatch(text_of(dated[-1]))
    assert found
    replace(dated[-1], found, day)
    return _saved(document)
