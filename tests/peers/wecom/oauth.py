"""Web pages inside WeCom: the authorize page gives a code, auth/getuserinfo tells whose it is, once, for 5 minutes."""

import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from tests.peers.botapi.http import Answer, Request
from tests.peers.wecom.calls import Call
from tests.peers.wecom.refusal import Json, Refusal, said
from tests.peers.wecom.world import MINUTE, Member, World

LIVES = 5 * MINUTE
STRANGER = "obviously-fake-openid"


@dataclass
class Issued:
    corp: str
    agentid: int
    member: Member | None  # None: someone of no corporation
    at: int


@dataclass
class Oauth:
    world: World
    codes: dict[str, Issued] = field(default_factory=dict)
    holder: tuple[str, str] = (
        "",
        "",
    )  # corp and userid of whose phone opens the next page; empty: a stranger

    def authorize(self, request: Request) -> Answer:
        """Back to redirect_uri with a code, as the phone follows it; a page with 50001 where the host is not the
        app's own, port included."""
        query = {name: values[0] for name, values in parse_qs(request.query).items()}
        corp = self.world.corps.get(query.get("appid", ""))
        app = corp and corp.app(int(query.get("agentid") or corp.apps[0].agentid))
        target = urlsplit(query.get("redirect_uri", ""))
        if not corp or not app or query.get("response_type") != "code" or target.netloc != app.trusted_domain:
            return Answer(200, said(50001).encode(), "text/plain; charset=utf-8")
        member = corp.member(self.holder[1]) if self.holder[0] == corp.id else None
        code = secrets.token_urlsafe(48)
        self.codes[code] = Issued(corp.id, app.agentid, member, self.world.clock())
        given = urlencode({"code": code, "state": query.get("state", "")})
        back = urlunsplit(target._replace(query="&".join(filter(None, (target.query, given)))))
        return Answer(302, b"", "text/plain", {"Location": back})

    def getuserinfo(self, call: Call) -> Json:
        issued = self.codes.pop(call.query.get("code", ""), None)
        late = issued and self.world.clock() - issued.at > LIVES
        if issued is None or late or (issued.corp, issued.agentid) != (call.corp.id, call.caller.agentid):
            raise Refusal(40029)
        return {"userid": issued.member.userid} if issued.member else {"openid": STRANGER}
