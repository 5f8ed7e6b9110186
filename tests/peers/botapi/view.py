"""What one phone shows: its chats, the open chat's messages, the menu."""

from typing import TYPE_CHECKING

from tests.peers.botapi.people import Person
from tests.peers.botapi.refusal import Json
from tests.peers.botapi.world import Chat, Post, World

if TYPE_CHECKING:
    from tests.peers.botapi.groups import Group
    from tests.peers.botapi.server import BotApi

LATEST = 200  # messages a page draws
NOTES = ("new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id")


def view(server: "BotApi", person: Person, group: "Group | None") -> Json:
    world, profile = server.state.world, server.state.profile
    chat = group.chat if group else person.chat
    language = person.user.language_code[:2]
    rooms = [one for one in world.chats.values() if person.id in one.members and not one.migrated_to]
    name = profile.names.get(language) or profile.names.get("") or world.me.first_name
    about = profile.descriptions.get(language) or profile.descriptions.get("") or ""
    button = profile.menu_buttons.get(chat.id) or profile.menu_buttons.get(0)
    return {
        "person": {"id": person.id, "name": person.user.first_name, "language": language},
        "people": [{"id": one.id, "name": one.user.first_name} for one in server.persons],
        "bot": {"name": name, "username": world.me.username, "about": about},
        "chats": [_summary(world, one, name) for one in (person.chat, *rooms)],
        "chat": _summary(world, chat, name) | _manner(chat),
        "messages": [_message(world, person, post) for post in _latest(chat)],
        "commands": person.commands_in(group),
        "menu": button or {"type": "commands"},
    }


def _latest(chat: Chat) -> list[Post]:
    return [post for post in list(chat.posts.values())[-LATEST:] if not post.deleted]


def _manner(chat: Chat) -> Json:
    return {
        "private": chat.user is not None,
        "started": chat.started or chat.user is None,
        "blocked": chat.blocked,
        "typing": chat.typing,
        "keyboard": chat.keyboard,
        "topics": chat.topics or {},
        "count": len(chat.members) + (chat.bot in ("member", "administrator")),
    }


def _summary(world: World, chat: Chat, bot: str) -> Json:
    latest = _latest(chat)[-1:]
    last = latest[0] if latest else None
    return {
        "id": 0 if chat.user else chat.id,
        "title": bot if chat.user else chat.title,
        "last": last.words if last else "",
        "kind": _kind(last) if last else "",
        "by": last.body["from"]["first_name"] if last and not chat.user else "",
        "date": last.body["date"] if last else 0,
    }


def _kind(post: Post) -> str:
    shown = ("photo", "document", "voice", "video", "location", "sticker", "contact")
    return next((name for name in shown if name in post.body), "")


def _message(world: World, person: Person, post: Post) -> Json:
    body = post.body
    told: Json = {
        "id": post.id,
        "mine": body["from"]["id"] == person.id,
        "by": body["from"]["first_name"],
        "who": body["from"]["id"],
        "bot": not post.mine,
        "text": post.words,
        "entities": post.entities,
        "buttons": body.get("reply_markup", {}).get("inline_keyboard", []),
        "date": body["date"],
        "edited": post.edits > 0,
        "reaction": post.reaction,
        "album": body.get("media_group_id", ""),
        "topic": body.get("message_thread_id", 0),
    }
    for name in ("location", "sticker", "contact", *NOTES):
        if name in body:
            told[name] = body[name]
    return told | _reply(body) | _files(world, body)


def _reply(body: Json) -> Json:
    original = body.get("reply_to_message")
    if not original:
        return {}
    words = original.get("text") or original.get("caption") or "…"
    return {"reply": {"by": original["from"]["first_name"], "text": words, "id": original["message_id"]}}


def _files(world: World, body: Json) -> Json:
    told: Json = {}
    if "photo" in body:
        largest = body["photo"][-1]
        size = {"width": largest["width"], "height": largest["height"]}
        told["photo"] = size | {"url": _url(world, largest)}
    for kind in ("document", "voice", "video"):
        if kind in body:
            file = body[kind]
            about = {name: file.get(name) for name in ("file_name", "file_size", "duration")}
            told[kind] = about | {"url": _url(world, file)}
    return told


def _url(world: World, file: Json) -> str:
    return f"/phone/file/{world.files.find(file['file_id']).path}"
