"""Every call and what became of it. Accepted is not delivered: the platform drops silently."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from tests.peers.wecom.refusal import Json
from tests.peers.wecom.world import World, fold

Became = Literal["delivered", "dropped", "suppressed", "invisible", "invalid", "unlicensed"]


@dataclass
class Logged:
    at: int
    transport: str  # app, bot, webhook
    method: str  # the path below /cgi-bin/, or the frame's cmd
    body: Json
    answer: Json = field(default_factory=dict)  # empty: the client got none
    became: dict[str, Became] = field(default_factory=dict)  # by folded userid or chatid
    query: dict[str, str] = field(default_factory=dict)
    carried_out: bool = False  # whether or not the client heard of it

    @property
    def errcode(self) -> int | None:
        return self.answer.get("errcode")


class Ledger:
    def __init__(self, world: World) -> None:
        self.calls: list[Logged] = []
        self._world = world

    def of(self, method: str) -> list[Logged]:
        return [one for one in self.calls if one.method == method]

    def count(self, method: str) -> int:
        return len(self.of(method))

    def accepted(self, user: str) -> list[Logged]:
        """The calls that named this person and were carried out, whatever became of them."""
        return [one for one in self.calls if fold(user) in one.became and one.carried_out]

    def delivered(self, user: str) -> list[Logged]:
        return [one for one in self.accepted(user) if one.became[fold(user)] == "delivered"]

    def never_shown(self, words: str) -> list[str]:
        """Whom a message with these words was meant for whose phone never showed it."""
        meant = [(one, user, became) for one in self.calls for user, became in one.became.items()]
        lost = {user for one, user, became in meant if words in str(one.body) and became != "delivered"}
        return sorted(lost - {user for one, user, b in meant if words in str(one.body) and b == "delivered"})

    def doubled(self, user: str, mark: str = "") -> list[str]:
        """What this person's phone shows twice without saying so itself, by `mark`."""
        shown = Counter(
            posted.original
            for (_, _, owner), room in self._world.rooms.items()
            for posted in room
            if owner == fold(user) and not posted.sender
        )
        return [words for words, times in shown.items() if times > 1 and not (mark and mark in words)]
