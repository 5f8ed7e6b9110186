"""What a phone shows of a chat, and what was asked of the server."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.peers.botapi.forms import Upload
from tests.peers.botapi.refusal import Json
from tests.peers.botapi.world import Chat, Post, World


@dataclass(frozen=True)
class Shown:
    id: int
    chat: int
    mine: bool  # written by a person
    sender: int
    text: str  # or the caption, without markup
    entities: list[Json]
    buttons: list[list[Json]]
    photo: bytes | None
    document: tuple[str, bytes] | None
    voice: bytes | None
    location: tuple[float, float] | None
    album: str
    reply_to: int | None
    topic: int | None
    edits: int
    date: int
    silent: bool
    reaction: str  # the bot's

    @property
    def labels(self) -> list[str]:
        """The words on the buttons, in reading order."""
        return [one["text"] for row in self.buttons for one in row]


def shown(world: World, chat: Chat, post: Post) -> Shown:
    body = post.body
    place = body.get("location")
    reply = body.get("reply_to_message")
    return Shown(
        id=post.id,
        chat=chat.id,
        mine=post.mine,
        sender=body["from"]["id"],
        text=post.words,
        entities=post.entities,
        buttons=body.get("reply_markup", {}).get("inline_keyboard", []),
        photo=_bytes(world, body["photo"][-1]) if "photo" in body else None,
        document=_named(world, body["document"]) if "document" in body else None,
        voice=_bytes(world, body["voice"]) if "voice" in body else None,
        location=(place["latitude"], place["longitude"]) if place else None,
        album=body.get("media_group_id", ""),
        reply_to=reply["message_id"] if reply else None,
        topic=body.get("message_thread_id"),
        edits=post.edits,
        date=body["date"],
        silent=post.silent,
        reaction=post.reaction,
    )


def _bytes(world: World, file: Json) -> bytes:
    return world.files.by_id[file["file_id"]].body


def _named(world: World, file: Json) -> tuple[str, bytes]:
    return file["file_name"], _bytes(world, file)


def visible(world: World, chat: Chat) -> list[Shown]:
    """The chat from top to bottom; what is deleted or is Telegram's own note is left out."""
    return [shown(world, chat, post) for post in chat.posts.values() if not post.deleted and not post.service]


def twice(world: World, chat: Chat) -> dict[str, int]:
    """Texts the bot showed more than once in a chat: deleted ones count, for someone saw them."""
    bots = (post for post in chat.posts.values() if not post.mine and not post.service)
    counted = Counter(shown(world, chat, post).text for post in bots)
    return {text: times for text, times in counted.items() if times > 1}


@dataclass
class Logged:
    """One request to the Bot API. A status of 0: the client got no answer."""

    method: str  # as it was written
    params: Json
    uploads: dict[str, Upload]
    at: float  # monotonic seconds
    status: int = 0
    description: str = ""
    handled: bool = False  # carried out, whether or not the client heard of it
    result: Any = field(default=None, repr=False)

    @property
    def chat(self) -> int:
        return int(self.params.get("chat_id") or 0)
