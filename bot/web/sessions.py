"""Browser sessions: made from an invite's code or Telegram's signed data, ended with their account."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.actions.bind import hash_of, redeem
from bot.context.plan_context import ContextCache
from bot.context.ports import Change, Store
from bot.domain.calendar import DAY, Instant
from bot.domain.errors import Refused, Stale
from bot.domain.person import Person
from bot.web.ports import CHANNEL, SessionView

SESSION = 30 * DAY


@dataclass(frozen=True, slots=True)
class InviteRow:
    person_id: str
    expires_at: Instant
    used_at: Instant | None


@dataclass(frozen=True, slots=True)
class SessionRow:
    token_hash: str
    device: str
    created_at: Instant
    used_at: Instant


class Sessions:
    """Sessions of one plan. `new_token` makes the secret that a browser keeps; the store has only its digest."""

    def __init__(
        self,
        store: Store,
        contexts: ContextCache,
        clock: Callable[[], Instant],
        new_token: Callable[[], str],
    ) -> None:
        self._store = store
        self._contexts = contexts
        self._clock = clock
        self._new_token = new_token

    async def redeem(self, code: str, device: str = "") -> str:
        """A session for the person's one chat: every browser they enter from shows the same.

        Refused: web.enter_used, web.enter_expired, web.enter_wrong. Of several that use one code at once, the commit
        lets one in, and the others find it used.
        """
        context, now, token = await self._contexts.current(), self._clock(), self._new_token()
        invite = await self._store.one(InviteRow, "invite", code_hash=hash_of(code))
        if invite is None:
            raise Refused("web.enter_wrong")
        if invite.used_at is not None:
            raise Refused("web.enter_used")
        if invite.expires_at <= now:
            raise Refused("web.enter_expired")
        try:
            person, changes = await redeem(self._store, context, code, CHANNEL, invite.person_id, now)
            await self._store.commit([*changes, *_begun(token, person, device, now)])
        except Stale:
            raise Refused("web.enter_used") from None
        except Refused:
            raise Refused("web.enter_wrong") from None
        return token

    async def admit(self, channel: str, external_id: str, device: str = "") -> str | None:
        """A session for whoever has bound that account of another channel; None for a stranger."""
        context, now, token = await self._contexts.current(), self._clock(), self._new_token()
        person, known = context.person_at(channel, external_id), context.account_at(channel, external_id)
        if person is None or known is None:
            return None
        changes = _begun(token, person, device, now)
        if context.person_at(CHANNEL, person.id) is None:
            through = {"channel": CHANNEL, "through": known.channel, "external_id": external_id}
            # Any number of rows: a second window may have come in since.
            changes += [Change("admit_account", through, rows=None), Change("revise_plan")]
        await self._store.commit(changes)
        return token

    async def who(self, token: str) -> str | None:
        """The account of a session whose person still holds it; None once it has ended."""
        return await self._store.one(str, "session_account", token_hash=_hash(token), now=self._clock())

    async def listed(self, token: str) -> Sequence[SessionView]:
        """All sessions of the account that `token` speaks for, the one used last first."""
        account, mine = await self.who(token), _hash(token)
        if account is None:
            return []
        touch = Change("use_session", {"token_hash": mine, "now": self._clock()}, rows=None)
        await self._store.commit([touch])
        rows = await self._store.read(SessionRow, "sessions_at", external_id=account, now=self._clock())
        return [
            SessionView(row.token_hash, row.device, row.created_at, row.used_at, row.token_hash == mine)
            for row in rows
        ]

    async def end(self, token: str, session: str) -> None:
        """Ends one session of the same account, by its id in the list; all the others where none is named."""
        account = await self.who(token)
        if account is None:
            return
        values = {"external_id": account, "token_hash": session or _hash(token)}
        await self._store.commit(
            [Change("end_own_session" if session else "end_other_sessions", values, rows=None)]
        )

    async def sign_out(self, token: str) -> None:
        await self._store.commit([Change("end_session", {"token_hash": _hash(token)}, rows=None)])


def _begun(token: str, person: Person, device: str, now: Instant) -> list[Change]:
    values = {
        "token_hash": _hash(token),
        "external_id": person.id,
        "person_id": person.id,
        "device": device,
        "now": now,
        "expires_at": now + SESSION,
    }
    return [Change("prune_sessions", {"now": now}, rows=None), Change("add_session", values)]


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
