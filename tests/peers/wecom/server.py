"""A WeCom on loopback, as strict as the documents say, with people's phones on the other side.

async with wecom(clock) as server:
    zhang = server.person("ZhangSan")
    await server.listen_at("http://127.0.0.1:8080/hooks/wecom")
    await zhang.say("进度80%")
    await server.until(lambda: zhang.heard("app"))
"""

import time
import traceback
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from tests.peers.botapi.faults import Faults
from tests.peers.botapi.http import Answer, Dropped, Request, listen
from tests.peers.wecom.api import Api
from tests.peers.wecom.auth import Tokens
from tests.peers.wecom.hub import Hub
from tests.peers.wecom.ledger import Ledger
from tests.peers.wecom.oauth import Oauth
from tests.peers.wecom.page import Page
from tests.peers.wecom.phone import Person
from tests.peers.wecom.routes import routes
from tests.peers.wecom.send import Sends
from tests.peers.wecom.sender import Delivery, Sender
from tests.peers.wecom.switches import Switches
from tests.peers.wecom.world import ROOT, App, Corp, Group, Member, World, fold

AUTHORIZE = "/connect/oauth2/authorize"
NOT_FOUND = Answer(404, b"")
FAULTY = Answer(500, b"")


def _wall() -> int:
    return int(time.time() * 1000)  # noqa: TID251 - WeCom's own clock, not the project's; tests that need to, pass theirs


class WeCom:
    def __init__(
        self,
        clock: Callable[[], int],
        corps: Sequence[Corp],
        switches: Switches,
        pace: float,
        verify_within: float,
    ) -> None:
        self.world = World(clock, {one.id: one for one in corps}, switches)
        self.corp = corps[0]
        self.tokens = Tokens(self.world)
        self.ledger = Ledger(self.world)
        self.sends = Sends(self.world)
        self.sender = Sender(self.world, pace, verify_within)
        self.oauth = Oauth(self.world)
        self._api = Api(self.world, self.tokens, self.ledger, routes(self.tokens, self.sends, self.oauth))
        self._persons: dict[tuple[str, str], Person] = {}
        self.hub = Hub(self.world, self.ledger, self.faults)

        self._page = Page(self)

    @property
    def address(self) -> str:
        return self.world.address

    @property
    def page_url(self) -> str:
        """The phone in a browser; `?person=ZhangSan` chooses whose."""
        return f"{self.address}/phone"

    @property
    def api(self) -> str:
        return f"{self.address}/cgi-bin"

    @property
    def authorize_url(self) -> str:
        """Where a web page inside WeCom sends people to be recognised."""
        return f"{self.address}{AUTHORIZE}"

    @property
    def ws(self) -> str:
        """The address of the long connection."""
        return self.hub.address

    @property
    def faults(self) -> Faults:
        return self._api.faults

    @property
    def complaints(self) -> list[str]:
        """What a strict platform would not have liked although it said yes."""
        return self.world.complaints

    @property
    def switches(self) -> Switches:
        return self.world.switches

    def turn(self, **values: object) -> None:
        self.world.switches = self.world.switches.turned(**values)

    def crowd(self, seconds: float) -> None:
        """How long each call is under way: with some, more than eight at once on one path are refused."""
        self._api.service_time = seconds

    def called(self, method: str, times: int) -> None:
        """As if the corporation had called it so often just now."""
        self._api.called(self.corp.id, method, times)

    def person(self, userid: str, name: str = "", corp: Corp | None = None, **about: object) -> Person:
        """`about`: fields of Member, where it is someone new."""
        corp = corp or self.corp
        key = (corp.id, fold(userid))
        if key not in self._persons:
            member = corp.member(userid)
            if member is None:
                member = Member(userid, name or userid, **about)  # type: ignore[arg-type]
                corp.members.append(member)
            self._persons[key] = Person(self.world, corp, member, self.sender, self.hub, self.sends.spoke)
        return self._persons[key]

    @property
    def persons(self) -> list[Person]:
        return list(self._persons.values())

    def group(
        self, name: str, members: Sequence[Person] = (), corp: Corp | None = None, **about: object
    ) -> Group:
        """The group of this name. `about`: fields of Group, where it is a new one."""
        corp = corp or self.corp
        found = next((one for one in corp.groups if one.name == name), None)
        if found is None:
            chatid = f"wrkSFfCgAALFgnrSsWU38puiv4yvEx{len(corp.groups):02}"
            found = Group(chatid, name, [one.userid for one in members], **about)  # type: ignore[arg-type]
            corp.groups.append(found)
        return found

    async def listen_at(self, url: str, app: App | None = None, corp: Corp | None = None) -> bool:
        """What an administrator saves in the console: kept only where the address passes the verification."""
        corp = corp or self.corp
        app = app or corp.apps[0]
        passed = await self.sender.verify(corp, app, url)
        if passed:
            app.callback = url
        return passed

    def happens(
        self, event: str, app: App | None = None, corp: Corp | None = None, **fields: object
    ) -> Delivery:
        """An event of the platform itself: close_inactive_agent, low_active_alert, change_contact and the like."""
        corp = corp or self.corp
        app = app or corp.apps[0]
        told = {
            "ToUserName": corp.id,
            "FromUserName": "sys",
            "CreateTime": self.world.clock() // 1000,
            "MsgType": "event",
            "Event": event,
        }
        return self.sender.bring(corp, app, "sys", told | fields | {"AgentID": app.agentid})

    def revoke(self, agentid: int = 0) -> None:
        """All tokens of the app die early."""
        self.tokens.revoke(agentid or self.corp.apps[0].agentid)

    async def until(self, condition: Callable[[], object], timeout: float = 30) -> None:
        """Looks again after every request and every change here."""
        await self.world.bell.until(condition, timeout)

    async def handle(self, request: Request) -> Answer:
        try:
            return await self._handle(request)
        except Dropped:
            raise
        except Exception:  # noqa: BLE001 - the outermost turn: a fault of ours must not look like the network's
            self.world.complain("fault of the stand-in", traceback.format_exc())
            return FAULTY

    async def _handle(self, request: Request) -> Answer:
        if request.path.startswith("/cgi-bin/"):
            return await self._api.answer(request, request.path.removeprefix("/cgi-bin/"))
        if request.path == AUTHORIZE:
            return self.oauth.authorize(request)
        if request.path.startswith("/pic/"):
            return self._picture(request.path.removeprefix("/pic/"))
        return await self._page.answer(request)

    def _picture(self, media_id: str) -> Answer:
        """Behind PicUrl: anybody may look."""
        found = (self.world.find_media(corp, media_id) for corp in self.world.corps.values())
        media = next(filter(None, found), None)
        return Answer(200, media.body, "image/jpeg") if media else NOT_FOUND


@asynccontextmanager
async def wecom(
    clock: Callable[[], int] = _wall,
    corp: Corp | None = None,
    *others: Corp,
    switches: Switches = Switches(),  # noqa: B008 - frozen
    pace: float = 1.0,
    verify_within: float = 10.0,
    port: int = 0,
) -> AsyncIterator[WeCom]:
    """`clock` in milliseconds. `pace` scales the callbacks' patience (5 s) and pauses. `verify_within`
    is a second on the real platform, which a busy machine may miss."""
    server = WeCom(clock, (corp or Corp(), *others), switches, pace, verify_within)
    async with server.hub.serve(), listen(server.handle, port) as server.world.address:
        try:
            yield server
        finally:
            server.faults.clear()
            await server.sender.close()


__all__ = ["ROOT", "App", "Corp", "WeCom", "wecom"]
