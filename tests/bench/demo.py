"""The demo as a user meets it: how long until the first page, and how much memory once it has played its prologue."""

import asyncio
import json
import signal
import socket
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import perf_counter

import websockets
from websockets.typing import Origin

from tests.bench.table import Line

START, RSS = 2.0, 150.0  # seconds, MB
BARE = """
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
app = Starlette(routes=[Route("/", lambda request: PlainTextResponse("here"))])
uvicorn.run(app, host="127.0.0.1", port={port}, log_level="error")
"""


async def starts(repetitions: int) -> list[Line]:
    line = Line("duban demo: start to first page", "s", "starlette + uvicorn", most=START)
    for _ in range(repetitions):
        for times, command in ((line.ours, duban), (line.theirs, bare)):
            port = free_port()
            began = perf_counter()
            async with running(command(port)):
                await first_page(port)
                times.append(perf_counter() - began)
    return [line]


async def memory() -> list[Line]:
    """Of the demo's own process: pictures are drawn in another."""
    port = free_port()
    async with running(duban(port)) as process:
        await first_page(port)
        await _prologue_played(port)
        return [
            Line("duban demo: RSS, prologue played", "MB", most=RSS, ours=[kept(process.pid, "VmRSS")]),
            Line("duban demo: highest RSS until then", "MB", ours=[kept(process.pid, "VmHWM")]),
        ]


def duban(port: int) -> Sequence[str]:
    return (str(Path(sys.executable).with_name("duban")), "demo", "--port", str(port))


def bare(port: int) -> Sequence[str]:
    return (sys.executable, "-c", BARE.format(port=port))


@asynccontextmanager
async def running(command: Sequence[str]) -> AsyncIterator[asyncio.subprocess.Process]:
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*command, stdout=quiet, stderr=quiet)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)
        await process.wait()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


async def first_page(port: int) -> None:
    """Asks for / until it is there."""
    async with asyncio.timeout(30):
        while not await _answers(port):  # noqa: ASYNC110 -- another process has no event for us
            await asyncio.sleep(0.01)


async def _answers(port: int) -> bool:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.write(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    return answer.startswith(b"HTTP/1.1 200")


async def _prologue_played(port: int) -> None:
    """The clock begins to run when 2023-12-28 has been reached."""
    live_at, origin = f"ws://127.0.0.1:{port}/live", Origin(f"http://127.0.0.1:{port}")
    async with asyncio.timeout(60), websockets.connect(live_at, origin=origin) as live:
        async for frame in live:
            told = json.loads(frame)
            if told["is"] == "clock" and told["playing"]:
                return


def kept(pid: int, name: str) -> float:
    """A figure of /proc/PID/status, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise LookupError(name)
