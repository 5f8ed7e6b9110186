"""The hub of the long connection: what a bot's program asks, what it is answered, and what people do that it hears of.

Every rule with its number is in callbacks.py (answers), bot_chats.py (pushes), upload.py and subscriptions.py.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from tests.peers.botapi.faults import Delay, Faults, Hang, Reset, Rule, Say
from tests.peers.wecom.callbacks import Callback, Callbacks
from tests.peers.wecom.commands import Command, Commands
from tests.peers.wecom.hub_modes import HubModes
from tests.peers.wecom.ledger import Ledger, Logged
from tests.peers.wecom.line import Said
from tests.peers.wecom.media import Downloads
from tests.peers.wecom.refusal import Json, Refusal
from tests.peers.wecom.spoken import new_msgid, new_req_id, press, written
from tests.peers.wecom.subscriptions import Session, Subscriptions, callback
from tests.peers.wecom.world import Bot, Corp, Group, Member, Posted, World, fold

LARGEST = 2 * 1024 * 1024  # bytes of a frame
OVERTAKEN = 0.02  # seconds that an ack waits to be overtaken


@dataclass
class Hub:
    world: World
    ledger: Ledger
    faults: Faults
    modes: HubModes = field(default_factory=HubModes)
    address: str = ""  # ws://127.0.0.1:Q
    _later: set["asyncio.Task[None]"] = field(default_factory=set)
    _odd: bool = False

    def __post_init__(self) -> None:
        self.downloads = Downloads(self.world, self.modes.downloads)
        self.subscriptions = Subscriptions(self.world, self.modes)
        self.callbacks = Callbacks(self.world)
        self.commands = Commands(self.world, self.callbacks)

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.downloads.serve())
            server = await stack.enter_async_context(
                serve(self._connection, "127.0.0.1", 0, max_size=LARGEST, ping_interval=None)
            )
            self.address = "ws://{}:{}".format(*next(iter(server.sockets)).getsockname()[:2])
            yield
            for task in list(self._later):
                task.cancel()

    # ---- what people do (line.Line)

    def said(self, corp: Corp, member: Member, group: Group | None, said: Said) -> Callback:
        """To the corp's first bot; in a group it is called by its name first."""
        bot, chatid = corp.bots[0], group.chatid if group else ""
        body = written(said, self.downloads, f"@{bot.name} " if group else "")
        return self.hears(corp, bot, member.userid, chatid, body)

    def entered(self, corp: Corp, member: Member) -> Callback:
        return self.happens(corp, corp.bots[0], member.userid, "enter_chat")

    def pressed(
        self, corp: Corp, member: Member, posted: Posted, key: str, chosen: dict[str, list[str]]
    ) -> Callback:
        detail = press(posted, key, chosen)
        return self.happens(corp, corp.bots[0], member.userid, "template_card_event", detail)

    def hears(self, corp: Corp, bot: Bot, user: str, chatid: str, body: Json) -> Callback:
        """A message, right or wrong, in a chat that the bot may write to from now on."""
        self.commands.chats(corp, bot).wrote[chatid or fold(user)] = self.world.clock()
        return self._brought(Callback(new_req_id(), self.world.clock(), user, chatid), bot, body)

    def happens(
        self, corp: Corp, bot: Bot, user: str, event: str, detail: Json | None = None, chatid: str = ""
    ) -> Callback:
        """`detail` stands under the event's own name."""
        told = {"eventtype": event, **({event: detail} if detail is not None else {})}
        if event in ("enter_chat", "template_card_event"):
            self.commands.chats(corp, bot).wrote[fold(user)] = self.world.clock()
        at = Callback(
            new_req_id(), self.world.clock(), user, chatid, event, str((detail or {}).get("task_id", ""))
        )
        body = {"create_time": at.at // 1000, "msgtype": "event", "event": told}
        return self._brought(at, bot, body)

    def _brought(self, at: Callback, bot: Bot, told: Json) -> Callback:
        self.callbacks.add(at)
        where: Json = {"chattype": "group", "chatid": at.chatid} if at.chatid else {"chattype": "single"}
        user = at.user if bot.creator_is_admin else f"enc{fold(at.user).encode().hex()}"
        body = {"msgid": new_msgid(), "aibotid": bot.id, **where, "from": {"userid": user}, **told}
        cmd = "aibot_event_callback" if at.event else "aibot_msg_callback"
        self._in_a_moment(self.subscriptions.bring(bot, callback(cmd, at.req_id, body)))
        return at

    async def inject(self, bot: Bot, frame: str | bytes) -> None:
        """A frame as it stands, right or wrong; bytes go as a binary one."""
        if session := self.subscriptions.of(bot):
            await session.socket.send(frame)

    # ---- what the platform does

    async def close(self, bot: Bot, code: int) -> None:
        """1006: without a close frame."""
        if session := self.subscriptions.of(bot):
            await (session.cut() if code == 1006 else session.socket.close(code))

    def forget(self, bot: Bot) -> None:
        """The socket stays open and pings are answered; sends are refused and nothing is brought."""
        if session := self.subscriptions.of(bot):
            session.bot = None

    def connected(self, bot: Bot) -> bool:
        return self.subscriptions.of(bot) is not None

    # ---- frames

    async def _connection(self, socket: ServerConnection) -> None:
        session = Session(socket)
        self.subscriptions.sessions.append(session)
        watch = asyncio.create_task(self._silence(session))
        try:
            async for frame in socket:
                if not self.modes.half_open:
                    await self._frame(session, frame)
        except ConnectionClosed:
            pass
        finally:
            watch.cancel()
            self.subscriptions.sessions.remove(session)
            self.world.bell.ring()

    async def _silence(self, session: Session) -> None:
        while True:
            session.pinged.clear()
            try:
                async with asyncio.timeout(self.modes.silence):
                    await session.pinged.wait()
            except TimeoutError:
                code = self.world.switches.silent_close
                return await (session.cut() if code == 1006 else session.socket.close(code))

    async def _frame(self, session: Session, frame: str | bytes) -> None:
        command = _read(frame)
        if command is None:
            self.world.complain("frame that is none", str(frame)[:80])
            return
        if command.method == "ping":
            session.pinged.set()
            if not self.modes.swallow_pings:
                await self._ack(session, command, {"errcode": 0, "errmsg": "ok"})
            return
        logged = Logged(self.world.clock(), "bot", command.method, command.body)
        self.ledger.calls.append(logged)
        rule = self.faults.next(command)
        answer = await self._answer(session, command, logged, rule)
        await self._told(session, command, logged, answer, rule)
        self.world.bell.ring()

    async def _answer(self, session: Session, command: Command, logged: Logged, rule: Rule | None) -> Json:
        """Carried out, unless a fault strikes before."""
        if rule and not rule.fault.after:
            match rule.fault:
                case Say():
                    return {"errcode": rule.fault.status, "errmsg": rule.fault.description}
                case Reset() | Hang():
                    return {}
        try:
            body = await self._done(session, command, logged)
        except Refusal as refusal:
            return refusal.json()
        logged.carried_out = True
        return {**({"body": body} if body else {}), "errcode": 0, "errmsg": "ok"}

    async def _told(
        self, session: Session, command: Command, logged: Logged, answer: Json, rule: Rule | None
    ) -> None:
        fault = rule.fault if rule else None
        if isinstance(fault, Reset):
            await session.cut()
        if isinstance(fault, Reset | Hang) or not answer:
            return
        if isinstance(fault, Say) and fault.after:
            answer = {"errcode": fault.status, "errmsg": fault.description}
        logged.answer = answer
        await self._ack(session, command, answer, fault.seconds if isinstance(fault, Delay) else 0.0)
        if command.method == "aibot_subscribe" and session.bot and answer["errcode"] == 0:
            await self.subscriptions.catch_up(session.bot)

    async def _ack(self, session: Session, command: Command, answer: Json, late: float = 0.0) -> None:
        frame = {"headers": {"req_id": command.req_id}, **answer}
        if self.modes.swallow_acks:
            return
        self._odd = not self._odd
        late = late or self.modes.late_acks or (OVERTAKEN if self.modes.shuffle_acks and self._odd else 0.0)
        if late:
            self._in_a_moment(_after(late, session, frame, self.modes))
        else:
            await session.send(frame, self.modes)

    def _in_a_moment(self, sending: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(sending)
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def _done(self, session: Session, command: Command, logged: Logged) -> Json:
        """Raises Refusal."""
        if command.method == "aibot_subscribe":
            await self.subscriptions.subscribe(session, command.body)
            return {}
        if session.bot is None:
            raise Refusal(846609)
        return self.commands.carry_out(session.bot, command, logged)


async def _after(seconds: float, session: Session, frame: Json, modes: HubModes) -> None:
    await asyncio.sleep(seconds)
    await session.send(frame, modes)


def _read(frame: str | bytes) -> Command | None:
    try:
        told = json.loads(frame)
        req_id = told["headers"]["req_id"]
    except (ValueError, KeyError, TypeError):
        return None
    body = told.get("body")
    return Command(str(told.get("cmd", "")), body if isinstance(body, dict) else {}, str(req_id))
