"""Who is who and what stands in which chat. Messages are kept in the Bot API's own form."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.peers.botapi.bell import Bell
from tests.peers.botapi.files import Files
from tests.peers.botapi.refusal import Json, bad, forbidden


@dataclass
class User:
    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    def json(self) -> Json:
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        told = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        return told | {name: value for name, value in optional.items() if value}


@dataclass(slots=True)
class Post:
    """One message."""

    body: Json
    mine: bool  # a person's, not the bot's
    silent: bool = False
    edits: int = 0
    deleted: bool = False
    service: bool = False
    fixed: bool = False  # sent with a reply keyboard: Telegram lets nobody edit it
    reaction: str = ""  # the bot's

    @property
    def id(self) -> int:
        return int(self.body["message_id"])

    @property
    def words(self) -> str:
        return str(self.body.get("text") or self.body.get("caption") or "")

    @property
    def entities(self) -> list[Json]:
        return self.body.get("entities") or self.body.get("caption_entities") or []


@dataclass
class Chat:
    id: int
    kind: str  # private, group, supergroup
    title: str
    numbers: Iterator[int]
    user: User | None = None
    bot: str = "member"  # its status: member, administrator, left, kicked
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    members: dict[int, str] = field(default_factory=dict)
    topics: dict[int, str] | None = None
    posts: dict[int, Post] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    migrated_to: int = 0
    keyboard: list[list[str]] = field(default_factory=list)  # shown instead of letters
    typing: str = ""  # the last chat action

    def json(self) -> Json:
        if self.user:
            names = {name: v for name, v in self.user.json().items() if name.endswith("name")}
            return {"id": self.id, **names, "type": "private"}
        forum = {"is_forum": True} if self.topics is not None else {}
        return {"id": self.id, "title": self.title, **forum, "type": self.kind}

    def post(self, number: int) -> Post | None:
        found = self.posts.get(number)
        return found if found and not found.deleted else None


@dataclass
class World:
    me: User
    now: Callable[[], int]  # seconds since 1970, for `date`
    bell: Bell = field(default_factory=Bell)
    files: Files = field(default_factory=Files)
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    privacy: bool = True

    def __post_init__(self) -> None:
        self.users[self.me.id] = self.me
        self._numbers = itertools.count(1)  # private chats and basic groups share the bot's own numbering

    def numbers(self, kind: str) -> Iterator[int]:
        return itertools.count(1) if kind == "supergroup" else self._numbers

    def chat(self, chat_id: int) -> Chat:
        try:
            return self.chats[chat_id]
        except KeyError:
            raise bad("chat not found") from None

    def reach(self, chat_id: int) -> Chat:
        """The chat, if the bot may write there."""
        chat = self.chat(chat_id)
        if chat.migrated_to:
            raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
        if chat.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if chat.user and not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.bot == "kicked":
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        if chat.bot == "left":
            raise forbidden(f"bot is not a member of the {chat.kind} chat")
        return chat

    def add(self, chat: Chat, sender: User, content: Json, *, topic: int = 0, reply_to: int = 0) -> Post:
        """A new message in the chat, by the bot or by a person."""
        body: Json = {
            "message_id": next(chat.numbers),
            "from": sender.json(),
            "chat": chat.json(),
            "date": self.now(),
        }
        if topic:
            body |= {"message_thread_id": topic, "is_topic_message": True}
        if reply_to and (original := chat.post(reply_to)):
            body["reply_to_message"] = {k: v for k, v in original.body.items() if k != "reply_to_message"}
        post = Post(body | content, mine=not sender.is_bot)
        chat.posts[post.id] = post
        self.bell.ring()
        return post
