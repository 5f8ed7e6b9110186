"""wechatpy's client, told line by line what to call: ["message.send_text", arguments…] in, the answer or errcode out.

Run by the Python of an environment that has wechatpy 2.0.0a26; it knows one address, which is rewritten here.
"""

import json
import sys
from typing import Any

from requests.adapters import HTTPAdapter
from wechatpy.exceptions import WeChatClientException
from wechatpy.work import WeChatClient

REAL = "https://qyapi.weixin.qq.com"


class Loopback(HTTPAdapter):  # type: ignore[misc]
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address

    def send(self, request: Any, *args: Any, **more: Any) -> Any:
        request.url = request.url.replace(REAL, self.address, 1)
        return super().send(request, *args, **more)


def main(address: str, corp: str, secret: str) -> None:
    client = WeChatClient(corp, secret)
    client._http.mount(REAL, Loopback(address))
    for line in sys.stdin:
        name, *given = json.loads(line)
        target: Any = client
        for part in name.split("."):
            target = getattr(target, part)
        try:
            told = target(*(_meant(one) for one in given))
        except WeChatClientException as no:
            told = {"errcode": no.errcode}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def _meant(value: Any) -> Any:
    return open(value["file"], "rb") if isinstance(value, dict) and "file" in value else value


if __name__ == "__main__":
    main(*sys.argv[1:])
