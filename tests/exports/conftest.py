"""LibreOffice's spreadsheet, where it is installed."""

import os
import shutil
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def calc() -> str:
    """The program; skipped on a machine without it. soffice may be there without its spreadsheet, and ends with 0 all
    the same."""
    program = shutil.which("soffice")
    library = program and Path(program).resolve().parent / "libsclo.so"
    if not (program and library and library.exists()):
        assert not os.environ.get("DUBAN_CI"), "CI has libreoffice-calc"
        pytest.skip("needs libreoffice-calc")
    return program
