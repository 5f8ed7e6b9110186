"""python -m tests.peers.wecom [--port 8082]: a WeCom of one's own, with a phone for each person and a console."""

import argparse
import asyncio
import contextlib
import sys

from tests.peers.wecom.sender import VERIFY_WITHIN
from tests.peers.wecom.server import wecom


async def main(port: int) -> None:
    async with wecom(port=port, verify_within=VERIFY_WITHIN) as server:
        people = [server.person(*one) for one in (("ZhangSan", "张三"), ("LiSi", "李四"), ("WangWu", "王五"))]
        server.group("督办协调群", people, webhook="obviously-fake-webhook-key")
        corp = server.corp
        lines = {
            "phone": f"{server.address}/phone",
            "console": f"{server.address}/console",
            "base_url": server.api,
            "ws_url": server.ws,
            "authorize_url": server.authorize_url,
            "corp": corp.id,
            "agent": corp.apps[0].agentid,
            "secret": corp.apps[0].secret,
            "token": corp.apps[0].token,
            "aes_key": corp.apps[0].aes_key,
            "bot_id": corp.bots[0].id,
            "bot_secret": corp.bots[0].secret,
            "group_key": corp.groups[0].webhook,
        }
        sys.stdout.write("".join(f"{name:14} {value}\n" for name, value in lines.items()))
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.peers.wecom", description=__doc__)
    parser.add_argument("--port", type=int, default=8082)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main(parser.parse_args().port))
