"""What becomes of a frame that a subscribed bot sends: an answer, a push, a card's new state, a piece of a file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from secrets import token_hex

from tests.peers.wecom.bot_chats import BotChats, key_of
from tests.peers.wecom.callbacks import Callbacks
from tests.peers.wecom.ledger import Logged
from tests.peers.wecom.refusal import Json, Refusal
from tests.peers.wecom.upload import BotUploads
from tests.peers.wecom.world import Bot, Corp, World

HALF_HOUR, MINUTE = 30 * 60_000, 60_000  # a push at :00 or :30 is what WeCom asks nobody to do
SOLICITED = 5 * 60_000  # after somebody has written: an answer of several parts is partly pushed


@dataclass
class Command:
    """A frame of the client's, as the faults see it."""

    method: str
    body: Json
    req_id: str

    def number(self, name: str) -> int:
        value = self.body.get(name)
        return value if isinstance(value, int) else 0


@dataclass
class Commands:
    world: World
    callbacks: Callbacks
    _chats: dict[str, BotChats] = field(default_factory=dict)
    _uploads: dict[str, BotUploads] = field(default_factory=dict)

    def chats(self, corp: Corp, bot: Bot) -> BotChats:
        return self._chats.setdefault(bot.id, BotChats(self.world, corp, bot))

    def carry_out(self, bot: Bot, command: Command, logged: Logged) -> Json:
        """Returns the body of the ack. Raises Refusal."""
        chats = next(one for one in self._all() if one.bot is bot)
        match command.method:
            case "aibot_respond_msg":
                self._respond(chats, command, logged)
            case "aibot_respond_welcome_msg":
                self._welcome(chats, command, logged)
            case "aibot_respond_update_msg":
                self._update(chats, command)
            case "aibot_send_msg":
                self._send(chats, command.body, logged)
            case _:
                return self._upload(chats, command)
        return {}

    def _all(self) -> Iterator[BotChats]:
        for corp in self.world.corps.values():
            for bot in corp.bots:
                yield self.chats(corp, bot)

    def _respond(self, chats: BotChats, command: Command, logged: Logged) -> None:
        body = command.body
        at = self.callbacks.message(command.req_id, body)
        if body["msgtype"] == "stream":
            chats.stream(at, body)
            at.answered = bool(body["stream"].get("finish"))
        else:
            if body["msgtype"] == "template_card":
                chats.judge_card(body)
            chats.count(key_of(at))
            chats.post(key_of(at), body)
            at.answered = True
        logged.became[key_of(at)] = "delivered"

    def _welcome(self, chats: BotChats, command: Command, logged: Logged) -> None:
        at = self.callbacks.welcome(command.req_id, command.body)
        if command.body["msgtype"] == "template_card":
            chats.judge_card(command.body)
        chats.post(key_of(at), command.body)
        at.answered = True
        logged.became[key_of(at)] = "delivered"

    def _update(self, chats: BotChats, command: Command) -> None:
        at = self.callbacks.update(command.req_id, command.body)
        at.answered = True
        chats.judge_update(command.body)
        chats.update(at, command.body)

    def _send(self, chats: BotChats, body: Json, logged: Logged) -> None:
        key = chats.target(body)
        chats.judge_push(body)
        chats.count(key)
        chats.post(key, body)
        logged.became[key] = "delivered"
        asked = chats.wrote.get(key, 0)
        if self.world.clock() % HALF_HOUR < MINUTE and self.world.clock() - asked > SOLICITED:
            self.world.complain("round_minute", body.get("msgtype"))

    def _upload(self, chats: BotChats, command: Command) -> Json:
        uploads = self._uploads.setdefault(chats.bot.id, BotUploads(self.world))
        body, now = command.body, self.world.clock()
        match command.method.removeprefix("aibot_upload_media_"):
            case "init":
                return uploads.init(body, now, token_hex(16))
            case "chunk":
                uploads.chunk(body, now)
                return {}
            case "finish":
                session, whole = uploads.finish(body, now)
                media_id = self.world.keep(chats.corp, session.kind, session.name, whole)
                return {"type": session.kind, "media_id": media_id, "created_at": str(now // 1000)}
        raise Refusal(40058)
