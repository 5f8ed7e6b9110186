"""`duban rehearse`: a conversation on a simulated clock, as a document or as bubbles in the terminal."""

import asyncio
import gc
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap.conversation import script_of
from bot.cli.terminal import CONFIG, AsJson, Config, counting, language, out, put_json
from bot.planfile.conversation import read_conversation
from bot.simulate.conversation import PlayedConversation, play_conversation
from bot.simulate.script_lines import script_lines
from bot.simulate.transcript import transcript

UNCOLLECTED = (
    50_000  # objects: a script ends before many cycles are left behind, and looking for them takes a tenth
)


def rehearse(
    script: Annotated[Path, typer.Argument(metavar="SCRIPT.yaml", help="cli.option.script")],
    as_json: AsJson = False,
    config: Config = CONFIG,
) -> None:
    """Plays a conversation on a simulated clock: what everybody is shown, and what their words record."""
    gc.set_threshold(UNCOLLECTED)
    played = _played(script, config)
    if as_json:
        put_json(transcript(played))
        return
    from bot.cli import bubbles  # --json does not wait for what draws them

    for line in bubbles.conversation(script_lines(played, language()), out.console.width):
        out.print(line, soft_wrap=False)


def _played(file: Path, config: Path) -> PlayedConversation:
    conversation = read_conversation(file, language())
    script = script_of(conversation, config, language())
    days = max((conversation.steps[-1].at.date() - script.start).days, 1)
    with counting(language().say("cli.simulate.playing"), days) as done:
        return asyncio.run(
            play_conversation(script, conversation, language(), lambda day: done((day - script.start).days))
        )
