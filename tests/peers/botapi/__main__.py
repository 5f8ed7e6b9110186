"""python -m tests.peers.botapi [--port 8081]: a Telegram of one's own, with a phone to look at."""

import argparse
import asyncio
import contextlib
import sys

from tests.peers.botapi.server import TOKEN, bot_api


async def main(port: int, token: str, username: str) -> None:
    async with bot_api(token, username, privacy=True, pace=1.0, port=port) as server:
        people = [server.person(1001 + n, name) for n, name in enumerate(("王某", "李某", "张某"))]
        await server.group(-5001, "指挥群", people).add_bot(by=people[0])
        lines = {
            "phone": server.page_url,
            "base_url": server.base_url,
            "base_file_url": server.base_file_url,
            "token": server.token,
        }
        sys.stdout.write("".join(f"{name:14} {value}\n" for name, value in lines.items()))
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.peers.botapi", description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--username", default="duban_test_bot")
    given = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main(given.port, given.token, given.username))
