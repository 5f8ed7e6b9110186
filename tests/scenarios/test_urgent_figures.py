"""Tickets and emergencies in summary, the leader's week, ledger and bulletin."""

from io import BytesIO

from openpyxl import load_workbook

from bot.cards.formatter import Formatter
from bot.cards.urgent_sentences import urgent_sentences
from bot.cards.weekly import weekly
from bot.domain.calendar import SECOND
from bot.exports.ledger_xlsx import write_ledger
from bot.queries.ledger import ledger
from bot.queries.scope import SummaryScope
from bot.queries.summary import summarize
from bot.queries.summary_document import summary_to_json
from tests.builders import ZH, City
from tests.scenarios.test_emergency_calls import asked, start, there

__all__ = ["there"]


def fmt(here: City) -> Formatter:
    return Formatter(ZH, here.plan, here.today, here.calendar)


async def test_summary_and_the_leaders_week_say_what_runs(there: City) -> None:
    before = (await there.say("coordinator", "/summary")).text
    assert "应急响应" not in before and "交办单" not in before
    await start(there)
    await there.press(asked(there)[0], "签收")
    assert "应急响应：橙色运行中，签收1/29" in (await there.say("coordinator", "/summary")).text
    context = await there.contexts.current(there.now)
    figures = await summarize(there.store, context, there.now)
    assert "应急响应：橙色运行中，签收1/29" in weekly(fmt(there), figures, ()).text
    told = summary_to_json(figures, there.calendar)["emergency"]
    assert isinstance(told, dict) and (told["signed"], told["must_sign"]) == (1, 29)


async def test_ledger_and_bulletin_have_the_event(there: City) -> None:
    await start(there)
    signer = asked(there)[0]
    await there.press(signer, "签收")
    await there.say("coordinator", "/emergency 解除 宛环委办〔2024〕3号 签发人张某")
    there.clock.now += 3600 * SECOND
    await there.press("coordinator", "解除")
    context = await there.contexts.current(there.now)
    found = await ledger(there.store, context, there.now + SECOND)
    book = load_workbook(BytesIO(write_ledger(found, fmt(there), there.now).body))
    rows = list(book["应急"].iter_rows(min_row=4, values_only=True))
    assert len(rows) == 29 and sum(bool(row[4]) for row in rows) == 1
    assert {row[0] for row in rows} == {"E1"} and {row[1] for row in rows} == {"橙色"}
    [sentence] = list(urgent_sentences(fmt(there), found))
    assert "最高级别为橙色预警" in sentence and "历时1小时" in sentence and "签收1/29" in sentence
    own = next(one for one in context.roster.people if one.id == signer).units()
    part = await ledger(there.store, context, there.now + SECOND, SummaryScope(units=frozenset(own)))
    assert [one.emergency.units for one in part.emergencies] == [tuple(own)]
