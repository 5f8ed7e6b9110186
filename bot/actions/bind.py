"""Binding a chat account to a person, by a one-time code that expires."""

import hashlib
from dataclasses import dataclass

from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.calendar import DAY, Instant
from bot.domain.errors import Refused
from bot.domain.person import Person

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without characters that look alike
LENGTH = 8  # 31^8 codes: guessing one of a thousand open ones takes 10^9 tries
VALID = 7 * DAY


@dataclass(frozen=True, slots=True)
class Invite:
    person: Person
    code: str
    expires_at: Instant


async def invite(store: Store, person: Person, code: str, now: Instant) -> Invite:
    """`code` is LENGTH random characters of ALPHABET. It is shown once and stored only as a hash.

    It ends the person's browser sessions: a new code is asked for when a phone was lost or changed.
    """
    values = {"code_hash": hash_of(code), "person_id": person.id, "now": now, "expires_at": now + VALID}
    await store.commit([Change("add_invite", values), _end_sessions(person.id)])
    return Invite(person, code, now + VALID)


@dataclass(frozen=True, slots=True)
class Revoked:
    sessions: int
    invites: int


async def revoke(store: Store, person_id: str, now: Instant) -> Revoked:
    """Ends the person's browser sessions and open codes. Bound accounts of other channels stay. Refused: unknown."""
    if not await store.one(int, "person_known", person=person_id):
        raise Refused("refused.no_such_person", person=person_id)
    sessions = await store.one(int, "sessions_of", person=person_id, now=now)
    invites = await store.one(int, "open_invites_of", person=person_id, now=now)
    codes = Change("end_invites_of", {"person": person_id, "now": now}, rows=None)
    await store.commit([_end_sessions(person_id), codes])
    return Revoked(sessions or 0, invites or 0)


def _end_sessions(person_id: str) -> Change:
    return Change("end_sessions_of", {"person": person_id}, rows=None)


def hash_of(code: str) -> str:
    return hashlib.sha256(code.strip().upper().encode()).hexdigest()


def looks_like_code(text: str) -> bool:
    code = text.strip().upper()
    return len(code) == LENGTH and all(sign in ALPHABET for sign in code)


async def redeem(
    store: Store, context: PlanContext, code: str, channel: str, external_id: str, now: Instant
) -> tuple[Person, list[Change]]:
    """The person the code is for, and the changes that bind the account. Refused: unknown, used or expired."""
    person_id = await store.one(str, "open_invite", code_hash=hash_of(code), now=now)
    person = context.roster.by_id.get(person_id or "")
    if person is None:
        raise Refused("refused.invite")
    return person, [
        Change("use_invite", {"code_hash": hash_of(code), "now": now}),
        *_siblings(context, person, channel, external_id, now),
        *bind(person, channel, external_id, now),
    ]


def _siblings(
    context: PlanContext, person: Person, channel: str, external_id: str, now: Instant
) -> list[Change]:
    """The same account on other channels of its platform has the same owner."""
    return [
        bind(person, a.channel, external_id, now - 1)[0]
        for a in context.accounts
        if a.external_id == external_id
        and a.channel != channel
        and context.platform(a.channel) == context.platform(channel)
    ]


def bind(person: Person, channel: str, external_id: str, now: Instant) -> list[Change]:
    values = {"channel": channel, "external_id": external_id, "person_id": person.id, "now": now}
    return [Change("bind_account", values), Change("revise_plan")]
