"""`duban readings import`: the readings of a file into the running bot's database, all of them or none."""

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path

import typer

from bot.actions.correct_figures import corrections_of
from bot.actions.enter_readings import PlannedEntry, enter_readings, planned_entry
from bot.bootstrap import environment, open_database
from bot.cards.readings_entry import finding_text
from bot.cli.admin import context_of
from bot.cli.reading_verbs import ReadingFile
from bot.cli.terminal import CONFIG, AsJson, Config, counting, err, language, out, put_json, settings_of
from bot.context.ports import Attachment, Change, Store
from bot.domain.attachment import mime_of, safe_name
from bot.domain.calendar import Instant
from bot.domain.plan import Finding, Level
from bot.planfile.files_of_readings import ReadingFiles
from bot.planfile.reading_file import not_readings
from bot.settings import Settings

STEPS = 3  # read, compared with what is known, stored


def readings_import(file: ReadingFile, as_json: AsJson = False, config: Config = CONFIG) -> None:
    """Puts a file's readings into the running bot. The same file twice changes nothing."""
    settings = settings_of(config, office=True)
    with counting(language().say("reading.import.working"), STEPS) as done:
        entry, new = asyncio.run(_imported(_attachment(file), settings, done))
    if as_json:
        findings = [_finding_to_json(entry, one) for one in entry.findings]
        put_json({"kind": entry.handed.kind.value, "new": new, "findings": findings})
    else:
        for finding in entry.findings:
            text = finding_text(entry.handed.kind, finding, language())
            err.print(f"{finding.level.value} {finding.code}: {text}")
        out.print(_said(entry, new))
    if not entry.sound:
        raise typer.Exit(1)


def _finding_to_json(entry: PlannedEntry, one: Finding) -> dict[str, object]:
    message = finding_text(entry.handed.kind, one, language())
    return {"level": one.level.value, "code": one.code, "line": one.line, "message": message}


def _said(entry: PlannedEntry, new: int) -> str:
    say, name = language().say, entry.handed.name
    if not entry.sound:
        n = sum(one.level is Level.ERROR for one in entry.findings)
        return say("readings.wrong", name=name, n=n)
    return say("readings.entered", name=name, n=new) if new else say("readings.nothing_new", name=name)


def _attachment(file: Path) -> Attachment:
    body, name = file.read_bytes(), safe_name(file.name)
    return Attachment(name, mime_of(name, body), body)


async def _imported(
    file: Attachment, settings: Settings, done: Callable[[int], None]
) -> tuple[PlannedEntry, int]:
    async with open_database.opened(settings, language()) as (store, contexts):
        context, now = await context_of(contexts), environment.wall_clock()
        handed = await ReadingFiles(settings.zone).read(file, context.plan, language())
        if handed is None:
            raise not_readings(file.name, language())
        done(1)
        entry = await planned_entry(store, context, handed, now)
        done(2)
        if entry.sound and entry.new:
            outcome = enter_readings(context, "", entry, now)
            corrected = await corrections_of(store, context, entry, now)
            await _stored(store, file, (*outcome.changes, *corrected), now)
        done(STEPS)
        return entry, entry.new if entry.sound else 0


async def _stored(store: Store, file: Attachment, changes: tuple[Change, ...], now: Instant) -> None:
    """With the file itself, as evidence."""
    values = {
        "sha256": hashlib.sha256(file.body).hexdigest(), "name": file.name, "mime": file.mime, "size": len(file.body),
        "body": file.body, "person_id": "", "now": now,
    }  # fmt: skip
    await store.commit([Change("store_attachment", values, rows=None), *changes])
