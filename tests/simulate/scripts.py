"""Scripts for `duban rehearse`, written to a folder and played as the command plays them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import SMALL
from tests.commands import run

HEAD = "plan: small.yaml\ngolive: 2023-11-01\n"


def write(folder: Path, steps: str, head: str = HEAD) -> Path:
    """`steps`: a line each, without dash and braces. The small plan lies beside the script."""
    lines = "".join(f"- {{{line.strip()}}}\n" for line in steps.strip().splitlines())
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    file = folder / "script.yaml"
    file.write_text(f"{head}steps:\n{lines}", encoding="utf-8")
    return file


def played(capsys: pytest.CaptureFixture[str], file: Path) -> list[dict[str, Any]]:
    """The steps of `--json`."""
    code, out, err = run(capsys, "rehearse", str(file), "--json")
    assert (code, err) == (0, "")
    steps: list[dict[str, Any]] = json.loads(out)["steps"]
    return steps


def to(step: dict[str, Any], who: str) -> list[dict[str, Any]]:
    return [message for message in step["shown"] if message["to"] == who]
