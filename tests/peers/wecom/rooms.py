"""Groups that are written to over HTTP: by the app that made them (appchat), by anyone with a webhook's key."""

import base64
import binascii
import copy
import hashlib
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.peers.wecom import calls, cardrules, clipping, files, shapes
from tests.peers.wecom.calls import Call
from tests.peers.wecom.cardrules import Offered
from tests.peers.wecom.kinds import KINDS, cut
from tests.peers.wecom.ledger import Logged
from tests.peers.wecom.refusal import Json, Refusal
from tests.peers.wecom.world import MINUTE, ROOT, Corp, Group, Posted, Transport, World, new_msgid

A_MINUTE = 20  # messages of one webhook
TEXT_BYTES, MARKDOWN_BYTES = 2048, 4096
PICTURE = 2 * 1024 * 1024


def appchat(call: Call, logged: Logged) -> Json:
    """Only an app that sees everybody has groups, and only its own; no cards."""
    world, app, corp = call.world, call.caller, call.corp
    if ROOT not in app.visible.departments:
        raise Refusal(48002)
    body = shapes.fitted(call.body, shapes.SEND, call.warn)
    group = corp.group(body.get("chatid", ""))
    if group is None or group.owner != app.agentid:
        raise Refusal(86008)
    kind = body.get("msgtype", "")
    if kind not in KINDS:
        raise Refusal(40008)
    content = copy.deepcopy(body.get(kind) or {})
    KINDS[kind](world, corp, content)
    msgid = _put(world, corp, group, kind, content, "app")
    logged.became = {group.chatid: "delivered"}
    return {"msgid": msgid} if world.switches.appchat_msgid else {}


def _put(world: World, corp: Corp, group: Group, kind: str, content: Json, transport: Transport) -> str:
    posted = Posted(new_msgid(), kind, content, world.clock(), transport)
    media = world.find_media(corp, content.get("media_id", ""))
    if media:
        posted.files.append((media.name, media.body))
    if kind == "template_card":
        clipping.watch(world, content, transport)
    world.put((corp.id, "group", group.chatid), posted)
    return posted.msgid


@dataclass
class Webhooks:
    """消息推送, the former 群机器人: hears nothing."""

    world: World
    recent: dict[str, deque[int]] = field(default_factory=lambda: defaultdict(deque))

    def send(self, call: Call, logged: Logged) -> Json:
        corp, group = self._group(call)
        body = shapes.fitted(call.body, shapes.SEND, call.warn)
        kind = body.get("msgtype", "")
        if kind not in WEBHOOK_KINDS:
            raise Refusal(40008)
        if not body.get(kind):
            raise Refusal(93017)
        self._count(group.webhook)
        content = copy.deepcopy(body[kind])
        WEBHOOK_KINDS[kind](self.world, corp, content)
        _put(self.world, corp, group, kind, content, "webhook")
        logged.became = {group.chatid: "delivered"}
        return {}

    def upload(self, call: Call) -> Json:
        call.corp, _ = self._group(call)
        kind = call.query.get("type", "")
        if kind not in ("file", "voice"):
            raise Refusal(40005)
        return files.keep(call, kind, calls.upload(call))

    def _group(self, call: Call) -> tuple[Corp, Group]:
        key = call.query.get("key", "")
        for corp in self.world.corps.values():
            for group in corp.groups:
                if key and group.webhook == key:
                    return corp, group
        raise Refusal(93000)

    def _count(self, key: str) -> None:
        recent, now = self.recent[key], self.world.clock()
        while recent and now - recent[0] >= MINUTE:
            recent.popleft()
        if len(recent) >= A_MINUTE:
            raise Refusal(45009)
        recent.append(now)


def _text(world: World, corp: Corp, content: Json) -> None:
    if not content.get("content"):
        raise Refusal(44004)
    content["content"] = cut(world, content["content"], TEXT_BYTES)


def _markdown(world: World, corp: Corp, content: Json) -> None:
    if not content.get("content"):
        raise Refusal(44004)
    if len(content["content"].encode()) > MARKDOWN_BYTES:
        raise Refusal(45002)


def _picture(world: World, corp: Corp, content: Json) -> None:
    try:
        body = base64.b64decode(content.get("base64", ""), validate=True)
    except binascii.Error:
        raise Refusal(40009) from None
    if len(body) > PICTURE:
        raise Refusal(93018)
    if not body.startswith((b"\x89PNG", b"\xff\xd8")) or hashlib.md5(body).hexdigest() != content.get("md5"):
        raise Refusal(40009)


def _card(world: World, corp: Corp, content: Json) -> None:
    cardrules.check(Offered(content, "webhook", world))


WEBHOOK_KINDS = {
    "text": _text,
    "markdown": _markdown,
    "markdown_v2": _markdown,
    "image": _picture,
    "news": KINDS["news"],
    "file": KINDS["file"],
    "voice": KINDS["voice"],
    "template_card": _card,
}
