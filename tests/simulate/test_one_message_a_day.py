"""A person gets one message a workday at most, whoever answers and whenever the plan goes live."""

import asyncio
from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.planfile.demo import demo_people
from bot.simulate.dice import REPLIES
from bot.simulate.rehearse import Played, Script, rehearse
from tests.bench.burden import AT_ONCE
from tests.builders import SMALL, ZH, calendar, ladders, small_plan

LIVED = timedelta(days=75)  # a quarter's return and its chase among them


@settings(max_examples=8, deadline=None)
@given(
    start=st.dates(date(2023, 9, 15), date(2024, 5, 1)),
    replies=st.sampled_from(REPLIES),
    seed=st.integers(0, 1 << 16),
)
def test_one_message_a_person_and_workday(start: date, replies: str, seed: int) -> None:
    plan = small_plan()
    script = Script(plan, SMALL, demo_people(plan, ZH), calendar(), ladders(), start, replies, seed)
    sent = days_of(asyncio.run(rehearse(script, start + LIVED)))
    assert sent
    assert [key for key, n in sent.items() if n > 1] == []
    assert [day for _, day in sent if not script.calendar.is_workday(day)] == []


def days_of(played: Played) -> Counter[tuple[str, date]]:
    """The day's messages. What is told at once stands beside them."""
    day = played.context.calendar.day
    return Counter((one.person, day(one.created_at)) for one in played.sent if one.kind not in AT_ONCE)
