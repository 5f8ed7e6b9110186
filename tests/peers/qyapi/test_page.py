"""The phone in a browser: what a thumb does reaches the app and the bot, and what they say is seen."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
from playwright.async_api import Page, expect

from tests.peers.qyapi.client import Client
from tests.peers.qyapi.endpoint import Endpoint, endpoint
from tests.peers.wecom.phone import Person
from tests.peers.wecom.server import WeCom
from tests.web.standin import picture

CARD: dict[str, Any] = {
    "card_type": "button_interaction",
    "source": {"desc": "督办"},
    "main_title": {"title": "今日待办", "desc": "11月27日 2项"},
    "sub_title_text": "第13项 燃煤锅炉超低排放改造，本月底前完成。",
    "horizontal_content_list": [{"keyname": "期限", "value": "11月30日"}],
    "button_selection": {
        "question_key": "which",
        "title": "其他事项",
        "option_list": [{"id": "card:13", "text": "第13项"}, {"id": "card:14", "text": "第14项"}],
    },
    "button_list": [
        {"text": "填报", "style": 1, "key": "say:12"},
        {"text": "无变化", "style": 2, "key": "same:12"},
        {"text": "确定", "style": 2, "key": "go"},
    ],
    "task_id": "k3f",
}
WIDE = "document.documentElement.scrollWidth"


async def test_a_thumb_writes_chooses_presses_and_sees(
    server: WeCom, ask: Client, app: Endpoint, phone: Page, tmp_path: Path
) -> None:
    await phone.goto(f"{server.page_url}?person=ZhangSan")
    await phone.locator("#words").fill("<b>80%</b>")
    await phone.locator("#send").click()
    await server.until(lambda: app.texts)
    assert app.texts == ["<b>80%</b>"]
    await expect(phone.locator(".mine .bubble")).to_have_text("<b>80%</b>")

    code = (await ask.send("template_card", CARD))["response_code"]
    await phone.locator(".card select").select_option("第14项")
    await phone.get_by_role("button", name="确定").click()
    await server.until(lambda: len(app.heard) == 2)
    assert app.heard[1].findtext("EventKey") == "go"
    assert app.heard[1].findtext("SelectedItems/SelectedItem/OptionIds/OptionId") == "card:14"
    grey = {"userids": ["ZhangSan"], "agentid": 1000002, "response_code": code}
    await ask.post("message/update_template_card", grey | {"button": {"replace_name": "已记录"}})
    await expect(phone.locator(".keys .grey").first).to_be_disabled()
    assert await phone.locator(".keys .grey").all_inner_texts() == ["已记录"] * 3

    photo = tmp_path / "现场.png"
    photo.write_bytes(picture())
    await phone.locator("#clip input").set_input_files(photo)
    await server.until(lambda: len(app.heard) == 3)
    assert app.heard[2].findtext("MsgType") == "image"
    await expect(phone.locator(".mine .picture")).to_be_visible()
    assert await phone.evaluate(WIDE) == 390

    paper = tmp_path / "台账.xlsx"
    paper.write_bytes(b"123456")
    await phone.locator("#clip input").set_input_files(paper)
    await expect(phone.locator("#toast")).to_contain_text("文件请发给智能机器人")
    await phone.locator("#back").click()
    await phone.locator(".chat", has_text="智能机器人").click()
    await phone.locator("#clip input").set_input_files(paper)
    await expect(phone.locator(".mine .paper")).to_contain_text("台账.xlsx")
    assert server.person("ZhangSan").seen("bot")[0].files == [("台账.xlsx", b"123456")]


async def test_a_vote_has_boxes_but_not_in_wechat(
    server: WeCom, ask: Client, app: Endpoint, phone: Page, zhang: Person
) -> None:
    options = [{"id": f"o{n}", "text": f"方案{n}"} for n in (1, 2, 3)]
    vote = {
        "card_type": "vote_interaction",
        "main_title": {"title": "表决"},
        "checkbox": {"question_key": "q", "mode": 1, "option_list": options},
        "submit_button": {"text": "提交", "key": "go"},
        "task_id": "v1",
    }
    await phone.goto(f"{server.page_url}?person=ZhangSan")
    await ask.send("template_card", vote)
    await phone.get_by_label("方案1").check()
    await phone.get_by_label("方案3").check()
    await phone.get_by_role("button", name="提交").click()
    await server.until(lambda: app.heard)
    chosen = app.heard[0].iterfind("SelectedItems/SelectedItem/OptionIds/OptionId")
    assert [one.text for one in chosen] == ["o1", "o3"]
    zhang.member.wechat_only = True
    await phone.reload()
    await expect(phone.locator(".bubble")).to_have_text("微信暂不支持展示此消息")


async def test_the_console_saves_an_address_that_opens_a_letter(server: WeCom, phone: Page) -> None:
    await phone.goto(f"{server.address}/console")
    await expect(phone.locator("#facts")).to_contain_text(server.corp.apps[0].aes_key)
    async with endpoint(server.corp) as there:
        for url, told in (("http://127.0.0.1:9/", "openapi回调地址请求不通过"), (there.url, "已保存")):
            await phone.locator("[name=callback]").fill(url)
            await phone.get_by_role("button", name="保存").click()
            await expect(phone.locator("#told")).to_have_text(told)
    assert server.corp.apps[0].callback == there.url
    assert server.corp.apps[0].trusted_ips is None


async def test_the_page_is_told_only_what_is_new(server: WeCom, ask: Client) -> None:
    async with httpx.AsyncClient(base_url=server.address, trust_env=False, verify=False) as http:
        state = (await http.get("/phone/state", params={"person": "ZhangSan"})).json()
        assert state["messages"] == []
        query = {"person": "ZhangSan", "after": state["rung"]}
        news = asyncio.create_task(http.get("/phone/state", params=query))
        await ask.say("新")
        assert [one["words"] for one in (await news).json()["messages"]] == ["新"]
        assert (await http.get("/pages/none.js")).status_code == 404
        lost = {"do": "press", "person": "ZhangSan", "number": 0, "key": "none", "chosen": {}}
        assert (await http.post("/phone/do", json=lost)).status_code == 409
