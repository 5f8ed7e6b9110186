"""The stand-in, proved by programs that were written for the real platform.

Each has an environment of its own, which `.ci/run` makes and names: WECHATPY_PYTHON, WECOMKIT_PYTHON (their
interpreters), WECOM_CRYPTO (the package's entry file). Where one is missing its tests are skipped.
"""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.peers.qyapi.client import AGENT, Clock
from tests.peers.qyapi.program import HERE, Program, named, program
from tests.peers.wecom.phone import Person, brought
from tests.peers.wecom.server import WeCom
from tests.peers.wecom.world import App, Department

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
HOURS = 3_600_000


def credentials(server: WeCom) -> tuple[str, str, str]:
    return server.address, server.corp.id, server.corp.apps[0].secret


@pytest.fixture
async def wechatpy(server: WeCom) -> AsyncIterator[Program]:
    client = HERE / "foreign" / "wechatpy_client.py"
    async with program(named("WECHATPY_PYTHON"), client, *credentials(server)) as running:
        yield running


async def test_wechatpy_writes_and_reads(
    server: WeCom, wechatpy: Program, zhang: Person, tmp_path: Path
) -> None:
    """Its multipart names the file raw: urllib3 2 does so."""
    assert (await wechatpy.ask("message.send_text", AGENT, "ZhangSan", "今日待办"))["errcode"] == 0
    await wechatpy.ask("message.send_markdown", AGENT, ["ZhangSan"], "**今日**待办")
    await wechatpy.ask("message.send_text_card", AGENT, "ZhangSan", "题", "文", "https://example.invalid")
    ledger = tmp_path / "台账.xlsx"
    ledger.write_bytes(bytes(range(256)))
    media = await wechatpy.ask("media.upload", "file", {"file": str(ledger)})
    await wechatpy.ask("message.send_file", AGENT, "ZhangSan", media["media_id"])
    assert [one.words for one in zhang.heard()] == ["今日待办", "今日待办", "题\n文", ""]
    assert zhang.heard()[-1].files == [("台账.xlsx", bytes(range(256)))]
    assert server.complaints == [] and server.ledger.count("gettoken") == 1


async def test_wechatpy_reads_the_contacts(server: WeCom, wechatpy: Program) -> None:
    server.corp.departments.append(Department(2, "环境局", 1))
    server.person("LiSi", "李四", departments=[2], mobile="13800000004")
    assert [one["name"] for one in await wechatpy.ask("department.list")] == ["南阳市", "环境局"]
    assert [one["userid"] for one in await wechatpy.ask("user.list", 2, False, 0, True)] == ["LiSi"]
    assert (await wechatpy.ask("user.get", "lisi"))["name"] == "李四"
    assert (await wechatpy.ask("user.getuserid", "13800000004")) == "LiSi"
    assert (await wechatpy.ask("misc.get_wechat_ips")) == ["127.0.0.1"]


async def test_wechatpy_hears_refusals(server: WeCom, wechatpy: Program) -> None:
    assert await wechatpy.ask("message.send_text", AGENT, "nobody", "话") == {"errcode": 81013}
    assert await wechatpy.ask("message.send_text", 7, "ZhangSan", "话") == {"errcode": 301002}
    assert await wechatpy.ask("user.get", "nobody") == {"errcode": 60111}
    assert await wechatpy.ask("message.send_text", AGENT, "ZhangSan", "") == {"errcode": 44004}


async def test_wechatpy_renews_its_token(
    server: WeCom, wechatpy: Program, zhang: Person, clock: Clock
) -> None:
    await wechatpy.ask("message.send_text", AGENT, "ZhangSan", "一")
    for code, words in ((40014, "二"), (42001, "三")):
        server.turn(expired_code=code)
        clock.sleep(2 * HOURS)
        await wechatpy.ask("message.send_text", AGENT, "ZhangSan", words)
    server.revoke()
    await wechatpy.ask("message.send_text", AGENT, "ZhangSan", "四")
    assert [one.words for one in zhang.heard()] == list("一二三四")
    assert server.ledger.count("gettoken") == 4


@pytest.fixture
async def wecomkit(server: WeCom) -> AsyncIterator[Program]:
    client = HERE / "foreign" / "wecomkit_client.py"
    async with program(named("WECOMKIT_PYTHON"), client, *credentials(server)) as running:
        yield running


def text(words: str) -> list[Any]:
    return ["messages.send_text", AGENT, words, {"to_user": "ZhangSan"}]


async def test_wecomkit_sends_many_at_once_with_one_token_and_asks_for_no_other(
    server: WeCom, wecomkit: Program, zhang: Person
) -> None:
    """The last is a fault of that client, which ours must not have."""
    told = await wecomkit.ask(*(text(f"第{n}条") for n in range(20)))
    assert [one["errcode"] for one in told] == [0] * 20
    assert len(zhang.heard()) == 20 and server.ledger.count("gettoken") == 1
    server.revoke()
    assert await wecomkit.ask(text("又一条")) == [{"errcode": 40014}]
    assert server.ledger.count("gettoken") == 1


async def test_wecomkit_greys_a_card(server: WeCom, wecomkit: Program, zhang: Person) -> None:
    server.corp.apps[0].callback = "http://127.0.0.1:9/"
    card = {
        "card_type": "button_interaction",
        "main_title": {"title": "今日待办"},
        "button_list": [{"text": "无变化", "key": "same:12"}],
        "task_id": "k1",
    }
    (sent,) = await wecomkit.ask(["messages.send_template_card", AGENT, card, {"to_user": "ZhangSan"}])
    grey = {"userids": ["ZhangSan"], "button": {"replace_name": "已记录"}}
    update = ["messages.update_template_card", AGENT, sent["response_code"], grey]
    assert [one["errcode"] for one in await wecomkit.ask(update)] == [0]
    assert zhang.heard()[0].final
    assert await wecomkit.ask(update) == [{"errcode": 60140}]
    assert server.complaints == []


def apps() -> list[Any]:
    foreign = HERE / "foreign" / "wechatpy_app.py"
    return [
        pytest.param("WECOM_CRYPTO", ["node", HERE / "node" / "crypto_app.mjs"], id="@wecom/crypto"),
        pytest.param("WECHATPY_PYTHON", ["", foreign], id="wechatpy"),
    ]


@pytest.mark.parametrize(("variable", "words"), apps())
async def test_other_apps_open_our_callbacks_and_their_replies_are_sealed_right(
    server: WeCom, zhang: Person, variable: str, words: list[str]
) -> None:
    at = named(variable)
    app: App = server.corp.apps[0]
    async with program(words[0] or at, words[1], app.token, app.aes_key, server.corp.id) as running:
        url = (await running.next())["url"]
        assert await server.listen_at(url)
        for said in ("进度80%", "督办🚩 ]]> <&", "字" * 3000):
            await brought(await zhang.say(said))
            told = await running.next()
            heard = ElementTree.fromstring(told["xml"]) if "xml" in told else None
            assert (heard.findtext("Content") if heard is not None else told["Content"]) == said
        await brought(await zhang.place(33.0, 112.5, "南阳市"))
        assert "33.0" in str(await running.next())
    assert server.complaints == []
