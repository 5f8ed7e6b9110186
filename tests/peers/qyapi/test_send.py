"""message/send: what is refused, what is accepted, and what becomes of it on each phone."""

from typing import Any

import pytest

from tests.peers.qyapi.client import AGENT, Client, Clock
from tests.peers.wecom.phone import Person
from tests.peers.wecom.server import WeCom
from tests.peers.wecom.world import App, Department

MINUTE = 60_000
HOUR = 60 * MINUTE
ONCE: dict[str, Any] = {"enable_duplicate_check": 1, "duplicate_check_interval": 14400}


async def test_a_text_is_shown_on_the_phone(server: WeCom, ask: Client, zhang: Person) -> None:
    told = await ask.say("**今日**待办")
    assert (told["errcode"], told["errmsg"]) == (0, "ok") and told["msgid"]
    assert "response_code" not in told
    (shown,) = zhang.heard("app")
    assert shown.words == "**今日**待办"
    assert server.ledger.delivered("ZHANGSAN")[0].method == "message/send"
    assert server.complaints == []


def body(**other: object) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "touser": "ZhangSan",
        "msgtype": "text",
        "agentid": AGENT,
        "text": {"content": "话"},
    }
    return {name: value for name, value in (whole | other).items() if value is not None}


CARD = {"title": "今日待办", "description": "一项", "url": "https://example.invalid/"}


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"agentid": None}, 41011),
        ({"agentid": "督办"}, 40056),
        ({"agentid": 1000003}, 301002),
        ({"touser": None}, 82001),
        ({"touser": "|"}, 82001),
        ({"touser": "|".join(f"u{n}" for n in range(1001))}, 40032),
        ({"toparty": "|".join(map(str, range(101)))}, 82002),
        ({"totag": "|".join(map(str, range(101)))}, 82003),
        ({"touser": "nobody"}, 81013),
        ({"msgtype": "sticker"}, 40008),
        ({"msgtype": None}, 40008),
        ({"text": {"content": ""}}, 44004),
        ({"text": None}, 44004),
        ({"msgtype": "markdown", "markdown": {"content": "字" * 683}}, 45002),
        ({"msgtype": "image", "image": {}}, 41006),
        ({"msgtype": "file", "file": {"media_id": "gone"}}, 40007),
        ({"msgtype": "textcard", "textcard": CARD | {"title": ""}}, 41016),
        ({"msgtype": "textcard", "textcard": CARD | {"description": ""}}, 41033),
        ({"msgtype": "textcard", "textcard": CARD | {"url": ""}}, 41010),
        ({"msgtype": "textcard", "textcard": CARD | {"url": "example.invalid"}}, 45034),
        ({"msgtype": "news", "news": {"articles": []}}, 45008),
        ({"msgtype": "news", "news": {"articles": [{"title": "一"}] * 9}}, 45008),
        ({"msgtype": "news", "news": {"articles": [{"title": ""}]}}, 41016),
        ({"msgtype": "template_card", "template_card": {"card_type": "menu"}}, 42031),
    ],
)
async def test_what_is_refused(ask: Client, zhang: Person, other: dict[str, object], code: int) -> None:
    assert (await ask.post("message/send", body(**other)))["errcode"] == code
    assert zhang.heard() == []


async def test_the_agents_number_may_be_a_text(server: WeCom, ask: Client, zhang: Person) -> None:
    """Alertmanager writes it so, and safe too."""
    assert (await ask.post("message/send", body(agentid=str(AGENT), safe="0")))["errcode"] == 0
    assert len(zhang.heard()) == 1
    assert {one.split(":")[0] for one in server.complaints} == {
        "agentid written as a text",
        "wrong json format",
    }


async def test_another_apps_token_is_not_this_apps(server: WeCom, ask: Client) -> None:
    other = App(1000003, "obviously-fake-other-secret")
    server.corp.apps.append(other)
    await ask.enter(other)
    assert (await ask.say("话"))["errcode"] == 301002
    assert (await ask.say("话", agentid=1000003))["errcode"] == 0


async def test_the_contact_secret_sends_nothing(server: WeCom, ask: Client) -> None:
    ask.token = (await ask.gettoken(corpsecret=server.corp.contacts_secret))["access_token"]
    assert (await ask.say("话"))["errcode"] == 48002


