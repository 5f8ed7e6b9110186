"""WeCom's settings: the group `wecom` of duban.yaml, a list of corporations or a single one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints

Word = Annotated[str, StringConstraints(strip_whitespace=True)]
"""As copied from the console, where a space easily comes along."""

AES_KEY = re.compile(r"[0-9A-Za-z+/]{43}")  # 32 bytes of base64 without the "=" at the end
SECRET = {"secret": True}
ADDRESS = {"address": True}
SOCKET = {"address": True, "schemes": ("ws", "wss")}


@dataclass(frozen=True, slots=True)
class WeComCorp:
    """One corporation: its self-built app, its bot and its group, each as far as it is named."""

    corp: Word = ""  # its id; a bot alone needs none
    agent: Annotated[int, Field(ge=0)] = 0  # the app's AgentId; 0: no app
    secret: Word = field(default="", repr=False, metadata=SECRET)  # the app's
    token: Word = field(default="", repr=False, metadata=SECRET)  # of the app's callbacks
    aes_key: Word = field(default="", repr=False, metadata=SECRET)  # the callbacks' EncodingAESKey
    callback: Word = field(default="", metadata=ADDRESS)  # the public address the app's callbacks go to
    bot_id: Word = ""
    bot_secret: Word = field(default="", repr=False, metadata=SECRET)
    group_key: Word = field(default="", repr=False, metadata=SECRET)  # in the address of a group's webhook
    group_name: Word = ""  # as the coordinator calls that group
    base_url: Word = field(default="https://qyapi.weixin.qq.com/cgi-bin", metadata=ADDRESS)
    ws_url: Word = field(default="wss://openws.work.weixin.qq.com", metadata=SOCKET)
    authorize_url: Word = field(
        default="https://open.weixin.qq.com/connect/oauth2/authorize", metadata=ADDRESS
    )
    ca: Path | None = field(
        default=None, metadata={"path": True}
    )  # certificates of a private deployment, PEM
    proxy: Word = field(default="", metadata=ADDRESS)

    @property
    def has_app(self) -> bool:
        return bool(self.corp and self.agent and self.secret)

    @property
    def has_bot(self) -> bool:
        return bool(self.bot_id and self.bot_secret)

    @property
    def has_group(self) -> bool:
        return bool(self.group_key)

    @property
    def hears(self) -> bool:
        """The app's callbacks can be verified."""
        return bool(self.has_app and self.token and self.aes_key)

    @property
    def path(self) -> str:
        """Of the callback's address on our web server."""
        return urlsplit(self.callback).path or "/wecom"

    def missing(self) -> Iterator[str]:
        """Settings without which others that are given are of no use."""
        callbacks = {"token": self.token, "aes_key": self.aes_key}
        app = {"agent": self.agent, "secret": self.secret}
        bot = {"bot_id": self.bot_id, "bot_secret": self.bot_secret}
        if any(callbacks.values()):
            app |= callbacks
        for together in ({"corp": self.corp, **app} if any(app.values()) else {}, bot):
            if any(together.values()):
                yield from (name for name, value in together.items() if not value)


@dataclass(frozen=True, slots=True)
class WeComSettings:
    corps: tuple[WeComCorp, ...] = field(default=(), metadata={"entries": WeComCorp})

    def problems(self) -> Iterator[tuple[int, str, str]]:
        """(index of the entry, setting, key of the sentence): accounts and callbacks must tell the corps apart."""
        for index, one in enumerate(self.corps):
            before = self.corps[:index]
            missing = list(one.missing())
            if before and not one.corp and "corp" not in missing:
                missing.append("corp")
            yield from ((index, name, "settings.missing") for name in missing)
            if one.corp and one.corp.casefold() in [other.corp.casefold() for other in before]:
                yield index, "corp", "settings.twice"
            if one.aes_key and not AES_KEY.fullmatch(one.aes_key):
                yield index, "aes_key", "settings.not_an_aes_key"
            if one.hears and one.path in [other.path for other in before if other.hears]:
                yield index, "callback", "settings.twice"
