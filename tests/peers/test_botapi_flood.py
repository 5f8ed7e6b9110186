"""Flood control: never more accepted in any window than Telegram allows."""

from collections.abc import Iterator
from itertools import count

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from tests.peers.botapi.flood import Flood, Limits
from tests.peers.botapi.refusal import Refused
from tests.peers.botapi.server import bot_api


class Hand:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def tries(flood: Flood, clock: Hand, chats: Iterator[int], until: float, step: float) -> None:
    while clock.at < until:
        chat = next(chats)
        try:
            flood.check(chat)
            flood.accept(chat)
        except Refused as refused:
            assert refused.parameters and refused.parameters["retry_after"] >= 1
        clock.at += step


@pytest.mark.parametrize(
    ("first", "most", "window"), [(1, 30, 1.0), (None, 1, 1.0), (-1, 20, 60.0)], ids=["all", "chat", "group"]
)
def test_no_window_holds_more(first: int | None, most: int, window: float) -> None:
    clock = Hand()
    flood = Flood(Limits(chat_window=1.0), clock)
    one = -5 if first == -1 else 5
    chats = count(1) if first == 1 else iter(lambda: one, 0)
    tries(flood, clock, chats, until=130 if first == -1 else 4, step=0.011)
    times = [accepted.at for accepted in flood.accepted]
    assert len(times) >= most
    assert all(later - earlier >= window for earlier, later in zip(times, times[most:], strict=False))


def test_the_wait_told_is_long_enough() -> None:
    clock = Hand()
    flood = Flood(Limits(per_group=2, group_window=60, per_chat=9), clock)
    for _ in range(2):
        flood.check(-5)
        flood.accept(-5)
    clock.at = 0.5
    with pytest.raises(Refused) as refused:
        flood.check(-5)
    assert refused.value.description == "Too Many Requests: retry after 60"
    clock.at += 60
    flood.check(-5)


@pytest.mark.filterwarnings("ignore:.*retry_after")  # python-telegram-bot's own deprecation
async def test_the_server_counts_what_it_refuses() -> None:
    async with bot_api(limits=Limits()) as server:
        await server.person(1001).write("/start")
        async with Bot(server.token, base_url=server.base_url) as bot:
            await bot.send_message(1001, "一")
            with pytest.raises(RetryAfter) as wait:
                await bot.send_message(1001, "二")
            assert wait.value.retry_after == 1
            await bot.send_chat_action(1001, "typing")
        assert (server.flood.refused, len(server.flood.accepted)) == (1, 1)
        assert [one.text for one in server.person(1001).heard] == ["一"]
