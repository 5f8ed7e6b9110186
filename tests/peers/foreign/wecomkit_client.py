"""wecomkit's client, told line by line what to call: ["messages.send_text", arguments…] in, the answer or errcode out.

A last argument that is an object holds the arguments by name. Run by an environment that has wecomkit 0.2.0.
"""

import asyncio
import json
import sys
from typing import Any

from wecomkit import AsyncWeComClient, WeComConfig
from wecomkit.exceptions import WeComAPIError


async def main(address: str, corp: str, secret: str) -> None:
    async with AsyncWeComClient(WeComConfig(corp, secret, base_url=address)) as client:
        while line := await asyncio.to_thread(sys.stdin.readline):
            calls = json.loads(line)
            told = await asyncio.gather(*(_call(client, *one) for one in calls))
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()


async def _call(client: Any, name: str, *given: Any) -> Any:
    named = given[-1] if given and isinstance(given[-1], dict) else {}
    for part in name.split("."):
        client = getattr(client, part)
    try:
        return await client(*given[: -1 if named else None], **named)
    except WeComAPIError as no:
        return {"errcode": no.errcode}


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
