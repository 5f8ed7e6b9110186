"""What a file is, its bytes say: no name and no claim makes a program evidence, or a picture a paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attachment import UNKNOWN_MIME, is_evidence, mime_of

KEPT = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff\xe0",
    "application/pdf": b"%PDF-1.7",
    "application/zip": b"PK\x03\x04",
    "application/msword": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "application/vnd.rar": b"Rar!\x1a\x07\x00",
    "video/mp4": b"\x00\x00\x00\x18ftypmp42",
    "application/heic": b"\x00\x00\x00\x18ftypheic",
    "audio/ogg": b"OggS",
    "audio/amr": b"#!AMR\n",
    "text/plain": "序号,企业\n1,某公司".encode("gbk"),
}
LEFT_OUT = [
    b"MZ\x90\x00", b"\x7fELF\x02", b"\xca\xfe\xba\xbe\x00", b"#!/bin/sh\nrm -rf /", b"<html><script>",
    b"  <svg onload='x'/>",
    b"<?xml version='1.0'?>", b"@echo off", b"\x00\x01\x02\x03", b"",
]  # fmt: skip
NAMES = st.sampled_from(["照片.jpg", "台账.xlsx", "a.exe", "a.html", "无后缀", "验收.pdf", "清单.et"])


@given(st.sampled_from(sorted(KEPT)), NAMES)
def test_evidence_is_known_by_its_bytes(kind: str, name: str) -> None:
    found = mime_of(name, KEPT[kind])
    assert is_evidence(found)
    if kind not in ("application/zip", "application/msword"):  # containers: the ending tells what is inside
        assert found == kind


@pytest.mark.parametrize("body", LEFT_OUT)
@pytest.mark.parametrize("name", ["照片.jpg", "台账.xlsx", "a.txt"])
def test_a_program_or_a_page_is_none_whatever_it_is_called(body: bytes, name: str) -> None:
    assert mime_of(name, body) == UNKNOWN_MIME and not is_evidence(UNKNOWN_MIME)


def test_the_ending_tells_what_is_in_a_container() -> None:
    assert mime_of("台账.xlsx", b"PK\x03\x04").endswith("spreadsheetml.sheet")
    assert mime_of("公文.ofd", b"PK\x03\x04") == "application/ofd"
    assert mime_of("台账.et", KEPT["application/msword"]) == "application/vnd.ms-excel"
    assert mime_of("假图.jpg", b"PK\x03\x04") == "application/zip"


def test_a_long_text_may_be_cut_within_a_character() -> None:
    for encoding in ("utf-8", "gb18030"):
        for start in range(4):
            assert mime_of("说明.txt", b"a" * start + ("报" * 4096).encode(encoding)) == "text/plain"
