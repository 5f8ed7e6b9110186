"""A channel in a package: what somebody who adds one has to write, and no more. It shouts into a list."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.channels.spec import Abilities, AccountField, ChannelSpec, CheckResult, OpenChannel, Services
from bot.channels.text_cutting import cut, utf8_bytes
from bot.context.ports import Accepted, Fetch, Inbound, Outgoing
from bot.domain.pace import Pace
from bot.domain.plan import Level

SHOUTED: list[tuple[str, str]] = []  # (account, text) of every message
LONGEST = 60  # bytes


@dataclass(frozen=True, slots=True)
class ToySettings:
    hall: str = ""
    password: str = field(default="", repr=False, metadata={"secret": True})
    url: str = field(default="", metadata={"address": True})


class Shouter:
    name = "toy"
    width = 1

    def __init__(self) -> None:
        self.pace = Pace()

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        for lines in cut(message.card.text.splitlines(), LONGEST, utf8_bytes):
            SHOUTED.append((message.external_id, "\n".join(lines)))
        return Accepted()


@asynccontextmanager
async def opened(settings: ToySettings, services: Services) -> AsyncIterator[OpenChannel]:
    async def receive(
        method: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> tuple[int, bytes]:
        """As WeCom verifies an address: a GET is answered with what it says."""
        if query.get("password") != settings.password:
            return 401, b""
        if method == "GET":
            return 200, query["echo"].encode()
        account, _, text = body.decode().partition(":")
        await services.receive(Inbound("toy", query["number"], account, text))
        return 200, b""

    yield OpenChannel((Shouter(),), webhooks={"/toy": receive})


async def checked(settings: ToySettings) -> Sequence[CheckResult]:
    return [CheckResult(Level.INFO, "check.telegram.bot", {"name": settings.hall})]


SPEC = ChannelSpec(
    name="toy",
    settings=ToySettings,
    abilities=Abilities(edits=False, buttons=0, text=LONGEST, measure=utf8_bytes, file_bytes=0),
    is_served=lambda settings: bool(settings.hall),
    open=opened,
    account=AccountField("[a-z]+", "not_telegrams_number", folds_case=True),
    check=checked,
)
