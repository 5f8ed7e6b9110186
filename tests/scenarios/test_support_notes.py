"""A supporting unit says how it helps: the lead reads it, nothing falls due, and it can be taken back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.actions.report import ReportContent
from bot.actions.support import support
from bot.domain.errors import Refused
from bot.domain.measurements import Measurement
from bot.engine.verify import verify
from tests.builders import City, city, seed_plan

HOUSING, LEAD = "市住房和城乡建设局", "市城市管理局"


@pytest.fixture
async def nanyang(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, seed_plan()) as founded:
        await founded.go_live("2023-12-01")
        await founded.sleep_until("2024-01-03", "10:00")
        yield founded


async def note(town: City, words: str, *, unit: str = HOUSING, task: str = "18") -> None:
    context = await town.contexts.current()
    (person,) = context.roster.liaisons(HOUSING, task)
    content = ReportContent(words, values=(Measurement(120, "个"),))  # type: ignore[arg-type]
    outcome = await support(town.store, context, person, task, unit, content, town.now)
    await town.store.commit(outcome.changes)


async def card_of_the_lead(town: City) -> str:
    a = next(a for a in await town.assignments(task="18", unit=LEAD))
    context = await town.contexts.current()
    (person,) = context.roster.liaisons(LEAD, "18")
    return (await town.press_payload(person.id, f"card:{a.id}")).text


async def test_the_lead_reads_what_a_supporter_said(nanyang: City) -> None:
    before = len(await nanyang.assignments(unit=HOUSING))
    await note(nanyang, "工地扬尘监控联网120个")
    await note(nanyang, "又接入8个")
    text = await card_of_the_lead(nanyang)
    assert "配合情况：" in text
    assert f"· {HOUSING}（1月3日）：工地扬尘监控联网120个" in text and "又接入8个" in text
    assert len(await nanyang.assignments(unit=HOUSING)) == before


async def test_a_note_can_be_taken_back(nanyang: City) -> None:
    await note(nanyang, "工地扬尘监控联网120个")
    context = await nanyang.contexts.current()
    (person,) = context.roster.liaisons(HOUSING, "18")
    assert (await nanyang.say(person.id, "/undo")).title == "已撤销这条配合情况"
    assert "配合情况" not in await card_of_the_lead(nanyang)
    assert "已撤销" in (await nanyang.say(person.id, "/undo")).title


async def test_only_a_supporting_unit_and_only_its_own_people(nanyang: City) -> None:
    with pytest.raises(Refused, match="not_supporting"):
        await note(nanyang, "我们也配合", task="22")
    with pytest.raises(Refused, match="not_yours"):
        await note(nanyang, "替别人说", unit="市水利局")


async def test_notes_are_sealed_and_verified_as_every_event_is(nanyang: City) -> None:
    await note(nanyang, "工地扬尘监控联网120个")
    await nanyang.sleep_until("2024-01-04", "10:00")
    assert "第18项" in (await nanyang.say("coordinator", "/summary 18")).text  # counts beside such a stream
    assert (await verify(nanyang.store, nanyang.calendar, nanyang.now)).discrepancies == ()
