"""Groups, supergroups and forums: who is in them, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.peers.botapi import ledger
from tests.peers.botapi.ledger import Shown
from tests.peers.botapi.methods.chats import member_json
from tests.peers.botapi.refusal import Json
from tests.peers.botapi.state import State
from tests.peers.botapi.world import Chat, Post, User

if TYPE_CHECKING:
    from tests.peers.botapi.people import Person


class Group:
    def __init__(self, state: State, chat: Chat) -> None:
        self.chat = chat
        self._state = state

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def shown(self) -> list[Shown]:
        return ledger.visible(self._state.world, self.chat)

    @property
    def heard(self) -> list[Shown]:
        return [one for one in self.shown if not one.mine]

    async def add_bot(self, by: Person, *, admin: bool = False) -> None:
        self._turn(by, "administrator" if admin else "member")
        self._note(by.user, {"new_chat_members": [self._state.world.me.json()]})

    async def kick_bot(self, by: Person) -> None:
        self._note(by.user, {"left_chat_member": self._state.world.me.json()})
        self._turn(by, "kicked")

    async def promote_bot(self, by: Person) -> None:
        self._turn(by, "administrator")

    async def join(self, person: Person) -> None:
        self._member(person, "member")
        self._note(person.user, {"new_chat_members": [person.user.json()]})

    async def leave(self, person: Person) -> None:
        self._note(person.user, {"left_chat_member": person.user.json()})
        self._member(person, "left")

    async def migrate(self) -> Group:
        """Becomes a supergroup under a new id; the old one answers with it from now on."""
        old, world = self.chat, self._state.world
        new_id = -1_000_000_000_000 + old.id
        new = Chat(new_id, "supergroup", old.title, world.numbers("supergroup"), bot=old.bot)
        new.members = dict(old.members)
        world.chats[new_id] = new
        owner = world.users[next(iter(old.members))]
        group = Group(self._state, new)
        self._note(owner, {"migrate_to_chat_id": new_id})
        old.migrated_to = new_id
        group._note(owner, {"migrate_from_chat_id": old.id})
        return group

    def _note(self, by: User, content: Json) -> None:
        """Telegram's own line in the chat. The bot hears it while it is in, and of its own coming and going."""
        post: Post = self._state.world.add(self.chat, by, content)
        post.service = True
        if self.chat.bot in ("member", "administrator"):
            self._state.updates.emit("message", post.body)

    def _turn(self, by: Person, status: str) -> None:
        me = self._state.world.me.json()
        was, self.chat.bot = self.chat.bot, status
        self._emit("my_chat_member", by.user, me, was, status)

    def _member(self, person: Person, status: str) -> None:
        was = self.chat.members.get(person.id, "left")
        self.chat.members[person.id] = status
        if status == "left":
            del self.chat.members[person.id]
        if self.chat.bot == "administrator":
            self._emit("chat_member", person.user, person.user.json(), was, status)

    def _emit(self, kind: str, by: User, whom: Json, was: str, status: str) -> None:
        change = {
            "chat": self.chat.json(),
            "from": by.json(),
            "date": self._state.world.now(),
            "old_chat_member": member_json(whom, was),
            "new_chat_member": member_json(whom, status),
        }
        self._state.updates.emit(kind, change)
        self._state.world.bell.ring()
