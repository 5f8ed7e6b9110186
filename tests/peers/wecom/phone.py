"""People and their phones: they write, send, press, leave. The app hears of it by callbacks, the bot by its line."""

import asyncio
from collections.abc import Sequence
from typing import Any, Literal

from tests.peers.botapi.files import pixels
from tests.peers.wecom import inside
from tests.peers.wecom.inside import Fields
from tests.peers.wecom.line import Line, Said
from tests.peers.wecom.refusal import Json
from tests.peers.wecom.sender import Delivery, Sender
from tests.peers.wecom.shown import Button, Option, Shown, buttons, options, shown
from tests.peers.wecom.world import App, Corp, Group, Member, Posted, Via, World

Mouth = Literal["app", "bot"]


class Person:
    def __init__(
        self,
        world: World,
        corp: Corp,
        member: Member,
        sender: Sender,
        line: Line,
        spoke: dict[Any, int],
    ) -> None:
        self.userid = member.userid
        self.member = member
        self.corp = corp
        self._world, self._sender, self._line, self._spoke = world, sender, line, spoke

    def heard(self, via: Via = "app", group: Group | None = None) -> list[Shown]:
        """Ours on this phone, newest last."""
        return [one for one in self.seen(via, group) if not one.sender]

    def seen(self, via: Via = "app", group: Group | None = None) -> list[Shown]:
        """All of a chat, newest last."""
        blank = self.member.wechat_only
        return [shown(one, wechat_only=blank) for one in self.room(via, group) if not one.recalled]

    def room(self, via: Via, group: Group | None = None) -> list[Posted]:
        return self._world.rooms[_room_name(self.corp, self.member, via, group)]

    async def say(
        self,
        words: str,
        via: Mouth = "app",
        group: Group | None = None,
        quote: Shown | str | None = None,
    ) -> list[Delivery]:
        """More than 4,000 characters leave the phone as several messages."""
        quoted = quote.words if isinstance(quote, Shown) else quote or ""
        told: list[Delivery] = []
        for piece in inside.pieces(words):
            self._show(via, "text", {"content": piece}, group, quote=quoted)
            if via == "bot":
                self._line.said(self.corp, self.member, group, Said("text", piece, quote=quoted))
            else:
                told += self._tell({"MsgType": "text", "Content": piece})
        return told

    async def photo(
        self, body: bytes, via: Mouth = "app", group: Group | None = None, words: str = ""
    ) -> list[Delivery]:
        """`words` beside a picture only the bot can be sent: a mixed message."""
        if pixels(body) is None:
            raise ValueError("a phone sends no photo that is not PNG or JPEG")
        self._show(via, "image", {"content": words}, group, [("", body)])
        picture = Said("image", body=body)
        if via == "bot":
            said = Said("mixed", items=(Said("text", words), picture)) if words else picture
            self._line.said(self.corp, self.member, group, said)
            return []
        return self._tell({"MsgType": "image"} | self._media("image", "photo.jpg", body, "PicUrl"))

    async def voice(self, spoken: str | bytes, via: Mouth = "app") -> list[Delivery]:
        """Words to the bot, which is told the transcript; AMR to the app."""
        if isinstance(spoken, str):
            self._show("bot", "voice", {"content": spoken})
            self._line.said(self.corp, self.member, None, Said("voice", spoken))
            return []
        self._show(via, "voice", {"content": ""}, files=[("voice.amr", spoken)])
        return self._tell(
            {"MsgType": "voice"} | self._media("voice", "voice.amr", spoken) | {"Format": "amr"}
        )

    async def video(self, body: bytes, via: Mouth = "app") -> list[Delivery]:
        self._show(via, "video", {"content": ""}, files=[("video.mp4", body)])
        if via == "bot":
            self._line.said(self.corp, self.member, None, Said("video", name="video.mp4", body=body))
            return []
        thumb = self._world.keep(self.corp, "image", "thumb.jpg", b"\xff\xd8\xff\xd9 thumb")
        media = self._media("video", "video.mp4", body)
        return self._tell({"MsgType": "video"} | media | {"ThumbMediaId": thumb})

    async def file(self, name: str, body: bytes) -> None:
        """To the bot only: an app is told of no file."""
        self._show("bot", "file", {"content": name}, files=[(name, body)])
        self._line.said(self.corp, self.member, None, Said("file", name=name, body=body))

    async def place(self, x: float, y: float, label: str) -> list[Delivery]:
        """`x` is the latitude. The app's alone."""
        self._show("app", "location", {"content": label})
        told = {"MsgType": "location", "Location_X": x, "Location_Y": y, "Scale": 15, "Label": label}
        return self._tell(told)

    async def link(self, title: str, url: str, description: str = "") -> list[Delivery]:
        self._show("app", "link", {"content": title})
        told = {"MsgType": "link", "Title": title, "Description": description, "Url": url, "PicUrl": ""}
        return self._tell(told)

    async def enter(self, via: Mouth = "app") -> list[Delivery]:
        if via == "bot":
            self._line.entered(self.corp, self.member)
            return []
        return self._happens({"Event": "enter_agent", "EventKey": ""})

    async def click(self, key: str) -> list[Delivery]:
        """A row of the app's menu."""
        return self._happens({"Event": "click", "EventKey": key})

    async def press(
        self,
        label: str,
        choose: str | Sequence[str] | None = None,
        on: Shown | None = None,
        via: Mouth = "app",
    ) -> list[Delivery]:
        """The newest card with this button; `choose` picks options by their words first."""
        posted, button = self._find(label, via, on)
        chosen = _chosen(options(posted.content), [choose] if isinstance(choose, str) else choose or [])
        return self.press_key(posted, button.key, chosen)

    def press_key(self, posted: Posted, key: str, chosen: dict[str, list[str]]) -> list[Delivery]:
        """`chosen`: option ids by question. ValueError where the button cannot be pressed."""
        button = next((one for one in buttons(posted.content) if one.key == key), None)
        if button is None:
            raise LookupError(f"no button {key!r}")
        if posted.greyed or button.replaced:
            raise ValueError(f"{posted.greyed or button.words!r} is grey")
        if button.url:
            raise ValueError(f"{button.words!r} opens {button.url}")
        posted.pressed = True
        self._world.bell.ring()
        if posted.transport == "bot":
            self._line.pressed(self.corp, self.member, posted, key, chosen)
            return []
        menu = posted.content["card_type"] in ("text_notice", "news_notice")
        return self._happens(
            {
                "Event": "template_card_menu_event" if menu else "template_card_event",
                "EventKey": key,
                "TaskId": posted.task_id,
                "CardType": posted.content["card_type"],
                "ResponseCode": self._world.new_code(posted.msgid, posted.agentid),
                **inside.selected(chosen),
            },
            self.corp.app(posted.agentid),
        )

    def _find(self, label: str, via: Mouth, on: Shown | None) -> tuple[Posted, Button]:
        for posted in reversed(self.room(via)):
            if posted.msgtype != "template_card" or posted.recalled or (on and posted.msgid != on.msgid):
                continue
            for button in buttons(posted.content):
                if label in button.words or label == posted.greyed:
                    return posted, button
        raise LookupError(f"no button {label!r} on the phone of {self.userid}")

    async def leave_range(self, app: App | None = None) -> list[Delivery]:
        """An administrator takes the member out of the app's visible range."""
        (app or self.corp.apps[0]).left.add(self.member.key)
        return self._happens({"Event": "unsubscribe", "EventKey": ""}, app)

    async def come_back(self, app: App | None = None) -> list[Delivery]:
        (app or self.corp.apps[0]).left.discard(self.member.key)
        return self._happens({"Event": "subscribe", "EventKey": ""}, app)

    def _media(self, kind: str, name: str, body: bytes, url: str = "") -> Json:
        media_id = self._world.keep(self.corp, kind, name, body)
        return ({url: f"{self._world.address}/pic/{media_id}"} if url else {}) | {"MediaId": media_id}

    def _show(
        self,
        via: Mouth,
        kind: str,
        content: Json,
        group: Group | None = None,
        files: Sequence[tuple[str, bytes]] = (),
        quote: str = "",
    ) -> None:
        name = _room_name(self.corp, self.member, via, group)
        now = self._world.clock()
        posted = Posted("", kind, content, now, via, sender=self.userid, files=list(files), quote=quote)
        self._world.put(name, posted)

    def _tell(self, fields: Json) -> list[Delivery]:
        """A message to the app: it has a MsgId."""
        return [self._bring(self.corp.apps[0], fields | {"MsgId": self._world.number()})]

    def _happens(self, fields: Json, app: App | None = None) -> list[Delivery]:
        """An event has none."""
        return [self._bring(app or self.corp.apps[0], {"MsgType": "event"} | fields)]

    def _bring(self, app: App, fields: Fields) -> Delivery:
        now = self._world.clock()
        self._spoke[self.corp.id, app.agentid, self.member.key] = now
        whole = {"ToUserName": self.corp.id, "FromUserName": self.userid, "CreateTime": now // 1000}
        return self._sender.bring(
            self.corp, app, self.member.key, whole | dict(fields) | {"AgentID": app.agentid}
        )


def _room_name(corp: Corp, member: Member, via: Via, group: Group | None) -> tuple[str, Via, str]:
    return (corp.id, "group", group.chatid) if group else (corp.id, via, member.key)


def _chosen(offered: Sequence[Option], wanted: Sequence[str]) -> dict[str, list[str]]:
    """Option ids by question; LookupError where a word is on no list."""
    chosen: dict[str, list[str]] = {}
    for words in wanted:
        option = next((one for one in offered if words in one.words), None)
        if option is None:
            raise LookupError(f"no option {words!r} to choose")
        chosen.setdefault(option.question, []).append(option.id)
    return chosen


async def brought(deliveries: Sequence[Delivery]) -> None:
    """Returns when all of them were answered or given up."""
    await asyncio.gather(*(one.done.wait() for one in deliveries))
