"""The law of emergencies: none loses an ordinary notice and none doubles one, whenever it runs and however long."""

import asyncio
import json
import tempfile
from collections import Counter
from datetime import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar import DAY, HOUR, SECOND
from bot.domain.emergency.emergency_rules import EmergencyClocks, EmergencyOffice, EmergencyRules
from tests.builders import City, buttons
from tests.chat.permission_situations import town
from tests.played import played

OFFICE = EmergencyOffice(
    EmergencyRules(follow_up=("效果评估",), task="1"), EmergencyClocks(30, (time(9), time(17)), 60)
)
BY = "文号宛环委办〔2024〕1号 签发人张某"


async def _ordered(here: City, words: str) -> None:
    card = await here.say("coordinator", words)
    await here.press("coordinator", buttons(card)[0].text)
    await here.play.until(here.now + SECOND)


async def _until_the_eve(here: City) -> None:
    here.contexts.use(emergency=OFFICE)
    await here.play.until(here.instant("2023-12-27"))


async def _lived(folder: Path, begins: int, lasts: int) -> None:
    async with played(folder, "the eve of an emergency", town, _until_the_eve) as (here, _):
        here.contexts.use(emergency=OFFICE)
        await here.play.until(here.now + begins * HOUR)
        await _ordered(here, f"/emergency 橙 {BY}")
        await here.say("coordinator", "/remind 1.1")  # at once, and it waits
        started = here.now
        await here.play.until(here.now + lasts * HOUR)
        pushed = {one.kind for one in here.sent if one.created_at > started}
        assert pushed <= {"emergency", "answer"}
        await _ordered(here, f"/emergency 解除 {BY}")
        lifted = here.now
        await here.play.until(here.now + 14 * DAY)
        waiting = here.rows("SELECT kind FROM notice WHERE state = 'waiting' AND created_at <= ?", lifted)
        assert waiting == []
        told = Counter(
            (person, *why)
            for person, reasons in here.rows("SELECT person, why FROM message WHERE kind <> 'answer'")
            for why in map(tuple, json.loads(reasons))
        )
        assert [why for why, n in told.items() if n > 1] == []


@settings(max_examples=4, deadline=None)
@given(begins=st.integers(0, 16 * 24), lasts=st.integers(1, 7 * 24))
def test_an_emergency_loses_no_ordinary_notice_and_doubles_none(begins: int, lasts: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_lived(Path(folder), begins, lasts))
