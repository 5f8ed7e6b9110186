"""The bots of all corps in this process: who holds the lease connects, hears, and deals with what was heard.

A frame is a row before anything else is done with it: the hub brings none a second time.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.cards import welcome
from bot.channels.attachments import PAUSES
from bot.channels.intake import Intake
from bot.channels.spec import OpenChannel, Services
from bot.channels.wait import Stop, pause_after, unless_stopped
from bot.channels.wecom import frames
from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.api import connected
from bot.channels.wecom.arrivals import Arrivals, Routing
from bot.channels.wecom.bot import WeComBot
from bot.channels.wecom.bot_platform import CORP, BotPlatform
from bot.channels.wecom.hook import NOT_STORED
from bot.channels.wecom.line import Line, LinePatience
from bot.channels.wecom.link import Frame, event_of, req_id_of
from bot.channels.wecom.open_requests import OpenRequests
from bot.channels.wecom.settings import WeComCorp
from bot.channels.wecom.spec import BOT
from bot.context.ports import Change
from bot.domain.errors import OutOfService, Unavailable, Undelivered
from bot.engine.leases import while_held
from bot.engine.outages import out_of_service
from bot.i18n import Language

log = logging.getLogger(__name__)

LEASE = "wecom bot"  # two that subscribe take the subscription from each other


@dataclass
class BotLines:
    """`lines`: by the corp's id."""

    lines: Mapping[str, Line]
    accounts: Accounts
    requests: OpenRequests
    arrivals: Arrivals
    services: Services
    pause: float = 1.0  # what its pauses count in

    async def listen(self, wake: Stop) -> None:
        leases = self.services.leases
        work = partial(self._work, wake)
        held = while_held(leases, LEASE, work) if leases else work()
        await unless_stopped(wake, "wecom bot", held)

    async def _work(self, wake: Stop) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.arrivals.run(wake))
            for line in self.lines.values():
                tasks.create_task(line.run())

    async def hear(self, corp: WeComCorp, frame: Frame) -> None:
        if event_of(frame) == "enter_chat":
            await self._welcome(corp, frame)
            return
        self.requests.heard(frame)
        await self._keep({**frame, CORP: corp.corp})

    async def _keep(self, raw: Mapping[str, Any]) -> None:
        """Nobody brings it again: while the database is away it waits here."""
        failures = 0
        while True:
            try:
                return await self.arrivals.keep(raw)
            except NOT_STORED as error:
                wait = pause_after(failures) * self.pause
                log.warning("frame not stored yet", extra={"why": str(error)[:200], "again_in": wait})
                failures += 1
                await asyncio.sleep(wait)

    async def _welcome(self, corp: WeComCorp, frame: Frame) -> None:
        """Whoever opens the chat for the first time reads what to do there. WeCom waits five seconds for it."""
        account = self.accounts.account(corp, frames.sender_of(frame))
        context = await self.services.contexts.current()
        if context.person_at(BOT, account):
            return
        text = welcome.stranger(Language.of("")).text
        try:
            line = self.lines[corp.corp]
            await line.ask("aibot_respond_welcome_msg", frames.welcome(text), req_id=req_id_of(frame))
        except Undelivered as error:
            log.info("not welcomed", extra={"why": error.code[:200]})

    async def pulse(self) -> None:
        with suppress(Unavailable):  # that the database is away /healthz sees for itself
            await self.services.store.commit([Change("pulse", {"name": BOT, "at": self.services.clock()})])

    async def trouble(self, corp: WeComCorp, trouble: OutOfService | None) -> None:
        """The coordinators are told on another channel, once; and it is over when a connection has lasted."""
        party = self.accounts.party(corp)
        if trouble is None:
            over = Change("end_outage", {"channel": BOT, "party": party}, rows=None)
            await self.services.store.commit([over, Change("revise_plan")])
            return
        context = await self.services.contexts.current()
        told = OutOfService(trouble.code, trouble.after, trouble.said, party)
        if changes := out_of_service(context, BOT, told, self.services.clock()):
            await self.services.store.commit(changes)


def routing(raw: Mapping[str, Any]) -> Routing:
    """Presses are dealt with beside the words of the same person: the card has five seconds, a file may take longer."""
    who = f"{raw.get(CORP, '')}/{frames.sender_of(raw)}"
    return Routing(frames.key_of(raw), f"{who} presses" if frames.is_press(raw) else who, 0)


async def open_bots(
    stack: AsyncExitStack,
    corps: Sequence[WeComCorp],
    accounts: Accounts,
    services: Services,
    patience: LinePatience = LinePatience(),  # noqa: B008 -- frozen
) -> OpenChannel:
    """The bots of the corps that have one; nothing where there is none."""
    talking = [corp for corp in corps if corp.has_bot]
    if not talking:
        return OpenChannel(())
    requests = OpenRequests()
    lines: dict[str, Line] = {}
    clients = {corp.corp: await stack.enter_async_context(connected(corp)) for corp in talking}
    platform = BotPlatform(lines, clients, accounts, requests, services.contexts)
    pauses = tuple(one * patience.pause for one in PAUSES)
    intake = Intake(services.store, services.contexts, platform, services.receive, services.clock, pauses)
    arrivals = Arrivals(services.store, BOT, intake.take, services.clock, routing)
    bots = BotLines(lines, accounts, requests, arrivals, services, patience.pause)
    for corp in talking:
        lines[corp.corp] = Line(
            corp, partial(bots.hear, corp), bots.pulse, partial(bots.trouble, corp), patience
        )
    channel = WeComBot(lines, accounts, requests, services.store.plan_id, services.clock)
    return OpenChannel((channel,), (bots.listen,), pulses=(BOT,))
