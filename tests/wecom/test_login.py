"""Pages inside WeCom: opening one signs its owner in; nobody else's code, link or second try does."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from bot.actions.bind import bind
from bot.bootstrap.open_channels import platforms
from bot.bootstrap.production import _door as door_of
from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.api import CorpApi, connected
from bot.channels.wecom.oauth import WeComLogin
from bot.channels.wecom.settings import WeComCorp
from bot.channels.wecom.tokens import OwnToken
from bot.web.conversations import Conversations
from bot.web.server import build_app, serve
from bot.web.sessions import Sessions
from tests.builders import city, small_plan
from tests.peers.wecom.server import Corp, WeCom, wecom
from tests.web.standin import City as Standin
from tests.wecom.city import settings_of

CODES = iter(f"obviously-fake-token-{n}" for n in range(1000))


@dataclass
class Office:
    server: WeCom
    address: str
    corps: tuple[WeComCorp, ...]

    def phone(self, userid: str, corp: Corp | None = None) -> httpx.AsyncClient:
        """A browser inside the WeCom of this member."""
        self.server.oauth.holder = ((corp or self.server.corp).id, userid)
        return httpx.AsyncClient(base_url=self.address)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Two corporations; the liaison u01 is known to the bot of the first one alone."""
    async with AsyncExitStack() as stack:
        town = await stack.enter_async_context(city(tmp_path, small_plan(), start="2023-10-31"))
        server = await stack.enter_async_context(wecom(lambda: town.now, Corp(), Corp("wwxixia")))
        town.contexts.use(platforms=platforms())
        corps = tuple(
            replace(settings_of(server, one), authorize_url=f"{server.address}/connect/oauth2/authorize")
            for one in server.world.corps.values()
        )
        for corp in server.world.corps.values():
            server.person("LiMing", corp=corp)
        accounts = Accounts(corps)
        person = (await town.contexts.current()).roster.by_id["u01-liaison"]
        await town.store.commit(bind(person, "wecom_bot", accounts.account(corps[0], "liming"), town.now))
        apis = {
            one.corp: CorpApi(one, await stack.enter_async_context(connected(one)), OwnToken())
            for one in corps
        }
        sessions = Sessions(town.store, town.contexts, lambda: town.now, lambda: next(CODES))
        conversations = Conversations(town.store, town.contexts, lambda *_: ())
        site = replace(
            Standin(open_house=False).site,
            doors={"wecom": door_of(sessions, "wecom", WeComLogin(apis, accounts))},
            who=sessions.who,
            me=conversations.me,
        )
        address = await stack.enter_async_context(serve(build_app(site), port=0))
        for corp in server.world.corps.values():
            corp.apps[0].trusted_domain = urlsplit(address).netloc
        yield Office(server, address, corps)
        assert server.complaints == []


async def opened(visitor: httpx.AsyncClient, corp: WeComCorp) -> httpx.Response:
    return await visitor.get(f"/enter/wecom?at={corp.corp}", follow_redirects=True)


async def test_opening_the_page_signs_its_owner_in(office: Office) -> None:
    async with office.phone("LiMing") as phone:
        answer = await opened(phone, office.corps[0])
        assert (answer.status_code, answer.headers["refresh"]) == (200, "0; url=/")
        assert 'id="log"' in (await phone.get("/")).text  # the chat, and not the page that asks for a code


async def test_the_same_name_in_another_corporation_is_somebody_else(office: Office) -> None:
    county = list(office.server.world.corps.values())[1]
    async with office.phone("LiMing", county) as phone:
        answer = await opened(phone, office.corps[1])
        assert answer.status_code == 403 and 'name="code"' in answer.text
        assert 'id="log"' not in (await phone.get("/")).text


async def test_a_stranger_is_asked_for_a_code(office: Office) -> None:
    async with office.phone("") as phone:
        assert (await opened(phone, office.corps[0])).status_code == 403


async def test_somebody_elses_link_signs_nobody_in(office: Office) -> None:
    """A code that another browser was given, sent on as a link."""
    async with office.phone("LiMing") as theirs, office.phone("LiMing") as mine:
        sent = await theirs.get(f"/enter/wecom?at={office.corps[0].corp}")
        back = await theirs.get(sent.headers["location"])
        link = back.headers["location"]
        assert (await mine.get(link)).status_code == 403
        assert (await theirs.get(link)).status_code == 200
        assert (await theirs.get(link)).status_code == 403  # and not twice


async def test_an_unknown_corporation_or_channel_has_no_door(office: Office) -> None:
    async with office.phone("LiMing") as phone:
        for path in ("/enter/wecom?at=wwother", "/enter/wecom", "/enter/telegram", "/enter/other"):
            assert (await phone.get(path)).status_code == 404
