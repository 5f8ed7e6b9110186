"""A bulletin read back from its Word file: its figures are those of the Summary, and its parts add up."""

import re

from bot.cards.bulletin_text import bulletin
from bot.cards.formatter import Formatter
from bot.domain.calendar import MINUTE
from bot.domain.light import Light
from bot.exports.paper_templates import fill
from bot.queries.bulletin import bulletin_facts
from bot.queries.summary import summarize
from tests.builders import ROOT, ZH, City
from tests.exports.word_reading import tables_of, text_of

TEMPLATE = ROOT / "plan" / "templates" / "bulletin.docx"
LIGHTS = {
    "红": Light.RED,
    "黄": Light.YELLOW,
    "白": Light.WHITE,
    "蓝": Light.BLUE,
    "绿": Light.GREEN,
    "灰": Light.GREY,
}
RESULTS = re.compile(
    r"本期应办承办项(\d+)项：按期办结(\d+)项，超期办结(\d+)项，到期未办(\d+)项，待复核(\d+)项"
)
RETURNS = re.compile(r"本期应报送进展(\d+)份：按期报送(\d+)份，补报(\d+)份，未到期(\d+)份，未报(\d+)份")


async def the_bulletin_is_the_summary(town: City) -> None:
    """Of everything from the plan's beginning, as of now."""
    context = await town.contexts.current()
    now = town.now + MINUTE
    summary = await summarize(town.store, context, now)
    facts = await bulletin_facts(town.store, context, context.plan.start, town.today, now)
    body = fill(
        TEMPLATE.read_bytes(), bulletin(Formatter(ZH, context.plan, town.today, town.calendar), facts, "")
    )
    text, (late, units, counties, _) = text_of(body), tables_of(body)
    told = re.search(r"方案任务(\d+)项：(.*?)。", text)
    assert told and int(told[1]) == summary.lights.total
    lights = {LIGHTS[name]: int(n) for name, n in re.findall(r"([红黄白蓝绿灰])灯(\d+)项", told[2])}
    assert lights == {light: summary.lights[light] for light in Light if summary.lights[light]}
    rows = [row for row in late[1:] if row[0]]
    assert len(rows) == summary.late
    assert sorted({row[1] for row in rows}) == sorted({u for one in summary.overdue for u in one.units})
    missing = re.findall(r"进展未报的单位(\d+)个：(.*?)。", text)
    assert sum(int(n) for n, _ in missing) == summary.missing.returns
    assert {unit for _, named in missing for unit in named.split("、")} == set(summary.missing.units)
    _adds_up(text, units[-1], counties[-1])


def _adds_up(text: str, units: list[str], counties: list[str]) -> None:
    """The sentence is the sum of both annexes, and a whole is the sum of its parts."""
    due = RESULTS.search(text)
    results = [int(n) for n in due.groups()] if due else [0] * 5
    assert results[0] == sum(results[1:])
    assert results == [int(units[n]) + int(counties[n]) for n in range(1, 6)]
    found = RETURNS.search(text)
    returns = [int(n) for n in found.groups()] if found else [0] * 5
    assert returns[0] == sum(returns[1:])
    assert returns[:2] == [int(units[n]) + int(counties[n]) for n in (8, 9)]
