"""The phone in a browser: what a thumb does reaches the bot, and what the bot says is seen."""

import asyncio

import httpx
from playwright.async_api import Page, expect
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from tests.peers.botapi.people import Person
from tests.peers.botapi.server import BotApi
from tests.web.standin import picture


async def test_a_thumb_starts_writes_presses_and_sees(server: BotApi, bot: Bot, phone: Page) -> None:
    await bot.set_my_commands([("late", "逾期清单")])
    await phone.goto(f"{server.page_url}?person=1001&start=CODE")
    await phone.locator("#start").click()
    await server.until(lambda: server.pending)
    assert server.pending[0]["message"]["text"] == "/start CODE"
    await expect(phone.locator(".mine .bubble")).to_contain_text("/start")

    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("已完成", callback_data="done")]])
    await bot.send_photo(1001, picture(), caption="第 <b>13</b> 项", parse_mode="HTML", reply_markup=keyboard)
    await expect(phone.locator(".bubble b")).to_have_text("13")
    press = asyncio.create_task(phone.locator(".key").click())
    await server.until(lambda: server.state.pressed)
    await bot.answer_callback_query(next(iter(server.state.pressed)), "已记录")
    await press
    await expect(phone.locator("#toast")).to_have_text("已记录")

    await phone.locator("#menu").click()
    await phone.locator("#commands button").click()
    await phone.locator("#words").fill("<b>80%</b>")
    await phone.locator("#send").click()
    await server.until(lambda: len(server.person(1001).shown) == 4)
    assert [one.text for one in server.person(1001).shown if one.mine][1:] == ["/late", "<b>80%</b>"]
    await expect(phone.locator(".mine .bubble").last).to_contain_text("<b>80%</b>")


async def test_the_page_is_told_only_what_is_new(server: BotApi, bot: Bot, wang: Person) -> None:
    async with httpx.AsyncClient(base_url=server.address) as client:
        state = (await client.get("/phone/state", params={"person": 1001})).json()
        assert [one["text"] for one in state["messages"]] == ["/start"]
        news = asyncio.create_task(
            client.get("/phone/state", params={"person": 1001, "after": state["rung"]})
        )
        await bot.send_message(1001, "新")
        assert [one["text"] for one in (await news).json()["messages"]] == ["/start", "新"]
        assert (await client.get("/phone/file/none")).status_code == 404
        lost = await client.post("/phone/do", json={"do": "write", "person": 1001, "text": " "})
        assert lost.status_code == 409
