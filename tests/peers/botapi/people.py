"""People and their phones: they write, send, press, block. The bot hears of it as Telegram would tell it."""

import hashlib
from typing import Any, cast

from tests.peers.botapi import ledger, text
from tests.peers.botapi.files import pixels, unique
from tests.peers.botapi.forms import Upload
from tests.peers.botapi.groups import Group
from tests.peers.botapi.hearing import hears
from tests.peers.botapi.ledger import Shown
from tests.peers.botapi.methods.chats import member_json
from tests.peers.botapi.methods.media import captioned
from tests.peers.botapi.methods.profile import commands_for
from tests.peers.botapi.refusal import Json
from tests.peers.botapi.state import Pressed, State
from tests.peers.botapi.world import Chat, Post, User

Message = Shown | Json | int  # what a test has at hand to name a message with


class Person:
    def __init__(self, state: State, user: User, chat: Chat) -> None:
        self.id = user.id
        self.user = user
        self.chat = chat  # the private one with the bot
        self._state = state

    @property
    def shown(self) -> list[Shown]:
        return ledger.visible(self._state.world, self.chat)

    @property
    def heard(self) -> list[Shown]:
        return [one for one in self.shown if not one.mine]

    @property
    def keyboard(self) -> list[list[str]]:
        """The reply keyboard; its keys are written, not pressed."""
        return self.chat.keyboard

    @property
    def commands(self) -> list[Json]:
        """The menu behind "/" in the private chat."""
        return self.commands_in(None)

    def commands_in(self, group: Group | None) -> list[Json]:
        chat = group.chat if group else self.chat
        admin = chat.members.get(self.id) in ("creator", "administrator")
        return commands_for(self._state.profile, chat.id, self.id, self.user.language_code, admin=admin)

    async def write(self, words: str, **where: Any) -> Json:
        """`where`: group=, topic=, reply_to=, quote= (a part of that message), forwarded= (whose words they are); also
        for files and places below."""
        plain, entities = text.finish(words, [])
        if not plain:
            raise ValueError("a phone sends no empty message")
        return self._say({"text": plain} | ({"entities": entities} if entities else {}), **where)

    async def photo(self, body: bytes, caption: str = "", album: str = "", **where: Any) -> Json:
        if pixels(body) is None:
            raise ValueError("a phone sends no photo that is not PNG or JPEG")
        file = self._state.world.files.keep("photo", Upload("", "image/jpeg", body))
        return self._say(
            {"photo": self._state.world.files.photo(file)} | self._album(caption, album), **where
        )

    async def document(
        self, name: str, body: bytes, caption: str = "", album: str = "", **where: Any
    ) -> Json:
        return self._say(
            {"document": self._file("document", name, body)} | self._album(caption, album), **where
        )

    async def voice(self, body: bytes, caption: str = "", seconds: int = 3, **where: Any) -> Json:
        file = self._file("voice", "voice.oga", body) | {"duration": seconds, "mime_type": "audio/ogg"}
        del file["file_name"]
        return self._say({"voice": file} | self._album(caption), **where)

    async def video(self, body: bytes, caption: str = "", album: str = "", **where: Any) -> Json:
        file = self._file("video", "video.mp4", body) | {"width": 640, "height": 360, "duration": 3}
        return self._say({"video": file} | self._album(caption, album), **where)

    async def location(self, latitude: float, longitude: float, **where: Any) -> Json:
        return self._say({"location": {"latitude": latitude, "longitude": longitude}}, **where)

    async def sticker(self, emoji: str = "👍", **where: Any) -> Json:
        file = self._file("sticker", "sticker.webp", b"RIFF\0\0\0\0WEBP")
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        kept = {name: file[name] for name in ("file_id", "file_unique_id", "file_size")}
        return self._say({"sticker": looks | kept | {"emoji": emoji}}, **where)

    async def contact(self, phone: str = "+8613800000000", name: str = "李某", **where: Any) -> Json:
        return self._say({"contact": {"phone_number": phone, "first_name": name}}, **where)

    def _file(self, kind: str, name: str, body: bytes) -> Json:
        file = self._state.world.files.keep(kind, Upload(name, "", body))
        kept = self._state.world.files.find(file)
        told: Json = {"file_name": name, "mime_type": kept.mime, "file_id": file}
        return told | {"file_unique_id": unique(file), "file_size": len(body)}

    def _album(self, caption: str, album: str = "") -> Json:
        told = captioned(*text.finish(caption, []))
        number = int(hashlib.sha256(f"{self.id} {album}".encode()).hexdigest()[:12], 16)
        return told | ({"media_group_id": str(number)} if album else {})

    def _say(
        self,
        content: Json,
        group: Group | None = None,
        topic: int = 0,
        reply_to: Message = 0,
        quote: str = "",
        forwarded: str = "",
    ) -> Json:
        chat = group.chat if group else self.chat
        content = content | self._around(quote, forwarded)
        if chat is self.chat:
            if chat.blocked or chat.deactivated:
                raise ValueError("this phone cannot write to the bot: it blocked it or is gone")
            chat.started = True
        elif self.id not in chat.members:
            raise ValueError(f"{self.user.first_name} is not in {chat.title}")
        post = self._state.world.add(chat, self.user, content, topic=topic, reply_to=number(reply_to))
        self._tell("message", chat, post)
        return post.body

    def _around(self, quote: str, forwarded: str) -> Json:
        """A quote picked by hand; the origin of a forwarded message whose author hides the account."""
        told: Json = {"quote": {"text": quote, "position": 0, "is_manual": True}} if quote else {}
        if forwarded:
            origin = {"type": "hidden_user", "sender_user_name": forwarded, "date": self._state.world.now()}
            told["forward_origin"] = origin
        return told

    def _tell(self, kind: str, chat: Chat, post: Post) -> None:
        if hears(self._state.world, chat, post):
            self._state.updates.emit(kind, post.body)

    async def edit(self, message: Message, words: str, group: Group | None = None) -> Json:
        chat = group.chat if group else self.chat
        post = chat.posts[number(message)]
        plain, entities = text.finish(words, [])
        names = ("text", "entities") if "text" in post.body else ("caption", "caption_entities")
        kept = {name: value for name, value in post.body.items() if name not in names}
        new = dict(zip(names, (plain, entities), strict=True))
        post.body = kept | {"edit_date": self._state.world.now()} | {k: v for k, v in new.items() if v}
        post.edits += 1
        self._tell("edited_message", chat, post)
        return post.body

    async def press(
        self, words: str, on: Message = 0, group: Group | None = None, *, old: bool = False
    ) -> Pressed:
        """The newest button with these words; `old` as Telegram tells of messages it no longer has."""
        chat = group.chat if group else self.chat
        posts = (
            [chat.posts[number(on)]] if on else [p for p in reversed(chat.posts.values()) if not p.deleted]
        )
        for post in posts:
            for row in post.body.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if words in button["text"] and "callback_data" in button:
                        return self._query(chat, post, button["callback_data"], old=old)
        raise LookupError(f"no button {words!r} to press")

    async def press_data(self, data: str, on: Message, group: Group | None = None) -> Pressed:
        """A modified client sends whatever data it likes."""
        chat = group.chat if group else self.chat
        return self._query(chat, chat.posts[number(on)], data)

    def _query(self, chat: Chat, post: Post, data: str, *, old: bool = False) -> Pressed:
        pressed = Pressed(f"{self.id}{len(self._state.pressed) + 1:09}", self.user, chat.id, data)
        self._state.pressed[pressed.id] = pressed
        message = {"chat": chat.json(), "message_id": post.id, "date": 0} if old else post.body
        query = {"id": pressed.id, "from": self.user.json(), "message": message}
        query |= {"chat_instance": str(-7000000000000 - chat.id), "data": data}
        self._state.updates.emit("callback_query", query)
        return pressed

    async def delete(self, message: Message, group: Group | None = None) -> None:
        """Telegram does not tell bots of it."""
        (group.chat if group else self.chat).posts[number(message)].deleted = True
        self._state.world.bell.ring()

    async def block(self) -> None:
        self._turn(blocked=True)

    async def unblock(self) -> None:
        self._turn(blocked=False)

    def _turn(self, *, blocked: bool) -> None:
        if self.chat.blocked == blocked:
            return
        self.chat.blocked = blocked
        me = self._state.world.me.json()
        was, now = ("member", "kicked") if blocked else ("kicked", "member")
        change = {
            "chat": self.chat.json(),
            "from": self.user.json(),
            "date": self._state.world.now(),
            "old_chat_member": member_json(me, was),
            "new_chat_member": member_json(me, now),
        }
        self._state.updates.emit("my_chat_member", change)
        self._state.world.bell.ring()

    def deactivate(self) -> None:
        """The account is gone; Telegram tells the bot nothing."""
        self.chat.deactivated = True
        self._state.world.bell.ring()


def number(message: Message) -> int:
    if isinstance(message, int):
        return message
    return message.id if isinstance(message, Shown) else cast(int, message["message_id"])
