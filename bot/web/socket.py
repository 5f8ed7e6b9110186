"""The WebSocket: new messages at once, and after a reconnect those that were missed."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from bot.context.ports import Inbound, readable
from bot.web.auth import VisitorAuth
from bot.web.ports import Bubble, BubblePlace, DemoControls, Lines, Site
from bot.web.serializers import Frame, FrameWriter, place, to_place

PAGE = 30  # bubbles
CATCH_UP = 300  # bubbles: who has missed more starts again from the last page
CHECK_SESSION = 30.0  # seconds
SIGNED_OUT = 4401  # close code
TOO_SLOW = 4408  # close code: reconnect and catch up


class Unreadable(Exception):
    """The page sent something this conversation does not know."""


class _Over(Exception):
    """Ends all tasks of a socket, which is then closed with `code`; 0 where the page has closed it."""

    def __init__(self, code: int = 0) -> None:
        super().__init__(code)
        self.code = code


class ChatSocket:
    """One socket. `chat` is the one being looked at: of the others only the last line is told."""

    def __init__(self, site: Site, gate: VisitorAuth, socket: WebSocket, account: str | None) -> None:
        self._site = site
        self._gate = gate
        self._socket = socket
        self._account = account  # None in the demo
        self._chat = ""
        self._writer = FrameWriter(site.calendar, "")
        self._handlers: dict[str, Callable[[Frame], Awaitable[None]]] = {
            "open": self._open,
            "older": self._older,
            "ping": self._pong,
        }
        if site.demo:
            self._handlers |= self._demo_handlers(site.demo)

    async def run(self) -> None:
        await self._socket.accept()
        code = 0
        try:
            async with (
                self._site.subscribe([self._account] if self._account else None) as lines,
                asyncio.TaskGroup() as tasks,
            ):
                tasks.create_task(self._listen())
                tasks.create_task(self._tell(lines))
                tasks.create_task(self._show_clock() if self._site.demo else self._watch_session())
        except* WebSocketDisconnect:
            pass
        except* _Over as over:
            code = max(one.code for one in over.exceptions if isinstance(one, _Over))
        finally:
            if self._site.demo:
                await self._site.demo.hold(self, held=False)
        if code and self._socket.client_state is WebSocketState.CONNECTED:
            # Only after all tasks have ended: one that sends after the close would raise RuntimeError.
            await self._socket.close(code)

    async def _listen(self) -> None:
        while True:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                raise _Over
            try:
                asked = _parse(message.get("text"))
                await self._handler(asked)(asked)
            except Unreadable:
                await self._send({"is": "error", "error": "web.error_unreadable"})

    def _handler(self, asked: Frame) -> Callable[[Frame], Awaitable[None]]:
        if asked["do"] not in self._handlers:
            raise Unreadable
        return self._handlers[asked["do"]]

    async def _tell(self, lines: Lines) -> None:
        async for at, heard in lines:
            await self._tell_of(heard.external_id, await self._site.bubble(at, heard))
            await asyncio.sleep(0)  # a backlog must not keep the loop from hearing that the page is gone
            if isinstance(heard, Inbound) and heard.external_id == self._chat:
                await self._show_pressed(heard)
                await self._introduce()
        raise _Over(TOO_SLOW)

    async def _tell_of(self, chat: str, b: Bubble) -> None:
        if chat == self._chat:
            await self._send({"is": "line", "chat": chat, "bubble": self._writer.bubble(b)})
        elif self._account is None:
            await self._send(self._writer.peek(chat, b))

    async def _show_pressed(self, press: Inbound) -> None:
        """The card under the button, in every window that shows it."""
        card = await self._site.pressed(self._chat, press.message_id) if press.button else None
        if card:
            await self._tell_of(self._chat, card)
        for released in await self._site.released(self._chat, press.update_id):
            await self._tell_of(self._chat, released)

    async def _open(self, asked: Frame) -> None:
        """The last page and whatever is newer than `after`, so that a page that was away has no hole."""
        self._chat = self._account or _word(asked, "chat")
        after = _place(asked, "after")
        await self._introduce()
        known = await self._since(after)
        await self._send(
            {
                "is": "chat",
                "chat": self._chat,
                "bubbles": self._writer.bubbles(known),
                "more": len(known) >= PAGE,
                "fresh": after is None or (bool(known) and known[0].place > after),
            }
        )

    async def _since(self, after: BubblePlace | None) -> list[Bubble]:
        known = list(await self._site.history(self._chat, None, PAGE))
        pages = 1
        while after and known and known[0].place > after and len(known) == pages * PAGE < CATCH_UP:
            known = [*await self._site.history(self._chat, known[0].place, PAGE), *known]
            pages += 1
        return known

    async def _older(self, asked: Frame) -> None:
        chat, before = self._account or _word(asked, "chat"), _place(asked, "before")
        if before is None:
            raise Unreadable
        page = await self._site.history(chat, before, PAGE)
        await self._send(
            {
                "is": "older",
                "chat": chat,
                "before": place(before),
                "bubbles": self._writer.bubbles(page),
                "more": len(page) >= PAGE,
            }
        )

    async def _introduce(self) -> None:
        """Whose chat it is and in which language; after each update, for it may have changed that."""
        me = await self._site.me(self._chat)
        if me.language != self._writer.language.code:
            self._writer = FrameWriter(self._site.calendar, me.language)
            if self._site.demo:
                await self._show_now(self._site.demo)
        await self._send(self._writer.me(self._chat, me))

    async def _pong(self, _: Frame) -> None:
        await self._send({"is": "pong"})

    async def _watch_session(self) -> None:
        """Nobody tells us that a session has expired, so it is asked for."""
        while await self._gate.account(self._socket) == self._account:  # noqa: ASYNC110
            await asyncio.sleep(CHECK_SESSION)
        raise _Over(SIGNED_OUT)

    def _demo_handlers(self, demo: DemoControls) -> dict[str, Callable[[Frame], Awaitable[None]]]:
        async def speed(asked: Frame) -> None:
            if asked.get("times") not in demo.speeds:
                raise Unreadable
            await demo.speed(int(asked["times"]))

        async def hold(asked: Frame) -> None:
            await demo.hold(self, asked.get("held") is True)

        async def take(asked: Frame) -> None:
            await demo.take_over(_word(asked, "chat"), asked.get("taken") is True)
            await self._show_contacts()

        return {
            "play": lambda _: demo.play(),
            "pause": lambda _: demo.pause(),
            "day": lambda _: demo.step_day(),
            "event": lambda _: demo.next_event(),
            "speed": speed,
            "take": take,
            "hold": hold,
        }

    async def _show_clock(self) -> None:
        demo = self._site.demo
        assert demo
        day = ""
        await self._show_now(demo)
        async for clock in demo.changes():
            shown = self._writer.clock(clock, demo.speeds)
            await self._send(shown)
            if shown["day"] != day:
                day = shown["day"]
                await self._show_contacts()

    async def _show_now(self, demo: DemoControls) -> None:
        await self._send(self._writer.clock(demo.state(), demo.speeds))
        await self._show_contacts()

    async def _show_contacts(self) -> None:
        if self._site.demo and self._site.contacts:
            now = self._site.demo.state().now
            await self._send(self._writer.contacts(await self._site.contacts(), now))

    async def _send(self, frame: Frame) -> None:
        await self._socket.send_text(json.dumps(frame, ensure_ascii=False))


def _parse(text: str | None) -> dict[str, Any]:
    try:
        asked = json.loads(text or "")
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(asked, dict) or not isinstance(asked.get("do"), str):
        raise Unreadable
    return asked


def _word(asked: Frame, name: str) -> str:
    value = asked.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= 200 or readable(value) != value:
        raise Unreadable
    return value


def _place(asked: Frame, name: str) -> BubblePlace | None:
    if not asked.get(name):
        return None
    try:
        return to_place(_word(asked, name))
    except ValueError:
        raise Unreadable from None
