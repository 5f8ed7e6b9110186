"""The bot's chats: who has written, how much went there lately, what stands there, and what a frame puts there."""

from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.peers.wecom import cardrules
from tests.peers.wecom.callbacks import MEDIA, Callback, markdown
from tests.peers.wecom.refusal import Json, Refusal
from tests.peers.wecom.world import DAY, Bot, Corp, Group, Posted, Room, World, fold, new_msgid

PER_MINUTE, PER_HOUR = 30, 1000
SINGLE, GROUP = 1, 2


@dataclass
class BotChats:
    """Of one bot."""

    world: World
    corp: Corp
    bot: Bot
    wrote: dict[str, int] = field(default_factory=dict)  # folded userid or chatid → when last
    sent: dict[str, deque[int]] = field(default_factory=lambda: defaultdict(deque))

    def target(self, body: Json) -> str:
        """The key of the chat that a push is for. Raises Refusal."""
        chatid, kind = str(body.get("chatid", "")), body.get("chat_type", 0)
        group = self.corp.group(chatid) if kind in (0, GROUP) else None
        if group:
            return self._group(group)
        member = self.corp.member(chatid) if kind in (0, SINGLE) else None
        if member is None or not member.active:
            raise Refusal(93006)
        if member.key not in self.wrote:
            raise Refusal(846607)
        return member.key

    def _group(self, group: Group) -> str:
        if not group.has_bot:
            raise Refusal(93001)
        push, last = self.world.switches.group_push, self.wrote.get(group.chatid)
        if last is None or push == "never" or (push == "day" and self.world.clock() - last > DAY):
            raise Refusal(846607)
        return group.chatid

    def count(self, key: str) -> None:
        """Replies and pushes together. Raises Refusal beyond what a chat takes."""
        now, sent = self.world.clock(), self.sent[key]
        while sent and sent[0] <= now - 3_600_000:
            sent.popleft()
        if len(sent) >= PER_HOUR or sum(at > now - 60_000 for at in sent) >= PER_MINUTE:
            raise Refusal(self.world.switches.rate_code)
        sent.append(now)

    def judge_push(self, body: Json) -> None:
        kind = body.get("msgtype")
        if kind == "markdown":
            markdown(body)
        elif kind == "template_card":
            if self.corp.group(str(body.get("chatid", ""))):
                raise Refusal(40058)
            self.judge_card(body)
        elif kind in MEDIA:
            self.file(body)
        else:
            raise Refusal(40008)

    def judge_card(self, body: Json) -> None:
        """Raises Refusal. A card that passes has spent its task_id."""
        offered = self._offered(body)
        cardrules.check(offered)
        cardrules.take(offered)

    def judge_update(self, body: Json) -> None:
        """As of a new card, but for the task_id, which is the old one's."""
        offered = self._offered(body)
        for rule in cardrules.RULES:
            if rule is not cardrules.task_id:
                rule(offered)

    def _offered(self, body: Json) -> cardrules.Offered:
        card = body.get("template_card")
        if not isinstance(card, dict):
            raise Refusal(40058)
        return cardrules.Offered(card, "bot", self.world, self.corp.id, self.bot.id)

    def file(self, body: Json) -> tuple[str, bytes]:
        named = body.get(str(body.get("msgtype")))
        media_id = named.get("media_id") if isinstance(named, dict) else None
        found = self.world.find_media(self.corp, str(media_id))
        if found is None:
            raise Refusal(40007)
        return found.name, found.body

    def post(self, key: str, body: Json) -> Posted:
        kind = str(body["msgtype"])
        content = body.get(kind)
        files = [self.file(body)] if kind in MEDIA else []
        posted = Posted(
            new_msgid(),
            kind,
            dict(content) if isinstance(content, dict) else {},
            self.world.clock(),
            "bot",
            files=files,
        )
        return self.world.put(self.room(key), posted)

    def room(self, key: str) -> Room:
        return (self.corp.id, "group" if self.corp.group(key) else "bot", key)

    def stream(self, at: Callback, body: Json) -> None:
        """The same id takes the place of what it said before."""
        stream, room = body["stream"], self.world.rooms[self.room(key_of(at))]
        shown = next(
            (one for one in room if one.msgtype == "stream" and one.content["id"] == stream["id"]), None
        )
        if shown is None:
            self.count(key_of(at))
            self.post(key_of(at), body)
        else:
            shown.content = dict(stream)
            self.world.bell.ring()

    def update(self, at: Callback, body: Json) -> None:
        """The card on the phones of `userids`; on all where none are named."""
        card, users = body["template_card"], [fold(one) for one in body.get("userids") or ()]
        for (corp, via, owner), room in list(self.world.rooms.items()):
            if (corp, via) != (self.corp.id, "bot") or (users and owner not in users):
                continue
            for posted in room:
                if posted.task_id == at.task_id:
                    posted.content, posted.pressed = dict(card), False
                    posted.updates += 1
        self.world.bell.ring()


def key_of(at: Callback) -> str:
    return at.chatid or fold(at.user)
