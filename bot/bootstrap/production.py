"""Production: wires loops, channels, web pages and pictures to one database."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from bot.actions.import_checklists import import_checklists
from bot.bootstrap import open_channels
from bot.bootstrap.environment import new_token, wall_clock
from bot.bootstrap.follow_ups import FollowUps
from bot.bootstrap.locate import Files, checklists_of, paper_desk
from bot.bootstrap.open_database import changes_of, contexts_of, load
from bot.bootstrap.scheduler import scheduled
from bot.bootstrap.signals import relay
from bot.cards.menu import commands_for
from bot.channels.browser.hub import Hub
from bot.channels.spec import Login, OpenChannel, Services
from bot.chat.router import Chat, Received
from bot.context.plan_context import ContextCache
from bot.context.ports import Channel, Inbound, Rehearsal, Rehearse, Store
from bot.domain.calendar import Calendar
from bot.domain.errors import Refused
from bot.domain.person import Person
from bot.engine.deliver import delivery_loop
from bot.engine.outbox import free_leases
from bot.engine.worker import TICK, Wake, work
from bot.exports import Drawer, LedgerWriter
from bot.i18n import Language
from bot.planfile.files_of_lists import ListFiles
from bot.planfile.files_of_readings import ReadingFiles
from bot.queries.health import channels_down, loop_ages, rows_set_aside
from bot.settings import Settings
from bot.simulate.rehearse import Script, rehearse, summed
from bot.storage.engines import shared
from bot.storage.leases import LeaseTable
from bot.storage.store import PlanStore, open_store
from bot.web.bubble import raw
from bot.web.conversations import Conversations
from bot.web.entry_limit import EntryLimit
from bot.web.ports import CommandHint, Door, Entries, Health, Site
from bot.web.server import build_app, serve
from bot.web.sessions import Sessions

log = logging.getLogger(__name__)

SignIn = Callable[[str, str], Awaitable[str]]
"""From what the page was opened with, and the device, to a session's token."""
REHEARSED = timedelta(days=75)  # long enough to include the next quarter's returns


async def run(settings: Settings, files: Files, language: Language, ready: Callable[[str], None]) -> None:
    """Production: serves until SIGINT or SIGTERM."""
    async with AsyncExitStack() as stack:
        store, contexts = await _loaded(stack, settings, files, language)
        wake = Wake()
        chat = _conversation(stack, settings, files, store, contexts, wake)

        async def receive(inbound: Inbound) -> Received:
            now = wall_clock()
            heard = await chat.receive(inbound, now)
            if inbound.channel == Hub.name:
                hub.heard(now, inbound)
            wake.delivery()
            return heard

        leases = LeaseTable(store, new_token(), wall_clock) if shared(settings.database) else None
        services = Services(store, contexts, receive, wall_clock, leases)
        opened = await open_channels.opened(stack, settings, services)
        [hub] = [one for one in opened[Hub.name].channels if isinstance(one, Hub)]
        site = _site(store, contexts, receive, hub, opened, files.calendar)
        web = build_app(site, allowed_hosts=settings.allowed_hosts)
        serving = serve(web, settings.host, settings.port, trusted=settings.trusted_proxies)
        ready(await stack.enter_async_context(serving))
        stop_on_signal(wake)
        listeners: list[Callable[[], Coroutine[Any, Any, None]]] = [partial(relay, store, hub, wake)]
        listeners += [partial(listen, wake) for one in opened.values() for listen in one.listeners]
        stack.enter_context(scheduled(wake, files.calendar.zone))
        await work(store, contexts, _channels(opened), wall_clock, wake, listeners, leases)


async def _loaded(
    stack: AsyncExitStack, settings: Settings, files: Files, language: Language
) -> tuple[PlanStore, ContextCache]:
    """Opens the database, loads plan and people, and logs the changes."""
    store = await open_store(settings.database, files.plan.id)
    stack.push_async_callback(store.close)
    contexts = contexts_of(store, files.calendar, files.ladders, settings, language)
    for change in await changes_of(contexts, files, language):
        log.info(change)
    await load(store, contexts, files, wall_clock())
    if checklists := checklists_of(settings, files.plan, language):
        imported = await import_checklists(store, files.calendar, checklists, wall_clock())
        await store.commit(imported.changes)
    if not shared(settings.database):
        await free_leases(store)
    return store, contexts


def _conversation(
    stack: AsyncExitStack, settings: Settings, files: Files, store: Store, contexts: ContextCache, wake: Wake
) -> Chat:
    drawer = Drawer()
    follow_ups = FollowUps(wake.delivery)
    stack.push_async_callback(follow_ups.aclose)
    follow_ups(drawer.warm_up(), awaited=False)  # imports the library before the first picture is requested
    return Chat(
        store,
        contexts,
        draw=drawer,
        rehearse=_rehearser(settings, files, contexts),
        spawn=follow_ups,
        write_ledger=LedgerWriter(),
        papers=paper_desk(settings),
        readings=ReadingFiles(settings.zone),
        lists=ListFiles(),
    )


