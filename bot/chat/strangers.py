"""Strangers: one polite answer for ever, and a way in for those who were invited."""

from bot.actions.bind import hash_of, looks_like_code, redeem
from bot.cards import welcome
from bot.cards.card import Card
from bot.chat.turn import formatter_for
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Inbound, Store
from bot.domain.calendar import HOUR, Instant
from bot.domain.errors import Refused
from bot.domain.language import commands as command
from bot.i18n import Language

GUESSES = 5  # codes an account may try in an hour
KEPT = 20  # updates of a stranger kept in an hour: one who floods us fills no disk


async def stranger(
    store: Store, context: PlanContext, inbound: Inbound, now: Instant
) -> tuple[str, Card | None, list[Change]] | None:
    """(person id, answer, changes) for what is kept; None for what is not even kept."""
    recent = await _heard(store, inbound, now - HOUR)
    if recent >= KEPT:
        return None
    if inbound.group:  # nothing is posted for others to read; a pressed button gets a toast
        return "", None, []
    language = Language.of(inbound.language)
    if code := _code(inbound.text):
        return await _try(store, context, inbound, code, now) if recent < GUESSES else ("", None, [])
    first = not await _heard(store, inbound, 0)
    return "", welcome.stranger(language) if first else None, []


async def invited(store: Store, inbound: Inbound, now: Instant) -> bool:
    """Whether somebody we know has typed an open invite: the phone has a new owner, or its owner a new post."""
    code = _code(inbound.text)
    return bool(code and await store.one(str, "open_invite", code_hash=hash_of(code), now=now))


async def _heard(store: Store, inbound: Inbound, since: Instant) -> int:
    values = {"channel": inbound.channel, "external_id": inbound.external_id, "since": since}
    return await store.one(int, "heard_from", **values) or 0


def _code(text: str) -> str:
    """An invite typed by itself, or after /start as a link does it."""
    wanted = command.parse(text)
    word = wanted.argument if wanted and wanted.name == "start" else text.strip()
    return word if looks_like_code(word) else ""


async def _try(
    store: Store, context: PlanContext, inbound: Inbound, code: str, now: Instant
) -> tuple[str, Card | None, list[Change]]:
    try:
        person, changes = await redeem(store, context, code, inbound.channel, inbound.external_id, now)
    except Refused:
        return "", welcome.wrong_code(Language.of(inbound.language)), []
    fmt = formatter_for(context, person.language, now)
    seen = await store.one(int, "acknowledged_by", person=person.id)
    return person.id, welcome.bound(fmt, person, seen is not None), changes