async def test_some_of_them_cannot_be_reached(server: WeCom, ask: Client, zhang: Person) -> None:
    """Userids are returned in lower case, and compared in either."""
    server.person("WangWu", licensed=False)
    server.person("ZhaoLiu", active=False)
    server.corp.departments.append(Department(2, "外单位", parentid=9))
    server.person("SunQi", departments=[2])
    told = await ask.say("话", "ZHANGSAN|LiSi|WangWu|ZhaoLiu|SunQi")
    assert set(told["invaliduser"].split("|")) == {"lisi", "zhaoliu", "sunqi"}
    assert (told["errcode"], told["unlicenseduser"]) == (0, "wangwu")
    assert len(zhang.heard()) == 1
    assert server.ledger.calls[-1].became == {
        "zhangsan": "delivered",
        "lisi": "invalid",
        "zhaoliu": "invalid",
        "sunqi": "invalid",
        "wangwu": "unlicensed",
    }
    assert [len(server.ledger.accepted(u)) for u in ("ZhangSan", "LiSi")] == [1, 1]
    assert server.ledger.delivered("LiSi") == []


async def test_only_an_unlicensed_one_is_no_failure(server: WeCom, ask: Client) -> None:
    server.person("WangWu", licensed=False)
    assert (await ask.say("话", "WangWu"))["errcode"] == 0
    assert server.person("WangWu").heard() == []


async def test_a_department_and_everybody(server: WeCom, ask: Client, zhang: Person) -> None:
    server.corp.departments += [Department(2, "环境局", 1), Department(3, "大气科", 2)]
    li = server.person("LiSi", departments=[3])
    told = await ask.post("message/send", body(touser=None, toparty="2|77"))
    assert told["invalidparty"] == "77"
    assert (len(li.heard()), len(zhang.heard())) == (1, 0)
    await ask.say("都看", "@all")
    assert (len(li.heard()), len(zhang.heard())) == (2, 1)


async def test_a_long_text_is_cut_in_the_middle_of_a_character(
    server: WeCom, ask: Client, zhang: Person
) -> None:
    await ask.say("字" * 682)  # 2046 bytes
    assert server.complaints == []
    assert (await ask.say("字" * 683))["errcode"] == 0
    assert [one.words for one in zhang.heard()] == ["字" * 682, "字" * 682 + "▯"]
    assert [one.split(":")[0] for one in server.complaints] == ["cut"]


async def test_a_long_markdown_may_be_cut_too(server: WeCom, ask: Client, zhang: Person) -> None:
    server.turn(markdown_too_long="cut")
    assert (await ask.send("markdown", {"content": "字" * 683}))["errcode"] == 0
    assert zhang.heard()[0].words.endswith("▯")


async def test_markdown_and_links_are_rendered(ask: Client, zhang: Person) -> None:
    words = '## 今日\n> **第13项** [看](https://example.invalid) <font color="warning">逾期</font> `80%`'
    await ask.send("markdown", {"content": words})
    await ask.say('<a href="https://example.invalid/13">第13项</a>逾期')
    assert [one.words for one in zhang.heard()] == ["今日\n第13项 看 逾期 80%", "第13项逾期"]
    assert zhang.heard()[1].links == ["https://example.invalid/13"]


async def test_a_textcard_shows_so_many_characters(ask: Client, zhang: Person) -> None:
    await ask.send("textcard", CARD | {"title": "题" * 129, "description": "<div>" + "文" * 513 + "</div>"})
    assert zhang.heard()[0].words == "题" * 128 + "\n" + "文" * 512


@pytest.mark.parametrize("kind", ["markdown", "template_card"])
async def test_who_reads_in_wechat_sees_text_only(server: WeCom, ask: Client, kind: str) -> None:
    li = server.person("LiSi", wechat_only=True)
    card = {"card_type": "text_notice", "main_title": {"title": "题"}, "card_action": {"type": 1, "url": "u"}}
    content = {"content": "话"} if kind == "markdown" else card
    assert (await ask.send(kind, content, "LiSi"))["errcode"] == 0
    assert li.heard() == [] and server.ledger.calls[-1].became == {"lisi": "invisible"}
    await ask.say("话", "LiSi")
    assert [one.words for one in li.heard()] == ["话"]


async def test_what_is_sent_too_fast_is_accepted_and_dropped(
    server: WeCom, ask: Client, zhang: Person, clock: Clock
) -> None:
    """The window slides, and each person has one."""
    server.person("LiSi")
    for number in range(31):
        clock.sleep(1000)
        assert (await ask.say(f"第{number}条"))["errcode"] == 0
    assert len(zhang.heard()) == 30
    assert server.ledger.never_shown("第30条") == ["zhangsan"]
    await ask.say("给李四", "LiSi")
    assert len(server.person("LiSi").heard()) == 1
    clock.sleep(30_000)  # the first is 60 s old, the second 59 s
    await ask.say("又一条")
    await ask.say("再一条")
    assert [one.words for one in zhang.heard()][30:] == ["又一条"]


