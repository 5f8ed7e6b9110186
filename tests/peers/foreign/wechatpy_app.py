"""An app's callback URL by wechatpy: opens what it is brought, tells it as a line, answers with a sealed text."""

import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qsl

from wechatpy.work import parse_message
from wechatpy.work.crypto import WeChatCrypto
from wechatpy.work.replies import TextReply


def main(token: str, key: str, corp: str) -> None:
    crypto = WeChatCrypto(token, key, corp)

    class App(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = self.given()
            self.say(crypto.check_signature(echo_str=query.pop("echostr"), **query))

        def do_POST(self) -> None:
            query = self.given()
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            message = parse_message(crypto.decrypt_message(raw, **query))
            tell({"type": message.type, "source": message.source, **dict(message._data)})
            reply = TextReply(content="收到", message=message).render()
            self.say(crypto.encrypt_message(reply, query["nonce"], query["timestamp"]))

        def given(self) -> dict[str, Any]:
            query = dict(parse_qsl(self.path.partition("?")[2]))
            return {"signature": query.pop("msg_signature"), **query}

        def say(self, body: Any) -> None:
            raw = body if isinstance(body, bytes) else body.encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *words: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), App)
    tell({"url": f"http://127.0.0.1:{server.server_port}/hook"})
    server.serve_forever()


def tell(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
