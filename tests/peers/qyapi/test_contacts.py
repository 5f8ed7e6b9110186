"""Departments, members and who opens a page: what an app may know."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.peers.qyapi.client import AGENT, Client, Clock
from tests.peers.wecom.phone import Person
from tests.peers.wecom.server import WeCom
from tests.peers.wecom.world import Department, Visible

MINUTE = 60_000


@pytest.fixture(autouse=True)
def city(server: WeCom) -> None:
    server.corp.departments += [
        Department(2, "环境局", 1),
        Department(3, "大气科", 2),
        Department(4, "住建局", 1),
    ]
    server.person("LiSi", "李四", departments=[3], mobile="13800000004")
    server.person("WangWu", "王五", departments=[4])


async def test_departments_from_one_down(ask: Client) -> None:
    told = await ask.get("department/list")
    assert [one["name"] for one in told["department"]] == ["南阳市", "环境局", "大气科", "住建局"]
    assert [one["id"] for one in (await ask.get("department/list", id="2"))["department"]] == [2, 3]
    assert (await ask.get("department/simplelist", id="3"))["department_id"] == [
        {"id": 3, "parentid": 2, "order": 0}
    ]


async def test_members_of_one_department_alone(ask: Client) -> None:
    async def names(number: str) -> list[str]:
        told = await ask.get("user/simplelist", department_id=number)
        return [one["name"] for one in told["userlist"]]

    assert [await names("1"), await names("2"), await names("3")] == [["张三"], [], ["李四"]]
    assert (await ask.get("user/list", department_id="3"))["userlist"][0]["userid"] == "LiSi"


async def test_only_what_the_app_sees(server: WeCom, ask: Client) -> None:
    server.corp.apps[0].visible = Visible([2])
    assert [one["id"] for one in (await ask.get("department/list"))["department"]] == [2, 3]
    assert (await ask.get("department/list", id="4"))["errcode"] == 60011
    assert (await ask.get("user/simplelist", department_id="4"))["errcode"] == 60011
    assert (await ask.get("user/get", userid="WangWu"))["errcode"] == 60011
    assert (await ask.get("user/get", userid="lisi"))["name"] == "李四"


@pytest.mark.parametrize(
    ("path", "query", "code"),
    [
        ("user/get", {"userid": "nobody"}, 60111),
        ("user/simplelist", {}, 60123),
        ("user/simplelist", {"department_id": "77"}, 60123),
    ],
)
async def test_what_there_is_not(ask: Client, path: str, query: dict[str, str], code: int) -> None:
    assert (await ask.get(path, **query))["errcode"] == code


@pytest.mark.parametrize("path", ["department/list", "user/simplelist", "user/get"])
async def test_the_contact_secret_reads_nothing(server: WeCom, ask: Client, path: str) -> None:
    ask.token = (await ask.gettoken(corpsecret=server.corp.contacts_secret))["access_token"]
    assert (await ask.get(path, department_id="1", userid="LiSi"))["errcode"] == 48009


async def test_a_telephone_number_names_its_owner_until_too_many_name_nobody(
    ask: Client, clock: Clock
) -> None:
    assert (await ask.post("user/getuserid", {"mobile": "13800000004"}))["userid"] == "LiSi"
    assert (await ask.post("user/getuserid", {"mobile": "13900000000"}))["errcode"] == 46004
    assert (await ask.post("user/getuserid", {"mobile": "13800000004"}))["errcode"] == 45009
    clock.sleep(24 * 60 * MINUTE)
    await ask.enter()
    assert (await ask.post("user/getuserid", {"mobile": "13800000004"}))["errcode"] == 0


async def opened(server: WeCom, ask: Client, redirect: str = "https://city.invalid:8443/enter?a=1") -> str:
    """Where the phone is led; empty where it stays on the platform's page."""
    query = {
        "appid": server.corp.id,
        "redirect_uri": redirect,
        "response_type": "code",
        "scope": "snsapi_base",
        "state": "s1",
        "agentid": str(AGENT),
    }
    answer = await ask.http.get(f"{server.address}/connect/oauth2/authorize", params=query)
    return str(answer.headers.get("Location", ""))


@pytest.fixture
def page(server: WeCom, zhang: Person) -> None:
    server.corp.apps[0].trusted_domain = "city.invalid:8443"
    server.oauth.holder = (server.corp.id, "zhangsan")


async def test_a_page_learns_once_who_opened_it(server: WeCom, ask: Client, page: None) -> None:
    target = urlsplit(await opened(server, ask))
    query = parse_qs(target.query)
    assert (target.netloc, target.path) == ("city.invalid:8443", "/enter")
    assert (query["a"], query["state"]) == (["1"], ["s1"])
    code = query["code"][0]
    assert (await ask.get("auth/getuserinfo", code=code))["userid"] == "ZhangSan"
    assert (await ask.get("auth/getuserinfo", code=code))["errcode"] == 40029
    assert (await ask.get("auth/getuserinfo", code="none"))["errcode"] == 40029


async def code_of(server: WeCom, ask: Client) -> str:
    return parse_qs(urlsplit(await opened(server, ask)).query)["code"][0]


async def test_a_code_lives_five_minutes(server: WeCom, ask: Client, page: None, clock: Clock) -> None:
    first, second = await code_of(server, ask), await code_of(server, ask)
    clock.sleep(5 * MINUTE)
    assert (await ask.get("auth/getuserinfo", code=first))["errcode"] == 0
    clock.sleep(1)
    assert (await ask.get("auth/getuserinfo", code=second))["errcode"] == 40029


async def test_a_stranger_has_no_userid(server: WeCom, ask: Client, page: None) -> None:
    server.oauth.holder = ("", "")
    told = await ask.get("auth/getuserinfo", code=await code_of(server, ask))
    assert "userid" not in told and told["openid"]


@pytest.mark.parametrize("redirect", ["https://city.invalid/enter", "https://other.invalid:8443/enter", ""])
async def test_only_the_apps_own_host_and_port(server: WeCom, ask: Client, page: None, redirect: str) -> None:
    assert await opened(server, ask, redirect) == ""
