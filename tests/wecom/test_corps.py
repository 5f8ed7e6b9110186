"""Two corporations in one deployment: the city's, and a county's own. Each is written to by its own app."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.settings import WeComCorp
from bot.domain.errors import GiveUp
from bot.planfile.demo import demo_people
from bot.simulate.play import SimulatedClock
from tests.builders import ZH, small_plan
from tests.peers.wecom.phone import Person
from tests.peers.wecom.server import WeCom, wecom
from tests.peers.wecom.world import App, Corp
from tests.wecom.city import WeComCity, settings_of, wecom_city

CITY, COUNTY = "wwc1ty0000000000aa", "wwc0unty00000000bb"
EAST = "c01-liaison"
KEY = "ABCDEFGabcdefghijklmnopqrstuvwxyz0123456789"


@pytest.fixture
async def server(clock: SimulatedClock) -> AsyncIterator[WeCom]:
    county = Corp(COUNTY, apps=[App(7, "obviously-fake-county-secret", token="CountyToken", aes_key=KEY)])
    async with wecom(lambda: clock.now, Corp(CITY), county, pace=0.05) as server:
        yield server
        assert server.complaints == []


@pytest.fixture
async def two(tmp_path: Path, server: WeCom, clock: SimulatedClock) -> AsyncIterator[WeComCity]:
    corps = [settings_of(server, corp) for corp in server.world.corps.values()]
    corps[1] = replace(corps[1], callback="http://127.0.0.1/wecom/county")
    people = demo_people(small_plan(), ZH).people
    accounts = {one.id: f"{COUNTY if one.id == EAST else CITY}/{one.id}" for one in people}
    async with wecom_city(tmp_path, server, clock, corps=corps, accounts=accounts) as founded:
        county(server)
        await founded.go_live("2023-11-01")
        yield founded


def county(server: WeCom) -> Person:
    """The county's liaison; the city has a member of the same userid."""
    return server.person(EAST.upper(), "东县联络员", server.world.corps[COUNTY])


async def test_each_persons_own_app_writes_to_them(two: WeComCity) -> None:
    await two.sleep_until("2023-11-01", "09:31")
    assert "任务交办" in "\n".join(one.words for one in county(two.server).heard())
    assert two.phone_of(EAST).heard() == []
    assert "任务交办" in "\n".join(one.words for one in two.phone_of("u01-liaison").heard())


async def test_each_corps_callbacks_are_its_own(two: WeComCity) -> None:
    await two.sleep_until("2023-11-01", "09:31")
    await two.does(lambda: county(two.server).press("签收"))
    assert two.rows("SELECT person_id FROM acknowledgement") == [(EAST,)]
    await two.does(lambda: two.phone_of(EAST).say("我的任务"))  # of the same userid, and nobody we know
    assert "邀请码" in two.phone_of(EAST).heard()[-1].words
    assert [one for (one, _) in two.inbox()] == [f"{COUNTY}/{EAST}", f"{CITY}/{EAST}"]


async def test_one_corps_trouble_is_not_the_others(two: WeComCity) -> None:
    two.server.world.corps[CITY].apps[0].state = "suspended"
    await two.sleep_until("2023-11-01", "08:58")
    assert county(two.server).heard() != []
    assert two.phone("u01-liaison") == []


ONE, OTHER = WeComCorp("ww1"), WeComCorp("WW2")


def test_an_account_names_its_corp_where_there_are_several() -> None:
    alone, both = Accounts((ONE,)), Accounts((ONE, OTHER))
    assert alone.account(ONE, "ZhangSan") == "zhangsan" and alone.of("zhangsan") == (ONE, "zhangsan")
    assert both.account(OTHER, "ZhangSan") == "ww2/zhangsan" and both.of("ww2/zhangsan") == (
        OTHER,
        "zhangsan",
    )
    assert both.of(both.chat(OTHER, "wrkSFfCgAA")) == (OTHER, "wrkSFfCgAA")
    assert alone.of("ww1/zhangsan") == (ONE, "zhangsan")
    assert (alone.party(ONE), both.party(OTHER)) == ("", "WW2")
    for unknown in ("zhangsan", "ww3/zhangsan"):
        with pytest.raises(GiveUp):
            both.of(unknown)
