"""Telegram's wiring: a channel to send by, a loop that listens, the webhook's door, and the Mini App's."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bot.cards.menu import commands_for
from bot.channels.telegram.api import PATIENCE, Address, Api, Patience, connect
from bot.channels.telegram.channel import NAME, Telegram, is_group, limits
from bot.channels.telegram.errors import Denied
from bot.channels.telegram.intake import Heard, Intake
from bot.channels.telegram.menus import Menus
from bot.channels.telegram.poll import PAUSES, Poller, unless_stopped
from bot.channels.telegram.updates import Me
from bot.channels.telegram.webapp import visitor
from bot.channels.telegram.webhook import Webhook, secret_of
from bot.context.plan_context import ContextCache
from bot.context.ports import Change, Inbound, Store
from bot.domain.calendar import Instant
from bot.domain.errors import GiveUp, Refused, TryLater, Undelivered
from bot.domain.pace import Pace
from bot.engine.worker import Wake
from bot.settings import TelegramSettings

log = logging.getLogger(__name__)

BOT, FILE = "/bot", "/file/bot"


def address_of(settings: TelegramSettings) -> Address:
    """Addresses as people write them: with or without the /bot at the end."""
    server = settings.base_url.rstrip("/").removesuffix(BOT)
    files = (settings.base_file_url or server).rstrip("/").removesuffix(BOT).removesuffix("/file")
    return Address(f"{server}{BOT}", f"{files}{FILE}")


@asynccontextmanager
async def connected(settings: TelegramSettings, patience: Patience = PATIENCE) -> AsyncIterator[Api]:
    api = connect(settings.token, address_of(settings), settings.senders, patience)
    await api.open()
    try:
        yield api
    finally:
        await api.close()


async def who(api: Api) -> Me:
    """Raises Undelivered's children; Refused where the token is not one."""
    try:
        answer = await api.call("getMe")
    except Denied as error:
        raise Refused("refused.telegram_token") from error
    if not isinstance(answer, dict) or not isinstance(answer.get("id"), int):
        raise GiveUp("no_bot_api")
    return Me(answer["id"], str(answer.get("username", "")))


async def link(settings: TelegramSettings) -> Callable[[str], str] | None:
    """What makes of an invite code the address that redeems it with one press; None where the bot cannot be asked
    for its name."""
    try:
        async with connected(settings) as api:
            me = await who(api)
    except (Refused, Undelivered):
        return None
    return (lambda code: f"https://t.me/{me.username}?start={code}") if me.username else None


@dataclass
class Line:
    """Everything of one bot in one process."""

    settings: TelegramSettings
    api: Api
    store: Store
    contexts: ContextCache
    hear: Callable[[Inbound], Awaitable[Heard]]
    clock: Callable[[], Instant]
    intake: Intake | None = None  # as soon as it is known who we are
    channel: Telegram = field(init=False)
    webhook: Webhook | None = field(init=False)

    def __post_init__(self) -> None:
        s = self.settings
        pace = Pace(limits(s.per_second, s.per_chat, s.per_group_minute, s.margin), is_group)
        self.channel = Telegram(self.api, pace, self.clock, s.senders)
        secret = s.webhook_secret or secret_of(s.token)
        self.webhook = Webhook(self.api, self._take, s.webhook, secret, self._pulse) if s.webhook else None

    @property
    def door(self) -> Mapping[str, Callable[[Mapping[str, str], bytes], Awaitable[int]]]:
        """The path at which updates are brought to us."""
        if self.webhook is None:
            return {}
        return {urlsplit(self.webhook.url).path or "/": self.webhook.receive}

    async def listen(self, wake: Wake) -> None:
        """Until the end. A server that is down when we start is asked again."""
        me = await unless_stopped(wake, "telegram meeting", self._known())
        if me is None:
            return
        menus = Menus(self.api, self.store, commands_for, self.settings.mini_app)

        async def hear(inbound: Inbound) -> Heard:
            heard = await self.hear(inbound)
            menus.heard_from(inbound.external_id)
            return heard

        self.intake = Intake(self.store, self.contexts, self.api, me, hear, self.clock)
        async with asyncio.TaskGroup() as loops:
            loops.create_task(unless_stopped(wake, "telegram showing", self._keep_menus(menus, wake)))
            if self.webhook:
                loops.create_task(self.webhook.run(wake))
            else:
                await unless_stopped(wake, "telegram meeting", self._no_webhook())
                loops.create_task(self._poller(self.intake).run(wake))

    async def _no_webhook(self) -> None:
        with suppress(Undelivered):  # a server that knows no webhooks has none set
            await self.api.call("deleteWebhook")

    def _poller(self, intake: Intake) -> Poller:
        patience = self.api.patience
        return Poller(self.api, intake.take, self._pulse, patience.hold, patience.slack)

    async def visit(self, init_data: str) -> str | None:
        """The account that opens our page inside Telegram; None where that cannot be believed."""
        try:
            return visitor(init_data, self.settings.token, self.clock()).external_id
        except Refused as refused:
            log.info("mini app refused", extra={"why": refused.args_of_sentence["why"]})
            return None

    async def _known(self) -> Me:
        failures = 0
        while True:
            try:
                return await who(self.api)
            except (Refused, Undelivered) as error:
                wait = PAUSES[min(failures, len(PAUSES) - 1)]
                log.warning("no answer from the Bot API", extra={"why": str(error)[:200], "again_in": wait})
                failures += 1
                await asyncio.sleep(wait)

    async def _take(self, raw: Mapping[str, Any]) -> None:
        if self.intake is None:
            raise TryLater("starting")
        await self.intake.take(raw)

    async def _pulse(self) -> None:
        await self.store.commit([Change("pulse", {"name": NAME, "at": self.clock()})])

    async def _keep_menus(self, menus: Menus, wake: Wake) -> None:
        """Looked at whenever something was committed: somebody may have been bound, or chosen a language."""
        woken = wake.loop("telegram menus")
        while not wake.stopped:
            woken.clear()
            try:
                await menus.sync(await self.contexts.current())
            except Undelivered as error:
                log.info("menus later", extra={"why": error.code[:200]})
            await woken.wait()
