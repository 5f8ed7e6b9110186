"""Papers as files, made beside a running bot: nothing is registered and no number taken."""

from datetime import date

from bot.bootstrap import environment, open_database
from bot.bootstrap.locate import paper_desk
from bot.cards.bulletin_text import bulletin as bulletin_text
from bot.cards.form_texts import form as form_text
from bot.cards.formatter import Formatter
from bot.cli.admin import SummaryQuery, context_of, end_of, scope_of
from bot.context.plan_context import ContextCache, PlanContext
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.ledger import LedgerRow
from bot.domain.paper_period import days_of
from bot.domain.papers import PaperKind, PaperText
from bot.i18n import DEFAULT, Language
from bot.queries.bulletin import bulletin_facts
from bot.queries.items import item
from bot.queries.ledger import ledger
from bot.queries.papers import form_facts
from bot.settings import Settings

NOT_REGISTERED = ""  # the mark of a draft of the register


async def bulletin(settings: Settings, asked: SummaryQuery, days: str, language: Language) -> bytes:
    """Of a week, a month or any days, as of now or the end of a day."""
    async with open_database.opened(settings, language) as (store, contexts):
        context, at = await _as_of(contexts, asked.as_of)
        if context.golive is None or context.golive > context.calendar.day(at):
            raise Refused("refused.nothing_asked_yet")
        first, last = days_of(days, context.calendar.day(at))
        facts = await bulletin_facts(store, context, first, last, at, scope_of(context.plan, asked))
    text = bulletin_text(_formatter(context, at), facts, "")
    return await _written(settings, text)


async def form(settings: Settings, kind: PaperKind, asked: SummaryQuery, language: Language) -> bytes:
    """About one unit's item of a task. Refused where it has none."""
    async with open_database.opened(settings, language) as (store, contexts):
        context, at = await _as_of(contexts, asked.as_of)
        task, milestone = _task_and_milestone(context, asked.task)
        part = SummaryQuery(asked.unit, "", task, asked.as_of)
        found = await ledger(store, context, at, scope_of(context.plan, part))
        rows = [row for row in found.rows if milestone in ("", row.a.milestone) and not row.a.told_only]
        if not rows:
            raise Refused("refused.no_share", unit=asked.unit, task=asked.task)
        a = min(rows, key=_worst).a
        facts = await form_facts(store, context, a, at)
    fmt = _formatter(context, at)
    text = form_text(fmt, kind, item(context, a, fmt.today), facts, "")
    return await _written(settings, text)


def _task_and_milestone(context: PlanContext, number: str) -> tuple[str, str]:
    """8 and 2.1 of a task, 8.1 and 2.1.1 of a milestone."""
    plan = context.plan
    if plan.task_by_number(number) is None:
        owner = next((task for task in plan.works if any(one.id == number for one in task.milestones)), None)
        if owner:
            return owner.id, number
    return number, ""


async def _written(settings: Settings, text: PaperText) -> bytes:
    """Refused where the office's own template cannot be used: a file is wanted from it, and from no other."""
    made = await paper_desk(settings).draft(text, NOT_REGISTERED)
    if made.trouble:
        raise made.trouble
    return made.body


def _worst(row: LedgerRow) -> tuple[bool, int, date]:
    """Results before returns, the worst light first."""
    return row.a.recurring, row.a.light.weight, row.a.due


async def _as_of(contexts: ContextCache, day: date | None) -> tuple[PlanContext, Instant]:
    context, now = await context_of(contexts), environment.wall_clock()
    at = min(end_of(context, day), now) if day else now
    return await contexts.context_at(at), at


def _formatter(context: PlanContext, at: Instant) -> Formatter:
    return Formatter(Language.of(DEFAULT), context.plan, context.calendar.day(at), context.calendar)