async def test_a_thousand_an_hour(server: WeCom, ask: Client, zhang: Person, clock: Clock) -> None:
    server.sends.sent[server.corp.id, AGENT, "zhangsan"].extend([clock.now] * 999)
    clock.sleep(2 * MINUTE)
    await ask.say("第一千条")
    await ask.say("多的一条")
    assert [one.words for one in zhang.heard()] == ["第一千条"]
    clock.sleep(58 * MINUTE)
    await ask.say("过了一小时")
    assert len(zhang.heard()) == 2


async def test_so_many_a_day_for_each_account(server: WeCom, ask: Client, clock: Clock) -> None:
    server.sends.today[server.corp.id, AGENT, clock.now // (24 * HOUR)] = 199
    assert (await ask.say("第二百条"))["errcode"] == 0
    assert (await ask.say("多的一条"))["errcode"] == 45009
    clock.sleep(24 * HOUR)
    await ask.enter()
    assert (await ask.say("次日"))["errcode"] == 0


@pytest.mark.parametrize("answer", ["same", "bare"])
async def test_the_identical_request_is_not_delivered_again(
    server: WeCom, ask: Client, zhang: Person, clock: Clock, answer: str
) -> None:
    server.turn(duplicate_answer=answer)
    first = await ask.say("话", **ONCE)
    clock.sleep(4 * HOUR - 1)
    await ask.enter()
    again = await ask.say("话", **ONCE)
    assert again["errcode"] == 0 and again.get("msgid") == (first["msgid"] if answer == "same" else None)
    assert len(zhang.heard()) == 1
    assert server.ledger.calls[-1].became == {"zhangsan": "suppressed"}
    await ask.say("话。", **ONCE)  # another request
    clock.sleep(1)
    await ask.say("话", **ONCE)
    assert len(zhang.heard()) == 3
    assert len(server.ledger.doubled("ZhangSan")) == 1


async def test_without_the_check_it_is(server: WeCom, ask: Client, zhang: Person) -> None:
    await ask.say("话")
    await ask.say("话")
    assert len(zhang.heard()) == 2 and server.ledger.doubled("ZhangSan")
    assert server.ledger.doubled("ZhangSan", mark="话") == []


async def test_the_check_lasts_half_an_hour_unless_told(ask: Client, zhang: Person, clock: Clock) -> None:
    await ask.say("话", enable_duplicate_check=1)
    clock.sleep(30 * MINUTE)
    await ask.say("话", enable_duplicate_check=1)
    assert len(zhang.heard()) == 2


@pytest.mark.parametrize(("first", "code"), [(True, 0), (False, 42014)])
async def test_which_check_comes_first_for_the_identical_card(
    server: WeCom, ask: Client, zhang: Person, first: bool, code: int
) -> None:
    server.corp.apps[0].callback = "http://127.0.0.1:9/"
    server.turn(duplicates_first=first)
    card = {
        "card_type": "button_interaction",
        "main_title": {"title": "今日待办"},
        "button_list": [{"text": "无变化", "key": "same:12"}],
        "task_id": "m1@u02",
    }
    told = await ask.send("template_card", card, **ONCE)
    assert told["response_code"]
    assert (await ask.send("template_card", card, **ONCE))["errcode"] == code
    assert (await ask.send("template_card", card))["errcode"] == 42014
    assert len(zhang.heard()) == 1


@pytest.mark.parametrize("minute", [0, 30])
async def test_the_full_and_the_half_hour_are_crowded(
    server: WeCom, ask: Client, clock: Clock, minute: int
) -> None:
    clock.now += (minute - clock.now // MINUTE) % 60 * MINUTE
    await ask.say("提醒")
    assert server.complaints == ["round_minute: ZhangSan"]
    clock.sleep(MINUTE)
    await ask.say("提醒")
    assert len(server.complaints) == 1


async def test_who_has_just_written_is_answered_at_any_minute(
    server: WeCom, ask: Client, clock: Clock, zhang: Person
) -> None:
    clock.now += -(clock.now // MINUTE) % 60 * MINUTE
    await zhang.say("你好")
    await ask.say("您好")
    assert server.complaints == []


async def test_translating_names_is_not_for_peoples_words(server: WeCom, ask: Client) -> None:
    await ask.say("话", enable_id_trans=1)
    assert [one.split(":")[0] for one in server.complaints] == ["id_trans"]
