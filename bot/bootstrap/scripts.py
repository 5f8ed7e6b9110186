"""The shipped rehearsal scripts, for the demo's pages."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bot.bootstrap.conversation import script_of
from bot.bootstrap.environment import CONFIG, shipped
from bot.i18n import Language
from bot.planfile.conversation import read_conversation
from bot.simulate.conversation import play_conversation
from bot.simulate.script_lines import script_lines
from bot.web.script_ports import ScriptLine, ScriptLink

FOLDER = "rehearsals"
TITLES = ("zh_CN", "en")  # languages of the comment lines at the beginning of a shipped script


class ShippedScripts:
    def listed(self, language: Language) -> Sequence[ScriptLink]:
        return [ScriptLink(file.stem, _title(file, language)) for file in _files()]

    async def played(self, name: str, language: Language) -> Sequence[ScriptLine] | None:
        """Runs in a thread with its own event loop, so that the demo's clock continues."""
        file = next((one for one in _files() if one.stem == name), None)
        return None if file is None else await asyncio.to_thread(_play, file, language)


def _files() -> list[Path]:
    return sorted(shipped(FOLDER).glob("*.yaml"))


def _title(file: Path, language: Language) -> str:
    """The first sentence of the comment in that language, else the file's name."""
    comments = [
        line.removeprefix("#").strip()
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("#")
    ]
    titles = dict(zip(TITLES, comments, strict=False))
    return titles.get(language.code, file.stem)


def _play(file: Path, language: Language) -> Sequence[ScriptLine]:
    conversation = read_conversation(file, language)
    script = script_of(conversation, CONFIG, language)
    return list(script_lines(asyncio.run(play_conversation(script, conversation, language)), language))
