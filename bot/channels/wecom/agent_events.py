"""What WeCom itself tells of an app: it is about to be closed because nobody uses it, was closed, is open again.

https://developer.work.weixin.qq.com/document/path/90240. Nothing of the conversation: the coordinators are told on
another channel.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.spec import Services
from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.app_updates import Fields, each
from bot.channels.wecom.settings import WeComCorp
from bot.channels.wecom.spec import NAME
from bot.context.ports import Change
from bot.domain.errors import OutOfService
from bot.engine.outages import back_in_service, out_of_service, warned

CLOSED = frozenset({"close_inactive_agent"})
WARNINGS = frozenset({"inactive_alert", "low_active_alert", "low_active"})
OPEN_AGAIN = frozenset({"reopen_inactive_agent", "active_restored"})

Take = Callable[[Mapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True)
class AgentEvents:
    """Takes these events, and hands on whatever else arrives."""

    corps: tuple[WeComCorp, ...]
    accounts: Accounts
    services: Services
    onward: Take

    async def take(self, fields: Fields) -> None:
        changes = await self._changes(fields)
        if changes is None:
            await self.onward(fields)
        elif changes:
            await self.services.store.commit(changes)

    async def _changes(self, fields: Fields) -> list[Change] | None:
        """None for what is no event of an app."""
        event = str(next(iter(each(fields.get("Event"))), ""))
        if event not in CLOSED | WARNINGS | OPEN_AGAIN:
            return None
        context, now = await self.services.contexts.current(), self.services.clock()
        party = self._party(str(fields.get("ToUserName", "")))
        trouble = OutOfService(event, party=party)
        if event in CLOSED:
            return out_of_service(context, NAME, trouble, now)
        if event in WARNINGS:
            return warned(context, NAME, trouble, now)
        return back_in_service(context, NAME, party)

    def _party(self, corp_id: str) -> str:
        corp = next((one for one in self.corps if one.corp.casefold() == corp_id.casefold()), None)
        return self.accounts.party(corp) if corp else ""
