"""Carries out rulings that came in: opens what they ask, and drops what they no longer ask, from this moment on."""

from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.calendar import Instant
from bot.engine.open_assignments import open_assignments
from bot.engine.publish_version import past_notices
from bot.engine.revise import revise


async def carry_out_rulings(store: Store, context: PlanContext, now: Instant) -> bool:
    """True when there were rulings that had not been carried out. Doing it again changes nothing.

    Nothing fires for the past: what a ruling opens has its moments from today on, and a date that has gone by is asked
    about once. Before go-live there is nothing to do: the plan goes live as it is ruled.
    """
    if not context.ruled or context.golive is None or not context.carried_out:
        return False
    mark = f"rulings {context.ruled}"
    if await store.one(int, "pulse_at", name=mark) is not None:
        return False
    await revise(store, context, (), now)
    await open_assignments(store, context, now, entered=context.calendar.day(now))
    await store.commit([*await past_notices(store, context, now), Change("pulse", {"name": mark, "at": now})])
    return True
