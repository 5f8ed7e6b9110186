"""The wiring: what is made of what. The only reader of the clock and the environment."""

import asyncio
import logging
import os
import secrets
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any, TextIO

import structlog

from bot.cards.offer import offered
from bot.channels.browser import Hub
from bot.chat.router import Chat
from bot.domain.calendar import Calendar, Instant
from bot.domain.ladder import Ladders
from bot.domain.person import Person, Roster
from bot.domain.plan import Plan
from bot.i18n import Language
from bot.i18n import load as load_sentences
from bot.planfile.calendar import read_calendar
from bot.planfile.demo import demo_people
from bot.planfile.ladder import read_ladders
from bot.planfile.people import People, read_people
from bot.planfile.yaml import load_plan as parse_plan
from bot.planfile.yaml import read_plan
from bot.reports import Drawer
from bot.services.bind import ALPHABET, LENGTH
from bot.services.load import load_people, load_plan
from bot.services.office import Registry
from bot.services.ports import Inbound, Rehearsal, Rehearse
from bot.settings import Settings
from bot.settings import load as read_settings
from bot.simulate.demo import Demo
from bot.simulate.rehearse import Script, rehearse, stage, summed
from bot.storage.store import PlanStore, open_store
from bot.web.bubble import raw
from bot.web.rooms import Rooms
from bot.web.server import build_app, serve
from bot.web.site import Command, Health, Site
from bot.worker import Wake, work

SEED_PLAN = "nanyang-2023-2025.yaml"
REHEARSED = timedelta(days=75)  # a rehearsal looks past the next quarter's returns
SUMMARY_AT = clock_time(9, 12)
DRAIN = 5.0  # seconds that follow-ups have to finish when stopping


def wall_clock() -> Instant:
    return time.time_ns() // 1_000_000


def today(calendar: Calendar) -> date:
    return calendar.day(wall_clock())


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def terminal_language() -> Language:
    """DUBAN_LANGUAGE, else the terminal's; Chinese where neither says."""
    named = os.environ.get("DUBAN_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return Language.of(named.partition(".")[0] if named not in ("", "C", "POSIX", "C.UTF-8") else "zh_CN")


def home() -> Path | None:
    """DUBAN_HOME, where an office keeps its own plan/ and locales/."""
    named = os.environ.get("DUBAN_HOME")
    return Path(named) if named else None


def shipped(name: str) -> Path:
    """A file of plan/: in DUBAN_HOME, else in the wheel, else in the checkout."""
    here = Path(__file__).parent
    places = [here / "share" / "plan", here.parent / "plan"]
    if folder := home():
        places.insert(0, folder / "plan")
    return next((place / name for place in places if (place / name).exists()), places[-1] / name)


def log_to(stream: TextIO, log_format: str) -> None:
    """Ids, not words. JSON for machines, one line each for people."""
    renderer = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    )
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso"),
    ]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=renderer, foreign_pre_chain=shared))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("apscheduler", "uvicorn"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def settings_of(file: Path, language: Language) -> Settings:
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return read_settings(text, file.absolute(), os.environ, language)


def own_sentences() -> None:
    """Sentences of DUBAN_HOME, where it has its own."""
    folder = home()
    if folder and (folder / "locales").is_dir():
        load_sentences(folder / "locales")


@dataclass(frozen=True)
class Files:
    """A plan and its rules, read from their files."""

    plan: Plan
    document: str
    people: People
    calendar: Calendar
    ladders: Ladders


def rules(settings: Settings, language: Language) -> tuple[Calendar, Ladders]:
    calendar = read_calendar(settings.calendar or shipped("calendar.yaml"), settings.zone, language)
    return calendar, read_ladders(settings.ladder or shipped("ladder.yaml"), language)


def read_files(settings: Settings, language: Language) -> Files:
    """Raises Invalid with every mistake of the first file that has any."""
    calendar, ladders = rules(settings, language)
    plan = read_plan(settings.plan, language)
    people = read_people(settings.people, plan, language)
    return Files(plan, settings.plan.read_text(encoding="utf-8"), people, calendar, ladders)


def demo_script(start: date, language: Language, *, replies: str = "mixed", seed: int = 1) -> Script:
    return script_of(shipped(SEED_PLAN), None, start, language, Settings(), replies=replies, seed=seed)


def script_of(
    plan_file: Path, people_file: Path | None, start: date, language: Language, settings: Settings, *,
    replies: str, seed: int,
) -> Script:  # fmt: skip
    """What to play. Without a people file every unit has a liaison and a head named by their role."""
    calendar, ladders = rules(settings, language)
    plan = read_plan(plan_file, language)
    roster = read_people(people_file, plan, language).roster if people_file else demo_people(plan, language)
    document = plan_file.read_text(encoding="utf-8")
    return Script(plan, document, roster, calendar, ladders, start, replies, seed)


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


async def load(store: PlanStore, files: Files, now: Instant) -> bool:
    """Plan and people into the database; True where the plan is new or changed."""
    changed = await load_plan(store, files.plan, files.document, now)
    accounts: dict[str, dict[str, str]] = {}
    for account in files.people.accounts:
        accounts.setdefault(account.person, {})[account.channel] = account.address
    await load_people(store, files.people.roster, accounts, now)
    return changed


class FollowUps:
    """Work that an answer does not wait for: a picture. Finished, or given up, before the store closes."""

    def __init__(self, after: Callable[[], None] = lambda: None) -> None:
        self._after = after
        self._tasks: set[asyncio.Task[object]] = set()

    def __call__(self, job: Coroutine[Any, Any, object]) -> None:
        task = asyncio.ensure_future(job)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        self._after()

    async def aclose(self) -> None:
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=DRAIN)
            for task in late:
                task.cancel()


