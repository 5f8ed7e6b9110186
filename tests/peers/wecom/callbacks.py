"""What people did, as the hub brought it: each with a req_id that is good for certain answers, for a certain time."""

from dataclasses import dataclass, field
from typing import Any

from tests.peers.wecom.refusal import Json, Refusal
from tests.peers.wecom.world import World

SECOND = 1000
REPLY = 24 * 3600 * SECOND
EVENT = 5 * SECOND
STREAM_BYTES = 20_480
MARKDOWN_BYTES = 20_480
MEDIA = ("file", "image", "voice", "video")


@dataclass
class Callback:
    req_id: str
    at: int
    user: str
    chatid: str  # "" in a private chat
    event: str = ""  # "" for a message
    task_id: str = ""  # of the pressed card
    answered: bool = False
    streams: dict[str, int] = field(default_factory=dict)  # id → when it began


@dataclass
class Callbacks:
    world: World
    kept: dict[str, Callback] = field(default_factory=dict)

    def add(self, callback: Callback) -> None:
        self.kept[callback.req_id] = callback

    def message(self, req_id: str, body: Json) -> Callback:
        """The message that may be answered with this body now. Raises Refusal."""
        found = self.kept.get(req_id)
        if found is None or found.event:
            raise Refusal(846605)
        if self.world.clock() - found.at > REPLY:
            raise Refusal(846604)
        stream = body.get("stream")
        going = isinstance(stream, dict) and stream.get("id") in found.streams
        if found.answered and (self.world.switches.one_reply or going):
            raise Refusal(846606)
        self._content(found, body)
        return found

    def _content(self, found: Callback, body: Json) -> None:
        kind = body.get("msgtype")
        if kind == "stream":
            self._stream(found, body.get("stream"))
        elif kind == "markdown":
            markdown(body)
        elif kind == "template_card":
            if found.chatid:
                raise Refusal(40058)
        elif kind not in MEDIA:
            raise Refusal(40008)

    def _stream(self, found: Callback, stream: Any) -> None:
        if not isinstance(stream, dict) or not stream.get("id") or "msg_item" in stream:
            raise Refusal(40058)
        if found.chatid and not self.world.switches.stream_in_group:
            raise Refusal(600039)
        if len(str(stream.get("content", "")).encode()) > STREAM_BYTES:
            raise Refusal(45002)
        now = self.world.clock()
        began = found.streams.setdefault(stream["id"], now)
        if now - began > self.world.switches.stream_minutes * 60 * SECOND:
            raise Refusal(846608)

    def welcome(self, req_id: str, body: Json) -> Callback:
        found = self._event(req_id, "enter_chat")
        if body.get("msgtype") not in ("text", "template_card"):
            raise Refusal(40008)
        return found

    def update(self, req_id: str, body: Json) -> Callback:
        found = self._event(req_id, "template_card_event")
        card = body.get("template_card")
        if not isinstance(card, dict) or card.get("task_id") != found.task_id:
            raise Refusal(846625)
        if body.get("response_type") != "update_template_card":
            raise Refusal(93050)
        return found

    def _event(self, req_id: str, event: str) -> Callback:
        found = self.kept.get(req_id)
        if found is None or found.event != event:
            raise Refusal(846605)
        if self.world.clock() - found.at > EVENT:
            raise Refusal(846604)
        if found.answered:
            raise Refusal(846606)
        return found


def markdown(body: Json) -> None:
    said = body.get("markdown")
    content = said.get("content") if isinstance(said, dict) else None
    if not isinstance(content, str) or not content.strip():
        raise Refusal(44004)
    if len(content.encode()) > MARKDOWN_BYTES:
        raise Refusal(45002)
