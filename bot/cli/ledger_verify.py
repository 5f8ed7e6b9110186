"""`duban verify LEDGER.xlsx --database FILE`: an exported ledger against the seals and records of a database."""

from dataclasses import dataclass, replace

from bot.bootstrap.locate import rules
from bot.bootstrap.open_database import contexts_of
from bot.cards.formatter import Formatter
from bot.context.plan_context import ContextCache
from bot.engine.seal import Seal, broken_seal
from bot.exports.ledger_check import Comparison, Difference, LedgerClaims, LedgerRead, compare, read_ledger
from bot.i18n import Language
from bot.queries.ledger import ledger
from bot.queries.scope import scope_of_code
from bot.settings import Settings
from bot.storage.store import PlanStore, open_store


@dataclass(frozen=True, slots=True)
class VerifiedLedger:
    rows: int
    seal: int  # the one that the file names
    seals: int  # in the database
    comparison: Comparison


async def verify_ledger(body: bytes, database: str, settings: Settings, language: Language) -> VerifiedLedger:
    """Raises NoLedger for a file that is no ledger of ours."""
    read = read_ledger(body)
    store = await open_store(database, "", worker=False)
    try:
        found = await _of_plan(store, read.claims, settings, language)
        if found is None:
            other = Difference("ledger_check.other_plan", {"plan": read.claims.plan_title})
            return VerifiedLedger(read.claims.rows, read.claims.seal_n, 0, Comparison((other,), 0))
        return await _compared(read, *found)
    finally:
        await store.close()


async def _of_plan(
    store: PlanStore, claims: LedgerClaims, settings: Settings, language: Language
) -> tuple[PlanStore, ContextCache] | None:
    """The plan of the database that the file is about."""
    calendar, ladders = rules(settings, language)
    for plan_id in await store.read(str, "plan_ids"):
        of_plan = store.of(plan_id)
        contexts = contexts_of(of_plan, calendar, ladders, settings, language)
        context = await contexts.context_at(claims.at)
        if context.plan.title == claims.plan_title:
            return of_plan, contexts
    return None


async def _compared(read: LedgerRead, store: PlanStore, contexts: ContextCache) -> VerifiedLedger:
    claims = read.claims
    context = await contexts.context_at(claims.at)
    scope = scope_of_code(claims.scope_code)
    then = await ledger(store, context, claims.at, scope, dates=claims.days)
    fmt = Formatter(claims.language, context.plan, then.today, context.calendar)
    seals = await store.read(Seal, "all_seals")
    comparison = compare(read, then, fmt)
    sealed = tuple(_of_the_seal(claims, seals, await broken_seal(store)))
    whole = replace(comparison, differences=(*sealed, *comparison.differences))
    return VerifiedLedger(len(then.rows), claims.seal_n, len(seals), whole)


def _of_the_seal(claims: LedgerClaims, seals: list[Seal], broken: int | None) -> list[Difference]:
    """The seal that the file names is in the chain, and the chain holds. One from before the first seal names none."""
    found = []
    if broken is not None:
        found.append(Difference("verify.seal", {"number": broken}))
    named = next((one for one in seals if one.n == claims.seal_n), None)
    if claims.seal_n and (named is None or named.digest != claims.seal_digest):
        found.append(Difference("ledger_check.seal", {"number": claims.seal_n, "seals": len(seals)}))
    return found
