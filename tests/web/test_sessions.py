"""The pages over a real store: an invite opens the door once, and the chat behind it is the person's own."""

from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest

from bot.actions.bind import bind, invite
from bot.context.ports import Attachment, Change
from bot.domain.calendar import DAY
from bot.web.ports import Bubble, Place
from bot.web.sessions import SESSION, Rooms
from tests.builders import City, city, small_plan

LIAISON, CODE = "u02-liaison", "ABCD2345"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan(), start="2023-10-31") as founded:
        await founded.go_live("2023-11-01")
        yield founded


def rooms_of(town: City) -> Rooms:
    tokens = (f"token-{n}" for n in count(1))
    return Rooms(town.store, town.contexts, town.clock, lambda person, language: (), lambda: next(tokens))


async def invited(town: City, person: str, code: str = CODE) -> None:
    context = await town.contexts.current()
    await invite(town.store, context.roster.by_id[person], code, town.now)


def at(channel: str, external_id: str, **values: object) -> dict[str, object]:
    return {"channel": channel, "external_id": external_id, **values}


async def on_telegram(town: City, external_id: str, person: str) -> None:
    """Their only account."""
    context = await town.contexts.current()
    forget = Change("drop_accounts_of", {"person": person}, rows=None)
    await town.store.commit([forget, *bind(context.roster.by_id[person], "telegram", external_id, town.now)])


async def test_an_invite_opens_the_door_once(town: City) -> None:
    rooms = rooms_of(town)
    await invited(town, LIAISON)
    token = await rooms.redeem(CODE.lower())
    assert token
    assert await rooms.who(token) == LIAISON
    assert await rooms.redeem(CODE) is None
    assert await rooms.redeem("WRONG234") is None
    await rooms.sign_out(token)
    assert await rooms.who(token) is None


async def test_a_session_ends_by_itself(town: City) -> None:
    rooms = rooms_of(town)
    await invited(town, LIAISON)
    token = await rooms.redeem(CODE)
    town.clock.now += SESSION - DAY
    assert await rooms.who(token or "") == LIAISON
    town.clock.now += 2 * DAY
    assert await rooms.who(token or "") is None


async def test_a_second_browser_shows_the_same_chat(town: City) -> None:
    rooms = rooms_of(town)
    await town.sleep_until("2023-12-04", "12:00")
    await town.say(LIAISON, "/tasks")
    for code in (CODE, "WXYZ6789"):
        await invited(town, LIAISON, code)
    accounts = [await rooms.who(await rooms.redeem(code) or "") for code in (CODE, "WXYZ6789")]
    assert accounts == [LIAISON, LIAISON]
    bubbles = await rooms.history(LIAISON, None, 50)
    assert [bubble.mine for bubble in bubbles[-2:]] == [True, False]
    assert [b.at for b in bubbles] == sorted(b.at for b in bubbles)


async def test_who_has_bound_telegram_needs_no_code(town: City) -> None:
    rooms = rooms_of(town)
    await on_telegram(town, "42", "u02-head")
    token = await rooms.admit("telegram", "42")
    assert await rooms.who(token or "") == "u02-head"
    assert (await rooms.me("u02-head")).name == (await town.contexts.current()).roster.by_id["u02-head"].name
    assert await rooms.admit("telegram", "43") is None
    assert await rooms.admit("wecom", "42") is None


async def test_messages_go_on_to_the_account_one_came_through(town: City) -> None:
    rooms = rooms_of(town)
    await on_telegram(town, "42", "u02-head")
    for _ in range(2):
        assert await rooms.admit("telegram", "42")
    context = await town.contexts.current()
    account = context.account("u02-head")
    assert account and (account.channel, account.external_id) == ("telegram", "42")
    town.clock.now += DAY
    await town.store.commit([Change("fail_account", at("telegram", "42", code="blocked", now=town.now))])
    await town.store.commit([Change("revise_plan")])
    fallen_back = (await town.contexts.current()).account("u02-head")
    assert fallen_back and fallen_back.channel == "browser"


async def test_a_browser_that_is_bound_stays_as_it_is(town: City) -> None:
    rooms = rooms_of(town)
    await on_telegram(town, "42", LIAISON)
    await invited(town, LIAISON)
    town.clock.now += DAY
    assert await rooms.redeem(CODE)
    before = (await town.contexts.current()).accounts
    assert await rooms.admit("telegram", "42")
    context = await town.contexts.current()
    assert context.accounts == before
    account = context.account(LIAISON)
    assert account and account.channel == "browser"


async def test_history_pages_add_up(town: City) -> None:
    rooms = rooms_of(town)
    await town.sleep_until("2024-01-12", "12:00")
    for words in ("/tasks", "/summary", "/help"):
        await town.say(LIAISON, words)
    whole = await rooms.history(LIAISON, None, 500)
    paged: list[Bubble] = []
    before: Place | None = None
    while page := await rooms.history(LIAISON, before, 2):
        paged = [*page, *paged]
        before = Place(*page[0].place)
    assert [b.id for b in paged] == [b.id for b in whole]


async def test_a_file_is_seen_by_its_unit_and_by_those_who_see_all(town: City) -> None:
    rooms = rooms_of(town)
    await town.sleep_until("2023-12-04", "12:00")
    await town.say(LIAISON, "进度50%", files=(Attachment("验收.pdf", "application/pdf", b"%PDF-1"),))
    sha = town.rows("SELECT sha256 FROM attachment WHERE person_id = ?", LIAISON)[0][0]
    assert (await rooms.attachment(sha, LIAISON) or ())[1:] == ("验收.pdf", b"%PDF-1")
    assert await rooms.attachment(sha, "coordinator")
    assert await rooms.attachment(sha, "c02-liaison") is None
    assert await rooms.attachment(sha, "nobody") is None


async def test_a_file_is_seen_where_it_was_shown(town: City) -> None:
    """The lead of its task looks at what a county has sent; the page names it, and fetches it."""
    rooms = rooms_of(town)
    await town.sleep_until("2024-01-03", "12:00")
    item = (await town.assignments("1", "东县"))[0]
    await town.press_payload("c01-liaison", f"say:{item.id}")
    await town.say("c01-liaison", "进度50%", files=(Attachment("联网.pdf", "application/pdf", b"%PDF-1"),))
    sha = town.rows("SELECT sha256 FROM attachment WHERE person_id = ?", "c01-liaison")[0][0]
    assert await rooms.attachment(sha, LIAISON) is None
    card = await town.press_payload(LIAISON, f"files:{item.id}")
    assert card.files == (sha,)
    [shown] = (await rooms.history(LIAISON, None, 1))[-1].files
    assert (shown.name, shown.mime, shown.size) == ("联网.pdf", "application/pdf", 6)
    assert (await rooms.attachment(sha, LIAISON) or ())[1:] == ("联网.pdf", b"%PDF-1")
    assert await rooms.attachment(sha, "c02-liaison") is None
    live = await rooms.bubble(town.now, town.phone(LIAISON)[-1])
    assert live.files == (shown,)
