"""Menus: the commands each person may use, in their language, in their own chat; and what the bot says of itself."""

import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.channels.telegram.api import Api
from bot.channels.telegram.channel import chat_id
from bot.channels.telegram.errors import Missing
from bot.channels.telegram.spec import NAME
from bot.context.plan_context import ChatAccount, PlanContext
from bot.context.ports import Change, Store
from bot.domain.errors import GiveUp, Undelivered, Unsendable
from bot.domain.person import Person
from bot.i18n import Language, codes

log = logging.getLogger(__name__)

Offered = Callable[[Person, Language], Sequence[tuple[str, str]]]
DESCRIPTION, SHORT, HINT = 512, 120, 256  # units


@dataclass
class Menus:
    """Command menus of people's clients. One is set once, and again when the person's posts or language change."""

    api: Api
    store: Store
    offered: Offered
    mini_app: str = ""
    _profile: bool = False  # said in this run
    _shown: dict[str, str] = field(default_factory=dict)

    async def sync(self, context: PlanContext) -> None:
        """Raises TryLater where the server is not to be had; what has been set until then is not set again."""
        if not self._profile:
            await self._introduce()
            self._profile = True
        for account in context.accounts:
            person = context.roster.by_id.get(account.person_id)
            if account.channel == NAME and account.failed_code is None and person:
                await self._menu(account, person)

    def heard_from(self, external_id: str) -> None:
        """Now there is a chat in which a menu can be shown."""
        self._shown.pop(external_id, None)

    async def _menu(self, account: ChatAccount, person: Person) -> None:
        language = Language.of(person.language)
        commands = [_command(name, hint) for name, hint in self.offered(person, language)]
        digest = hashlib.sha256(json.dumps(commands).encode()).hexdigest()[:16]
        if digest in (account.menu, self._shown.get(account.external_id)):
            return
        scope = {"type": "chat", "chat_id": chat_id(account.external_id)}
        try:
            await self.api.call("setMyCommands", commands=commands, scope=scope)
        except GiveUp as error:  # they have not pressed Start yet
            log.info("no menu yet", extra={"account": account.external_id, "why": error.code})
            self._shown[account.external_id] = digest
            return
        except (Unsendable, Missing) as error:  # the server knows no menus: chats work without
            log.info("no menu", extra={"account": account.external_id, "why": error.code[:200]})
        self._shown[account.external_id] = digest
        values = {"channel": NAME, "external_id": account.external_id, "menu": digest}
        await self.store.commit([Change("set_menu", values, rows=None)])

    async def _introduce(self) -> None:
        """For those who do not know us yet: the description over an empty chat, the line in the profile, /start."""
        private, groups = {"type": "all_private_chats"}, {"type": "all_group_chats"}
        for code, language in _tongues():
            say, of = language.say, {"language_code": code}
            strangers = [_command("start", say("command.start")), _command("help", say("command.help"))]
            members = [_command("summary", say("command.summary_in_group"))]
            await self._set("setMyDescription", description=say("profile.description")[:DESCRIPTION], **of)
            await self._set("setMyShortDescription", short_description=say("profile.short")[:SHORT], **of)
            await self._set("setMyCommands", commands=strangers, scope=private, **of)
            await self._set("setMyCommands", commands=members, scope=groups, **of)
        if self.mini_app:
            text = Language.of("").say("button.mini_app")
            button = {"type": "web_app", "text": text, "web_app": {"url": self.mini_app}}
            await self._set("setChatMenuButton", menu_button=button)

    async def _set(self, method: str, **parameters: object) -> None:
        """A server of one's own may lack some of these; nothing depends on them."""
        try:
            await self.api.call(method, **parameters)  # type: ignore[arg-type]
        except Undelivered as error:
            log.info("the profile was not set", extra={"method": method, "why": error.code[:200]})


def _tongues() -> list[tuple[str, Language]]:
    """Telegram's codes have two letters; the first is for everybody else."""
    return [("", Language.of("")), *((code.partition("_")[0], Language(code)) for code in codes())]


def _command(name: str, hint: str) -> dict[str, str]:
    return {"command": name, "description": hint[:HINT]}
