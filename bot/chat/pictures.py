"""Pictures: drawn after the text has been answered, and sent as a second message."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import date

from bot.cards.card import Card
from bot.chat.inbox_rows import TurnTime, answer_message
from bot.chat.made_later import MadeLater
from bot.context.ports import Change, Draw, Inbound, Store
from bot.domain.drawn import Drawable
from bot.domain.errors import DubanError
from bot.domain.summary import Summary
from bot.i18n import Language

log = logging.getLogger(__name__)


@dataclass
class Pictures:
    """Without `draw` there are none."""

    store: Store
    later: MadeLater
    draw: Draw | None = None

    def send(
        self, drawn: Drawable, inbound: Inbound, at: TurnTime, reader: tuple[str, Language], *, public: bool
    ) -> None:
        """`reader`: (person id, language) of whoever asked."""
        if self.draw is not None:
            self.later.start(self._send(self.draw, drawn, inbound, at, reader, public))

    async def _send(
        self,
        draw: Draw,
        drawn: Drawable,
        inbound: Inbound,
        at: TurnTime,
        reader: tuple[str, Language],
        public: bool,
    ) -> None:
        """The text has been sent by then, and stands alone if the picture cannot be drawn."""
        person_id, language = reader
        try:
            body = await draw(drawn, language.code)
        except DubanError as error:
            log.warning("picture not drawn", extra={"update": inbound.update_id, "why": str(error)})
            return
        digest = hashlib.sha256(body).hexdigest()
        name = f"duban-{_day(drawn)}.png"
        values = {"sha256": digest, "name": name, "mime": "image/png", "size": len(body), "body": body}
        stored = Change("store_attachment", {**values, "person_id": "", "now": at.now}, rows=None)
        card = Card(_words(drawn, language), picture=digest)
        await self.store.commit([stored, answer_message(inbound, person_id, card, at, n=1, public=public)])


def _day(drawn: Drawable) -> date:
    return drawn.today if isinstance(drawn, Summary) else drawn.day


def _words(drawn: Drawable, language: Language) -> str:
    """What stands beside the picture, and is read out where nobody sees it."""
    return language.say("summary.picture", day=drawn.today) if isinstance(drawn, Summary) else drawn.words
