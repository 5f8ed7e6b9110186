"""Changes a card that stands on a phone, by one of the codes that came for it: each works once, within 72 hours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.api import CorpApi
from bot.channels.wecom.errors import CONCURRENT, CodeSpent
from bot.context.ports import Store
from bot.domain.calendar import Instant
from bot.domain.errors import GiveUp, TryLater, Unknown, Unsendable
from bot.engine.card_codes import unused_code, used_code

PATH = "message/update_template_card"
TRIES = 3  # at once, as WeCom advises where it is busy: nobody comes back to a card that was pressed


@dataclass
class CardUpdates:
    """`apis`: by the corp's id."""

    apis: Mapping[str, CorpApi]
    accounts: Accounts
    store: Store
    channel: str
    clock: Callable[[], Instant]

    def api(self, account: str) -> tuple[CorpApi, str]:
        """(its corp's API, userid). Raises GiveUp where the corp has no app."""
        corp, userid = self.accounts.of(account)
        if corp.corp not in self.apis:
            raise GiveUp("no_app")
        return self.apis[corp.corp], userid

    async def replace(self, account: str, task_id: str, card: Mapping[str, Any]) -> bool:
        """The whole card. False where no code is left to change it by. Raises Undelivered's children."""
        return await self._changed(account, task_id, {"template_card": {**card, "task_id": task_id}})

    async def grey(self, account: str, task_id: str, word: str) -> bool:
        """Its buttons only."""
        return await self._changed(account, task_id, {"button": {"replace_name": word}})

    async def _changed(self, account: str, task_id: str, change: Mapping[str, Any]) -> bool:
        """A code that was spent by a process that died before it wrote that down is no failure: the next one shows the
        same again, and where there is none, the spent one has shown it."""
        spent = False
        while code := await unused_code(self.store, self.channel, task_id, self.clock()):
            try:
                await self._asked(account, code, change)
            except CodeSpent:
                spent = True
            except Unsendable:
                spent = False
            else:
                await self._used(code)
                return True
            await self._used(code)
        return spent

    async def _asked(self, account: str, code: str, change: Mapping[str, Any]) -> None:
        api, userid = self.api(account)
        body = {"userids": [userid], "agentid": api.corp.agent, "response_code": code, **change}
        for left in reversed(range(TRIES)):
            try:
                await api.post(PATH, body)
                return
            except Unknown as error:  # done twice it looks the same
                raise TryLater(error.code) from error
            except TryLater as error:
                if not left or error.after > CONCURRENT:
                    raise

    async def _used(self, code: str) -> None:
        await self.store.commit([used_code(self.channel, code, self.clock())])