def _site(
    store: PlanStore,
    contexts: ContextCache,
    receive: Callable[[Inbound], Awaitable[Received]],
    hub: Hub,
    opened: Mapping[str, OpenChannel],
    calendar: Calendar,
) -> Site:
    """The web pages with both sign-ins: an invite code, and a page opened inside a platform's app."""
    sessions = Sessions(store, contexts, wall_clock, new_token)
    conversations = Conversations(store, contexts, menu)
    entries = EntryLimit(store, wall_clock)
    site = site_of(conversations, sessions, entries, receive, hub, _health(store, opened), calendar)
    return replace(
        site,
        redeem=_redeem(sessions, receive),
        visit=_visit(sessions, opened),
        doors={name: _door(sessions, name, one.login) for name, one in opened.items() if one.login},
        hooks={path: hook for one in opened.values() for path, hook in one.webhooks.items()},
    )


def _health(store: PlanStore, opened: Mapping[str, OpenChannel]) -> Callable[[], Awaitable[Health]]:
    loops = [TICK, *(delivery_loop(one.name) for one in _channels(opened))]
    loops += [pulse for one in opened.values() for pulse in one.pulses]

    async def health() -> Health:
        now = wall_clock()
        if trouble := await store.trouble(now):
            log.error("storage unavailable", extra={"why": trouble[:200]})
            return Health(False, {}, storage=trouble)
        found = await loop_ages(store, loops, now)
        down = {one.channel: one.code for one in await channels_down(store, now)}
        return Health(found.ok and not down, found.ages, down, await rows_set_aside(store))

    return health


def _redeem(sessions: Sessions, receive: Callable[[Inbound], Awaitable[Received]]) -> SignIn:
    async def enter(code: str, device: str) -> str:
        """Redeems a code and sends /start, so that the new user sees their part to acknowledge."""
        token = await sessions.redeem(code, device)
        if account := await sessions.who(token):
            await receive(Inbound("browser", f"enter.{new_token()}", account, "/start", raw=raw("/start")))
        return token

    return enter


def _visit(sessions: Sessions, opened: Mapping[str, OpenChannel]) -> SignIn | None:
    """None where no platform can say who opened the page."""
    believed = next(((name, one.visit) for name, one in opened.items() if one.visit), None)
    if believed is None:
        return None
    name, ask = believed

    async def visit(init_data: str, device: str) -> str:
        account = await ask(init_data)
        token = await sessions.admit(name, account, device) if account else None
        if token is None:
            raise Refused("web.visit_refused")
        return token

    return visit


def _door(sessions: Sessions, channel: str, login: Login) -> Door:
    async def admit(given: str, device: str) -> str:
        account = await login.visit(given)
        token = await sessions.admit(channel, account, device) if account else None
        if token is None:
            raise Refused("web.platform_refused")
        return token

    return Door(login.address, admit, new_token)


def _channels(opened: Mapping[str, OpenChannel]) -> list[Channel]:
    return [channel for one in opened.values() for channel in one.channels]


def _rehearser(settings: Settings, files: Files, contexts: ContextCache) -> Rehearse:
    async def rehearsal(golive: date) -> Rehearsal:
        """Runs in a thread with its own event loop, so that the main loop stays responsive."""
        roster = (await contexts.current()).roster
        script = Script(files.plan, files.document, roster, files.calendar, files.ladders, golive)
        end = golive + REHEARSED
        played = await asyncio.to_thread(lambda: asyncio.run(rehearse(script, end)))
        return summed(script, end, played)

    return rehearsal


def menu(person: Person, language: Language) -> Sequence[CommandHint]:
    return [CommandHint(f"/{name}", hint) for name, hint in commands_for(person, language)]


def site_of(
    conversations: Conversations,
    sessions: Sessions,
    entries: Entries,
    receive: Callable[[Inbound], Awaitable[object]],
    hub: Hub,
    health: Callable[[], Awaitable[Health]],
    calendar: Calendar,
) -> Site:
    return Site(
        receive=receive,
        history=conversations.history,
        bubble=conversations.bubble,
        pressed=conversations.pressed,
        released=conversations.released,
        subscribe=hub.subscribe,
        attachment=conversations.attachment,
        me=conversations.me,
        redeem=sessions.redeem,
        entries=entries,
        who=sessions.who,
        sign_out=sessions.sign_out,
        sessions=sessions.listed,
        end_session=sessions.end,
        health=health,
        calendar=calendar,
    )


def stop_on_signal(wake: Wake) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, wake.stop)
