"""What a message of each msgtype must have. Text that is too long is cut, not refused; the phone shows where."""

from collections.abc import Callable
from urllib.parse import urlsplit

from tests.peers.wecom.refusal import Json, Refusal
from tests.peers.wecom.world import Corp, World

TEXT_BYTES = 2048
Kind = Callable[[World, Corp, Json], None]


def text(world: World, corp: Corp, content: Json) -> None:
    words = content.get("content", "")
    if not words:
        raise Refusal(44004)
    content["content"] = cut(world, words, TEXT_BYTES)


def markdown(world: World, corp: Corp, content: Json) -> None:
    words = content.get("content", "")
    if not words:
        raise Refusal(44004)
    if len(words.encode()) > TEXT_BYTES:
        if world.switches.markdown_too_long == "refuse":
            raise Refusal(45002)
        content["content"] = cut(world, words, TEXT_BYTES)


def cut(world: World, words: str, most: int) -> str:
    """The first `most` bytes; half a character is a box."""
    raw = words.encode()
    if len(raw) <= most:
        return words
    world.complain("cut", f"{len(raw)} bytes: {words[:20]}…")
    return raw[:most].decode("utf-8", "replace").replace("\N{REPLACEMENT CHARACTER}", "▯")


def media(*kinds: str) -> Kind:
    def check(world: World, corp: Corp, content: Json) -> None:
        if not content.get("media_id"):
            raise Refusal(41006)
        found = world.find_media(corp, content["media_id"])
        if found is None or found.kind not in kinds:
            raise Refusal(40007)

    return check


def textcard(world: World, corp: Corp, content: Json) -> None:
    if not content.get("title"):
        raise Refusal(41016)
    if not content.get("description"):
        raise Refusal(41033)
    if not content.get("url"):
        raise Refusal(41010)
    if urlsplit(content["url"]).scheme not in ("http", "https"):
        raise Refusal(45034)


def news(world: World, corp: Corp, content: Json) -> None:
    articles = content.get("articles", [])
    if not 1 <= len(articles) <= 8:
        raise Refusal(45008)
    if not all(one.get("title") for one in articles):
        raise Refusal(41016)


KINDS: dict[str, Kind] = {
    "text": text,
    "markdown": markdown,
    "image": media("image"),
    "voice": media("voice"),
    "video": media("video"),
    "file": media("file", "image", "voice", "video"),
    "textcard": textcard,
    "news": news,
    "mpnews": news,
}
