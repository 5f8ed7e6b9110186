"""A toy Duban in memory behind the real pages: for their tests, and to look at while designing them.

python -m tests.web.standin          the demo on http://127.0.0.1:8765/
python -m tests.web.standin run      the same with invites (code: letmein)
"""

import asyncio
import contextlib
import itertools
import struct
import sys
import zlib
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date, time

from bot.cards.card import Button, ButtonStyle, Card
from bot.cards.pressed import CardPress, final_state
from bot.channels.browser.hub import Hub
from bot.context.ports import Attachment, Inbound, Outgoing
from bot.domain.calendar import DAY, Calendar, Instant
from bot.domain.errors import Refused
from bot.domain.light import Light
from bot.domain.person import Role
from bot.domain.summary import Lights
from bot.web import bubble
from bot.web.entry_limit import TRIES
from bot.web.ports import (
    Bubble,
    BubblePlace,
    Clock,
    CommandHint,
    Contact,
    File,
    Group,
    Health,
    Me,
    SessionView,
    Site,
)
from bot.web.server import build_app, serve
from tests.builders import no_file

CALENDAR = Calendar()
START = CALENDAR.at(date(2023, 12, 28), time(8, 40))
DEPARTMENTS = [
    "生态环境局",
    "发展改革委",
    "工业和信息化局",
    "公安局",
    "财政局",
    "自然资源局",
    "住房城乡建设局",
    "交通运输局",
    "农业农村局",
    "商务局",
    "市场监管局",
    "气象局",
]
COUNTIES = [
    "宛城区",
    "卧龙区",
    "镇平县",
    "内乡县",
    "淅川县",
    "西峡县",
    "方城县",
    "南召县",
    "社旗县",
    "唐河县",
    "桐柏县",
    "邓州市",
]
DAY_SECONDS = 4.6


def people() -> dict[str, Contact]:
    context = [
        Contact("coordinator", "统筹", "市生态环境委员会办公室", Role.COORDINATOR, Group.OFFICE),
        Contact("leader", "领导", "市政府", Role.LEADER, Group.OFFICE),
        Contact("reviewer", "复核人", "市政府督查室", Role.REVIEWER, Group.OFFICE),
    ]
    units = [(f"市{name}", Group.DEPARTMENT) for name in DEPARTMENTS] + [(n, Group.COUNTY) for n in COUNTIES]
    posts = [
        Contact(f"{role.value}-{i}", f"{unit}{word}", unit, role, group, automatic=role is Role.LIAISON)
        for i, (unit, group) in enumerate(units)
        for role, word in ((Role.LIAISON, "联络员"), (Role.HEAD, "分管负责人"))
    ]
    return {one.external_id: one for one in (*context, *posts)}


