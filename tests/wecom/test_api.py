"""One call to the HTTP API: its token, its answer, and what each failure means."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.channels.wecom.api import CorpApi, connected
from bot.channels.wecom.errors import SecretRefused, our_address
from bot.channels.wecom.settings import WeComCorp
from bot.channels.wecom.tokens import Tokens
from bot.domain.calendar import HOUR, MINUTE, SECOND
from bot.domain.errors import (
    GiveUp,
    OutOfService,
    Refused,
    TryLater,
    Undelivered,
    Unknown,
    Unsendable,
)
from bot.simulate.play import SimulatedClock
from bot.storage.store import PlanStore, open_store
from tests.peers.botapi.faults import Delay, Page, Reset, Say
from tests.peers.wecom.server import WeCom
from tests.wecom.city import Watched, settings_of


@dataclass
class Office:
    """Processes of ours on one database."""

    server: WeCom
    store: PlanStore
    clock: SimulatedClock
    stack: AsyncExitStack

    async def api(self, answer: float = 5.0, **settings: Any) -> CorpApi:
        """As a process that has just started has it."""
        corp = replace(settings_of(self.server), **settings)
        http = await self.stack.enter_async_context(connected(corp, answer))
        self.database = Watched(self.store)
        return CorpApi(corp, http, Tokens(self.database, lambda: self.clock.now))

    def asked(self) -> int:
        return self.server.ledger.count("gettoken")


@pytest.fixture
async def office(tmp_path: Path, server: WeCom, clock: SimulatedClock) -> AsyncIterator[Office]:
    server.person("ZhangSan")
    store = await open_store(f"sqlite:///{tmp_path / 'office.db'}", "test", synchronous="OFF")
    async with AsyncExitStack() as stack:
        stack.push_async_callback(store.close)
        yield Office(server, store, clock, stack)


async def send(api: CorpApi, n: int = 0, to: str = "ZhangSan") -> object:
    words = {"touser": to, "msgtype": "text", "agentid": api.corp.agent, "text": {"content": f"您好{n}"}}
    return (await api.post("message/send", words))["msgid"]


# ---- the token


async def test_however_many_wait_for_a_token_it_is_asked_for_once(office: Office) -> None:
    api = await office.api()
    assert len(await asyncio.gather(*(send(api, n) for n in range(8)))) == 8
    assert office.asked() == 1


async def test_it_outlives_the_process(office: Office) -> None:
    for _ in range(3):
        await send(await office.api())
    assert office.asked() == 1


async def test_it_is_renewed_before_its_end(office: Office) -> None:
    api = await office.api()
    await send(api)
    office.clock.now += 2 * HOUR - 6 * MINUTE
    await send(api)
    assert office.asked() == 1
    office.clock.now += 2 * MINUTE
    await send(api)
    assert office.asked() == 2


@pytest.mark.parametrize("expired_code", [42001, 40014])
async def test_a_token_that_has_ended_meanwhile_is_replaced(office: Office, expired_code: int) -> None:
    """Our clock may be behind."""
    office.server.turn(expired_code=expired_code)
    api = await office.api()
    await send(api)
    office.server.tokens.issued[next(iter(office.server.tokens.issued))].since -= 2 * HOUR
    await send(api)
    assert office.asked() == 2


async def test_story_9_the_token_is_revoked_in_the_middle_of_fifty_sends(office: Office) -> None:
    api = await office.api()
    await send(api)
    people = [office.server.person(f"person{n}").userid for n in range(50)]
    several = asyncio.Semaphore(6)

    async def one(n: int) -> None:
        async with several:
            if n == 25:
                office.server.revoke()
            await send(api, n, people[n])

    await asyncio.gather(*(one(n) for n in range(50)))
    assert office.asked() == 2
    assert [len(office.server.ledger.delivered(who)) for who in people] == [1] * 50


async def test_a_platform_that_takes_no_token_is_asked_for_one_more_and_no_more(office: Office) -> None:
    api = await office.api()
    office.server.faults.add("message/send", Say(40014, ""), times=9)
    with pytest.raises(TryLater):
        await send(api)
    assert (office.asked(), office.server.ledger.count("message/send")) == (2, 2)


async def test_new_tokens_that_are_refused_as_well_are_not_asked_for_again_and_again(office: Office) -> None:
    api = await office.api()
    await send(api)
    office.server.faults.add("message/send", Say(40014, ""), times=99)
    for _ in range(10):
        with pytest.raises(TryLater):
            await send(api)
        office.clock.now += 5 * SECOND
    assert office.asked() == 2


async def test_another_process_has_renewed_it_already(office: Office) -> None:
    first, second = await office.api(), await office.api()
    await send(first)
    await send(second)
    office.server.revoke()
    await send(first)
    await send(second)
    assert office.asked() == 2


async def test_a_wrong_secret_is_asked_about_twice_an_hour(office: Office) -> None:
    """Story 10: five in a row would close the door to our address for an hour."""
    for _ in range(2):  # a restart forgets nothing
        api = await office.api(secret="reset-meanwhile")
        for _ in range(29):
            with pytest.raises(SecretRefused) as raised:
                await send(api)
            assert raised.value.code == "40001" and raised.value.after > 0
            office.clock.now += MINUTE
    assert office.asked() == 2
    assert office.server.tokens.banned_until == 0


async def test_a_process_that_runs_on_for_days_with_a_wrong_secret_is_not_banned(office: Office) -> None:
    """Else the other corps that are served from our address would be, too."""
    api = await office.api(secret="reset-meanwhile")
    for _ in range(30):
        with pytest.raises(SecretRefused):
            await send(api)
        office.clock.now += HOUR
    assert office.asked() == 4 and office.server.tokens.banned_until == 0


async def test_the_right_secret_is_tried_at_once(office: Office) -> None:
    with pytest.raises(SecretRefused):
        await send(await office.api(secret="a typing mistake"))
    assert await send(await office.api())


async def test_while_the_database_is_away_a_token_is_not_asked_for_each_time(office: Office) -> None:
    api = await office.api()
    office.database.away = 1
    for n in range(5):
        await send(api, n)
    assert office.asked() == 1


async def test_the_corps_id_is_refused_too(office: Office) -> None:
    with pytest.raises(SecretRefused, match="40013"):
        await send(await office.api(corp="ww000000000000000"))


# ---- what is said


async def test_an_address_that_is_not_trusted_is_named(office: Office) -> None:
    """Story 11: the administrator reads which one, and a minute after it was added messages go out."""
    office.server.corp.apps[0].trusted_ips = {"203.0.113.7"}
    api = await office.api()
    with pytest.raises(OutOfService) as raised:
        await send(api)
    assert (raised.value.code, our_address(raised.value), raised.value.after) == ("60020", "127.0.0.1", 60.0)
    office.server.corp.apps[0].trusted_ips.add("127.0.0.1")
    assert await send(api)


@pytest.mark.parametrize(
    ("errcode", "kind"),
    [
        (-1, TryLater),
        (45009, TryLater),
        (45033, TryLater),
        (81013, GiveUp),
        (60111, GiveUp),
        (48006, OutOfService),
        (50003, OutOfService),
        (301002, OutOfService),
        (45002, Unsendable),
        (40058, Unsendable),
        (99999, Unsendable),
    ],
)
async def test_a_refusal_says_whether_asking_again_can_help(
    office: Office, errcode: int, kind: type[Undelivered]
) -> None:
    api = await office.api()
    office.server.faults.add("message/send", Say(errcode, "words that change"), times=1)
    with pytest.raises(kind) as raised:
        await send(api)
    assert raised.value.code == str(errcode) and "token" not in str(raised.value)
    assert isinstance(raised.value, OutOfService) is (kind is OutOfService)


@pytest.mark.parametrize(
    "fault",
    [
        Page(),
        Page(200),
        Page(200, "[1]"),
        Page(200, '{"errcode": "0"}'),
        Reset(after=True),
        Delay(0.6, after=True),
    ],
    ids=repr,
)
async def test_what_is_not_answered_may_have_arrived(office: Office, fault: Any) -> None:
    api = await office.api(0.3)
    await send(api)
    office.server.faults.add("message/send", fault, times=1)
    with pytest.raises(Unknown) as raised:
        await send(api)
    assert api.corp.secret not in str(raised.value.__cause__) and "access_token" not in str(raised.value)


async def test_a_server_that_is_not_there_has_heard_nothing(office: Office) -> None:
    await send(await office.api())
    with pytest.raises(TryLater, match="not_connected"):
        await send(await office.api(base_url="http://127.0.0.1:9/cgi-bin"))


async def test_raw_control_characters_in_an_answer_are_read(office: Office) -> None:
    api = await office.api()
    await send(api)
    body = '{"errcode":0,"errmsg":"ok\n\t\x07","msgid":"m"}'
    office.server.faults.add("message/send", Page(200, body), times=1)
    assert await send(api) == "m"


async def test_chinese_goes_as_it_is(office: Office) -> None:
    """WeCom refuses \\u escapes; the stand-in does, too."""
    await send(await office.api())
    [told] = office.server.ledger.accepted("ZhangSan")
    assert told.body["text"]["content"] == "您好0"


# ---- files


async def test_a_file_keeps_its_name(office: Office) -> None:
    api = await office.api()
    media_id = await api.upload("file", "台账（终稿） “一”.xlsx", b"PK\x03\x04 a table")
    kept = office.server.world.find_media(office.server.corp, media_id)
    assert kept and (kept.name, kept.body) == ("台账（终稿） “一”.xlsx", b"PK\x03\x04 a table")
    fetched = await api.download(media_id)
    assert fetched.body == b"PK\x03\x04 a table"


async def test_a_file_that_is_gone_is_given_up(office: Office) -> None:
    api = await office.api()
    with pytest.raises(Unsendable, match="40007"):
        await api.download("MEDIAnever")


async def test_a_download_renews_the_token_as_well(office: Office) -> None:
    api = await office.api()
    media_id = await api.upload("file", "a.txt", b"some words")
    office.server.revoke()
    assert (await api.download(media_id)).body == b"some words"
    assert office.asked() == 2


# ---- private deployments


async def test_certificates_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no certificate", encoding="utf-8")
    for name in ("ca.pem", "nowhere.pem"):
        with pytest.raises(Refused) as raised:
            async with connected(WeComCorp(ca=tmp_path / name)):
                pass
        assert raised.value.args_of_sentence["path"] == str(tmp_path / name)
