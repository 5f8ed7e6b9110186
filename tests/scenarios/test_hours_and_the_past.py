"""Delivery waits for people to be at work; and what stood on an earlier day can be told again."""

from pathlib import Path

from bot.queries.rebuild_as_of import rebuild_as_of
from bot.queries.scope import SummaryScope
from bot.queries.summary import summarize
from bot.storage.store import open_store
from tests.builders import City


async def test_messages_held_back_by_downtime_are_not_sent_at_night_or_on_saturday(town: City) -> None:
    """Queued on 2024-01-02 before the slot; the process is back at half past ten in the evening."""
    await town.sleep_until("2024-01-02", "06:00")
    before = len(town.sent)
    await town.down_until("2024-01-02", "22:30")
    await town.play.settle()
    assert len(town.sent) == before
    await town.sleep_until("2024-01-03", "12:00")
    late = town.sent[before:]
    assert late
    assert {town.calendar.local(message.created_at).strftime("%m-%d %H") for message in late} == {"01-03 08"}


async def test_the_summary_as_of_a_day_equals_that_days_summary(town: City, tmp_path: Path) -> None:
    await town.sleep_until("2024-01-04", "12:00")
    then = await summarize(town.store, await town.contexts.current(), town.now)
    at = town.now
    await town.sleep_until("2024-02-20")
    context = await town.contexts.current()
    past = await open_store(f"sqlite:///{tmp_path}/past.db", town.store.plan_id, synchronous="OFF")
    try:
        await rebuild_as_of(town.store, past, context, at)
        again = await summarize(past, context, at, SummaryScope())
    finally:
        await past.close()
    assert then.late > 0
    assert again == then
    assert (await summarize(town.store, context, town.now)) != then
