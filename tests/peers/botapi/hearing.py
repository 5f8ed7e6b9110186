"""Which messages Telegram passes on to the bot."""

from tests.peers.botapi.utf16 import cut
from tests.peers.botapi.world import Chat, Post, World


def hears(world: World, chat: Chat, post: Post) -> bool:
    """All in private; in a group with privacy mode only what is meant for the bot. An administrator hears all."""
    if chat.bot not in ("member", "administrator"):
        return False
    if chat.user or not world.privacy or chat.bot == "administrator":
        return True
    return _answers_bot(world, post) or _names_bot(world, post)


def _answers_bot(world: World, post: Post) -> bool:
    return bool(post.body.get("reply_to_message", {}).get("from", {}).get("id") == world.me.id)


def _names_bot(world: World, post: Post) -> bool:
    me = f"@{world.me.username}".lower()
    for one in post.entities:
        words = cut(post.words, one["offset"], one["length"]).lower()
        if one["type"] == "mention" and words == me:
            return True
        if one["type"] == "bot_command" and ("@" not in words or words.endswith(me)):
            return True
    return False
