"""A Word file as LibreOffice prints it: its pages as text.

The machine has none of an office's fonts: 方正小标宋, 仿宋 and 楷体 are drawn as Noto Serif CJK, 黑体 as Noto Sans CJK.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SERIF = ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "宋体")
FONTS = {**dict.fromkeys(SERIF, "Noto Serif CJK SC"), "黑体": "Noto Sans CJK SC"}
ALIAS = '<alias binding="same"><family>{name}</family><prefer><family>{free}</family></prefer></alias>'
SECONDS = 120


def writer() -> str:
    """The program; skipped on a machine without it. soffice may be there without its word processor."""
    program = shutil.which("soffice")
    library = program and Path(program).resolve().parent / "libswlo.so"
    if not (program and library and library.exists() and shutil.which("pdftotext")):
        assert not os.environ.get("DUBAN_CI"), "CI has libreoffice-writer and poppler-utils"
        pytest.skip("needs libreoffice-writer and poppler-utils")
    return program


def pdf_of(folder: Path, body: bytes) -> Path:
    """soffice ends with 0 also where it made nothing, and two of them cannot share a profile."""
    fonts = folder / "fonts.conf"
    aliases = "".join(ALIAS.format(name=name, free=free) for name, free in FONTS.items())
    head = '<?xml version="1.0"?><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
    fonts.write_text(f"{head}{aliases}</fontconfig>", encoding="utf-8")
    (folder / "paper.docx").write_bytes(body)
    subprocess.run(
        [
            writer(), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
            "--outdir", str(folder), str(folder / "paper.docx"),
        ],
        env={**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": str(folder)},
        timeout=SECONDS, check=True, capture_output=True,
    )  # fmt: skip
    made = folder / "paper.pdf"
    assert made.exists(), "LibreOffice could not open the paper"
    return made


def pages_of(folder: Path, body: bytes) -> list[list[str]]:
    """The lines of each page, without blanks."""
    found = subprocess.run(
        ["pdftotext", "-layout", str(pdf_of(folder, body)), "-"],
        capture_output=True,
        check=True,
        timeout=SECONDS,
    )
    pages = found.stdout.decode().split("\f")[:-1]
    return [["".join(line.split()) for line in page.splitlines() if line.strip()] for page in pages]
