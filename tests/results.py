"""A file of results, a section a part."""

import re
from pathlib import Path

SECTION = re.compile(r"(?m)^(?=# )")


def renew(file: Path, title: str, note: str, text: str) -> None:
    """Replaces the section of that title, or adds it at the end. Without a note (machine and date) nothing is
    written: a trial run leaves the results as they are."""
    if not note:
        return
    found = SECTION.split(file.read_text(encoding="utf-8")) if file.exists() else []
    fresh = f"# {title}\n\n{note}\n\n{text}\n"
    sections = [one for one in found if one.strip()]
    place = next((n for n, one in enumerate(sections) if one.startswith(f"# {title}\n")), len(sections))
    sections[place : place + 1] = [fresh]
    file.write_text("\n".join(one.strip() + "\n" for one in sections), encoding="utf-8")
