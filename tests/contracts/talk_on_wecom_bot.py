"""A conversation script played over WeCom's bot: frames of the long connection in, cards on strict phones out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path

from bot.cards.card import Button
from bot.context.ports import Outgoing
from bot.domain.person import Person, Roster
from bot.planfile.conversation import ConversationStep
from tests.builders import small_plan
from tests.contracts.talk import EVE, GOLIVE, PHOTO, Talk, witnessed
from tests.contracts.talk_on_wecom import _without_labels, _words
from tests.wecom.bot_city import BotCity, bot_city


class OnWeComBot(Talk):
    town: BotCity

    async def act(self, step: ConversationStep, person: Person, on: Outgoing | None) -> None:
        phone = self.town.phone_of(person.id)
        quote = step.quote or (on.card.text if on else None)
        if step.send:
            await self.town.does(partial(phone.photo, PHOTO, via="bot", words=step.say))
        else:
            await self.town.does(partial(phone.say, step.say, via="bot", quote=quote))

    async def press(self, person: Person, on: Outgoing, button: Button) -> None:
        await self.town.press_on(person.id, button.payload, on.message_id)

    async def read(self, person: Person) -> list[str]:
        """See the app's."""
        told = [_words(one) for one in self.town.phone_of(person.id).heard("bot")]
        both = [first + second for first, second in pairwise(told)]
        return ["\n".join(lines) for one in (*told, *both) for lines in _without_labels(one)]


def can_be_told_to_bot(step: ConversationStep) -> bool:
    """The bot hears of no edits and forwards, and of a quotation the words alone: they may be those of a newer message
    than the script means."""
    return not (step.edit or step.forwarded or step.quote)


@asynccontextmanager
async def on_wecom_bot(folder: Path, people: Roster | None = None) -> AsyncIterator[OnWeComBot]:
    async with bot_city(folder, small_plan(), people, start=EVE) as town:
        await town.stop_listening()
        witness = witnessed(town)
        town.start()
        await town.listen()
        await town.go_live(GOLIVE)
        yield OnWeComBot(town, witness)
        assert town.server.complaints == [], town.server.complaints
