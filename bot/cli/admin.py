"""Commands that run beside a bot: each opens the database, does one thing, and closes it."""

import tempfile
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from bot.actions import forget as forgetting
from bot.actions.bind import VALID, Invite, Revoked
from bot.actions.bind import invite as new_invite
from bot.actions.bind import revoke as revoking
from bot.actions.golive import golive
from bot.bootstrap import environment, open_database
from bot.cards import summary as summary_cards
from bot.cards.formatter import Formatter
from bot.cards.term_lines import golive_warnings
from bot.context.plan_context import ContextCache, PlanContext
from bot.domain.calendar import Calendar, Instant
from bot.domain.errors import Refused
from bot.domain.person import Person, Role
from bot.domain.plan import Plan
from bot.domain.summary import Summary
from bot.engine import verify as ledger
from bot.engine.verify import Verification
from bot.i18n import Language
from bot.queries.rebuild_as_of import rebuild_as_of
from bot.queries.scope import SummaryScope
from bot.queries.summary import summarize, tickets_in
from bot.queries.summary_document import summary_to_json
from bot.settings import Settings
from bot.storage import backup as copies
from bot.storage import migrate as migrations
from bot.storage.store import PlanStore, open_store


async def go_live(
    settings: Settings, plan: str, day: date | None, language: Language
) -> tuple[date, tuple[str, ...]]:
    """The day set (`day`, or the next workday), and warnings of what is over by then. `plan` must be the id of the plan
    that the settings name."""
    async with open_database.opened(settings, language) as (store, contexts):
        if plan != store.plan_id:
            raise Refused("refused.other_plan", plan=plan, known=store.plan_id)
        context = await context_of(contexts)
        calendar = context.calendar
        chosen = day or calendar.after(environment.today(calendar), 1)
        await golive(store, contexts, chosen, environment.wall_clock())
        return chosen, golive_warnings(language, context.plan, chosen)


@dataclass(frozen=True, slots=True)
class SummaryQuery:
    unit: str
    section: str
    task: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Shown:
    text: str
    document: dict[str, object]


async def summary(settings: Settings, asked: SummaryQuery, language: Language) -> Shown:
    """Raises Refused when the plan has no such unit, section or task."""
    async with open_database.opened(settings, language) as (store, contexts):
        context = await context_of(contexts)
        if asked.as_of:
            context = await contexts.context_at(end_of(context, asked.as_of))
        found = await _summarized(store, context, asked)
        card = summary_cards.summary(Formatter(language, context.plan, found.today, context.calendar), found)
        return Shown(card.text, summary_to_json(found, context.calendar))


async def _summarized(store: PlanStore, context: PlanContext, asked: SummaryQuery) -> Summary:
    """The summary now, or at the end of a day: then rebuilt from the events in a temporary database."""
    scope = scope_of(context.plan, asked)
    if asked.as_of is None:
        return await summarize(store, context, environment.wall_clock(), scope)
    end = end_of(context, asked.as_of)
    with tempfile.TemporaryDirectory(prefix="duban-") as folder:
        past = await open_store(f"sqlite:///{folder}/past.db", store.plan_id, synchronous="OFF")
        try:
            await rebuild_as_of(store, past, context, end)
            found = await summarize(past, context, end, scope)
            return replace(found, tickets=await tickets_in(store, context, scope, end))
        finally:
            await past.close()


def end_of(context: PlanContext, day: date) -> Instant:
    return context.calendar.at(day + timedelta(days=1)) - 1


def scope_of(plan: Plan, asked: SummaryQuery) -> SummaryScope:
    tasks: set[str] | None = None
    if asked.section:
        sections = [s for s in plan.sections if asked.section in (str(s.number), s.title)]
        if not sections:
            raise Refused("refused.no_such_section", section=asked.section, n=len(plan.sections))
        tasks = {task.id for task in sections[0].tasks}
    if asked.task:
        if not (task := plan.task_by_number(asked.task)):
            raise Refused("refused.no_such_task", task=asked.task)
        tasks = {task.id}
    if asked.unit and asked.unit not in plan.unit:
        raise Refused("refused.unknown_unit", unit=asked.unit)
    units = frozenset({asked.unit}) if asked.unit else None
    name = " ".join(filter(None, (asked.unit, asked.section, asked.task)))
    return SummaryScope(name, frozenset(tasks) if tasks is not None else None, units)


@dataclass(frozen=True, slots=True)
class Invitations:
    office: str
    invites: tuple[Invite, ...]
    last_day: date  # on which the codes are good


async def invite(settings: Settings, unit: str, role: str, language: Language) -> Invitations:
    """A code for each person of the unit and role; for --all, each who has no working account."""
    async with open_database.opened(settings, language) as (store, contexts):
        context = await context_of(contexts)
        if unit and unit not in context.plan.unit:
            raise Refused("refused.unknown_unit", unit=unit)
        people = [p for p in context.roster.people if _meant(context, p, unit, role)]
        now = environment.wall_clock()
        invites = [await new_invite(store, person, environment.new_code(), now) for person in people]
        fmt = Formatter(language, context.plan, context.calendar.day(now), context.calendar)
        return Invitations(fmt.office, tuple(invites), context.calendar.day(now + VALID))


async def revoke(settings: Settings, person: str, language: Language) -> Revoked:
    async with open_database.opened(settings, language) as (store, _):
        return await revoking(store, person, environment.wall_clock())


def _meant(context: PlanContext, person: Person, unit: str, role: str) -> bool:
    if role and not person.holds(Role(role)):
        return False
    return unit in person.units() if unit else context.account(person.id) is None


@dataclass(frozen=True, slots=True)
class VerifiedPlan:
    plan_id: str
    verification: Verification


async def verify(database: str, calendar: Calendar) -> list[VerifiedPlan]:
    """The ledger of every plan in a database."""
    store = await open_store(database, "", worker=False)
    try:
        plans = [store.of(plan_id) for plan_id in await store.read(str, "plan_ids")]
        now = environment.wall_clock()
        return [VerifiedPlan(plan.plan_id, await ledger.verify(plan, calendar, now)) for plan in plans]
    finally:
        await store.close()


def backup(database: str, file: Path) -> None:
    copies.backup(database, file)


def restore(file: Path, database: str, *, force: bool) -> None:
    copies.restore(file, database, force=force)


async def migrate(database: str) -> int:
    return (await migrations.migrate(database)).number


async def forget(settings: Settings, person: str, language: Language) -> None:
    async with open_database.opened(settings, language) as (store, contexts):
        await forgetting.forget(store, await context_of(contexts), person, environment.wall_clock())


async def context_of(contexts: ContextCache) -> PlanContext:
    try:
        return await contexts.current()
    except LookupError as error:
        raise Refused("refused.not_loaded", plan=str(error)) from error
