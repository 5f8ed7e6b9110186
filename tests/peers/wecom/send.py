"""message/send: who is meant, whether it is well formed, and what becomes of it on each phone."""

import copy
import json
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.peers.wecom import cardrules, clipping, shapes
from tests.peers.wecom.calls import Call
from tests.peers.wecom.cardrules import Offered
from tests.peers.wecom.kinds import KINDS
from tests.peers.wecom.ledger import Became, Logged
from tests.peers.wecom.refusal import Json, Refusal
from tests.peers.wecom.world import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    App,
    Corp,
    Member,
    Outgoing,
    Posted,
    World,
    fold,
    new_msgid,
)  # fmt: skip

A_MINUTE, AN_HOUR = 30, 1000  # messages of one app to one member; what is more is dropped without a word
SENDS_A_DAY = 200  # times the accounts of the corporation
LONGEST_CHECK = 4 * HOUR
NOT_IN_WECHAT = ("markdown", "template_card", "mpnews", "miniprogram_notice")


@dataclass
class Sends:
    """What the platform remembers of an app's messages."""

    world: World
    sent: dict[tuple[str, int, str], deque[int]] = field(default_factory=lambda: defaultdict(deque))
    today: dict[tuple[str, int, int], int] = field(default_factory=lambda: defaultdict(int))
    seen: dict[tuple[str, int, str], tuple[int, Json]] = field(default_factory=dict)  # request → when, answer
    spoke: dict[tuple[str, int, str], int] = field(
        default_factory=dict
    )  # when a member last wrote or pressed

    def send(self, call: Call, logged: Logged) -> Json:
        app, corp = self.sender(call), call.corp
        asked = json.dumps(call.body, sort_keys=True)
        body = shapes.fitted(call.body, shapes.SEND, call.warn)
        told = _recipients(corp, app, body)
        if body.get("enable_id_trans"):
            self.world.complain("id_trans", "people's words may hold $userName=…$")
        kind, content = _content(body)
        repeated = self._repeated(call, body, asked)
        if repeated and self.world.switches.duplicates_first:
            return self._suppress(told, logged, repeated)
        if kind in KINDS:
            KINDS[kind](self.world, corp, content)
        else:
            self._card(call, content)
        if repeated:
            return self._suppress(told, logged, repeated)
        self._count_day(corp, app, len(told.valid))
        answer = self._post(call, told, kind, content, logged)
        self.seen[corp.id, app.agentid, asked] = (self.world.clock(), answer)
        return answer

    def sender(self, call: Call) -> App:
        """The app that `agentid` names; it must be the token's own."""
        if "agentid" not in call.body:
            raise Refusal(41011)
        agentid = call.body["agentid"]
        if isinstance(agentid, str) and agentid.isdigit():
            self.world.complain("agentid written as a text", call.method)
            agentid = int(agentid)
        if not isinstance(agentid, int):
            raise Refusal(40056)
        if agentid != call.caller.agentid:
            raise Refusal(301002)
        return call.caller

    def _repeated(self, call: Call, body: Json, asked: str) -> Json | None:
        """What the identical request was answered within its interval."""
        if body.get("enable_duplicate_check") != 1:
            return None
        interval = min(body.get("duplicate_check_interval", 1800) * SECOND, LONGEST_CHECK)
        at, answer = self.seen.get((call.corp.id, call.caller.agentid, asked), (0, {}))
        return answer if answer and self.world.clock() - at < interval else None

    def _suppress(self, told: "Recipients", logged: Logged, first: Json) -> Json:
        logged.became = dict(told.refused)
        for member in told.valid:
            logged.became[member.key] = "suppressed"
        if self.world.switches.duplicate_answer == "same":
            return first
        return {name: value for name, value in first.items() if name not in ("msgid", "response_code")}

    def _card(self, call: Call, content: Json) -> None:
        app = call.caller
        offered = Offered(content, "app", self.world, call.corp.id, str(app.agentid), bool(app.callback))
        cardrules.check(offered)
        cardrules.take(offered)
        clipping.watch(self.world, content, "app")

    def _count_day(self, corp: Corp, app: App, people: int) -> None:
        today = (corp.id, app.agentid, self.world.clock() // DAY)
        if self.today[today] + people > SENDS_A_DAY * len(corp.members):
            raise Refusal(45009)
        self.today[today] += people

    def _post(self, call: Call, told: "Recipients", kind: str, content: Json, logged: Logged) -> Json:
        msgid, app, corp = new_msgid(), call.caller, call.corp
        self.world.outgoing[msgid] = Outgoing(corp.id, app.agentid, self.world.clock())
        logged.became = dict(told.refused)
        for member in told.valid:
            became = self._became(corp, app, member, kind)
            logged.became[member.key] = became
            if became == "delivered":
                now = self.world.clock()
                self._show(corp, member, Posted(msgid, kind, copy.deepcopy(content), now, "app", app.agentid))
        self._watch_the_minute(corp, app, told)
        answer: Json = told.json(omit_empty=self.world.switches.omit_empty) | {"msgid": msgid}
        if kind == "template_card" and cardrules.answers_by_code(content):
            answer["response_code"] = self.world.new_code(msgid, app.agentid)
        return answer

    def _show(self, corp: Corp, member: Member, posted: Posted) -> None:
        found = self.world.find_media(corp, posted.content.get("media_id", ""))
        if found:
            posted.files.append((found.name, found.body))
        self.world.put((corp.id, "app", member.key), posted)

    def _became(self, corp: Corp, app: App, member: Member, kind: str) -> Became:
        now, sent = self.world.clock(), self.sent[corp.id, app.agentid, member.key]
        while sent and now - sent[0] >= HOUR:
            sent.popleft()
        last_minute = sum(now - at < MINUTE for at in sent)
        if last_minute >= A_MINUTE or len(sent) >= AN_HOUR:
            return "dropped"
        sent.append(now)
        return "invisible" if member.wechat_only and kind in NOT_IN_WECHAT else "delivered"

    def _watch_the_minute(self, corp: Corp, app: App, told: "Recipients") -> None:
        """Everybody's reminders go out at the full and the half hour; WeCom asks not to join them."""
        now = self.world.clock()
        quiet = [m for m in told.valid if now - self.spoke.get((corp.id, app.agentid, m.key), 0) > MINUTE]
        if quiet and now // MINUTE % 30 == 0:
            self.world.complain("round_minute", ", ".join(one.userid for one in quiet))


@dataclass
class Recipients:
    valid: list[Member]
    refused: dict[str, Became]  # by folded userid
    parties: list[str]
    tags: list[str]

    def json(self, *, omit_empty: bool) -> Json:
        """Lower-cased, as the platform returns them."""
        lists = {
            "invaliduser": "|".join(user for user, why in self.refused.items() if why == "invalid"),
            "invalidparty": "|".join(self.parties),
            "invalidtag": "|".join(self.tags),
            "unlicenseduser": "|".join(user for user, why in self.refused.items() if why == "unlicensed"),
        }
        return {name: users for name, users in lists.items() if users or not omit_empty}


def _recipients(corp: Corp, app: App, body: Json) -> Recipients:
    users, parties, tags = (_split(body, name) for name in ("touser", "toparty", "totag"))
    if not users + parties + tags:
        raise Refusal(82001)
    if len(users) > 1000:
        raise Refusal(40032)
    if len(parties) > 100:
        raise Refusal(82002)
    if len(tags) > 100:
        raise Refusal(82003)
    known = {str(one.id) for one in corp.departments}
    unknown = [one for one in parties if one not in known]
    chosen = _chosen(corp, users, {int(one) for one in parties if one in known})
    seen = {key: member for key, member in chosen.items() if member and corp.sees(app, member)}
    refused: dict[str, Became] = {key: "invalid" for key in chosen if key not in seen}
    refused |= {key: "unlicensed" for key, member in seen.items() if not member.licensed}
    if not seen:
        raise Refusal(81013)
    return Recipients([m for key, m in seen.items() if key not in refused], refused, unknown, tags)


def _split(body: Json, name: str) -> list[str]:
    return [one for one in body.get(name, "").split("|") if one]


def _chosen(corp: Corp, users: list[str], parties: set[int]) -> dict[str, Member | None]:
    if users == ["@all"]:
        return {one.key: one for one in corp.members}
    below = corp.under(parties)
    of_parties: dict[str, Member | None] = {m.key: m for m in corp.members if below & set(m.departments)}
    return {fold(one): corp.member(one) for one in users} | of_parties


def _content(body: Json) -> tuple[str, Json]:
    kind = body.get("msgtype", "")
    if kind not in KINDS and kind != "template_card":
        raise Refusal(40008)
    content = copy.deepcopy(body.get(kind))
    return kind, content if isinstance(content, dict) else {}
