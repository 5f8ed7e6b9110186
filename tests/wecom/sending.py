"""Messages of the office to its line, beside what the story's engine sends by itself."""

from bot.cards.card import Card
from bot.channels.wecom.spec import NAME
from bot.context.plan_context import ChatAccount
from bot.domain.calendar import MINUTE
from bot.domain.message import MessageKind
from bot.engine.deliver import deliver
from bot.engine.outbox import post
from tests.wecom.city import WeComCity

SOMEBODY = "u02-liaison"


async def queue(
    town: WeComCity,
    card: Card,
    id_: str,
    person: str = SOMEBODY,
    kind: MessageKind = MessageKind.ANSWER,
) -> None:
    town.clock.now += 1
    account = ChatAccount(NAME, person, person, 0)
    await town.store.commit([post(account, card, kind, id_, town.now)])


async def deliver_all(town: WeComCity) -> None:
    context = await town.contexts.current()
    while await deliver(town.store, context, town.line, town.clock):
        pass


async def told(town: WeComCity, card: Card, id_: str = "told", person: str = SOMEBODY) -> None:
    """At a minute that WeCom does not mind."""
    if town.now % (30 * MINUTE) < MINUTE:
        town.clock.now += 5 * MINUTE
    await queue(town, card, id_, person)
    await deliver_all(town)
