"""Word 97-2003: LibreOffice turns it into a .docx, in a temporary folder with a profile of its own."""

import subprocess
import tempfile
from pathlib import Path

from bot.domain.errors import Refused

SECONDS = 60  # LibreOffice starts in 5 to 20; a file that takes longer hangs it


def converted(raw: bytes, name: str, soffice: str) -> bytes:
    """The bytes of the .docx. Raises Refused where LibreOffice cannot read the file or does not end in time."""
    with tempfile.TemporaryDirectory(prefix="duban-doc-") as folder:
        source = Path(folder, "plan.doc")
        source.write_bytes(raw)
        try:
            subprocess.run(_command(soffice, source), timeout=SECONDS, capture_output=True, check=True)
            return source.with_suffix(".docx").read_bytes()
        except (OSError, subprocess.SubprocessError):
            raise Refused("document.not_converted", file=name) from None


def _command(soffice: str, source: Path) -> list[str]:
    profile = f"-env:UserInstallation={source.parent.as_uri()}/profile"
    options = ["--headless", "--norestore", profile, "--convert-to", "docx", "--outdir", str(source.parent)]
    return [soffice, *options, str(source)]
