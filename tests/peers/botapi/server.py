"""A Bot API server on loopback, as strict as api.telegram.org, with people's phones on the other side.

async with bot_api() as server:
    wang = server.person(1001, "王某")
    await wang.write("/start CODE")
    await server.until(lambda: wang.heard)
"""

import re
import time
import traceback
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from urllib.parse import unquote

from tests.peers.botapi import ledger
from tests.peers.botapi.dispatch import Dispatch, Judge
from tests.peers.botapi.faults import Faults
from tests.peers.botapi.flood import Flood, Limits
from tests.peers.botapi.groups import Group
from tests.peers.botapi.http import Answer, Dropped, Request, listen
from tests.peers.botapi.ledger import Logged
from tests.peers.botapi.page import Page
from tests.peers.botapi.people import Person
from tests.peers.botapi.refusal import Json
from tests.peers.botapi.state import State
from tests.peers.botapi.updates import Updates
from tests.peers.botapi.world import Chat, User, World

TOKEN = "123456789:TEST-not-a-real-token-0000000000000"


def _wall() -> int:
    return int(time.time())  # noqa: TID251 - Telegram's own clock, not the project's; tests that need to, pass theirs


class BotApi:
    def __init__(
        self,
        token: str,
        username: str,
        limits: Limits | None,
        privacy: bool,
        check: bool,
        now: Callable[[], int],
        pace: float,
    ) -> None:
        me = User(int(token.partition(":")[0]), "督办", username=username, is_bot=True)
        self.token = token
        self.complaints: list[str] = []
        judge = _judge(self.complaints.append) if check else None
        world = World(me, now, privacy=privacy)
        self.state = State(world, Updates(world.bell, judge.update if judge else lambda _: None), pace)
        self.flood = Flood(limits)
        self._dispatch = Dispatch(self.state, token, self.flood, judge)
        self._persons: dict[int, Person] = {}
        self._groups: dict[int, Group] = {}
        self._page = Page(self)
        self.address = ""  # without a final slash

    @property
    def base_url(self) -> str:
        return f"{self.address}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.address}/file/bot"

    @property
    def page_url(self) -> str:
        """The phone in a browser; `?person=1001` chooses whose."""
        return f"{self.address}/phone"

    @property
    def requests(self) -> list[Logged]:
        return self._dispatch.requests

    @property
    def faults(self) -> Faults:
        return self._dispatch.faults

    @property
    def pending(self) -> list[Json]:
        return self.state.updates.pending

    @property
    def polled(self) -> bool:
        """Someone holds a poll right now."""
        return self.state.updates.polled

    @property
    def quiet(self) -> bool:
        """The bot has taken all there was and waits for more."""
        return not self.pending and (self.polled or self.state.webhook is not None)

    def calls(self, method: str) -> list[Logged]:
        return [one for one in self.requests if one.method == method]

    def person(
        self, id: int, name: str = "", *, username: str = "", language_code: str = "zh-hans"
    ) -> Person:
        if id not in self._persons:
            user = User(id, name or f"用户{id}", username=username, language_code=language_code)
            world = self.state.world
            world.users[id] = user
            world.chats[id] = Chat(id, "private", "", world.numbers("private"), user=user)
            self._persons[id] = Person(self.state, user, world.chats[id])
        return self._persons[id]

    @property
    def persons(self) -> list[Person]:
        return list(self._persons.values())

    def group(self, id: int, title: str = "群", members: Sequence[Person] = ()) -> Group:
        """Basic below -1, a supergroup from -1_000_000_000_000 down. The first member owns it; the bot is not in."""
        if id not in self._groups:
            if id not in self.state.world.chats:  # else it came to be by moving
                self._found(id, title, members)
            self._groups[id] = Group(self.state, self.state.world.chats[id])
        return self._groups[id]

    def _found(self, id: int, title: str, members: Sequence[Person]) -> None:
        kind = "supergroup" if id < -1_000_000_000_000 else "group"
        chat = Chat(id, kind, title, self.state.world.numbers(kind), bot="left")
        chat.members = {one.id: "member" if n else "creator" for n, one in enumerate(members)}
        self.state.world.chats[id] = chat

    def forum(self, id: int, title: str, topics: dict[int, str], members: Sequence[Person] = ()) -> Group:
        group = self.group(id, title, members)
        group.chat.kind, group.chat.topics = "supergroup", dict(topics)
        group.chat.numbers = self.state.world.numbers("supergroup")
        return group

    async def until(self, condition: Callable[[], object], timeout: float = 30) -> None:
        """Looks again after every request and every change here."""
        await self.state.world.bell.until(condition, timeout)

    def inject(self, update: Json) -> Json:
        """An update as it stands, right or wrong."""
        return self.state.updates.inject(update)

    def repeat(self, update_id: int) -> None:
        self.state.updates.repeat(update_id)

    def shown_twice(self) -> dict[int, dict[str, int]]:
        """By chat, the bot's texts that were shown more than once, and how often."""
        found = {chat.id: ledger.twice(self.state.world, chat) for chat in self.state.world.chats.values()}
        return {chat: texts for chat, texts in found.items() if texts}

    async def handle(self, request: Request) -> Answer:
        try:
            return await self._handle(request)
        except Dropped:
            raise
        except Exception:  # noqa: BLE001 - the outermost turn: a fault of ours must not look like the network's
            self.complaints.append(traceback.format_exc())
            return FAULTY

    async def _handle(self, request: Request) -> Answer:
        path = unquote(request.path)
        if found := re.fullmatch(r"/bot([^/]+)/([^/]+)", path):
            return await self._dispatch.method(request, found[1], found[2])
        if found := re.fullmatch(r"/file/bot([^/]+)/(.+)", path):
            return self._file(found[1], found[2])
        return await self._page.answer(request)

    def _file(self, token: str, path: str) -> Answer:
        kept = self.state.world.files.by_path.get(path)
        if token != self.token or kept is None:
            return NOT_FOUND
        return Answer(200, kept.body, "application/octet-stream")


FAULTY = Answer(500, b'{"ok":false,"error_code":500,"description":"Internal Server Error"}')
NOT_FOUND = Answer(404, b'{"ok":false,"error_code":404,"description":"Not Found"}')


def _judge(complain: Callable[[str], None]) -> Judge:
    from tests.peers.botapi.oracle import Oracle  # aiogram takes seconds to import

    return Oracle(complain)


@asynccontextmanager
async def bot_api(
    token: str = TOKEN,
    username: str = "duban_test_bot",
    limits: Limits | None = None,
    privacy: bool = True,
    *,
    check: bool = False,
    now: Callable[[], int] = _wall,
    pace: float = 0.001,
    port: int = 0,
) -> AsyncIterator[BotApi]:
    """`check`: aiogram's types judge all that passes. `pace` scales the webhook's pauses between tries."""
    server = BotApi(token, username, limits, privacy, check, now, pace)
    async with listen(server.handle, port) as server.address:
        try:
            yield server
        finally:
            server.faults.clear()
            await server.state.hang_up()


__all__ = ["TOKEN", "BotApi", "Limits", "bot_api"]
