"""The pages' callables over the store: who one is, what was said, what may be seen."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.actions.bind import hash_of, redeem
from bot.cards.card import Card
from bot.context.plan_context import ContextCache, PlanContext
from bot.context.ports import Change, Inbound, Outgoing, Store
from bot.domain.calendar import DAY, Instant
from bot.domain.errors import Refused
from bot.domain.light import Light
from bot.domain.permissions import may_open_file
from bot.domain.person import Person, Role
from bot.domain.plan import UnitKind
from bot.domain.summary import Tally
from bot.engine.outbox import card_from_json
from bot.i18n import Language
from bot.queries.health import channels_down, loop_ages, rows_set_aside
from bot.web.bubble import of, preview, said, told
from bot.web.ports import Bubble, Command, Contact, File, Group, Health, Me, Place

CHANNEL = "browser"
TICK = "tick"
SESSION = 30 * DAY
SAME_INSTANT = 40  # things said to one account at one instant at most: read beyond the page to sort them


@dataclass(frozen=True, slots=True)
class Posted:
    message_id: str
    kind: str
    card: str
    replaces: str
    state: str
    created_at: Instant


@dataclass(frozen=True, slots=True)
class Received:
    update_id: str
    raw: str
    received_at: Instant


@dataclass(frozen=True, slots=True)
class Head:
    external_id: str
    created_at: Instant
    card: str
    received: int


@dataclass(frozen=True, slots=True)
class FileHead:
    sha256: str
    name: str
    mime: str
    size: int
    person_id: str


class Rooms:
    """Every chat of the browser channel. `new_token` makes a secret for a session; `loops` are those that must turn."""

    def __init__(
        self,
        store: Store,
        contexts: ContextCache,
        clock: Callable[[], Instant],
        commands: Callable[[Person, Language], Sequence[Command]],
        new_token: Callable[[], str],
        loops: Sequence[str] = (TICK,),
    ) -> None:
        self._store = store
        self._loops = loops
        self._contexts = contexts
        self._clock = clock
        self._commands = commands
        self._new_token = new_token

    async def history(self, account: str, before: Place | None, limit: int) -> Sequence[Bubble]:
        """The last `limit` bubbles before a place, oldest first."""
        end = before.at + 1 if before else 1 << 62
        where = {"channel": CHANNEL, "external_id": account, "before": end, "limit": limit + SAME_INSTANT}
        posted = await self._store.read(Posted, "chat_of", **where)
        received = await self._store.read(Received, "chat_from", **where)
        bubbles = [said(r.received_at, r.update_id, r.raw) for r in received]
        for row in posted:
            card = card_from_json(row.card)
            files = await self._files(card)
            bubbles.append(told(row.created_at, row.message_id, card, row.kind, row.replaces, files))
        bubbles.sort(key=lambda bubble: bubble.place)
        return [bubble for bubble in bubbles if before is None or bubble.place < before][-limit:]

    async def bubble(self, at: Instant, heard: Inbound | Outgoing) -> Bubble:
        """What has just been said."""
        return of(at, heard, await self._files(heard.card) if isinstance(heard, Outgoing) else ())

    async def _files(self, card: Card) -> tuple[File, ...]:
        heads = [await self._store.one(FileHead, "attachment_head", sha256=one) for one in card.files]
        return tuple(File(head.sha256, head.name, head.mime, head.size) for head in heads if head)

    async def attachment(self, sha256: str, account: str) -> tuple[str, str, bytes] | None:
        """Own files and those of one's unit, pictures, and files that were shown to this account."""
        head = await self._store.one(FileHead, "attachment_head", sha256=sha256)
        person = await self._person(account)
        if head is None or person is None:
            return None
        context = await self._contexts.current()
        drawn_by_us = not head.person_id
        theirs = drawn_by_us or may_open_file(person, head.person_id, context.roster)
        if not theirs and not await self._shown(sha256, account):
            return None
        body = await self._store.one(bytes, "attachment_body", sha256=sha256)
        return (head.mime, head.name, body) if body is not None else None

    async def _shown(self, sha256: str, account: str) -> bool:
        where = {"channel": CHANNEL, "external_id": account, "sha256": sha256}
        return bool(await self._store.one(int, "file_shown", **where))

    async def me(self, account: str) -> Me:
        context = await self._contexts.current()
        person = context.person_at(CHANNEL, account)
        if person is None:
            return Me("", "", "zh_CN", ())
        language = Language.of(person.language)
        commands = tuple(self._commands(person, language))
        return Me(person.name, language.list(person.units()), person.language, commands)

    async def contacts(self) -> Sequence[Contact]:
        """The demo's people, each with what they last heard and how their unit stands."""
        context = await self._contexts.current()
        heads = {
            head.external_id: head for head in await self._store.read(Head, "chat_heads", channel=CHANNEL)
        }
        tallies = await self._store.read(Tally, "tallies")
        late, lights = _by_unit(tallies)
        accounts = {account.person_id: account.external_id for account in context.accounts}
        return [
            _contact(context, person, heads.get(accounts[person.id]), late, lights, accounts[person.id])
            for person in context.roster.people
            if person.id in accounts
        ]

    async def redeem(self, code: str) -> str | None:
        """A session for the person's one chat: every browser they enter from shows the same."""
        context, now, token = await self._contexts.current(), self._clock(), self._new_token()
        invited = await self._store.one(str, "open_invite", code_hash=hash_of(code), now=now)
        if invited is None:
            return None
        try:
            person, changes = await redeem(self._store, context, code, CHANNEL, invited, now)
        except Refused:
            return None
        await self._store.commit([*changes, _session(token, person, now)])
        return token

    async def admit(self, channel: str, external_id: str) -> str | None:
        """A session for whoever has bound that account of another channel; None for a stranger."""
        context, now, token = await self._contexts.current(), self._clock(), self._new_token()
        person = context.person_at(channel, external_id)
        if person is None:
            return None
        changes = [_session(token, person, now)]
        if context.person_at(CHANNEL, person.id) is None:
            through = {"channel": CHANNEL, "through": channel, "external_id": external_id}
            # Any number of rows: a second window may have come in since.
            changes += [Change("admit_account", through, rows=None), Change("revise_plan")]
        await self._store.commit(changes)
        return token

    async def who(self, token: str) -> str | None:
        return await self._store.one(str, "session_account", token_hash=_hash(token), now=self._clock())

    async def sign_out(self, token: str) -> None:
        await self._store.commit([Change("end_session", {"token_hash": _hash(token)}, rows=None)])

    async def health(self) -> Health:
        found = await loop_ages(self._store, self._loops, self._clock())
        down = tuple(one.channel for one in await channels_down(self._store, self._clock()))
        return Health(found.ok and not down, found.ages, down, await rows_set_aside(self._store))

    async def _person(self, account: str) -> Person | None:
        return (await self._contexts.current()).person_at(CHANNEL, account)


