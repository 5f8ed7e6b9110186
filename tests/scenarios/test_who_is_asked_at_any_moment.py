"""Whoever goes away, comes back, refuses to stand in, hands over or blocks the bot: at any moment each open item has
exactly one person who is asked, or a named reason why it is the head or nobody; no step is lost and none is doubled."""

import json
from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.context.recipients import asked
from bot.domain.assignment import State
from bot.domain.person import Role
from tests.builders import City
from tests.played import played
from tests.scenarios.test_absence import HEAD, LI, URBAN, WANG, ZHANG, town

US = (ZHANG, WANG, LI)
NAMES = {ZHANG: "张伟", WANG: "王敏", LI: "李强"}
deeds = st.one_of(
    st.tuples(st.just("sleep"), st.integers(1, 6), st.integers(0, 1)),
    st.tuples(st.just("leave"), st.integers(0, 2), st.integers(0, 3)),
    st.tuples(st.just("back"), st.integers(0, 2), st.just(0)),
    st.tuples(st.just("refuse"), st.integers(0, 2), st.just(0)),
    st.tuples(st.just("hand"), st.integers(0, 2), st.integers(0, 2)),
    st.tuples(st.just("block"), st.integers(0, 3), st.just(0)),
)


async def do(there: City, what: str, who: int, other: int) -> None:
    match what:
        case "sleep":
            clock = ("00:30", "10:00")[other]  # before that day's slot, when its steps wait, and after it
            await there.sleep_until((there.today + timedelta(who)).isoformat(), clock)
        case "leave":
            by = f"由{NAMES[US[other]]}代" if other < 3 else "无人代"
            await there.say(US[who], f"请假3天，{by}")
        case "back":
            await there.say(US[who], "我回来了")
        case "refuse":
            for absence in (await there.contexts.current()).absences:
                await there.press_payload(US[who], f"nosub:{absence.person}:{absence.number}")
        case "hand":
            a = await there.milestone("1.1", URBAN)
            await there.press_payload(US[who], f"to:{a.id}:{US[other]}")
        case _:
            there.blocked.add((*US, HEAD)[who])
    await there.play.settle()


async def each_item_has_one_holder_or_a_reason(there: City) -> None:
    context = await there.contexts.current(there.now)
    for a in await there.assignments(unit=URBAN):
        if a.state not in (State.OPEN, State.REWORK):
            continue
        found = asked(context, a)
        assert len(set(found.people)) == len(found.people)
        assert not {person.id for person in found.people} & set(context.roster.away)
        if found.instead is None:
            assert len(found.people) == 1 and found.people[0].id in US
        else:
            assert {person.id for person in found.people} <= {HEAD, *US}


def each_step_is_heard_once_or_not_for_a_reason(there: City) -> None:
    """The steps for the liaison of 1.1: one person hears each, or the last who was to says why not."""
    rows = there.rows(
        "SELECT n.occurrence, n.person, n.state, n.outcome, n.data"
        " FROM notice n JOIN assignment a ON a.id = n.assignment"
        " WHERE a.milestone = '1.1' AND a.unit = ? AND n.kind = 'rung'",
        URBAN,
    )  # fmt: skip
    sent, why = Counter[str](), defaultdict[str, list[str]](list)
    for occurrence, _, state, outcome, data in rows:
        if json.loads(data)["role"] == Role.LIAISON:
            sent[occurrence] += state == "sent"
            why[occurrence].append(state if state != "dropped" else outcome)
    assert all(n <= 1 for n in sent.values()), sent
    lost = {one: reasons for one, reasons in why.items() if set(reasons) <= {"passed_on"}}
    assert lost == {}


async def _until_that_night(there: City) -> None:
    await there.sleep_until("2023-12-04", "00:30")  # T-20 of 1.1: the reminder waits for its slot


@example([("leave", 0, 1)])
@example([("leave", 0, 1), ("back", 0, 0), ("leave", 1, 0)])
@given(st.lists(deeds, min_size=4, max_size=12))
@settings(max_examples=5, deadline=None)
async def test_each_open_item_is_asked_of_one_person_and_no_step_is_lost_or_doubled(
    life: list[tuple[str, int, int]],
) -> None:
    with TemporaryDirectory() as folder:
        async with played(Path(folder), "the night of T-20", town, _until_that_night) as (there, _):
            for what, who, other in life:
                await do(there, what, who, other)
                await each_item_has_one_holder_or_a_reason(there)
            await there.sleep_until("2024-01-05", "10:00")
            await each_item_has_one_holder_or_a_reason(there)
            each_step_is_heard_once_or_not_for_a_reason(there)
