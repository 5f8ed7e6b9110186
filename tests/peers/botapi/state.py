"""Everything the server knows while it runs, and where its methods find it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.peers.botapi.forms import Call
from tests.peers.botapi.refusal import Json
from tests.peers.botapi.updates import Updates
from tests.peers.botapi.webhook import Errors, Hook, Webhook
from tests.peers.botapi.world import User, World


@dataclass(eq=False)
class Pressed:
    """A button someone pressed; the phone shows a clock on it until it is answered."""

    id: str
    user: User
    chat: int
    data: str
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    text: str = ""
    alert: bool = False
    url: str = ""
    expired: bool = False

    def expire(self) -> None:
        """What Telegram does after a while: the query cannot be answered any more."""
        self.expired = True


@dataclass
class Profile:
    """What people see of the bot, by language ("" for all others)."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, int, int, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)  # by chat; 0 for all others


@dataclass
class State:
    world: World
    updates: Updates
    pace: float  # scales the webhook's pauses
    profile: Profile = field(default_factory=Profile)
    pressed: dict[str, Pressed] = field(default_factory=dict)
    webhook: Webhook | None = None
    errors: Errors = field(default_factory=Errors)

    async def hang_up(self) -> None:
        """No webhook any more; what was not delivered waits."""
        webhook, self.webhook, self.updates.pusher = self.webhook, None, None
        if webhook:
            await webhook.close()

    def push_to(self, hook: Hook) -> None:
        self.errors = Errors()
        self.webhook = self.updates.pusher = Webhook(
            hook, self.updates.done, self.world.now, self.errors, self.world.bell, self.pace
        )
        for update in self.updates.pending:
            self.webhook.feed(update)


Handler = Callable[[State, Call], Any]