def _by_unit(tallies: Sequence[Tally]) -> tuple[Mapping[str, int], Mapping[str, Light]]:
    late: dict[str, int] = {}
    lights: dict[str, Light] = {}
    for tally in tallies:
        if tally.light is Light.RED:
            late[tally.unit] = late.get(tally.unit, 0) + tally.n
        lights[tally.unit] = min(lights.get(tally.unit, tally.light), tally.light, key=lambda one: one.weight)
    return late, lights


GROUPS = {
    UnitKind.DEPARTMENT: Group.DEPARTMENT,
    UnitKind.EXTERNAL: Group.DEPARTMENT,
    UnitKind.COUNTY: Group.COUNTY,
}
OFFICE = (Role.COORDINATOR, Role.REVIEWER, Role.LEADER)


def _contact(
    context: PlanContext,
    person: Person,
    head: Head | None,
    late: Mapping[str, int],
    lights: Mapping[str, Light],
    account: str,
) -> Contact:
    post = person.posts[0]
    unit = context.plan.unit.get(post.unit)
    aside = post.role in OFFICE or unit is None
    return Contact(
        external_id=account,
        name=person.name,
        unit=post.unit,
        role=post.role,
        group=Group.OFFICE if aside or unit is None else GROUPS[unit.kind],
        received=head.received if head else 0,
        preview=preview(told(head.created_at, "", card_from_json(head.card), "", "", ())) if head else "",
        at=head.created_at if head else None,
        late=0 if aside else late.get(post.unit, 0),
        light=None if aside else lights.get(post.unit),
    )


def _session(token: str, person: Person, now: Instant) -> Change:
    values = {"token_hash": _hash(token), "external_id": person.id, "now": now, "expires_at": now + SESSION}
    return Change("add_session", values)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
