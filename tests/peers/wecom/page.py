"""The page: a phone in the browser, and the administrator's console beside it.

/phone?person=ZhangSan              the chat with the app
/phone?person=ZhangSan&via=bot      the chat with the bot
/console                            what an administrator copies from WeCom, and the address the app is heard at
"""

import base64
import contextlib
import json
import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qs

from tests.peers.botapi.files import pixels
from tests.peers.botapi.http import Answer, Request
from tests.peers.wecom.phone import Mouth, Person
from tests.peers.wecom.refusal import Json
from tests.peers.wecom.view import view
from tests.peers.wecom.world import Group, Via

if TYPE_CHECKING:
    from tests.peers.wecom.server import WeCom

FILES = Path(__file__).parent / "pages"
HOLD = 20.0  # seconds a page waits for news
NOT_FOUND = Answer(404, b"")


class Page:
    def __init__(self, server: "WeCom") -> None:
        self._server = server

    async def answer(self, request: Request) -> Answer:
        query = {name: values[0] for name, values in parse_qs(request.query).items()}
        match request.path:
            case "/" | "/phone":
                return _static("phone.html")
            case "/console":
                return _static("console.html")
            case "/phone/state":
                return await self._state(query)
            case "/phone/file":
                return self._file(query)
            case "/phone/do" if request.verb == "POST":
                return await self._do(json.loads(request.body))
            case "/console/state":
                return _json(self._console())
            case "/console/save" if request.verb == "POST":
                return await self._save(json.loads(request.body))
        name = request.path.removeprefix("/pages/")
        return _static(name) if name in {one.name for one in FILES.iterdir()} else NOT_FOUND

    def _where(self, given: Json) -> tuple[Person, Via, Group | None]:
        persons = self._server.persons
        person = next((one for one in persons if one.userid == given.get("person")), persons[0])
        group = person.corp.group(given.get("chat") or "")
        return person, "group" if group else cast(Via, given.get("via") or "app"), group

    async def _state(self, query: Json) -> Answer:
        """What the page shows; held while nothing is newer than `after`."""
        bell, after = self._server.world.bell, int(query.get("after", -1))
        with contextlib.suppress(TimeoutError):
            await bell.until(lambda: bell.rung > after, HOLD)
        person, via, group = self._where(query)
        self._server.oauth.holder = person.corp.id, person.userid  # who opens a link next
        return _json({"rung": bell.rung} | view(self._server, person, via, group))

    def _file(self, query: Json) -> Answer:
        person, via, group = self._where(query)
        name, body = person.room(via, group)[int(query["number"])].files[int(query["file"])]
        kind = "image/png" if pixels(body) else mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Answer(200, body, kind)

    async def _do(self, wish: Json) -> Answer:
        """Whatever a thumb can do."""
        if wish["do"] == "newcomer":
            userid = f"u{len(self._server.persons) + 1}"
            return _json({"person": self._server.person(userid, wish["name"]).userid})
        person, via, group = self._where(wish)
        try:
            await self._act(person, "bot" if group else cast(Mouth, via), group, wish)
        except (ValueError, LookupError) as wrong:
            return Answer(409, json.dumps({"wrong": str(wrong)}, ensure_ascii=False).encode())
        return _json({})

    async def _act(self, person: Person, via: Mouth, group: Group | None, wish: Json) -> None:
        match wish["do"]:
            case "say":
                await person.say(wish["words"], via, group, wish.get("quote") or None)
            case "file":
                await self._send(person, via, group, wish)
            case "press":
                posted = person.room("group" if group else via, group)[int(wish["number"])]
                person.press_key(posted, wish["key"], wish["chosen"])
            case "place":
                await person.place(32.9908, 112.5283, "南阳市")
            case "enter":
                await person.enter(via)

    async def _send(self, person: Person, via: Mouth, group: Group | None, wish: Json) -> None:
        body = base64.b64decode(wish["body"])
        if pixels(body):
            await person.photo(body, via, group)
        elif via == "bot" and not group:
            await person.file(wish["name"], body)
        else:
            raise ValueError("应用和群里只能发图片；文件请发给智能机器人")

    def _console(self) -> Json:
        server, corp = self._server, self._server.corp
        app, bot = corp.apps[0], corp.bots[0]
        return {
            "企业ID": corp.id,
            "AgentId": app.agentid,
            "Secret": app.secret,
            "Token": app.token,
            "EncodingAESKey": app.aes_key,
            "接口地址": server.api,
            "Bot ID": bot.id,
            "机器人Secret": bot.secret,
            "长连接地址": server.ws,
            "网页授权地址": server.authorize_url,
            "群消息推送": [f"{server.api}/webhook/send?key={g.webhook}" for g in corp.groups if g.webhook],
            "callback": app.callback,
            "domain": app.trusted_domain,
            "listed": app.trusted_ips is None,
            "complaints": server.complaints[-20:],
        }

    async def _save(self, given: Json) -> Answer:
        """保存: an address is kept only where it opens a letter."""
        app = self._server.corp.apps[0]
        app.trusted_domain = given["domain"]
        app.trusted_ips = None if given["listed"] else set()
        url = given["callback"].strip()
        if not url:
            app.callback = ""
            return _json({"saved": True})
        return _json({"saved": await self._server.listen_at(url)})


def _static(name: str) -> Answer:
    kind = mimetypes.guess_type(name)[0] or "text/html"
    body = (FILES / name).read_bytes()
    return Answer(200, body, f"{kind}; charset=utf-8", {"Cache-Control": "no-store"})


def _json(body: Json) -> Answer:
    return Answer(200, json.dumps(body, ensure_ascii=False).encode())
