"""Who is connected to the hub, and who speaks for which bot: the last to subscribe, until somebody else does."""

import asyncio
import json
from collections import defaultdict, deque
from dataclasses import dataclass, field
from secrets import token_hex

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from tests.peers.wecom.hub_modes import HubModes
from tests.peers.wecom.refusal import Json, Refusal
from tests.peers.wecom.world import Bot, World

PER_MINUTE = 5  # subscriptions of a bot


@dataclass(eq=False)
class Session:
    """One socket."""

    socket: ServerConnection
    bot: Bot | None = None  # whom it speaks for
    device: str = ""
    pinged: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, frame: Json, modes: HubModes) -> bool:
        """False where the socket has closed meanwhile."""
        try:
            await self.socket.send(written(frame, raw=modes.raw_controls))
        except ConnectionClosed:
            return False
        return True

    async def cut(self) -> None:
        """Without a close frame."""
        self.socket.transport.abort()
        await self.socket.wait_closed()


@dataclass
class Subscriptions:
    world: World
    modes: HubModes
    sessions: list[Session] = field(default_factory=list)
    tries: dict[str, deque[int]] = field(default_factory=lambda: defaultdict(deque))
    unheard: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))
    lost: list[Json] = field(default_factory=list)  # what people wrote while nobody was subscribed

    def of(self, bot: Bot) -> Session | None:
        return next((one for one in self.sessions if one.bot is bot), None)

    async def subscribe(self, session: Session, body: Json) -> None:
        """Raises Refusal. What was subscribed before hears that it is no more."""
        bot = self._credible(body)
        before = self.of(bot)
        session.bot, session.device = bot, str(body.get("device_id", ""))
        if before and before is not session:
            await self._kick(before, bot)

    def _credible(self, body: Json) -> Bot:
        bots = [bot for corp in self.world.corps.values() for bot in corp.bots]
        bot = next((one for one in bots if one.id == body.get("bot_id")), None)
        if bot is not None:
            self._rate(bot)
        if bot is None or bot.secret != body.get("secret"):
            raise Refusal(853000)
        if bot.mode != "long":
            raise Refusal(846601)
        return bot

    def _rate(self, bot: Bot) -> None:
        now, tries = self.world.clock(), self.tries[bot.id]
        while tries and tries[0] <= now - 60_000:
            tries.popleft()
        if len(tries) >= PER_MINUTE:
            raise Refusal(45009)
        tries.append(now)

    async def _kick(self, session: Session, bot: Bot) -> None:
        session.bot = None
        gone = {"msgid": token_hex(16), "create_time": self.world.clock() // 1000, "aibotid": bot.id}
        event = {**gone, "msgtype": "event", "event": {"eventtype": "disconnected_event"}}
        await session.send(callback("aibot_event_callback", f"srv{token_hex(9)}", event), self.modes)
        if self.world.switches.kick == "close":
            await session.socket.close()

    async def bring(self, bot: Bot, frame: Json) -> None:
        """To whoever speaks for the bot. To nobody: lost, or kept until somebody does."""
        session = self.of(bot)
        if session and await session.send(frame, self.modes):
            return
        if self.world.switches.keep_unheard:
            self.unheard[bot.id].append(frame)
        else:
            self.lost.append(frame)

    async def catch_up(self, bot: Bot) -> None:
        waiting = self.unheard.pop(bot.id, [])
        for frame in waiting:
            await self.bring(bot, frame)


def callback(cmd: str, req_id: str, body: Json) -> Json:
    return {"cmd": cmd, "headers": {"req_id": req_id}, "body": body}


def written(frame: Json, *, raw: bool = False) -> str:
    """`raw`: line breaks and a bell stand in the texts as they are, which JSON forbids."""
    text = json.dumps(frame, ensure_ascii=False)
    return text.replace("\\n", "\n").replace("\\u0007", "\x07") if raw else text
