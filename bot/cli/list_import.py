"""`duban list import`: a list's file goes into the running bot's database."""

import asyncio
from typing import Annotated

import typer

from bot.actions.hand_in_list import hand_in_list, life_of
from bot.actions.tell_of_list import tell_of_list
from bot.bootstrap import environment, open_database
from bot.cli.admin import context_of
from bot.cli.list_verbs import ListFile, put_findings
from bot.cli.terminal import CONFIG, Config, language, out, settings_of
from bot.domain.lists.life import handed_in_over, stream_of
from bot.domain.lists.list_findings import CheckedList, checked
from bot.domain.lists.work_list import WorkList
from bot.planfile.list_file import read_list_file
from bot.settings import Settings


def list_import(
    file: ListFile,
    reason: Annotated[str, typer.Option("--reason", help="cli.option.list_reason")] = "",
    config: Config = CONFIG,
) -> None:
    """Puts a list into the running bot. Nothing is taken from a file with errors; the same file twice changes
    nothing."""
    settings = settings_of(config, office=True)
    found, changed = asyncio.run(_handed_in(settings, read_list_file(file, language()), reason.strip()))
    put_findings(found)
    if not found.sound:
        raise typer.Exit(1)
    key = "cli.list.imported" if changed else "cli.list.unchanged"
    out.print(language().say(key, title=found.worklist.title, n=len(found.worklist.items)))


async def _handed_in(settings: Settings, file: WorkList, reason: str) -> tuple[CheckedList, bool]:
    """The file as it was checked against the plan in force, and whether anything changed."""
    async with open_database.opened(settings, language()) as (store, contexts):
        context = await context_of(contexts)
        found = checked(file, context.plan)
        if not found.sound:
            return found, False
        version = await store.one(int, "stream_length", stream=stream_of(file.id)) or 0
        now, before = environment.wall_clock(), life_of(context, file.id)
        outcome = hand_in_list(context, found.worklist, version, reason, now)
        if outcome.changes:
            was = before.worklist if before else None
            told = tell_of_list(context, was, handed_in_over(was, found.worklist), version + 1, now)
            await store.commit([*outcome.changes, *told])
        return found, bool(outcome.changes)
