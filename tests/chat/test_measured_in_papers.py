"""What has been read of indicators and goals stands in the bulletin and the ledger with the Summary's own figures."""

from datetime import date
from pathlib import Path

from bot.cards.formatter import Formatter
from bot.cards.measured_lines import INDICATORS_AT_MOST
from bot.context.air_numbers import keep_air
from bot.context.plan_numbers import keep_readings
from bot.domain.air.air_reading import WHOLE_CITY
from bot.domain.indicators.indicator_reading import POINTS, IndicatorReading, measured_indicators
from bot.exports.ledger_xlsx import write_ledger
from bot.queries.ledger import ledger
from bot.queries.summary import summarize
from tests.builders import ZH, city, seed_plan
from tests.chat.test_papers import file_of
from tests.domain.air.given import days, reading, rules
from tests.exports.ledgers import read_back
from tests.exports.word_reading import text_of

SHEET = "指标和目标"


async def test_bulletin_ledger_and_summary_have_equal_numbers(tmp_path: Path) -> None:
    async with city(tmp_path, seed_plan(), start="2025-01-02") as town:
        town.contexts.use(air_rules=rules)
        await town.go_live("2025-01-02")
        await town.sleep_until("2025-02-10", "10:00")
        context = await town.contexts.current()
        before = await ledger(town.store, context, town.now)
        fmt = Formatter(ZH, context.plan, context.calendar.day(town.now), context.calendar)
        assert SHEET not in read_back(write_ledger(before, fmt, town.now).body)

        energy = context.roster.liaisons("市发展改革委", "")[0].id
        await town.say(energy, "5 风电装机235.5万千瓦")
        january = days(date(2025, 1, 1), 31)
        read = [reading(day, WHOLE_CITY, 60 if n > 5 else 120, line=n) for n, day in enumerate(january, 1)]
        await town.store.commit(keep_air("readings:air", 1, read, town.now))

        context = await town.contexts.current()
        summary = await summarize(town.store, context, town.now)
        (wind,) = [one for one in summary.indicators if one.indicator.name == "风电装机"]
        assert wind.last and wind.last.level * 10 == 2355
        book = read_back(write_ledger(await ledger(town.store, context, town.now), fmt, town.now).body)
        rows = {row["指标或目标"]: row for row in book[SHEET].rows}
        assert (rows["风电装机"]["最新值"], rows["风电装机"]["目标值"]) == ("235.5万千瓦", "260万千瓦")
        paper = text_of((await file_of(town, await town.say("coordinator", "通报"))).body)
        assert rows["风电装机"]["情况"] + "。" in paper and "风电装机235.5万千瓦" in paper
        goals = [row["情况"] for row in book[SHEET].rows if row["指标或目标"] == "空气质量目标"]
        assert any("26/31天" in one for one in goals)
        assert [one for one in goals if f"空气质量目标：{one}" not in paper] == []


async def test_a_bulletin_names_the_worst_indicators_and_counts_the_others(tmp_path: Path) -> None:
    async with city(tmp_path, seed_plan(), start="2025-01-02") as town:
        await town.go_live("2025-01-02")
        await town.sleep_until("2025-02-10", "10:00")
        context = await town.contexts.current()
        measured = [(task, one) for task, one in measured_indicators(context.plan) if one.unit != POINTS]
        read = [
            IndicatorReading(date(2025, 2, 1), task, one.key, one.value, one.unit, recorded=town.now, line=n)
            for n, (task, one) in enumerate(measured, 1)
        ]
        await town.store.commit(keep_readings("readings:plan", 1, read, town.now))
        paper = text_of((await file_of(town, await town.say("coordinator", "通报"))).body)
        (rest,) = [line for line in paper.splitlines() if line.startswith("另有") and "项指标" in line]
        lines = [line for line in paper.splitlines() if "，目标" in line or "达标（目标" in line]
        assert len(measured) > INDICATORS_AT_MOST >= len(lines)
        assert f"另有{len(measured) - INDICATORS_AT_MOST}项指标见台账" in rest
