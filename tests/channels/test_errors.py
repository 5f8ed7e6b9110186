"""What the client says of everything a Bot API server or a network can do to a message, in our own words."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot

from bot.cards.card import Card
from bot.channels.telegram.api import Address, Api, Patience, connect, connection
from bot.channels.telegram.bot import who
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.errors import (
    FLOOD,
    REFUSED_TOKEN,
    Denied,
    Flood,
    Missing,
    Puzzling,
    Unmodified,
    Unparsable,
    Unpicturable,
)
from bot.channels.telegram.normalize import understood
from bot.context.ports import Outgoing
from bot.domain.calendar import SECOND
from bot.domain.errors import GiveUp, Moved, Refused, TryLater, Undelivered, Unknown, Unsendable
from bot.domain.pace import Pace
from tests.builders import no_file
from tests.peers.botapi import faults
from tests.peers.botapi.faults import Fault, Hang, Page, Reset, Say
from tests.peers.botapi.server import BotApi, bot_api

WANG = 1001


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    async with bot_api(check=True) as server:
        server.person(WANG).chat.started = True
        yield server


@pytest.fixture
async def api(server: BotApi) -> AsyncIterator[Api]:
    api = connect(server.token, address(server), 1)
    await api.open()
    yield api
    await api.close()


def address(server: BotApi) -> Address:
    return Address(server.base_url, server.base_file_url)


async def refusal(api: Api, method: str = "sendMessage", **more: object) -> Undelivered:
    """What becomes of a message; a line that is silent for a moment is given up."""
    where = {"chat_id": WANG, "text": "督办"} | more
    with pytest.raises(Undelivered) as raised:
        await api.call(method, read_timeout=0.2, **where)
    return raised.value


def refused(status: int, description: str) -> Say:
    kinds = {400: "Bad Request", 403: "Forbidden", 409: "Conflict"}
    return Say(status, f"{kinds[status]}: {description}")


def as_success(**answer: object) -> Page:
    return Page(200, json.dumps({"ok": False, **answer}))


TABLE: list[tuple[Fault, type[Undelivered], str]] = [
    # floods
    (faults.too_many(17), Flood, "flood"),
    (faults.FLOOD_WITHOUT_PARAMETERS, Flood, "flood"),
    (Say(429, "Too Many Requests: retry after 8"), Flood, "flood"),
    # a person or a group that cannot be written to
    (faults.BLOCKED, GiveUp, "blocked"),
    (refused(403, "user is deactivated"), GiveUp, "deactivated"),
    (refused(403, "bot can't initiate conversation with a user"), GiveUp, "never_started"),
    (refused(403, "bot was kicked from the supergroup chat"), GiveUp, "kicked"),
    (refused(403, "bot is not a member of the supergroup chat"), GiveUp, "kicked"),
    (refused(403, "something new"), GiveUp, "forbidden"),
    (refused(400, "chat not found"), GiveUp, "no_chat"),
    (refused(400, "not enough rights to send text messages to the chat"), GiveUp, "no_rights"),
    # a message that cannot be sent
    (refused(400, "not enough rights to send photos to the chat"), Unsendable, ""),
    (refused(400, "message is too long"), Unsendable, "Message is too long"),
    (refused(400, "BUTTON_DATA_INVALID"), Puzzling, "Button_data_invalid"),
    (refused(400, 'can\'t parse entities: Unsupported start tag "tg-time"'), Unparsable, ""),
    (refused(400, "message is not modified: the same"), Unmodified, ""),
    (refused(400, "IMAGE_PROCESS_FAILED"), Unpicturable, ""),
    (Say(413, "Request Entity Too Large"), Unsendable, "too_large"),
    # the office has to act, or wait
    (faults.UNAUTHORIZED, Denied, "token"),
    (Say(404, "Not Found"), Missing, "no_method"),
    (refused(409, "terminated by other getUpdates request"), TryLater, "conflict"),
    # a server that is not well
    (faults.SERVER_ERROR, TryLater, "server"),
    (faults.BAD_GATEWAY, Unknown, "gateway"),
    (Page(503, "<html>Service Unavailable</html>"), Unknown, "gateway"),
    (Page(504, "<html>Gateway Time-out</html>"), Unknown, "gateway"),
    (faults.HTML, Unknown, "unreadable"),
    (Page(200, ""), Unknown, "unreadable"),
    (Page(200, '{"result": 1'), Unknown, "unreadable"),
    # refusals that a server sends as successes
    (as_success(error_code=429, description="Too Many Requests", parameters={"retry_after": 3}), Flood, "flood"),
    (as_success(error_code=403, description="Forbidden: bot was blocked by the user"), GiveUp, "blocked"),
    (as_success(description="Bad Request: chat not found"), GiveUp, "no_chat"),
    (Say(200, "Bad Request: message is too long"), Unsendable, "Message is too long"),
    # answers of servers that take it less exactly
    *((Page(200, body), Unknown, "unreadable") for body in ("[]", "null", "7", '"ok"', "{}", "[" * 5000)),
    (Page(500, "[]"), TryLater, "server"),
    (Page(500, '{"ok":false,"description":null,"parameters":[1]}'), TryLater, "server"),
    (Page(400, '{"description":7,"parameters":"none"}'), Puzzling, "7"),
    (as_success(error_code="403", description="Forbidden: bot was blocked by the user"), GiveUp, "blocked"),
    (Say(429, "Too Many Requests", {"retry_after": "soon"}), Flood, "flood"),
    (Say(429, "Too Many Requests", {"retry_after": 10**20}), Flood, "flood"),
    (Say(429, "Too Many Requests", {"retry_after": -5}), Flood, "flood"),
    (Say(429, "Too Many Requests", {"retry_after": "12"}), Flood, "flood"),
    (Say(400, "Bad Request: chat not found", {"retry_after": {}, "migrate_to_chat_id": ""}), GiveUp, "no_chat"),
    # nobody answers: it may have arrived
    (Reset(), Unknown, "cut_off"),
    (Reset(after=True), Unknown, "cut_off"),
    (Hang(), Unknown, "timeout"),
    (Hang(after=True), Unknown, "timeout"),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "kind", "code"), TABLE, ids=lambda one: str(one)[:60])
async def test_each_failure_has_its_meaning(
    server: BotApi, api: Api, fault: Fault, kind: type[Undelivered], code: str
) -> None:
    server.faults.add("sendMessage", fault)
    error = await refusal(api)
    assert type(error) is kind
    assert error.code == code or (not code and error.code)


@pytest.mark.parametrize("after", [False, True])
async def test_after_a_failure_the_line_is_good_again(server: BotApi, api: Api, after: bool) -> None:
    server.faults.add("sendMessage", Reset(after=after))
    await refusal(api)
    assert (await api.call("sendMessage", chat_id=WANG, text="又"))["text"] == "又"


async def test_the_server_says_how_long_to_be_silent(server: BotApi, api: Api) -> None:
    waits = []
    for fault in (
        faults.too_many(17),
        faults.FLOOD_WITHOUT_PARAMETERS,
        Say(429, "Too Many Requests: retry after 8"),
        faults.UNAUTHORIZED,
    ):
        server.faults.add("sendMessage", fault)
        error = await refusal(api)
        assert isinstance(error, TryLater)
        waits.append(error.after)
    assert waits == [17, FLOOD, 8, REFUSED_TOKEN]


async def test_ok_without_a_result_is_taken(server: BotApi, api: Api) -> None:
    server.faults.add("sendMessage", Page(200, '{"ok":true}'))
    assert await api.call("sendMessage", chat_id=WANG, text="督办") is True


NAMES = ["ok", "result", "error_code", "description", "parameters", "retry_after", "migrate_to_chat_id"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.sampled_from(NAMES), one, max_size=5),
)


@given(st.integers(200, 599), JSON.map(lambda one: json.dumps(one).encode()) | st.binary(max_size=40))
def test_whatever_a_server_says_is_a_result_or_a_refusal(code: int, body: bytes) -> None:
    status, put = understood(code, body)
    if put:
        said = json.loads(put)
        assert "result" in said if status < 300 else isinstance(said["description"], str)
        assert status < 300 or all(type(one) is int and one for one in said["parameters"].values())
    assert status >= code or code >= 300


async def test_a_file_comes_as_it_is_even_if_it_looks_like_a_refusal(server: BotApi, api: Api) -> None:
    body = b'{"ok":false,"error_code":403}'
    sent = await server.person(WANG).document("a.json", body)
    found = await api.call("getFile", file_id=sent["document"]["file_id"])
    assert await api.fetch(found["file_path"]) == body
    with pytest.raises(Undelivered):
        await api.fetch("nowhere")


# ---- refusals that the server comes to by itself


async def test_a_person_who_never_wrote_is_no_chat(api: Api) -> None:
    assert (await refusal(api, chat_id=9)).code == "no_chat"


async def test_a_person_who_blocked_or_is_gone(server: BotApi, api: Api) -> None:
    server.person(WANG).chat.blocked = True
    assert (await refusal(api)).code == "blocked"
    server.person(WANG).deactivate()
    assert (await refusal(api)).code in ("blocked", "deactivated")


async def test_a_group_that_has_another_number(server: BotApi, api: Api) -> None:
    wang = server.person(WANG)
    group = server.group(-77, "群", [wang])
    await group.add_bot(wang)
    moved = await group.migrate()
    error = await refusal(api, chat_id=-77)
    assert isinstance(error, Moved)
    assert error.moved_to == str(moved.id)


async def test_another_poller(server: BotApi, api: Api) -> None:
    async with asyncio.timeout(30):
        first = asyncio.create_task(api.call("getUpdates", timeout=20, read_timeout=25))
        await server.until(lambda: server.polled)
        second = connect(server.token, address(server), 1)
        await second.open()
        await second.call("getUpdates", timeout=0)
        with pytest.raises(TryLater, match="conflict"):
            await first
        await second.close()


@pytest.mark.parametrize("token", ["1:wrong", "nonsense"])
async def test_a_wrong_token(server: BotApi, token: str) -> None:
    stranger = connect(token, address(server), 1)
    await stranger.open()
    with pytest.raises(Refused, match=r"refused\.telegram_token"):
        await who(stranger)
    await stranger.close()


# ---- a line that is down: nothing can have arrived


async def test_nobody_listens_there() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
    there = Address(f"http://127.0.0.1:{port}/bot", f"http://127.0.0.1:{port}/file/bot")
    api = connect("1:token", there, 1)
    await api.open()
    error = await refusal(api)
    assert (type(error), error.code) == (TryLater, "not_connected")
    await api.close()


async def test_all_connections_are_busy(server: BotApi) -> None:
    hurry = Patience(connect=1.0)  # less, and a busy machine is not connected at all
    one, polling = connection(1, hurry), connection(1, hurry)
    bot = Bot(server.token, base_url=server.base_url, request=one, get_updates_request=polling)
    api = Api(bot, polling, hurry)
    await api.open()
    rule = server.faults.add("sendMessage", Hang())
    busy = asyncio.create_task(api.call("sendMessage", chat_id=WANG, text="慢"))
    async with asyncio.timeout(10):
        await rule.struck.wait()
    error = await refusal(api)
    assert (type(error), error.code) == (TryLater, "not_connected")
    rule.release()
    with pytest.raises(Unknown):
        await busy
    await api.close()


# ---- the whole sender


@pytest.mark.parametrize(
    ("fault", "seconds", "others"),
    [(faults.too_many(17), 17, 0), (faults.UNAUTHORIZED, REFUSED_TOKEN, REFUSED_TOKEN)],
)
async def test_a_429_parks_its_chat_and_a_refused_token_the_whole_sender(
    server: BotApi, api: Api, fault: Fault, seconds: float, others: float
) -> None:
    now = 1_000_000
    channel = Telegram(api, Pace(), lambda: now, 1)
    server.faults.add("sendMessage", fault)
    message = Outgoing("m", "wang", "telegram", str(WANG), "digest", Card("督办"), "", 1, now)
    with pytest.raises(TryLater):
        await channel.send(message, no_file)
    assert channel.pace.free_at(str(WANG), now) == now + seconds * SECOND
    assert channel.pace.free_at("another", now) == (now + others * SECOND if others else 0)


async def test_one_chats_trouble_silences_nobody_else(server: BotApi, api: Api) -> None:
    channel = Telegram(api, Pace(), lambda: 5, 1)
    for fault in (faults.BLOCKED, faults.SERVER_ERROR, Reset()):
        server.faults.add("sendMessage", fault)
        message = Outgoing("m", "wang", "telegram", str(WANG), "digest", Card("督办"), "", 1, 0)
        with pytest.raises(Undelivered):
            await channel.send(message, no_file)
    assert channel.pace.free_at("another", 5) == 0
