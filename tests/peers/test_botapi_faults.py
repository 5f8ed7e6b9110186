"""Failures on order, as python-telegram-bot sees them."""

import asyncio
import math

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.peers.botapi.faults import (
    BAD_GATEWAY,
    BLOCKED,
    FLOOD_WITHOUT_PARAMETERS,
    HTML,
    SERVER_ERROR,
    UNAUTHORIZED,
    Delay,
    Fault,
    Hang,
    Reset,
    Say,
    too_many,
)
from tests.peers.botapi.people import Person
from tests.peers.botapi.server import BotApi


@pytest.mark.parametrize(
    ("fault", "error", "shown"),
    [
        pytest.param(too_many(7), RetryAfter, 0, marks=pytest.mark.filterwarnings("ignore:.*retry_after")),
        (FLOOD_WITHOUT_PARAMETERS, NetworkError, 0),
        (SERVER_ERROR, NetworkError, 0),
        (BAD_GATEWAY, NetworkError, 0),
        (HTML, TelegramError, 0),
        (BLOCKED, Forbidden, 0),
        (UNAUTHORIZED, InvalidToken, 0),
        (Say(400, "Bad Request: chat not found"), BadRequest, 0),
        (Reset(), NetworkError, 0),
        (Reset(after=True), NetworkError, 1),
        (Say(500, "Internal Server Error", after=True), NetworkError, 1),
    ],
)
async def test_the_next_call_fails_and_the_one_after_it_passes(
    server: BotApi, bot: Bot, wang: Person, fault: Fault, error: type[Exception], shown: int
) -> None:
    rule = server.faults.add("sendMessage", fault)
    with pytest.raises(error) as raised:
        await bot.send_message(1001, "话")
    assert type(raised.value) is error
    assert len(wang.heard) == shown
    await bot.send_message(1001, "再说")
    assert (rule.hits, len(wang.heard)) == (1, shown + 1)


@pytest.mark.parametrize("after", [False, True])
async def test_silence_lasts_until_the_client_gives_up(
    server: BotApi, bot: Bot, wang: Person, after: bool
) -> None:
    rule = server.faults.add("sendMessage", Hang(after=after))
    with pytest.raises(TimedOut):
        await bot.send_message(1001, "话", read_timeout=0.05)
    assert rule.struck.is_set() and len(wang.heard) == after
    assert (server.requests[-1].status, server.requests[-1].handled) == (0, after)


async def test_silence_can_be_ended(server: BotApi, bot: Bot, wang: Person) -> None:
    rule = server.faults.add("sendMessage", Hang())
    sending = asyncio.create_task(bot.send_message(1001, "话"))
    await rule.struck.wait()
    rule.release()
    with pytest.raises(NetworkError):
        await sending


async def test_a_fault_may_be_for_one_chat_or_one_text(server: BotApi, bot: Bot, wang: Person) -> None:
    await server.person(1002).write("/start")
    server.faults.add("*", BLOCKED, math.inf, chat=1002)
    server.faults.add("sendMessage", SERVER_ERROR, when=lambda call: "坏" in call.text("text"))
    with pytest.raises(Forbidden):
        await bot.send_message(1002, "话")
    await bot.send_message(1001, "好话")
    with pytest.raises(NetworkError):
        await bot.send_message(1001, "坏话")


async def test_a_late_answer_is_an_answer(server: BotApi, bot: Bot, wang: Person) -> None:
    server.faults.add("sendMessage", Delay(0.01))
    await bot.send_message(1001, "话")
    assert server.requests[-1].status == 200


async def test_a_text_shown_twice_is_counted(server: BotApi, bot: Bot, wang: Person) -> None:
    server.faults.add("sendMessage", Reset(after=True))
    with pytest.raises(NetworkError):
        await bot.send_message(1001, "话")
    assert server.shown_twice() == {}
    await bot.send_message(1001, "话")
    assert server.shown_twice() == {1001: {"话": 2}}
