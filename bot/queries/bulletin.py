"""The facts of a bulletin: the ledger as of its instant, and as of the eve of its first day."""

from datetime import date, timedelta

from bot.cards.bulletin_text import BulletinFacts
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.calendar import Instant
from bot.queries.ledger import ledger
from bot.queries.scope import SummaryScope


async def bulletin_facts(
    store: Store, context: PlanContext, first: date, last: date, now: Instant, scope: SummaryScope | None = None
) -> BulletinFacts:  # fmt: skip
    """Of the days from `first` to `last`, both included, as of `now`: an office that writes December's in January lists
    what is late in January."""
    found = await ledger(store, context, now, scope, dates=(first, last))
    eve = first - timedelta(days=1)
    if context.golive is None or eve < context.golive:
        return BulletinFacts(found, None)
    before = await ledger(
        store, context, context.calendar.at(first) - 1, scope, dates=(context.plan.start, eve)
    )
    return BulletinFacts(found, before)
