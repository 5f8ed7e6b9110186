"""The page: a phone in the browser, to try the bot by hand and to take the manual's pictures.

/phone?person=1001                    the private chat with the bot
/phone?person=1001&start=CODE         the same before Start, as a deep link opens it
/phone?person=1001&chat=-5001         a group
"""

import asyncio
import base64
import contextlib
import json
import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from tests.peers.botapi.files import pixels
from tests.peers.botapi.http import Answer, Request
from tests.peers.botapi.people import Person
from tests.peers.botapi.refusal import Json
from tests.peers.botapi.view import view

if TYPE_CHECKING:
    from tests.peers.botapi.groups import Group
    from tests.peers.botapi.server import BotApi

FILES = Path(__file__).parent / "phone"
HOLD = 20.0  # seconds a page waits for news
CLOCK = 15.0  # seconds a pressed button shows its clock
NEWCOMER = 2001
NOT_FOUND = Answer(404, b"")


class Page:
    def __init__(self, server: "BotApi") -> None:
        self._server = server

    async def answer(self, request: Request) -> Answer:
        query = {name: values[0] for name, values in parse_qs(request.query).items()}
        path = request.path
        if path in ("/", "/phone"):
            return _static("phone.html")
        if path in ("/phone.css", "/phone.js", "/phone-bubble.js"):
            return _static(path[1:])
        if path == "/phone/state":
            return await self._state(query)
        if path == "/phone/do" and request.verb == "POST":
            return await self._do(json.loads(request.body))
        if path.startswith("/phone/file/"):
            return self._file(path.removeprefix("/phone/file/"))
        return NOT_FOUND

    def _person(self, given: object) -> Person:
        number = int(str(given or 0))
        known = {one.id: one for one in self._server.persons}
        return known.get(number) or (self._server.person(number) if number else next(iter(known.values())))

    def _group(self, given: object) -> "Group | None":
        chat = int(str(given or 0))
        return self._server.group(chat) if chat in self._server.state.world.chats and chat < 0 else None

    async def _state(self, query: dict[str, str]) -> Answer:
        """What the page shows; held while nothing is newer than `after`."""
        bell = self._server.state.world.bell
        after = int(query.get("after", -1))
        if not self._server.persons:
            self._server.person(1001, "王某")
        with contextlib.suppress(TimeoutError):
            await bell.until(lambda: bell.rung > after, HOLD)
        person = self._person(query.get("person"))
        group = self._group(query.get("chat"))
        return _json({"rung": bell.rung} | view(self._server, person, group))

    def _file(self, path: str) -> Answer:
        kept = self._server.state.world.files.by_path.get(path)
        if kept is None:
            return NOT_FOUND
        mime = "image/png" if kept.kind == "photo" and pixels(kept.body) else kept.mime
        return Answer(200, kept.body, mime)

    async def _do(self, wish: Json) -> Answer:
        """Whatever a thumb can do."""
        if wish["do"] == "newcomer":
            number = NEWCOMER + len(self._server.persons)
            return _json({"person": self._server.person(number, wish["name"]).id})
        person, group = self._person(wish.get("person")), self._group(wish.get("chat"))
        try:
            return _json(await self._act(person, group, wish))
        except (ValueError, LookupError) as wrong:
            return Answer(409, json.dumps({"wrong": str(wrong)}).encode())

    async def _act(self, person: Person, group: "Group | None", wish: Json) -> Json:
        where = {
            "group": group,
            "reply_to": int(wish.get("reply_to") or 0),
            "topic": int(wish.get("topic") or 0),
        }
        match wish["do"]:
            case "write":
                return await person.write(wish["text"], **where)
            case "edit":
                return await person.edit(int(wish["message"]), wish["text"], group)
            case "file":
                return await self._send(person, wish, where)
            case "press":
                return await self._press(person, group, wish)
            case "location":
                return await person.location(wish["latitude"], wish["longitude"], **where)
            case "delete":
                await person.delete(int(wish["message"]), group)
            case "block":
                await person.block()
            case "unblock":
                await person.unblock()
        return {}

    async def _send(self, person: Person, wish: Json, where: Json) -> Json:
        body = base64.b64decode(wish["body"])
        if pixels(body):
            return await person.photo(body, wish.get("caption", ""), **where)
        return await person.document(wish["name"], body, wish.get("caption", ""), **where)

    async def _press(self, person: Person, group: "Group | None", wish: Json) -> Json:
        pressed = await person.press_data(wish["data"], int(wish["message"]), group)
        try:
            await asyncio.wait_for(pressed.answered.wait(), CLOCK)
        except TimeoutError:
            pressed.expire()
        return {"text": pressed.text, "alert": pressed.alert, "url": pressed.url}


def _static(name: str) -> Answer:
    mime = mimetypes.guess_type(name)[0] or "text/html"
    return Answer(200, (FILES / name).read_bytes(), f"{mime}; charset=utf-8", {"Cache-Control": "no-store"})


def _json(body: Json) -> Answer:
    return Answer(200, json.dumps(body, ensure_ascii=False).encode())
