"""The demo: the seed plan with simulated people, a temporary database and a simulated clock."""

import asyncio
import tempfile
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date, time
from typing import Any

from bot.bootstrap.environment import new_token
from bot.bootstrap.follow_ups import FollowUps
from bot.bootstrap.production import menu, site_of, stop_on_signal
from bot.bootstrap.scripts import ShippedScripts
from bot.channels.browser.hub import Hub
from bot.context.ports import Inbound
from bot.domain.calendar import Calendar, Instant
from bot.domain.person import Role
from bot.engine.worker import Wake
from bot.exports import Drawer
from bot.simulate.demo import Demo
from bot.simulate.rehearse import Script, stage
from bot.simulate.story import Story
from bot.storage.store import open_store
from bot.web.bubble import raw
from bot.web.contact_list import contacts_of
from bot.web.conversations import Conversations
from bot.web.entry_limit import EntryLimit
from bot.web.ports import Contact, Health
from bot.web.server import PORTS, build_app, serve
from bot.web.sessions import Sessions

SUMMARY_AT = time(9, 12)


async def demo(script: Script, opening: date, end: date, port: int, ready: Callable[[str], None]) -> None:
    """Serves the demo on a temporary database until SIGINT or SIGTERM."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="duban-demo-"))
        store = await open_store(f"sqlite:///{folder}/demo.db", script.plan.id, synchronous="OFF")
        stack.push_async_callback(store.close)
        drawer = Drawer()
        hub, follow_ups = Hub(), FollowUps()
        stack.push_async_callback(follow_ups.aclose)

        def spawn(job: Coroutine[Any, Any, object]) -> None:
            follow_ups(player.after(job))

        story = Story(store, hub)

        def heard(at: Instant, inbound: Inbound) -> None:
            story.heard(inbound)
            hub.heard(at, inbound)

        show = await stage(script, store, onward=story, draw=drawer, spawn=spawn, heard=heard)
        player = Demo(show.play, show.dice, opening, end, story, _scripted(script.calendar, end))
        contexts, clock = show.play.contexts, show.play.clock

        async def contacts() -> Sequence[Contact]:
            return [
                replace(one, automatic=one.role is Role.LIAISON, taken=one.external_id in show.dice.taken)
                for one in await contacts_of(store, contexts)
            ]

        site = replace(
            site_of(
                Conversations(store, contexts, menu),
                Sessions(store, contexts, clock, new_token),
                EntryLimit(store, clock),
                player.receive,
                hub,
                _always_well,
                script.calendar,
            ),
            contacts=contacts,
            demo=player,
            scripts=ShippedScripts(),
        )
        ready(await stack.enter_async_context(serve(build_app(site), port=port, ports=PORTS)))
        stop = Wake()
        stop_on_signal(stop)
        await _until_stopped(player.run(), stop)


async def _always_well() -> Health:
    """Always healthy: the demo has no production loops to check."""
    return Health(True, {})


def _scripted(calendar: Calendar, end: date) -> list[tuple[Instant, Inbound]]:
    """The coordinator asks for the summary at the end, too; the first time is in the story."""
    asked = Inbound("browser", f"script.{end}", "coordinator", "/summary", raw=raw("/summary"))
    return [(calendar.at(end, SUMMARY_AT), asked)]


async def _until_stopped(running: Coroutine[Any, Any, None], stop: Wake) -> None:
    task = asyncio.ensure_future(running)
    stopped = asyncio.ensure_future(stop.loop("demo").wait())
    await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if task.done():
        task.result()  # the demo ends by itself only with an error
    task.cancel()