def picture(width: int = 560, height: int = 220) -> bytes:
    """Lights in bands, as a PNG."""
    bands = ((82, 178, 110), (240, 180, 60), (225, 85, 80), (90, 140, 235))
    row = b"\0" + b"".join(bytes(bands[x * 4 // width]) for x in range(width))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(row * height))
        + chunk(b"IEND", b"")
    )


class City:
    """Chats, files, sessions and a clock, all in memory."""

    def __init__(self, *, open_house: bool = True, old: int = 0) -> None:
        self.hub = Hub()
        self.people = people()
        self.chats: dict[str, list[Bubble]] = defaultdict(list)
        self.files: dict[str, tuple[str, str, bytes]] = {}
        self.updates: set[str] = set()
        self.settled: set[str] = set()  # messages whose card a press has changed
        self.languages: dict[str, str] = defaultdict(lambda: "zh_CN")
        self.sessions: dict[str, str] = {}
        self.devices: dict[str, str] = {}
        self.codes = {"letmein": "liaison-0"}
        self.signed = {"signed=by+telegram": "liaison-0"}
        self.used: set[str] = set()
        self.entries = ToyEntries()
        self.alive = True
        self.clock = ToyClock(self)
        self._ids = itertools.count(1)
        self.site = Site(
            receive=self.receive,
            history=self.history,
            bubble=self.just_said,
            pressed=self.pressed,
            released=self.released,
            subscribe=self.hub.subscribe,
            attachment=self.attachment,
            me=self.me,
            redeem=self.redeem,
            who=self.who,
            sign_out=self.sign_out,
            entries=self.entries,
            sessions=self.listed,
            end_session=self.end_session,
            health=self.health,
            visit=None if open_house else self.visit,
            contacts=self.contacts if open_house else None,
            demo=self.clock if open_house else None,
            calendar=CALENDAR,
        )
        sha = bubble.file(Attachment("lights.png", "image/png", picture())).sha256
        self.files[sha] = ("image/png", "lights.png", picture())
        self.picture = sha
        for n in range(old):
            self._keep(
                "coordinator", START - (old - n) * DAY // 4, Card(f"旧消息{n}", ("没有新的变化。",)), "notice"
            )

    async def say(
        self, to: str, card: Card, kind: str = "notice", replaces: str = "", at: Instant = 0
    ) -> str:
        message = self._keep(to, at or self.clock.tick(), card, kind, replaces)
        await self.hub.send(message, no_file)
        return message.message_id

    async def just_said(self, at: Instant, heard: Inbound | Outgoing) -> Bubble:
        return bubble.of(at, heard, self._handed_over(heard) if isinstance(heard, Outgoing) else ())

    async def pressed(self, who: str, message_id: str) -> Bubble | None:
        """The toy keeps a card's last state only."""
        found = next((one for one in self.chats[who] if one.id == message_id), None)
        return found if message_id in self.settled else None

    async def released(self, who: str, update_id: str) -> Sequence[Bubble]:
        """Nothing is undone here."""
        return ()

    def _settle(self, inbound: Inbound) -> None:
        """As the card of one item whose button did what it says."""
        chat = self.chats[inbound.external_id]
        n = next(n for n, one in enumerate(chat) if one.id == inbound.message_id)
        press = CardPress(inbound.message_id, inbound.button, (1,), "✓ 已报无变化 12月28日 08:40")
        before = Card(chat[n].title, chat[n].lines, chat[n].buttons)
        card = final_state(before, [press])
        chat[n] = replace(chat[n], lines=card.lines, buttons=card.buttons)
        self.settled.add(inbound.message_id)

    def _handed_over(self, message: Outgoing) -> tuple[File, ...]:
        kept = {sha256: self.files[sha256] for sha256 in message.card.files}
        return tuple(File(sha256, name, mime, len(body)) for sha256, (mime, name, body) in kept.items())

    def _keep(self, to: str, at: Instant, card: Card, kind: str, replaces: str = "") -> Outgoing:
        message = Outgoing(f"m{next(self._ids):06}", to, "browser", to, kind, card, replaces, 0, at)
        self.chats[to].append(bubble.of(at, message, self._handed_over(message)))
        return message

    def wrote(self, inbound: Inbound) -> None:
        at = self.clock.tick()
        self.chats[inbound.external_id].append(bubble.of(at, inbound))
        self.hub.heard(at, inbound)

    async def receive(self, inbound: Inbound) -> None:
        if inbound.update_id in self.updates:
            return
        self.updates.add(inbound.update_id)
        for one in inbound.attachments:
            self.files[bubble.file(one).sha256] = (one.mime, one.name, one.body)
        if inbound.text == "/crash":
            raise RuntimeError("as asked")
        if inbound.button.startswith("same:"):
            self._settle(inbound)
        self.wrote(inbound)
        await self._answer(inbound)

    async def _answer(self, inbound: Inbound) -> None:
        who = inbound.external_id
        if inbound.button == "submit":
            card = Card("第13项 已提交复核", ("市财政局 · 完成 80%", "由统筹复核，结果将另行通知。"))
            await self.say(who, card, "answer", replaces=inbound.message_id)
        elif inbound.button:
            await self.say(who, Card("已记录", (inbound.button,)), "answer")
        elif inbound.text == "/summary":
            await self.say(who, self.summary(), "answer")
        elif inbound.text == "/lang en":
            self.languages[who] = "en"
            await self.say(who, Card("English from now on."), "answer")
        else:
            await self.say(who, Card("已收到", ("如需补充，直接回复即可。",)), "answer")

    def summary(self) -> Card:
        lines = (
            "共31项：绿22 黄5 红3 蓝1",
            "17县区：绿12 黄3 红2",
            "",
            "最差五项",
            "1. 第8项 重点行业超低排放改造 市工业和信息化局 逾期4天",
            "2. 第13项 新能源车替换 市交通运输局 逾期2天",
            "3. 第21项 秸秆综合利用 市农业农村局 逾期1天",
            "",
            "未报：6个单位。今后两周到期：9项。/late 查看全部",
        )
        rows = ((Button("按章节", "s:sec"), Button("按单位", "s:unit")), (Button("查看逾期", "s:late"),))
        return Card("进展总览（2023年12月28日）", lines, rows, self.picture)

    async def digest(self, who: str) -> str:
        lines = (
            "13.1 国三及以下柴油货车淘汰 · 牵头",
            "应于2023年12月31日前完成，还剩1个工作日",
            "来源：方案第96行",
        )
        rows = (
            (Button("已完成，提交", "submit", ButtonStyle.PRIMARY), Button("填报进展", "report")),
            (
                Button("无变化", "same"),
                Button("申请延期", "extend"),
                Button("退回", "decline", ButtonStyle.DANGER),
            ),
        )
        return await self.say(who, Card("提醒：您有1项任务即将到期", lines, rows), "digest")

    async def history(self, who: str, before: BubblePlace | None, limit: int) -> Sequence[Bubble]:
        known = sorted(self.chats[who], key=lambda b: b.place)
        return [b for b in known if before is None or b.place < before][-limit:]

    async def attachment(self, sha256: str, who: str) -> tuple[str, str, bytes] | None:
        shown = {
            sha
            for b in self.chats[who]
            for sha in (b.picture, *(f.sha256 for f in b.files), *(t.sha256 for t in b.thumbnails))
        }
        return self.files.get(sha256) if sha256 in shown else None

    async def me(self, who: str) -> Me:
        one = self.people.get(who, self.people["coordinator"])
        commands = (
            CommandHint("/summary", "进展总览"),
            CommandHint("/tasks", "我的任务，逾期优先"),
            CommandHint("/late", "逾期清单"),
            CommandHint("/inbox", "待办：复核、延期、退回"),
            CommandHint("/lang", "切换语言"),
        )
        return Me(one.name, one.unit, self.languages[who], commands)

    async def redeem(self, code: str, device: str) -> str:
        if code in self.used:
            raise Refused("web.enter_used")
        if code not in self.codes:
            raise Refused("web.enter_wrong")
        self.used.add(code)
        return self._began(f"token-{code}", self.codes[code], device)

    async def visit(self, data: str, device: str) -> str:
        if data not in self.signed:
            raise Refused("web.visit_refused")
        return self._began("token-signed", self.signed[data], device)

    def _began(self, token: str, who: str, device: str) -> str:
        self.sessions[token], self.devices[token] = who, device
        return token

    async def listed(self, token: str) -> Sequence[SessionView]:
        account = self.sessions.get(token)
        return [
            SessionView(one, self.devices[one], START, START, one == token)
            for one, who in self.sessions.items()
            if who == account
        ]

    async def end_session(self, token: str, session: str) -> None:
        account = self.sessions.get(token)
        for one, who in list(self.sessions.items()):
            if who == account and (one == session if session else one != token):
                del self.sessions[one]

    async def who(self, token: str) -> str | None:
        return self.sessions.get(token)

    async def sign_out(self, token: str) -> None:
        self.sessions.pop(token, None)

    async def health(self) -> Health:
        return Health(self.alive, {"tick": 0.5, "browser": 0.1})

    async def contacts(self) -> Sequence[Contact]:
        return [self._contact(one, i) for i, one in enumerate(self.people.values())]

    def _contact(self, one: Contact, i: int) -> Contact:
        chat = self.chats[one.external_id]
        last = max(chat, key=lambda b: b.place, default=None)
        late = (i * 7 % 11) // 4 if one.role is Role.LIAISON and i % 3 == 0 else 0
        return replace(
            one,
            received=sum(not b.mine and not b.replaces for b in chat),
            preview=bubble.preview(last) if last else "",
            at=last.at if last else None,
            late=late,
            light=None
            if one.group is Group.OFFICE
            else (Light.RED if late else (Light.GREEN, Light.YELLOW, Light.BLUE)[i % 3]),
            taken=one.external_id in self.clock.taken,
        )


class ToyEntries:
    """Ten tries an address, for ever."""

    def __init__(self) -> None:
        self.taken: dict[str, int] = defaultdict(int)

    async def take(self, address: str) -> bool:
        self.taken[address] += 1
        return self.taken[address] <= TRIES

    async def give_back(self, address: str) -> None:
        self.taken[address] -= 1


class ToyClock:
    """A day is a burst of messages; automatic liaisons answer half of them."""

    speeds = (1, 4, 16)

    def __init__(self, city: City) -> None:
        self.city = city
        self.taken: set[str] = set()
        self.holders: set[object] = set()
        self.story: list[tuple[str, str]] = []
        self._now = START
        self._playing: asyncio.Task[None] | None = None
        self._speed = 1
        self._changed = asyncio.Condition()

    def tick(self) -> Instant:
        self._now += 1
        return self._now

    def state(self) -> Clock:
        days = (self._now - START) // DAY
        lights = Lights(green=18 - days, yellow=5, red=3 + days, blue=1, white=4)
        playing = self._playing is not None
        held = playing and bool(self.holders)
        return Clock(
            self._now, playing, self._speed, lights, held=held, story=tuple(self.story), liaison="liaison-4"
        )

    async def tell_story(self, scene: str, chat: str) -> None:
        self.story.append((scene, chat))
        await self._tell()

    async def changes(self) -> AsyncIterator[Clock]:
        while True:
            async with self._changed:
                await self._changed.wait()
            yield self.state()

    async def play(self) -> None:
        self._playing = self._playing or asyncio.create_task(self._run())
        await self._tell()

    async def pause(self) -> None:
        if self._playing:
            self._playing.cancel()
        self._playing = None
        await self._tell()

    async def step_day(self) -> None:
        self._now = START + ((self._now - START) // DAY + 1) * DAY
        i = (self._now - START) // DAY
        for n in range(6):
            who = f"liaison-{(i * 5 + n * 3) % (len(DEPARTMENTS) + len(COUNTIES))}"
            await self.city.digest(who)
            if n % 2 and who not in self.taken:
                self.city.wrote(
                    Inbound("browser", f"auto-{self._now}", who, raw=bubble.raw("已完成 80%，月底前办结"))
                )
        await self.city.say("coordinator", self.city.summary(), "digest")
        await self._tell()

    async def next_event(self) -> None:
        await self.step_day()

    async def speed(self, times: int) -> None:
        self._speed = times
        await self._tell()

    async def hold(self, page: object, held: bool) -> None:
        (self.holders.add if held else self.holders.discard)(page)
        await self._tell()

    async def take_over(self, external_id: str, taken: bool) -> None:
        (self.taken.add if taken else self.taken.discard)(external_id)
        await self._tell()

    async def _run(self) -> None:
        while True:
            if not self.holders:
                await self.step_day()
            await asyncio.sleep(DAY_SECONDS / self._speed)

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()


async def main(open_house: bool) -> None:
    city = City(open_house=open_house, old=50)
    for who in ("liaison-0", "liaison-1", "liaison-14"):
        await city.digest(who)
    await city.say("coordinator", city.summary(), "digest")
    await city.say("leader", Card("本周三句话", ("总体平稳，3项逾期。", "2项建议约谈，请您定夺。")), "weekly")
    async with serve(build_app(city.site)) as address:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main("run" not in sys.argv))
