"""What a Store promises, on SQLite, on a SQLite file that nobody will miss, and on PostgreSQL."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from bot.context.ports import Change
from bot.domain.errors import Stale
from bot.storage.store import PlanStore, open_store
from tests.databases import TRIAL_SQL


@dataclass(frozen=True, slots=True)
class Happened:
    stream: str
    version: int
    kind: str
    data: Mapping[str, object]
    note: str = "no column has it"


@dataclass(frozen=True, slots=True)
class Claimed:
    name: str
    at: int


@pytest.fixture(params=["sqlite", "sqlite OFF", "postgres"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, engine: str) -> str:
    url: str = request.getfixturevalue(f"{engine.split()[0]}_url")
    return url


@pytest.fixture
async def store(database_url: str, engine: str) -> AsyncIterator[PlanStore]:
    synchronous = "OFF" if engine.endswith("OFF") else "FULL"
    opened = await open_store(database_url, "nanyang", synchronous=synchronous, sql=(TRIAL_SQL,))
    yield opened
    await opened.close()


def event(stream: str, version: int, **data: object) -> Change:
    return Change(
        "trial_append", {"stream": stream, "version": version, "at": 0, "kind": "told", "data": data}
    )


def put(name: str, at: int) -> Change:
    return Change("trial_set", {"name": name, "at": at})


def move(name: str, now: int, then: int, statement: str = "trial_move") -> Change:
    return Change(statement, {"name": name, "now": now, "then": then})


async def at(store: PlanStore, name: str) -> int | None:
    return await store.one(int, "trial_pulse", name=name)


async def streams(store: PlanStore) -> list[str]:
    return await store.read(str, "trial_streams")


# -- commit


async def test_what_was_committed_is_read_back_as_the_reader_asks(store: PlanStore) -> None:
    await store.commit([event("13.1", 1, unit="市生态环境局"), event("13.1", 2, percent=40)])
    assert await store.read(Happened, "trial_stream", stream="13.1") == [
        Happened("13.1", 1, "told", {"unit": "市生态环境局"}),
        Happened("13.1", 2, "told", {"percent": 40}),
    ]
    assert await streams(store) == ["13.1", "13.1"]
    row: dict[str, Any] | None = await store.one(dict, "trial_stream", stream="13.1")
    assert row is not None
    assert row["data"] == '{"unit":"市生态环境局"}'
    assert await store.one(Happened, "trial_stream", stream="none") is None
    assert await store.read(Happened, "trial_stream", stream="none") == []


async def test_a_commit_of_nothing_is_nothing(store: PlanStore) -> None:
    await store.commit([])
    assert await streams(store) == []


async def test_all_of_a_commit_or_none_of_it(store: PlanStore) -> None:
    await store.commit([event("a", 1)])
    with pytest.raises(Stale):
        await store.commit([event("b", 1), event("a", 1), event("c", 1)])
    assert await streams(store) == ["a"]


async def test_a_row_changed_since_it_was_read_is_stale(store: PlanStore) -> None:
    await store.commit([put("clock", 1)])
    await store.commit([move("clock", 1, 2)])
    with pytest.raises(Stale, match="trial_move: 0 rows, not 1"):
        await store.commit([event("a", 1), move("clock", 1, 3)])
    assert (await at(store, "clock"), await streams(store)) == (2, [])


@pytest.mark.parametrize("statement", ["trial_move", "trial_move_with"])
async def test_rows_are_counted_however_the_statement_begins(store: PlanStore, statement: str) -> None:
    await store.commit([put("clock", 1)])
    await store.commit([move("clock", 1, 2, statement)])
    with pytest.raises(Stale):
        await store.commit([move("clock", 1, 3, statement)])
    assert await at(store, "clock") == 2


async def test_later_statements_see_what_earlier_ones_of_the_commit_did(store: PlanStore) -> None:
    await store.commit([put("clock", 1), move("clock", 1, 2), move("clock", 2, 3), put("clock", 4)])
    assert await at(store, "clock") == 4


async def test_any_number_of_rows_will_do_where_none_is_asked(store: PlanStore) -> None:
    shift = Change("trial_shift_all", {"by": 5}, rows=None)
    await store.commit([shift])
    await store.commit([put("a", 1), put("b", 2), shift])
    assert await store.one(int, "trial_sum") == 13
    with pytest.raises(Stale):
        await store.commit([Change("trial_shift_all", {"by": 5}, rows=1)])
    assert await store.one(int, "trial_sum") == 13


async def test_a_mistake_is_not_called_stale(store: PlanStore) -> None:
    with pytest.raises(Exception, match=r"(?i)not.null") as failed:
        await store.commit([event("a", 1), Change("trial_nameless")])
    assert not isinstance(failed.value, Stale)
    assert await streams(store) == []


async def test_names_and_values_that_do_not_exist_are_told_apart(store: PlanStore) -> None:
    with pytest.raises(LookupError, match="no query is named trial_stram"):
        await store.read(Happened, "trial_stram")  # type: ignore[call-arg]  # mypy sees it too
    with pytest.raises(TypeError, match="trial_stream needs a value for :stream"):
        await store.read(Happened, "trial_stream")  # type: ignore[call-arg]  # mypy sees it too


# -- many at once


async def test_of_64_at_once_those_who_fail_leave_the_others_standing(store: PlanStore) -> None:
    await store.commit([event("taken", 1)])
    commits = [
        store.commit(
            [event(f"{n:02}", 1), event("taken" if n % 3 == 0 else f"{n:02}", 1 if n % 3 == 0 else 2)]
        )
        for n in range(64)
    ]
    outcomes = await asyncio.gather(*commits, return_exceptions=True)
    assert [n for n, outcome in enumerate(outcomes) if isinstance(outcome, Stale)] == list(range(0, 64, 3))
    assert await streams(store) == [f"{n:02}" for n in range(64) if n % 3 for _ in range(2)] + ["taken"]


async def test_of_64_who_claim_one_row_one_wins(store: PlanStore) -> None:
    await store.commit([put("clock", 0)])
    outcomes = await asyncio.gather(
        *[store.commit([move("clock", 0, n), event("won", n)]) for n in range(1, 65)], return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes if outcome is not None] == [Stale] * 63
    (winner,) = await store.read(Happened, "trial_stream", stream="won")
    assert await at(store, "clock") == winner.version


async def test_two_who_take_two_rows_in_opposite_order_both_arrive(store: PlanStore) -> None:
    """On PostgreSQL they may lock each other out; one is then given up on, and tried again."""
    await store.commit([put("a", 0), put("b", 0)])
    await asyncio.gather(
        *[
            store.commit([put("a", n), put("b", n)] if n % 2 else [put("b", n), put("a", n)])
            for n in range(12)
        ]
    )
    assert await at(store, "a") == await at(store, "b")


async def test_a_question_that_changes_rows_is_answered_and_kept(store: PlanStore) -> None:
    await store.commit([put("a", 1), put("b", 9)])
    assert await store.read(Claimed, "trial_claim", now=5) == [Claimed("a", 5)]
    assert await store.read(Claimed, "trial_claim", now=5) == []
    assert await at(store, "a") == 5


@pytest.mark.parametrize("turns", range(6))
async def test_whoever_is_cancelled_harms_nobody(store: PlanStore, turns: int) -> None:
    tasks = [asyncio.create_task(store.commit([event(f"{n:02}", 1), event(f"{n:02}", 2)])) for n in range(32)]
    for _ in range(turns):  # so that some are cancelled before their turn, some in it, some after
        await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert outcomes[1::2] == [None] * 16
    assert all(outcome is None or isinstance(outcome, asyncio.CancelledError) for outcome in outcomes)

    await store.commit([event("after", 1)])  # no transaction was left open
    found = await streams(store)
    assert all(found.count(f"{n:02}") in ((2,) if n % 2 else (0, 2)) for n in range(32))
    assert "after" in found


# -- values


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "督办",
        "😀👨‍👩‍👧",
        "'; DROP TABLE event; --",
        '"',
        "\\",
        "{a,NULL}",
        "NULL",
        "a\nb\r\tc",
        ":plan_id $1 ?1",
        "é" * 9999,
    ],
)
async def test_every_text_comes_back_as_it_was(store: PlanStore, text: str) -> None:
    await store.commit([put(text, 7), event("e", 1, words=text)])
    assert await at(store, text) == 7
    (told,) = await store.read(Happened, "trial_stream", stream="e")
    assert told.data == {"words": text}


@pytest.mark.parametrize("text", ["a\x00b", "a\ud83db"])
async def test_what_no_database_can_hold_is_shown_as_missing(store: PlanStore, text: str) -> None:
    """NUL for PostgreSQL; half a surrogate pair, which JSON from a browser may carry, for both."""
    await store.commit([put(text, 7)])
    assert await store.read(str, "trial_sorted") == ["a\N{REPLACEMENT CHARACTER}b"]


async def test_large_files_come_back_as_they_were(store: PlanStore) -> None:
    body = bytes(range(256)) * 4 * 1024 * 3  # 3 MB with every byte in it
    digest = hashlib.sha256(body).hexdigest()
    values = {"sha256": digest, "name": "照片.jpg", "size": len(body), "body": body}
    await store.commit([Change("trial_attach", values)])
    found: dict[str, Any] | None = await store.one(dict, "trial_attachment", sha256=digest)
    assert found is not None
    assert hashlib.sha256(found["body"]).hexdigest() == digest
    assert (found["mime"], found["person_id"]) == (":a string's colon", 'a "b" \\ {c,NULL}')


async def test_numbers_of_64_bits_and_their_sums_are_whole(store: PlanStore) -> None:
    await store.commit([put("a", 2**53 + 1), put("b", -(2**62))])
    assert await at(store, "a") == 2**53 + 1
    assert await store.one(int, "trial_sum") == 2**53 + 1 - 2**62
    assert isinstance(await store.one(int, "trial_sum"), int)


async def test_texts_sort_by_their_letters_numbers(store: PlanStore) -> None:
    names = ["a", "B", "1", "市", "县", "é", "10", "2"]
    await store.commit([put(name, 0) for name in names])
    assert await store.read(str, "trial_sorted") == sorted(names)


# -- plans


async def test_a_plan_sees_and_changes_its_own_rows_only(store: PlanStore) -> None:
    other = store.of("luoyang")
    await store.commit([put("clock", 1), event("a", 1)])
    await other.commit([put("clock", 2), event("a", 1)])
    change = Change("trial_shift_all", {"by": 10, "plan_id": "nanyang"})  # type: ignore[call-arg]  # mypy sees it
    await other.commit([change])
    assert (await at(store, "clock"), await at(other, "clock")) == (1, 12)
    assert (store.plan_id, other.plan_id) == ("nanyang", "luoyang")


async def test_a_second_opening_finds_what_the_first_committed(store: PlanStore, database_url: str) -> None:
    await store.commit([put("clock", 1)])
    beside = await open_store(database_url, "nanyang", worker=False, sql=(TRIAL_SQL,))
    assert await at(beside, "clock") == 1
    await beside.commit([move("clock", 1, 2)])
    await beside.close()
    assert await at(store, "clock") == 2
