"""Access tokens: one of each corp's app, asked for once however many wait for it, shared through the database.

A token lasts two hours and may be revoked earlier. To ask often, or with a wrong secret several times in a row, gets
our address banned, for all corps that are served from it; so a refused secret is remembered, too. Rows are named by
corp and secret: a new secret is asked for at once.
"""

import asyncio
import hashlib
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from bot.channels.wecom.errors import SecretRefused, StaleToken
from bot.channels.wecom.settings import WeComCorp
from bot.context.ports import Change, Store
from bot.domain.calendar import HOUR, MINUTE, SECOND, Instant
from bot.domain.errors import Stale, Unavailable

log = logging.getLogger(__name__)

EARLY = 300  # seconds before its end that a token is renewed
AT_MOST = MINUTE  # between two replacements of refused tokens: where new ones are refused, too, it is not their fault
LATER = 12 * HOUR  # until a secret that was refused twice is tried again; or with the next start
MESSAGES = 600.0  # seconds that messages wait at most: by then a start with the right secret may have been

AskForToken = Callable[[], Awaitable[tuple[str, int]]]
"""(): the token and the seconds it lasts. Raises Undelivered's children."""


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A row of `access_token`. One that was never granted is empty."""

    token: str = ""
    renew_at: Instant = 0
    refused: str = ""  # errcode of the last refusal of the secret
    refused_until: Instant = 0

    def serves(self, now: Instant, instead_of: str) -> bool:
        return bool(self.token) and self.token != instead_of and now < self.renew_at


class TokenSource(Protocol):
    async def token(self, corp: WeComCorp, ask: AskForToken, *, instead_of: str = "") -> str:
        """A token that serves; not `instead_of`, which the platform has refused. Raises Undelivered's children."""
        ...


@dataclass
class OwnToken:
    """Of a command that ends soon: asked for once, and shared with nobody. The platform gives out one that lives."""

    _token: str = ""

    async def token(self, corp: WeComCorp, ask: AskForToken, *, instead_of: str = "") -> str:
        if not self._token or self._token == instead_of:
            self._token, _ = await ask()
        return self._token


@dataclass
class Tokens:
    store: Store
    clock: Callable[[], Instant]
    _known: dict[str, AccessToken] = field(default_factory=dict)
    _replaced: dict[str, Instant] = field(default_factory=dict)  # when one that was refused was replaced last
    _refused: dict[str, Instant] = field(
        default_factory=dict
    )  # until when a refused secret is not tried again here
    _turns: dict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    async def token(self, corp: WeComCorp, ask: AskForToken, *, instead_of: str = "") -> str:
        """A token that serves; not `instead_of`, which the platform has refused. Raises Undelivered's children."""
        name = name_of(corp)
        if (known := self._known.get(name)) and known.serves(self.clock(), instead_of):
            return known.token
        async with self._turns[name]:
            kept = await self._kept(name)
            if not kept.serves(self.clock(), instead_of):
                self._require_patience(name, kept, instead_of)
                kept = await self._renewed(name, kept, ask)
            self._known[name] = kept
            return kept.token

    async def _kept(self, name: str) -> AccessToken:
        """Somebody else may have renewed it meanwhile: here, or in another process. While the database is away we go on
        with what we know, instead of asking each time."""
        known = self._known.get(name, AccessToken())
        try:
            row = await self.store.one(AccessToken, "access_token", name=name)
        except Unavailable:
            return known
        return row if row and row.renew_at >= known.renew_at else known

    def _require_patience(self, name: str, before: AccessToken, instead_of: str) -> None:
        """Raises the last refusal again while it is too early to ask."""
        now = self.clock()
        until = max(before.refused_until, self._refused.get(name, 0))
        if now < until:
            raise SecretRefused(before.refused, min((until - now) / SECOND, MESSAGES))
        if instead_of and name in self._replaced and now < self._replaced[name] + AT_MOST:
            raise StaleToken("renewed_already")
        if instead_of:
            self._replaced[name] = now

    async def _renewed(self, name: str, before: AccessToken, ask: AskForToken) -> AccessToken:
        now = self.clock()
        try:
            token, lasts = await ask()
        except SecretRefused as error:
            until = now + round(error.after * SECOND)
            self._refused[name] = now + LATER if name in self._refused else until
            refused = replace(before, refused=error.code, refused_until=until)
            self._known[name] = refused
            await self._keep(name, before, refused)
            raise SecretRefused(error.code, MESSAGES, error.said) from None
        self._refused.pop(name, None)
        renewed = AccessToken(token, now + max(lasts - EARLY, lasts // 2) * SECOND)
        await self._keep(name, before, renewed)
        return renewed

    async def _keep(self, name: str, before: AccessToken, now: AccessToken) -> None:
        """Where another process has kept a fresher one meanwhile, that one stays."""
        values = {"name": name, "before": before.token, "token": now.token, "renew_at": now.renew_at}
        values |= {"refused": now.refused, "refused_until": now.refused_until}
        try:
            await self.store.commit([Change("keep_access_token", values, rows=None)])
        except (Stale, Unavailable) as error:
            log.warning("access token not kept in the database", extra={"why": str(error)[:200]})


def name_of(corp: WeComCorp) -> str:
    """Of the row. The agent is no part of it: a token is the secret's."""
    return f"{corp.corp} {hashlib.sha256(f'{corp.corp} {corp.secret}'.encode()).hexdigest()[:16]}"
