"""A row that the program cannot deal with is set aside with its error; everybody else's goes on."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.cards.card import Card
from bot.context.ports import Change
from bot.domain.message import MessageKind
from bot.domain.notice import NoticeKind
from bot.engine.audit import audit, try_again
from bot.engine.notices import notice_to
from bot.engine.outbox import post
from bot.engine.undelivered import TRIES
from bot.queries.health import rows_set_aside
from tests.builders import City, city, small_plan

URBAN, COORDINATOR = "u02-liaison", "coordinator"
EVERYBODY_ELSE = ("u01-liaison", "u03-liaison", "u04-liaison", "u05-liaison")


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan(), start="2023-10-31") as founded:
        await founded.go_live("2023-11-01")
        yield founded


async def poisoned(town: City, *, rung: bool = False) -> None:
    """A notice of a newer program, or of an older one that kept less."""
    context = await town.contexts.current()
    about = (await town.milestone("1.1", "市城市管理局")).id
    data: dict[str, object] = {} if rung else {"outcome": "a_newer_kind"}
    kind = NoticeKind.RUNG if rung else NoticeKind.OUTCOME
    await town.store.commit(
        [notice_to(context, URBAN, kind, "2023-12-31-99", town.now, about=about, data=data)]
    )


@pytest.mark.parametrize("rung", [False, True])
async def test_a_notice_that_cannot_be_rendered_keeps_nobody_else_waiting(town: City, rung: bool) -> None:
    await town.sleep_until("2023-11-30")
    await poisoned(town, rung=rung)
    before = {person: len(town.pushed(person)) for person in (URBAN, *EVERYBODY_ELSE)}
    await town.sleep_until("2023-12-04")  # T-20 of the boilers: the same person has a good notice too
    assert len(town.pushed(URBAN)) == before[URBAN] + 1
    states = town.rows("SELECT state, outcome FROM notice WHERE occurrence = '2023-12-31-99'")
    assert [state for state, _ in states] == ["set_aside"]
    assert states[0][1].startswith("KeyError")
    assert await rows_set_aside(town.store) == 1
    await town.sleep_until("2023-12-05")
    told = [message.card.text for message in town.pushed(COORDINATOR)]
    assert sum("已搁置" in text and "KeyError" in text for text in told) == 1
    await town.sleep_until("2023-12-29")
    assert sum("已搁置" in message.card.text for message in town.pushed(COORDINATOR)) == 1
    assert not town.rows("SELECT * FROM notice WHERE state = 'waiting' AND deliver_at <= ?", town.now)


async def test_the_same_days_as_without_it(tmp_path: Path) -> None:
    """Every message to everybody but the coordinator goes out at the instant at which it would have."""
    seen = []
    for name, spoil in (("whole", False), ("spoilt", True)):
        (tmp_path / name).mkdir()
        async with city(tmp_path / name, small_plan(), start="2023-10-31") as town:
            await town.go_live("2023-11-01")
            await town.sleep_until("2023-11-30")
            if spoil:
                await poisoned(town)
            await town.sleep_until("2024-01-12")
            seen.append([(m.person, m.created_at, m.card) for m in town.sent if m.person != COORDINATOR])
    assert seen[0] == seen[1]


async def test_an_item_that_no_rule_fits_stops_alone_and_is_taken_up_again_when_one_does(town: City) -> None:
    await town.sleep_until("2023-12-05")
    boilers = await town.milestone("1.1", "市城市管理局")
    await spoil_ladder(town, boilers.id, "no-such-digest")
    await town.sleep_until("2023-12-27")
    stopped = await town.by_id(boilers.id)
    assert (stopped.next_at, stopped.light_until) == (None, None)
    assert stopped.escalated_through == boilers.escalated_through
    assert await rows_set_aside(town.store) == 1
    before = len(await town.about("1.1", URBAN))
    await spoil_ladder(town, boilers.id, boilers.ladder)
    await try_again(town.store)
    await audit(town.store, await town.contexts.current(), town.now)
    await town.sleep_until("2023-12-28", "09:30")
    assert len(await town.about("1.1", URBAN)) == before + 1
    assert await rows_set_aside(town.store) == 0


async def spoil_ladder(town: City, id_: int, digest: str) -> None:
    change(town, "UPDATE assignment SET ladder = ? WHERE id = ?", digest, id_)


def change(town: City, statement: str, *values: object) -> None:
    """Behind the program's back."""
    with closing(sqlite3.connect(town.url.removeprefix("sqlite:///"), isolation_level=None)) as db:
        db.execute(statement, values)


async def test_a_message_that_cannot_be_laid_out_fails_after_a_few_tries_and_blocks_no_other(
    town: City,
) -> None:
    await town.sleep_until("2023-11-01")
    context = await town.contexts.current()
    account = context.account(URBAN)
    assert account
    bad = post(account, Card("x"), MessageKind.ANSWER, "bad", town.now)
    good = post(account, Card("good"), MessageKind.ANSWER, "good", town.now + 1)
    await town.store.commit([Change(bad.statement, {**bad.values, "card": "{"}), good])
    await town.sleep_until("2023-11-02", "09:30")
    assert "good" in [message.card.title for message in town.phone(URBAN)]
    rows = town.rows("SELECT state, attempts, error FROM message WHERE message_id = 'bad'")
    assert (rows[0][0], str(rows[0][1])) == ("failed", str(TRIES))
    assert "JSONDecodeError" in rows[0][2]
    assert await rows_set_aside(town.store) == 1
    name = context.roster.by_id[URBAN].name
    assert any(name in message.card.text for message in town.pushed(COORDINATOR))


async def test_a_notice_set_aside_is_tried_again_when_a_process_starts(town: City) -> None:
    await town.sleep_until("2023-11-30")
    await poisoned(town)
    await town.sleep_until("2023-12-01")
    change(town, """UPDATE notice SET data = '{"outcome": "passed"}' WHERE occurrence = '2023-12-31-99'""")
    await try_again(town.store)
    await town.sleep_until("2023-12-04", "09:30")
    assert town.rows("SELECT state FROM notice WHERE occurrence = '2023-12-31-99'") == [("sent",)]