def menu(person: Person, language: Language) -> Sequence[Command]:
    return [Command(f"/{name}", hint) for name, hint in offered(person, language)]


async def run(settings: Settings, files: Files, language: Language, ready: Callable[[str], None]) -> None:
    """Production: serves until SIGINT or SIGTERM."""
    async with AsyncExitStack() as stack:
        store = await open_store(settings.database, files.plan.id)
        stack.push_async_callback(store.close)
        await load(store, files, wall_clock())
        registry = registry_of(store, files.calendar, files.ladders, settings, language)
        drawer = Drawer(locales=_locales())
        stack.push_async_callback(drawer.aclose)
        hub, wake = Hub(), Wake()
        follow_ups = FollowUps(wake.delivery)
        stack.push_async_callback(follow_ups.aclose)
        chat = Chat(
            store, registry, draw=drawer, rehearse=_rehearser(settings, files, registry), spawn=follow_ups
        )

        async def receive(inbound: Inbound) -> None:
            now = wall_clock()
            await chat.receive(inbound, now)
            hub.heard(now, inbound)
            wake.delivery()

        rooms = Rooms(store, registry, wall_clock, menu, lambda: secrets.token_urlsafe(32))
        site = _site(rooms, receive, hub, files.calendar)
        web = build_app(site, allowed_hosts=settings.allowed_hosts)
        ready(await stack.enter_async_context(serve(web, settings.host, settings.port)))
        _stop_on_signal(wake)
        await work(store, registry, [hub], wall_clock, wake)


def _site(rooms: Rooms, receive: Callable[[Inbound], Awaitable[None]], hub: Hub, calendar: Calendar) -> Site:
    return Site(
        receive=receive,
        history=rooms.history,
        subscribe=hub.subscribe,
        attachment=rooms.attachment,
        me=rooms.me,
        redeem=rooms.redeem,
        who=rooms.who,
        sign_out=rooms.sign_out,
        health=rooms.health,
        calendar=calendar,
    )


def _rehearser(settings: Settings, files: Files, registry: Registry) -> Rehearse:
    async def rehearsal(golive: date) -> Rehearsal:
        """In a thread of its own: the loop goes on answering."""
        roster: Roster = (await registry.office()).roster
        script = Script(files.plan, files.document, roster, files.calendar, files.ladders, golive)
        end = golive + REHEARSED
        played = await asyncio.to_thread(lambda: asyncio.run(rehearse(script, end)))
        return summed(script, end, played)

    return rehearsal


def _locales() -> Path | None:
    folder = home()
    return folder / "locales" if folder and (folder / "locales").is_dir() else None


def _stop_on_signal(wake: Wake) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, wake.stop)


async def demo(script: Script, opening: date, end: date, port: int, ready: Callable[[str], None]) -> None:
    """The seed plan with simulated people, on a throw-away database; serves until SIGINT or SIGTERM."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="duban-demo-"))
        store = await open_store(f"sqlite:///{folder}/demo.db", script.plan.id, synchronous="OFF")
        stack.push_async_callback(store.close)
        drawer = Drawer(locales=_locales())
        stack.push_async_callback(drawer.aclose)
        hub, follow_ups = Hub(), FollowUps()
        stack.push_async_callback(follow_ups.aclose)
        show = await stage(script, store, onward=hub, draw=drawer, spawn=follow_ups, heard=hub.heard)
        stage_demo = Demo(
            show.play, show.dice, opening, end, scripted=_scripted(script.calendar, opening, end)
        )
        rooms = Rooms(store, show.play.registry, show.play.clock, menu, lambda: secrets.token_urlsafe(32))
        site = replace(
            _site(rooms, stage_demo.receive, hub, script.calendar),
            contacts=rooms.contacts,
            demo=stage_demo,
            health=_always_well,
        )
        ready(await stack.enter_async_context(serve(build_app(site), port=port)))
        stop = Wake()
        _stop_on_signal(stop)
        await _until_stopped(stage_demo.run(), stop)


async def _always_well() -> Health:
    """The demo has no loops to watch: its clock is the visitor's."""
    return Health(True, {})


def _scripted(calendar: Calendar, opening: date, end: date) -> list[tuple[Instant, Inbound]]:
    """The coordinator asks for the summary when there is something new to see: on the first workday, when the
    late items reach the coordinator, and at the end."""
    days = [
        calendar.not_before(opening + timedelta(days=1)),
        calendar.not_before(opening + timedelta(days=7)),
        end,
    ]
    return [
        (
            calendar.at(day, SUMMARY_AT),
            Inbound("browser", f"script.{day}", "coordinator", "/summary", raw=raw("/summary")),
        )
        for day in days
    ]


async def _until_stopped(running: Coroutine[Any, Any, None], stop: Wake) -> None:
    task = asyncio.ensure_future(running)
    stopped = asyncio.ensure_future(stop.loop("demo").wait())
    await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if task.done():
        task.result()  # it never ends by itself but by an error
    task.cancel()
