"""Tokens and addresses: who may call at all."""

import secrets
from dataclasses import dataclass, field

from tests.peers.wecom.calls import Call
from tests.peers.wecom.refusal import IP, Json, Refusal
from tests.peers.wecom.world import HOUR, SECOND, App, Corp, World

LIVES = 7200 * SECOND
WRONG_IN_A_ROW = 5


@dataclass
class Token:
    value: str
    corp: Corp
    app: App | None  # None: the contact-sync secret's
    since: int
    revoked: bool = False


@dataclass
class Tokens:
    world: World
    issued: dict[str, Token] = field(default_factory=dict)
    wrong: int = 0  # secrets in a row
    banned_until: int = 0

    def gettoken(self, call: Call) -> Json:
        """The same token as long as it lives. Five wrong secrets in a row close the door for an hour."""
        corpid, secret = call.query.get("corpid", ""), call.query.get("corpsecret", "")
        if not corpid:
            raise Refusal(41002)
        if not secret:
            raise Refusal(41004)
        try:
            corp, app = self._owner(corpid, secret)
        except Refusal:
            self.wrong += 1
            if self.wrong >= WRONG_IN_A_ROW:
                self.banned_until = self.world.clock() + HOUR
            raise
        self.wrong = 0
        return {"access_token": self._token(corp, app).value, "expires_in": LIVES // SECOND}

    def _owner(self, corpid: str, secret: str) -> tuple[Corp, App | None]:
        corp = self.world.corps.get(corpid)
        if corp is None:
            raise Refusal(40013)
        if secret == corp.contacts_secret:
            return corp, None
        app = next((one for one in corp.apps if one.secret == secret), None)
        if app is None:
            raise Refusal(40001)
        return corp, app

    def _token(self, corp: Corp, app: App | None) -> Token:
        for one in self.issued.values():
            if one.corp is corp and one.app is app and self._lives(one):
                return one
        token = Token(secrets.token_urlsafe(200)[:214], corp, app, self.world.clock())
        self.issued[token.value] = token
        return token

    def _lives(self, token: Token) -> bool:
        return not token.revoked and self.world.clock() - token.since < LIVES

    def revoke(self, agentid: int) -> None:
        """The platform may do so before the time is over."""
        for one in self.issued.values():
            if one.app and one.app.agentid == agentid:
                one.revoked = True

    def check_ban(self) -> None:
        if self.world.clock() < self.banned_until:
            raise Refusal(45009)

    def check_address(self, call: Call) -> None:
        token = self.issued.get(call.query.get("access_token", ""))
        if token and token.app and token.app.trusted_ips is not None and IP not in token.app.trusted_ips:
            raise Refusal(60020)

    def check_token(self, call: Call) -> None:
        """Sets whose call it is."""
        value = call.query.get("access_token", "")
        if not value:
            raise Refusal(41001)
        token = self.issued.get(value)
        if token is None or token.revoked:
            raise Refusal(40014)
        if not self._lives(token):
            raise Refusal(self.world.switches.expired_code)
        call.corp, call.app = token.corp, token.app
        if call.app and call.app.state == "disabled":
            raise Refusal(50003)
        if call.app and call.app.state == "suspended":
            raise Refusal(48006)
