"""The database and what is read from it, for production and for the commands beside it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app.files import Files, rules
from bot.cards.revision import whole
from bot.domain.calendar import Calendar, Instant
from bot.domain.changes import plan_changes
from bot.domain.ladder import Ladders
from bot.domain.plan import Plan
from bot.i18n import Language
from bot.planfile.yaml import load_plan as parse_plan
from bot.planfile.yaml import read_plan
from bot.services.load import load_people, load_plan
from bot.services.office import Registry
from bot.settings import Settings
from bot.storage.store import PlanStore, open_store


@asynccontextmanager
async def opened(settings: Settings, language: Language) -> AsyncIterator[tuple[PlanStore, Registry]]:
    """The database beside a running bot, for a command that reads or changes one thing."""
    calendar, ladders = rules(settings, language)
    plan = read_plan(settings.plan, language)
    store = await open_store(settings.database, plan.id, worker=False)
    try:
        yield store, registry_of(store, calendar, ladders, settings, language)
    finally:
        await store.close()


def registry_of(
    store: PlanStore, calendar: Calendar, ladders: Ladders, settings: Settings, language: Language
) -> Registry:
    registry = Registry(store, calendar, ladders, lambda text: parse_plan(text, str(settings.plan), language))
    registry.use(slot=settings.slot)
    return registry


async def load(store: PlanStore, registry: Registry, files: Files, now: Instant) -> bool:
    """Plan and people into the database; True where the plan is new or changed."""
    changed = await load_plan(store, files.plan, files.document, now, await _known(registry))
    accounts: dict[str, dict[str, str]] = {}
    for account in files.people.accounts:
        accounts.setdefault(account.person, {})[account.channel] = account.address
    await load_people(store, files.people.roster, accounts, now)
    return changed


async def changes_of(registry: Registry, files: Files, language: Language) -> list[str]:
    """What loading the plan file would change, a sentence each; nothing for a plan that is not loaded yet."""
    try:
        office = await registry.office()
    except LookupError:
        return []
    return [whole(language, change) for change in plan_changes(office.plan, files.plan)]


async def _known(registry: Registry) -> Plan | None:
    try:
        return (await registry.office()).known
    except LookupError:
        return None
