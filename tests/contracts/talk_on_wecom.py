"""A conversation script played over WeCom's self-built app: callbacks in, cards on strict phones out."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path

from bot.cards.card import Button
from bot.context.ports import Outgoing
from bot.domain.person import Person, Roster
from bot.planfile.conversation import ConversationStep
from tests.builders import ZH, small_plan
from tests.contracts.talk import EVE, GOLIVE, PHOTO, Talk, witnessed
from tests.peers.wecom.server import wecom
from tests.peers.wecom.shown import Shown
from tests.wecom.city import WeComCity, clock_at, wecom_city


class OnWeComApp(Talk):
    town: WeComCity

    async def act(self, step: ConversationStep, person: Person, on: Outgoing | None) -> None:
        phone = self.town.phone_of(person.id)
        await self.town.does(partial(phone.photo, PHOTO) if step.send else partial(phone.say, step.say))

    async def press(self, person: Person, on: Outgoing, button: Button) -> None:
        await self.town.does(partial(self.town.pressed, person.id, button.payload, on.message_id))

    async def read(self, person: Person) -> list[str]:
        """Each message, and each with the next one, as a long answer is two; with and without the whole labels that the
        app adds below the words where its buttons cannot show them."""
        told = [_words(one) for one in self.town.phone_of(person.id).heard()]
        both = [first + second for first, second in pairwise(told)]
        return ["\n".join(lines) for one in (*told, *both) for lines in _without_labels(one)]


def _words(shown: Shown) -> list[str]:
    ours = {ZH.say("wecom.more"), ZH.say("wecom.choose")}
    return [line for line in shown.words.split("\n") if line not in ours]


def _without_labels(lines: list[str]) -> Iterator[list[str]]:
    yield lines
    while lines and lines[-1].startswith("· "):
        lines = lines[:-1]
        yield lines


def can_be_told(step: ConversationStep) -> bool:
    """An app hears of no quotes, edits and forwards, and a picture comes without words."""
    return not (step.edit or step.forwarded or step.quote or step.reply_to or (step.send and step.say))


@asynccontextmanager
async def on_wecom_app(folder: Path, people: Roster | None = None) -> AsyncIterator[OnWeComApp]:
    clock = clock_at(EVE)
    async with (
        wecom(clock, pace=0.05) as server,
        wecom_city(folder, server, clock, small_plan(), people) as town,
    ):
        await town.stop_listening()
        witness = witnessed(town)
        town.start()
        await town.listen()
        await town.save_callback()
        await town.go_live(GOLIVE)
        yield OnWeComApp(town, witness)
        assert server.complaints == []
