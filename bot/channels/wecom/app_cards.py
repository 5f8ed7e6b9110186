"""Cards of the app whose buttons were pressed, or whose presses were undone: shown in their new state at once."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.pressed import PressedCard
from bot.channels.incoming import ButtonPress
from bot.channels.press_lookup import messages_at
from bot.channels.wecom.app_requests import part_of
from bot.channels.wecom.boards import Transport
from bot.channels.wecom.card_updates import CardUpdates
from bot.channels.wecom.final_cards import final_card
from bot.context.plan_context import ContextCache
from bot.domain.errors import Undelivered
from bot.engine.card_codes import keep_codes
from bot.i18n import DEFAULT, Language

log = logging.getLogger(__name__)


@dataclass
class AppCards:
    """See Platform."""

    updates: CardUpdates
    contexts: ContextCache

    async def settle(self, press: ButtonPress, toast: str, pressed: PressedCard | None) -> None:
        """Each press brings a code with it. WeCom shows no toast: the answer is a message."""
        if press.on and press.callback:
            updates = self.updates
            codes = keep_codes(updates.channel, [(press.on, press.callback)], updates.clock())
            await updates.store.commit(codes)
        if press.on and pressed:
            await self.redraw(press.chat, await self._cards(press.chat, press.on), pressed)

    async def redraw(self, chat: str, numbers: Sequence[str], pressed: PressedCard) -> None:
        """All cards of the message: a button may stand on a second one."""
        language = await self._language(chat)
        for task_id in numbers:
            n = part_of(task_id)
            body = None if n is None else final_card(pressed, n, Transport.APP, language)
            if body is None:
                continue
            try:
                shown = await self.updates.replace(chat, task_id, body)
                why = "" if shown else "no code"
            except Undelivered as error:
                why = error.code
            if why:
                about = {"channel": self.updates.channel, "card": task_id, "why": why}
                log.info("pressed card not settled", extra=about)

    async def _cards(self, chat: str, number: str) -> list[str]:
        """The numbers of the parts of the message that stands at this one."""
        store = self.updates.store
        found = await messages_at(store, self.updates.channel, chat, number)
        parts = await store.read(str, "parts_of", message_id=found[0].message_id) if found else []
        return parts or [number]

    async def _language(self, chat: str) -> Language:
        person = (await self.contexts.current()).person_at(self.updates.channel, chat)
        return Language.of(person.language if person else DEFAULT)
