"""Opens the database for production and for commands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.actions.load import load_people, load_plan
from bot.bootstrap import open_channels
from bot.bootstrap.locate import Files, air_rules, emergency_office, rules, ticket_rules
from bot.cards.revision import whole
from bot.context.plan_context import ContextCache
from bot.domain.calendar import Calendar, Instant
from bot.domain.errors import Refused
from bot.domain.ladder import Ladders
from bot.domain.plan import Plan
from bot.domain.plan_diff import plan_changes
from bot.i18n import Language
from bot.planfile.yaml import load_plan as parse_plan
from bot.planfile.yaml import read_plan
from bot.settings import Settings
from bot.storage.database import sqlite_path
from bot.storage.lock import require_whole
from bot.storage.store import PlanStore, open_store


@asynccontextmanager
async def opened(settings: Settings, language: Language) -> AsyncIterator[tuple[PlanStore, ContextCache]]:
    """The database beside a running bot, for a command that reads or changes one thing. Refused where there is none:
    a command makes no database."""
    calendar, ladders = rules(settings, language)
    plan = read_plan(settings.plan, language)
    require_database(settings.database)
    store = await open_store(settings.database, plan.id, worker=False)
    try:
        yield store, contexts_of(store, calendar, ladders, settings, language)
    finally:
        await store.close()


def require_database(url: str) -> None:
    """Raises Refused when the SQLite file is missing. A server address is not checked here."""
    if url.startswith("sqlite:"):
        path = sqlite_path(url)
        require_whole(path)
        if not path.exists():
            raise Refused("storage.no_database", path=path)


def contexts_of(
    store: PlanStore, calendar: Calendar, ladders: Ladders, settings: Settings, language: Language
) -> ContextCache:
    contexts = ContextCache(
        store, calendar, ladders, lambda text: parse_plan(text, str(settings.plan), language)
    )
    contexts.use(
        slot=settings.slot,
        served=open_channels.served_names(settings),
        editing=open_channels.editing_names(),
        platforms=open_channels.platforms(),
        recheck=settings.recheck,
        air_rules=lambda: air_rules(settings, language),
        emergency=emergency_office(settings, language),
        tickets=ticket_rules(settings, language),
    )
    return contexts


async def load(store: PlanStore, contexts: ContextCache, files: Files, now: Instant) -> bool:
    """Writes plan and people into the database; True when the plan is new or changed."""
    changed = await load_plan(store, files.plan, files.document, now, await _known(contexts))
    accounts: dict[str, dict[str, str]] = {}
    for account in files.people.accounts:
        accounts.setdefault(account.person, {})[account.channel] = account.address
    await load_people(store, files.people.roster, accounts, now)
    return changed


async def changes_of(contexts: ContextCache, files: Files, language: Language) -> list[str]:
    """Sentences about what loading the plan file would change; empty when no plan has been loaded yet."""
    try:
        context = await contexts.current()
    except LookupError:
        return []
    return [whole(language, change) for change in plan_changes(context.plan, files.plan)]


async def _known(contexts: ContextCache) -> Plan | None:
    try:
        return (await contexts.current()).published
    except LookupError:
        return None
