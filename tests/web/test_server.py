"""The server inside the caller's loop, and the hub behind it."""

import asyncio
import logging
import signal

import pytest
from websockets.exceptions import ConnectionClosed

from bot.cards.card import Card
from bot.channels.browser.hub import BACKLOG, Hub
from bot.context.ports import Accepted, Inbound, Outgoing
from bot.domain.errors import Refused
from bot.web.server import PORTS, build_app, serve
from tests.builders import no_file
from tests.web.conftest import House, served
from tests.web.standin import City


def line(n: int, to: str = "someone") -> Outgoing:
    return Outgoing(f"m{n}", to, "browser", to, "notice", Card(str(n)), "", 0, n)


async def test_in_the_demo_a_taken_port_makes_way_for_the_next() -> None:
    app = build_app(City().site)
    async with serve(app, port=0) as first:
        port = int(first.rstrip("/").rpartition(":")[2])
        async with serve(app, port=port, ports=PORTS) as second:
            assert port < int(second.rstrip("/").rpartition(":")[2]) < port + 20


async def test_production_refuses_a_port_that_is_taken_and_a_host_that_is_not_ours() -> None:
    app = build_app(City().site)
    async with serve(app, port=0) as first:
        port = int(first.rstrip("/").rpartition(":")[2])
        with pytest.raises(Refused, match=f"port_taken.*{port}"):
            async with serve(app, port=port):
                pass
    for host, ports in (("203.0.113.1", PORTS), ("no.such.host.invalid", 1)):
        with pytest.raises(Refused, match="cannot_listen"):
            async with serve(app, host, port, ports=ports):
                pass


async def test_a_visitor_who_leaves_while_sending_is_one_line_in_the_log(
    run: House, caplog: pytest.LogCaptureFixture
) -> None:
    """To every address that reads a body."""
    caplog.set_level(logging.INFO, "bot")
    port = int(run.origin.rpartition(":")[2])
    addresses = ("/enter", "/enter/telegram", "/say", "/sessions/end")
    for path in addresses:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: {run.origin}\r\n"
        form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\ncode="
        writer.write((head + form).encode())
        await writer.drain()
        writer.close()
        await writer.wait_closed()
    async with asyncio.timeout(5):
        while len(caplog.records) < len(addresses):  # noqa: ASYNC110
            await asyncio.sleep(0)
    said = {record.getMessage() for record in caplog.records}
    assert said == {"client disconnected while sending a request"}
    assert [record.exc_info for record in caplog.records] == [None] * len(addresses)


async def test_signals_stay_the_callers() -> None:
    before = signal.getsignal(signal.SIGTERM)
    async with serve(build_app(City().site), port=0):
        await asyncio.sleep(0)
        assert signal.getsignal(signal.SIGTERM) is before


async def test_an_open_page_does_not_hold_up_the_end() -> None:
    async with asyncio.timeout(5):
        async with served() as house:
            page = await house.page().__aenter__()
            await page.hear("clock")
        with pytest.raises(ConnectionClosed):
            await page.hear("never")


async def test_health_is_told_in_a_number(demo: House) -> None:
    async with demo.visitor() as visitor:
        well = await visitor.get("/healthz")
        demo.city.alive = False
        ill = await visitor.get("/healthz")
    assert (well.status_code, well.json()["loops"]) == (200, {"tick": 0.5, "browser": 0.1})
    assert (ill.status_code, ill.json()["ok"]) == (503, False)


async def test_no_such_page_is_a_page(demo: House) -> None:
    async with demo.visitor() as visitor:
        answers = [
            await visitor.get(path) for path in ("/nowhere", "/static/../site.py", "/static/none.js", "/say")
        ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert all("页面不存在" in answer.text for answer in answers)


async def test_everyone_who_subscribed_hears_what_is_theirs() -> None:
    hub = Hub()
    async with hub.subscribe(["a"]) as of_a, hub.subscribe() as of_all:
        assert await hub.send(line(1, "a"), no_file) == Accepted()
        await hub.send(line(2, "b"), no_file)
        hub.heard(3, Inbound("browser", "u3", "a", text="3"))
        assert [await anext(of_a), await anext(of_a)] == [
            (1, line(1, "a")),
            (3, Inbound("browser", "u3", "a", text="3")),
        ]
        assert [(await anext(of_all))[0] for _ in range(3)] == [1, 2, 3]


async def test_a_reader_too_slow_is_cut_off_and_nobody_else() -> None:
    hub = Hub()
    async with hub.subscribe() as slow:
        for n in range(BACKLOG + 1):
            await hub.send(line(n), no_file)
        assert [at async for at, _ in slow] == list(range(BACKLOG))
