"""Sessions over a real store: an invite lets in once, and a session ends with its account."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest

from bot.actions.bind import VALID, Revoked, bind, invite, revoke
from bot.actions.forget import forget
from bot.actions.load import load_people
from bot.context.ports import Change
from bot.domain.calendar import DAY
from bot.domain.errors import Refused
from bot.domain.person import Roster
from bot.web.sessions import SESSION, Sessions
from tests.builders import City, city, small_plan

LIAISON, CODE = "u02-liaison", "ABCD2345"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan(), start="2023-10-31") as founded:
        await founded.go_live("2023-11-01")
        yield founded


def sessions_of(town: City, name: str = "token") -> Sessions:
    tokens = (f"{name}-{n}" for n in count(1))
    return Sessions(town.store, town.contexts, town.clock, lambda: next(tokens))


async def refusal(sessions: Sessions, code: str) -> str:
    with pytest.raises(Refused) as refused:
        await sessions.redeem(code)
    return refused.value.key


async def invited(town: City, person: str, code: str = CODE) -> None:
    context = await town.contexts.current()
    await invite(town.store, context.roster.by_id[person], code, town.now)


def at(channel: str, external_id: str, **values: object) -> dict[str, object]:
    return {"channel": channel, "external_id": external_id, **values}


async def on_telegram(town: City, external_id: str, person: str) -> None:
    """Their only account."""
    context = await town.contexts.current()
    dropped = Change("drop_accounts_of", {"person": person}, rows=None)
    await town.store.commit([dropped, *bind(context.roster.by_id[person], "telegram", external_id, town.now)])


async def test_an_invite_opens_the_door_once(town: City) -> None:
    sessions = sessions_of(town)
    await invited(town, LIAISON)
    token = await sessions.redeem(CODE.lower())
    assert token
    assert await sessions.who(token) == LIAISON
    assert await refusal(sessions, CODE) == "web.enter_used"
    assert await refusal(sessions, "WRONG234") == "web.enter_wrong"
    await sessions.sign_out(token)
    assert await sessions.who(token) is None


async def test_a_session_ends_by_itself(town: City) -> None:
    sessions = sessions_of(town)
    await invited(town, LIAISON)
    token = await sessions.redeem(CODE)
    town.clock.now += SESSION - DAY
    assert await sessions.who(token) == LIAISON
    town.clock.now += 2 * DAY
    assert await sessions.who(token) is None


async def test_a_second_browser_shows_the_same_chat(town: City) -> None:
    sessions = sessions_of(town)
    for code in (CODE, "WXYZ6789"):
        await invited(town, LIAISON, code)
    accounts = [await sessions.who(await sessions.redeem(code)) for code in (CODE, "WXYZ6789")]
    assert accounts == [LIAISON, LIAISON]


async def test_who_has_bound_telegram_needs_no_code(town: City) -> None:
    sessions = sessions_of(town)
    await on_telegram(town, "42", "u02-head")
    token = await sessions.admit("telegram", "42")
    assert token and await sessions.who(token) == "u02-head"
    assert await sessions.admit("telegram", "43") is None
    assert await sessions.admit("wecom", "42") is None


async def test_messages_go_on_to_the_account_one_came_through(town: City) -> None:
    sessions = sessions_of(town)
    await on_telegram(town, "42", "u02-head")
    for _ in range(2):
        assert await sessions.admit("telegram", "42")
    context = await town.contexts.current()
    account = context.account("u02-head")
    assert account and (account.channel, account.external_id) == ("telegram", "42")
    town.clock.now += DAY
    await town.store.commit([Change("fail_account", at("telegram", "42", code="blocked", now=town.now))])
    await town.store.commit([Change("revise_plan")])
    fallen_back = (await town.contexts.current()).account("u02-head")
    assert fallen_back and fallen_back.channel == "browser"


async def test_a_browser_that_is_bound_stays_as_it_is(town: City) -> None:
    sessions = sessions_of(town)
    await on_telegram(town, "42", LIAISON)
    await invited(town, LIAISON)
    town.clock.now += DAY
    assert await sessions.redeem(CODE)
    before = (await town.contexts.current()).accounts
    assert await sessions.admit("telegram", "42")
    context = await town.contexts.current()
    assert context.accounts == before
    account = context.account(LIAISON)
    assert account and account.channel == "browser"


async def test_of_twenty_that_use_one_code_at_once_one_is_let_in(town: City) -> None:
    sessions = sessions_of(town)
    await invited(town, LIAISON)
    entered = await asyncio.gather(*(sessions.redeem(CODE) for _ in range(20)), return_exceptions=True)
    tokens = [one for one in entered if isinstance(one, str)]
    refusals = [one.key for one in entered if isinstance(one, Refused)]
    assert (len(tokens), refusals) == (1, ["web.enter_used"] * 19)
    assert await sessions.who(tokens[0]) == LIAISON


async def test_a_code_that_is_too_old_is_said_to_be(town: City) -> None:
    await invited(town, LIAISON)
    town.clock.now += VALID
    assert await refusal(sessions_of(town), CODE) == "web.enter_expired"


async def entered(
    town: City, person: str = LIAISON, code: str = CODE, device: str = ""
) -> tuple[Sessions, str]:
    sessions = sessions_of(town, code)
    await invited(town, person, code)
    return sessions, await sessions.redeem(code, device)


async def test_a_session_ends_when_its_person_leaves_and_stays_ended(town: City) -> None:
    sessions, token = await entered(town)
    context = await town.contexts.current()
    remaining = Roster(tuple(one for one in context.roster.people if one.id != LIAISON))
    await load_people(town.store, remaining, {}, town.now)
    assert await sessions.who(token) is None
    await load_people(town.store, context.roster, {}, town.now)
    assert await sessions.who(token) is None


async def test_a_session_ends_when_its_person_is_forgotten(town: City) -> None:
    sessions, token = await entered(town)
    context = await town.contexts.current()
    remaining = Roster(tuple(one for one in context.roster.people if one.id != LIAISON))
    await load_people(town.store, remaining, {}, town.now)
    await forget(town.store, await town.contexts.current(), LIAISON, town.now)
    assert await sessions.who(token) is None
    assert not town.rows("SELECT token_hash FROM web_session")


async def test_a_session_ends_when_its_account_goes_to_somebody_else(town: City) -> None:
    sessions, token = await entered(town)
    other = (await town.contexts.current()).roster.by_id["u02-head"]
    await town.store.commit(bind(other, "browser", LIAISON, town.now))
    assert await sessions.who(token) is None


async def test_a_new_invite_ends_the_sessions_on_the_lost_phone(town: City) -> None:
    sessions, token = await entered(town)
    await invited(town, LIAISON, "WXYZ6789")
    assert await sessions.who(token) is None
    assert await sessions.who(await sessions.redeem("WXYZ6789")) == LIAISON


async def test_revoking_ends_sessions_and_open_codes_of_that_person_only(town: City) -> None:
    _, others = await entered(town, "u02-head", "HHHH2345")
    await invited(town, LIAISON, "PQRS2345")
    sessions, token = await entered(town)
    assert await revoke(town.store, LIAISON, town.now) == Revoked(sessions=1, invites=1)
    assert await sessions.who(token) is None
    assert await refusal(sessions, "PQRS2345") == "web.enter_expired"
    assert await sessions.who(others) == "u02-head"
    with pytest.raises(Refused, match="no_such_person"):
        await revoke(town.store, "nobody", town.now)


async def test_one_sees_ones_own_sessions_and_ends_them(town: City) -> None:
    await invited(town, LIAISON, "WXYZ6789")
    sessions, phone = await entered(town, device="Chrome · Android")
    town.clock.now += DAY
    desk = await sessions.redeem("WXYZ6789", "Firefox · Windows")
    _, stranger = await entered(town, "u02-head", "HHHH2345")
    listed = await sessions.listed(desk)
    assert [(one.device, one.here) for one in listed] == [
        ("Firefox · Windows", True),
        ("Chrome · Android", False),
    ]
    await sessions.end(stranger, listed[1].id)
    assert await sessions.who(phone) == LIAISON
    await sessions.end(desk, listed[1].id)
    assert await sessions.who(phone) is None
    assert await sessions.who(desk) == LIAISON
    assert await sessions.listed(phone) == []


async def test_all_others_are_ended_at_once(town: City) -> None:
    await invited(town, LIAISON, "WXYZ6789")
    sessions, phone = await entered(town)
    desk = await sessions.redeem("WXYZ6789")
    await sessions.end(desk, "")
    assert (await sessions.who(phone), await sessions.who(desk)) == (None, LIAISON)


async def test_expired_rows_go_with_the_next_entry(town: City) -> None:
    await entered(town)
    town.clock.now += SESSION + DAY
    await entered(town, "u02-head", "HHHH2345")
    assert town.rows("SELECT person_id FROM web_session") == [("u02-head",)]
