"""Files of old offices (.doc, .wps, .xls, .et, .rtf): LibreOffice turns them into .docx or .xlsx, in a temporary folder
with a profile of its own, where no macro runs."""

import contextlib
import os
import signal
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from bot.domain.errors import Refused

SECONDS = 60  # LibreOffice starts in 2 to 20; a file that takes longer hangs it

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office 97-2003, WPS, and whatever Office has encrypted
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # names of streams in such a file
SHEETS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book\0"))
TEXT = "WordDocument".encode("utf-16-le")
# Of a table in a Word file of old. One that ends the file without a last paragraph loses its cells in LibreOffice.
END_OF_ROW = "\x07\x07".encode("utf-16-le")
TABLE_TAG = b"<w:tbl>"
RTF = b"{\\rtf"
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True, slots=True)
class OldKind:
    suffix: str  # by which LibreOffice knows it
    target: str


TEXTS, TABLES, RICH_TEXT = OldKind("doc", "docx"), OldKind("xls", "xlsx"), OldKind("rtf", "docx")


def kind_of(raw: bytes, name: str) -> OldKind | None:
    """By its content: a .wps is mostly a Word file of old, an .et an Excel file. None for a file that is not old."""
    if raw.startswith(RTF):
        return RICH_TEXT
    if not raw.startswith(OLE):
        return None
    if ENCRYPTED in raw:
        raise Refused("document.encrypted", file=name)
    table = any(stream in raw for stream in SHEETS) and TEXT not in raw
    return TABLES if table else TEXTS


def converted(raw: bytes, name: str, kind: OldKind, soffice: str | None) -> bytes:
    """Raises Refused where LibreOffice is not there, cannot read the file or does not end in time."""
    if not soffice:
        raise Refused("document.old", file=name, target=kind.target)
    with tempfile.TemporaryDirectory(prefix="duban-old-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"plan.{kind.suffix}")
        source.write_bytes(raw)
        user = Path(folder, "profile", "user")
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        try:
            _run(_command(soffice, source, kind.target))
            made = source.with_suffix(f".{kind.target}").read_bytes()
        except (OSError, subprocess.SubprocessError):
            raise Refused("document.not_converted", file=name, target=kind.target) from None
    if raw.count(END_OF_ROW) > 1 and TABLE_TAG not in _body(made):
        raise Refused("document.not_converted", file=name, target=kind.target)
    return made


def _body(made: bytes) -> bytes:
    """Of a Word file; of others the table's tag, which they need not have."""
    try:
        with zipfile.ZipFile(BytesIO(made)) as package:
            return package.read("word/document.xml")
    except (KeyError, zipfile.BadZipFile):
        return TABLE_TAG


def _command(soffice: str, source: Path, target: str) -> list[str]:
    profile = f"-env:UserInstallation={source.parent.as_uri()}/profile"
    options = ["--headless", "--norestore", profile, "--convert-to", target, "--outdir", str(source.parent)]
    return [soffice, *options, str(source)]


def _run(command: list[str]) -> None:
    """In a session of its own: soffice starts another process, which has to end with it."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    ) as process:
        try:
            if process.wait(SECONDS):
                raise subprocess.SubprocessError
        finally:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
