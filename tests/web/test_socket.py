"""Nothing said is lost, doubled or out of order, whatever happens to the connection."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.card import Card
from bot.web.server import FRAME
from tests.web.conftest import House, Page, say, served

HERE = "here-1234"


def ids(frame: dict[str, Any]) -> list[str]:
    return [bubble["id"] for bubble in frame["bubbles"]]


async def test_an_answer_arrives_by_itself(demo: House) -> None:
    async with demo.page() as page, demo.visitor() as visitor:
        await page.open("liaison-3")
        await say(visitor, id=HERE, chat="liaison-3", text="/summary")
        own, answer = await page.hear("line"), await page.hear("line")
    assert (own["bubble"]["id"], own["bubble"]["mine"]) == (HERE, True)
    assert answer["bubble"]["title"].startswith("进展总览")
    assert answer["bubble"]["day"] == "2023年12月28日 周四"


async def test_who_was_away_misses_nothing_and_hears_nothing_as_new_twice(demo: House) -> None:
    city = demo.city
    async with demo.page() as page:
        seen = await page.open("coordinator")
    for n in range(100):
        await city.say("coordinator", Card(f"第{n}条"))
    async with demo.page() as page:
        caught = await page.open("coordinator", after=seen["bubbles"][-1]["place"])
        await city.say("coordinator", Card("现在"))
        live = await page.hear("line")
    everything = [b.id for b in city.chats["coordinator"]]
    known = {*ids(seen), *ids(caught), live["bubble"]["id"]}
    assert not caught["fresh"]
    assert len(ids(caught)) == len(set(ids(caught)))
    assert everything[-131:] == [one for one in everything if one in known]


async def test_who_was_away_for_very_long_starts_from_the_last_page(demo: House) -> None:
    async with demo.page() as page:
        seen = await page.open("coordinator")
    for n in range(400):
        await demo.city.say("coordinator", Card(f"第{n}条"))
    async with demo.page() as page:
        caught = await page.open("coordinator", after=seen["bubbles"][-1]["place"])
    assert caught["fresh"] and caught["more"]
    assert ids(caught) == [b.id for b in demo.city.chats["coordinator"]][-300:]


async def test_older_pages_join_without_a_gap(demo: House) -> None:
    async with demo.page() as page:
        frame = await page.open("coordinator")
        found = ids(frame)
        while frame["more"]:
            await page.ask(do="older", chat="coordinator", before=frame["bubbles"][0]["place"])
            frame = await page.hear("older")
            found = ids(frame) + found
    assert found == [b.id for b in demo.city.chats["coordinator"]]


async def test_a_card_that_takes_anothers_place_says_whose(demo: House) -> None:
    first = await demo.city.digest("liaison-3")
    async with demo.page() as page, demo.visitor() as visitor:
        await page.open("liaison-3")
        await say(visitor, id=HERE, chat="liaison-3", button="submit", label="提交", message_id=first)
        press, card = await page.hear("line"), await page.hear("line")
    assert press["bubble"]["kind"] == "press"
    assert press["bubble"]["lines"] == ["提交"]
    assert card["bubble"]["replaces"] == first


async def test_an_answer_keeps_what_it_answers(demo: House) -> None:
    first = await demo.city.digest("liaison-3")
    async with demo.page() as page, demo.visitor() as visitor:
        await page.open("liaison-3")
        await say(visitor, id=HERE, chat="liaison-3", text="80%", message_id=first, quote="提醒")
        own = (await page.hear("line"))["bubble"]
    assert (own["reply_to"], own["quote"]) == (first, "提醒")


async def test_of_other_chats_the_last_line_is_told(demo: House) -> None:
    async with demo.page() as page:
        await page.open("leader")
        await demo.city.digest("liaison-3")
        peek = await page.hear("peek")
    assert (peek["chat"], peek["counts"]) == ("liaison-3", True)
    assert peek["preview"].startswith("提醒")


async def test_the_clock_and_everybodys_state_are_shown(demo: House) -> None:
    async with demo.page() as page:
        clock, contacts = await page.hear("clock"), await page.hear("contacts")
        await page.ask(do="speed", times=16)
        assert (await page.hear("clock", speed=16))["speeds"] == [1, 4, 16]
        await page.ask(do="day")
        assert (await page.hear("clock", day="2023年12月29日 周五"))["lights"]["red"] == 4
        await page.ask(do="take", chat="liaison-0", taken=True)
        taken = await taken_over(page)
    assert clock["day"] == "2023年12月28日 周四"
    assert len(contacts["contacts"]) == len(demo.city.people)
    assert taken == ["liaison-0"]


async def taken_over(page: Page) -> list[str]:
    while True:
        found = [one["id"] for one in (await page.hear("contacts"))["contacts"] if one["taken"]]
        if found:
            return found


async def test_the_page_follows_the_persons_language(demo: House) -> None:
    async with demo.page() as page, demo.visitor() as visitor:
        await page.open("leader")
        await say(visitor, id=HERE, chat="leader", text="/lang en")
        assert (await page.hear("me", language="en"))["chat"] == "leader"
        assert (await page.open("leader"))["bubbles"][0]["day"] == "Thu, 28 Dec 2023"


NASTY: list[str | bytes] = [
    "",
    "null",
    "[]",
    "{}",
    '{"do":null}',
    '{"do":"__class__"}',
    "[" * 5000,
    b"\x00\xff",
    '{"do":"open"}',
    '{"do":"open","chat":"' + "x" * 300 + '"}',
    '{"do":"open","chat":"leader","after":"yesterday"}',
    '{"do":"older","chat":"leader"}',
    '{"do":"older","chat":"leader","before":"9/9"}',
    '{"do":"older","chat":"leader","before":"9223372036854775807/0/m"}',
    '{"do":"older","chat":"leader","before":"' + "9" * 150 + '/0/m"}',
    '{"do":"open","chat":"leader","after":"-9223372036854775809/1/m"}',
    '{"do":"open","chat":"\\ud800"}',
    '{"do":"open","chat":"a\\u0000"}',
    '{"do":"speed","times":3}',
    '{"do":"speed","times":[1]}',
    '{"do":"take","chat":7}',
]


@pytest.mark.parametrize("sent", NASTY)
async def test_nonsense_gets_a_clear_error_and_the_talk_goes_on(demo: House, sent: str | bytes) -> None:
    async with demo.page() as page:
        await page.socket.send(sent)
        assert (await page.hear("error"))["error"] == "web.error_unreadable"
        await page.ask(do="ping")
        assert await page.hear("pong")


async def test_an_endless_frame_is_not_read(demo: House) -> None:
    async with demo.page() as page:
        await page.socket.send("x" * (FRAME + 1))
        await page.socket.wait_closed()
        assert page.socket.close_code == 1009


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner), max_leaves=3
)
ASKED = st.dictionaries(
    st.sampled_from(["do", "chat", "after", "before", "times", "taken"]),
    st.sampled_from(["open", "older", "ping", "take", "speed", "1/1/m", "-1/0/", "leader"]) | JSON,
)


def test_any_frames_leave_the_socket_answering() -> None:
    with asyncio.Runner() as loop:
        serving = served()
        house = loop.run(serving.__aenter__())

        @given(several=st.lists(ASKED | JSON, max_size=5))
        @settings(deadline=None)
        def any_frames(several: list[Any]) -> None:
            loop.run(still_answers(house, several))

        any_frames()
        loop.run(serving.__aexit__(None, None, None))


async def still_answers(house: House, several: list[Any]) -> None:
    async with house.page() as page:
        for asked in several:
            await page.socket.send(json.dumps(asked))
        await page.ask(do="open", chat="last words")
        assert await page.hear("chat", chat="last words")
