"""The ledger and the deadlines as files, made beside a running bot."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from bot.bootstrap import environment, open_database
from bot.cards.formatter import Formatter
from bot.cli.admin import SummaryQuery, context_of, end_of, scope_of
from bot.context.ports import LedgerFile, Progress
from bot.i18n import Language
from bot.queries.ledger import ledger
from bot.settings import Settings

Bar = Callable[[str], AbstractContextManager[Progress]]
"""A bar on the terminal under a word: call what it yields with (done, of how many)."""


@dataclass(frozen=True, slots=True)
class ExportedLedger:
    file: LedgerFile
    seals: int
    head: str


async def ledger_file(
    settings: Settings, asked: SummaryQuery, language: Language, bar: Bar
) -> ExportedLedger:
    """The ledger now, or at the end of a day. Raises Refused when the plan has no such unit, section or task."""
    from bot.exports.ledger_xlsx import write_ledger

    async with open_database.opened(settings, language) as (store, contexts):
        context, now = await context_of(contexts), environment.wall_clock()
        at = min(end_of(context, asked.as_of), now) if asked.as_of else now
        context = await contexts.context_at(at)
        with bar(language.say("cli.ledger.reading")) as progress:
            found = await ledger(store, context, at, scope_of(context.plan, asked), progress=progress)
    fmt = Formatter(language, context.plan, found.today, context.calendar)
    with bar(language.say("cli.ledger.writing")) as progress:
        written = write_ledger(found, fmt, now, progress)
    return ExportedLedger(written, found.seal.n, found.seal.digest)


async def calendar_of(settings: Settings, asked: SummaryQuery, language: Language) -> tuple[bytes, int]:
    """The deadlines as .ics, and how many."""
    from bot.exports.calendar_ics import calendar_file, deadlines

    async with open_database.opened(settings, language) as (store, contexts):
        context, now = await context_of(contexts), environment.wall_clock()
        at = min(end_of(context, asked.as_of), now) if asked.as_of else now
        context = await contexts.context_at(at)
        found = await ledger(store, context, at, scope_of(context.plan, asked))
    fmt = Formatter(language, context.plan, found.today, context.calendar)
    return calendar_file(found, fmt), len(deadlines(found, fmt))
