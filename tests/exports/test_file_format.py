"""Every file that an office is sent, judged by Microsoft's Open XML SDK (npm's @ooxml-tools/validate runs it)."""

import json
import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement

from bot.domain.papers import PaperKind
from bot.exports.paper_templates import fill
from tests.exports.ledgers import ledger_of, row, written
from tests.exports.test_paper_templates import HOSTILE, sample, shipped

SECONDS = 120
JUDGE = Path(__file__).with_name("open_xml.mjs")


def module() -> str:
    """The SDK's entry; `.ci/run` installs it into a folder of its own, and says where."""
    found = os.environ.get("OOXML_VALIDATE", "")
    if not (found and Path(found).exists() and shutil.which("node")):
        assert not os.environ.get("DUBAN_CI"), "CI installs @ooxml-tools/validate"
        pytest.skip("needs npm's @ooxml-tools/validate; OOXML_VALIDATE is the path of its dist/npm/index.js")
    return found


def test_files_are_valid_by_their_formats_schema(tmp_path: Path) -> None:
    """One start of the SDK for all of them: it takes seconds. A torn paper shows that it finds what is wrong."""
    files = {f"{kind}.docx": fill(shipped(kind), sample(kind, HOSTILE, rows=3)) for kind in PaperKind}
    files["ledger.xlsx"] = written(ledger_of(row(said=HOSTILE), row(2, said="=1+1\n" + "丁" * 40_000))).body
    files["torn.docx"] = torn(files[f"{PaperKind.SLIP}.docx"])
    for name, body in files.items():
        (tmp_path / name).write_bytes(body)
    asked = ["node", str(JUDGE), module(), *(str(tmp_path / name) for name in files)]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=SECONDS, check=True)
    found = {Path(file).name: errors for file, errors in json.loads(done.stdout).items()}
    assert found.pop("torn.docx")
    assert found == {name: [] for name in files if name != "torn.docx"}


def torn(body: bytes) -> bytes:
    """A table inside a run of text, where the format has none."""
    document = Document(BytesIO(body))
    run = document.add_paragraph().add_run("甲")
    run._r.append(OxmlElement("w:tbl"))
    out = BytesIO()
    document.save(out)
    return out.getvalue()
