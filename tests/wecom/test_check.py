"""`duban check` about WeCom: what is missing or refused, in an administrator's words, with our address."""

from dataclasses import replace
from pathlib import Path

from bot.channels.wecom.check import check
from bot.channels.wecom.settings import WeComCorp, WeComSettings
from bot.cli.doctor import _of_channel as of_channel
from bot.domain.plan import Level
from tests.builders import ZH
from tests.peers.wecom.server import WeCom, wecom
from tests.peers.wecom.world import Visible
from tests.wecom.city import settings_of

KEY = "obviously-fake-group-key"


def whole(server: WeCom) -> WeComCorp:
    server.group("督办协调群", webhook=KEY)
    bot = server.corp.bots[0]
    corp = replace(settings_of(server), group_key=KEY, group_name="督办协调群")
    return replace(corp, bot_id=bot.id, bot_secret=bot.secret, ws_url=server.ws)


async def said(*corps: WeComCorp) -> list[tuple[Level, str]]:
    found = [of_channel(one, ZH) for one in await check(WeComSettings(corps))]
    return [(one.level, ZH.say(one.key, **one.args)) for one in found]


async def errors(*corps: WeComCorp) -> str:
    return "\n".join(text for level, text in await said(*corps) if level is Level.ERROR)


async def test_a_whole_configuration_is_well_and_the_running_bot_keeps_its_connection() -> None:
    async with wecom(lambda: 0) as server:
        found = await said(whole(server))
        assert {level for level, _ in found} == {Level.INFO}
        text = "\n".join(line for _, line in found)
        assert "“督办”可用" in text and "aibTESTBOT" in text and "“督办协调群”的消息推送可用" in text
        assert server.ledger.count("gettoken") == 1
        assert server.ledger.count("aibot_subscribe") == 0
        group = server.group("督办协调群")
        assert server.world.rooms[server.corp.id, "group", group.chatid] == []
        assert server.complaints == []


async def test_an_address_that_is_not_trusted_is_named_with_the_menu() -> None:
    async with wecom(lambda: 0) as server:
        server.corp.apps[0].trusted_ips = set()
        text = await errors(settings_of(server))
        assert "127.0.0.1" in text and "企业可信IP" in text and "60020" in text


async def test_a_wrong_secret_is_asked_for_once_and_says_which_field() -> None:
    async with wecom(lambda: 0) as server:
        text = await errors(replace(settings_of(server), secret="wrong"))
        assert "Secret" in text and "corp" in text and server.ledger.count("gettoken") == 1


async def test_another_apps_agent_is_found_by_comparing() -> None:
    async with wecom(lambda: 0) as server:
        assert "不是同一个应用" in await errors(replace(settings_of(server), agent=1000003))


async def test_an_app_that_nobody_sees_or_that_is_switched_off() -> None:
    async with wecom(lambda: 0) as server:
        app = server.corp.apps[0]
        app.visible = Visible(departments=[])
        assert "可见范围是空的" in await errors(settings_of(server))
        app.state = "disabled"
        assert "启用" in await errors(settings_of(server))


async def test_missing_callbacks_and_a_key_of_the_wrong_length() -> None:
    async with wecom(lambda: 0) as server:
        corp = settings_of(server)
        found = await said(replace(corp, token="", aes_key=""))
        assert any(level is Level.WARNING and "接收消息" in text for level, text in found)
        assert "43" in await errors(replace(corp, aes_key=corp.aes_key[:-1]))


async def test_a_removed_webhook_and_a_server_that_is_not_there() -> None:
    async with wecom(lambda: 0) as server:
        assert "消息推送" in await errors(replace(whole(server), group_key="gone"))
    away = WeComCorp(bot_id="aib", bot_secret="obviously-fake", ws_url="ws://127.0.0.1:9")
    assert "连接不上" in await errors(away)
    level, text = (await said(settings_of(server)))[0]
    assert level is Level.WARNING and "连接不上企业微信服务器" in text


async def test_several_corporations_are_told_apart() -> None:
    async with wecom(lambda: 0) as server:
        county = replace(settings_of(server), corp="wwxixia")
        assert "（wwxixia）" in await errors(settings_of(server), county)


async def test_a_server_in_the_open_is_warned_of() -> None:
    far = WeComCorp(group_key="k", base_url="http://192.0.2.1:9/cgi-bin", proxy="http://127.0.0.1:9")
    assert any(level is Level.WARNING and "不是加密" in text for level, text in await said(far))


async def test_certificates_that_cannot_be_read(tmp_path: Path) -> None:
    async with wecom(lambda: 0) as server:
        assert "ca.pem" in await errors(replace(settings_of(server), ca=tmp_path / "ca.pem"))
