"""Corporations with their departments, members, apps, bots and groups, and what stands in whose chat."""

import itertools
import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from tests.peers.botapi.bell import Bell
from tests.peers.wecom.refusal import Json
from tests.peers.wecom.switches import Switches

ROOT = 1
SECOND, MINUTE, HOUR, DAY = 1000, 60_000, 3_600_000, 86_400_000
CODE_LIVES = 72 * HOUR

Via = Literal["app", "bot", "group"]  # the chat with the app, the chat with the bot, a room of several
Transport = Literal["app", "bot", "webhook"]  # who wrote


def fold(userid: str) -> str:
    """One userid, however it was written. A chatid is never folded."""
    return userid.casefold()


@dataclass
class Department:
    id: int
    name: str
    parentid: int = 0
    order: int = 0
    leaders: list[str] = field(default_factory=list)  # userids


@dataclass
class Member:
    userid: str  # as an administrator wrote it
    name: str
    departments: list[int] = field(default_factory=lambda: [ROOT])
    mobile: str = ""
    active: bool = True
    licensed: bool = True
    wechat_only: bool = False  # reads in WeChat: no markdown, no cards

    @property
    def key(self) -> str:
        return fold(self.userid)


@dataclass
class Visible:
    """Whom an app may see; all of it at the root."""

    departments: list[int] = field(default_factory=lambda: [ROOT])
    members: list[str] = field(default_factory=list)


@dataclass
class App:
    agentid: int = 1000002
    secret: str = "obviously-fake-app-secret"
    name: str = "督办"
    visible: Visible = field(default_factory=Visible)
    callback: str = ""  # the URL entered in the console; empty: no interactive cards
    token: str = "FakeCallbackToken"
    aes_key: str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
    trusted_ips: set[str] | None = None  # None: any
    state: Literal["on", "disabled", "suspended"] = "on"
    trusted_domain: str = ""  # host[:port] of web pages inside WeCom
    shows_mobile: bool = False  # an app made before June 2022
    left: set[str] = field(default_factory=set)  # folded userids taken out of the visible range


@dataclass
class Bot:
    id: str = "aibTESTBOT"
    secret: str = "obviously-fake-secret"
    name: str = "督办"
    mode: Literal["long", "webhook", "off"] = "long"
    creator_is_admin: bool = True  # else callbacks carry encrypted userids


@dataclass
class Group:
    chatid: str
    name: str
    members: list[str]  # userids
    has_bot: bool = True
    webhook: str = ""  # the key of a message-push webhook
    owner: int = 0  # agentid of the app that made it; 0: people did
    wrote: int = 0  # when somebody last called the bot in it


@dataclass
class Corp:
    id: str = "ww5823bf96d3bd56c7"
    departments: list[Department] = field(default_factory=lambda: [Department(ROOT, "南阳市")])
    members: list[Member] = field(default_factory=list)
    apps: list[App] = field(default_factory=lambda: [App()])
    bots: list[Bot] = field(default_factory=lambda: [Bot()])
    groups: list[Group] = field(default_factory=list)
    contacts_secret: str = "obviously-fake-contacts-secret"  # 通讯录同步

    def member(self, userid: str) -> Member | None:
        return next((one for one in self.members if one.key == fold(userid)), None)

    def app(self, agentid: int) -> App | None:
        return next((one for one in self.apps if one.agentid == agentid), None)

    def group(self, chatid: str) -> Group | None:
        return next((one for one in self.groups if one.chatid == chatid), None)

    def under(self, roots: Iterable[int]) -> set[int]:
        """These departments and all below them."""
        found, waiting = set[int](), list(roots)
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += [dept.id for dept in self.departments if dept.parentid == one]
        return found

    def sees(self, app: App, member: Member) -> bool:
        if member.key in app.left or not member.active:
            return False
        if member.key in map(fold, app.visible.members):
            return True
        return bool(self.under(app.visible.departments) & set(member.departments))


@dataclass(eq=False)
class Posted:
    """One message on one phone, or in one group."""

    msgid: str
    msgtype: str
    content: Json  # what stood under the name of the msgtype; of a card, its state on this phone
    at: int
    transport: Transport
    agentid: int = 0  # the app's, where it was one; whose callback a press becomes
    sender: str = ""  # a person's userid; empty: ours
    pressed: bool = False  # and not updated since
    updates: int = 0
    greyed: str = ""  # the grey word of button.replace_name
    files: list[tuple[str, bytes]] = field(default_factory=list)
    quote: str = ""
    recalled: bool = False
    original: str = field(init=False)  # as it was sent, but for the task_id: an update must not hide a double

    def __post_init__(self) -> None:
        words = {name: value for name, value in self.content.items() if name != "task_id"}
        self.original = json.dumps([self.msgtype, words], ensure_ascii=False, sort_keys=True)

    @property
    def task_id(self) -> str:
        return str(self.content.get("task_id", "")) if self.msgtype == "template_card" else ""


@dataclass
class ResponseCode:
    msgid: str
    agentid: int
    at: int
    used: bool = False


@dataclass(frozen=True)
class Outgoing:
    """A message that was accepted, whatever phones show of it."""

    corp: str
    agentid: int
    at: int


@dataclass(frozen=True)
class Media:
    kind: str
    name: str
    body: bytes
    at: int


Room = tuple[str, Via, str]  # corp, chat, folded userid or chatid


@dataclass
class World:
    clock: Callable[[], int]  # milliseconds since 1970
    corps: dict[str, Corp]
    switches: Switches = field(default_factory=Switches)
    address: str = ""  # of the server, without a final slash
    bell: Bell = field(default_factory=Bell)
    rooms: dict[Room, list[Posted]] = field(default_factory=lambda: defaultdict(list))
    outgoing: dict[str, Outgoing] = field(default_factory=dict)  # by msgid
    codes: dict[str, ResponseCode] = field(default_factory=dict)
    media: dict[tuple[str, str], Media] = field(default_factory=dict)  # by corp and media_id
    task_ids: set[tuple[str, str, str]] = field(default_factory=set)  # corp, app or bot, task_id: for ever
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._numbers = itertools.count(7_459_035_031_717_794_886 + secrets.randbelow(10**12))

    def number(self) -> int:
        """A MsgId: 64 bits, more than a float can hold."""
        return next(self._numbers)

    def complain(self, kind: str, what: object = "") -> None:
        self.complaints.append(f"{kind}: {what}" if what != "" else kind)

    def put(self, room: Room, posted: Posted) -> Posted:
        self.rooms[room].append(posted)
        self.bell.ring()
        return posted

    def new_code(self, msgid: str, agentid: int) -> str:
        """A response_code: good for one update within 72 h."""
        code = "RC" + secrets.token_urlsafe(48)
        self.codes[code] = ResponseCode(msgid, agentid, self.clock())
        return code

    def keep(self, corp: Corp, kind: str, name: str, body: bytes) -> str:
        """The media_id; good for three days."""
        media_id = "MEDIA" + secrets.token_hex(24)
        self.media[corp.id, media_id] = Media(kind, name, body, self.clock())
        return media_id

    def find_media(self, corp: Corp, media_id: str) -> Media | None:
        found = self.media.get((corp.id, media_id))
        return found if found and self.clock() - found.at <= 3 * DAY else None


def new_msgid() -> str:
    """Of a message that went out: letters, digits and what base64 adds."""
    return "EoMqg" + secrets.token_urlsafe(32)
