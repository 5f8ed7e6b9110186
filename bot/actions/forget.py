"""Forget: a person's own words, files and accounts go, wherever they were shown; what happened, and the seals over it,
stays. The ledger says who was forgotten and when, so that `duban verify` misses nothing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.cards.card import Button, Card
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.engine.outbox import card_from_json, card_to_json
from bot.i18n import DEFAULT, Language

PAGE = 500
FRAGMENT = 4  # characters: shorter pieces (好的, 已完成) are nobody's own words
SHOWN = 12  # characters of a piece that a shortened quotation still shows
PIECES = re.compile(r"\W+")  # between punctuation of any script
OWN_ROWS = (
    "forget_messages",
    "forget_presses",
    "forget_words",
    "forget_claims",
    "forget_inbound",
    "forget_dialog",
    "end_sessions_of",
    "drop_accounts_of",
)


@dataclass(frozen=True, slots=True)
class OthersCard:
    message_id: str
    card: str


async def forget(store: Store, context: PlanContext, person_id: str, now: Instant) -> None:
    """Refused for somebody unknown, or who still holds a post: they would have to be asked again at once."""
    if not await store.one(int, "person_known", person=person_id):
        raise Refused("refused.no_such_person", person=person_id)
    if person_id in context.roster.by_id:
        raise Refused("refused.still_in_office", person=person_id)
    blank = Language.of(DEFAULT).say("forget.deleted")
    pieces = pieces_of(await store.read(str, "words_of", person=person_id))
    quoted = await _without(store, person_id, pieces, blank)
    values = {"person": person_id, "now": now, "card": card_to_json(Card(blank))}
    own = [Change(name, values, rows=None) for name in OWN_ROWS]
    files = [Change("forget_unclaimed_files", rows=None), Change("hand_on_files", rows=None)]
    remembered = Change("remember_forgetting", values, rows=None)
    await store.commit([*own, *quoted, *files, remembered, Change("revise_plan")])


def pieces_of(words: Iterable[str]) -> tuple[str, ...]:
    """The parts of a person's words by which they are recognized where somebody else was shown them, whole or
    shortened."""
    pieces = {piece[:SHOWN] for body in words for piece in (body.strip(), *PIECES.split(body)) if piece}
    return tuple(sorted(piece for piece in pieces if len(piece) >= FRAGMENT))


async def _without(store: Store, person_id: str, pieces: Sequence[str], blank: str) -> list[Change]:
    """Cards shown to others, rewritten without the lines that quote the person."""
    changes, after = list[Change](), ""
    while pieces and (
        page := await store.read(OthersCard, "cards_of_others", person=person_id, after=after, limit=PAGE)
    ):
        after = page[-1].message_id
        for row in page:
            kept = card_from_json(row.card)
            card = redacted(kept, pieces, blank)
            if card != kept:
                values = {"message_id": row.message_id, "card": card_to_json(card)}
                changes.append(Change("redact_message", values))
    return changes


def redacted(card: Card, pieces: Sequence[str], blank: str) -> Card:
    def clean(text: str) -> str:
        return blank if any(piece in text for piece in pieces) else text

    def cleaned(button: Button) -> Button:
        return replace(button, text=clean(button.text))

    return replace(
        card,
        title=clean(card.title),
        lines=tuple(map(clean, card.lines)),
        buttons=tuple(tuple(map(cleaned, row)) for row in card.buttons),
    )
