"""The ledger's rows tell what was said, what was done, and who held it; now and as of an earlier day."""

from pathlib import Path

from bot.actions.forget import forget
from bot.actions.load import load_people
from bot.context.plan_context import PlanContext
from bot.domain.calendar import MINUTE
from bot.domain.ladder import Rung
from bot.domain.ledger import Ledger, LedgerRow
from bot.domain.light import Light
from bot.domain.person import Roster
from bot.queries.ledger import ledger
from bot.queries.scope import SummaryScope, visible_to
from bot.queries.summary import summarize
from tests.builders import City, city, small_plan
from tests.queries.ledger_figures import counted, of_summary

CITY, LIAISON = "市城市管理局", "u02-liaison"


async def context_of(town: City) -> PlanContext:
    return await town.contexts.current()


async def ledger_of(town: City, scope: SummaryScope | None = None) -> Ledger:
    return await ledger(town.store, await context_of(town), town.now + MINUTE, scope)


def row_of(found: Ledger, milestone: str, unit: str) -> LedgerRow:
    return next(row for row in found.rows if (row.a.milestone, row.a.unit) == (milestone, unit))


async def boilers(town: City) -> LedgerRow:
    return row_of(await ledger_of(town), "1.1", CITY)


async def test_a_row_says_what_was_reported_last_and_what_was_done_about_it(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        await town.go_live("2023-12-01")
        await town.sleep_until("2023-12-11", "10:00")
        first = await boilers(town)
        assert (first.number, first.quote, first.line) == ("1.1", "2023年年底前", 2)
        assert first.dealings.last is None
        await town.say(LIAISON, "/report 1 完成60%。困难：供电所未接电。下一步12月20日前接电")
        said = await boilers(town)
        assert said.a.percent == 60
        assert said.dealings.last is not None
        assert "完成60%" in said.dealings.last.words
        assert "供电所未接电" in said.dealings.last.blocker
        assert "接电" in said.dealings.last.next_step
        await town.say(LIAISON, "撤销")
        assert (await boilers(town)).dealings.last is None
        await town.say(LIAISON, "/report 1 完成70%")
        await town.sleep_until("2024-01-12", "10:00")
        late = await boilers(town)
        assert (late.a.light, late.days_late) == (Light.RED, 12)
        rungs = [one.rung for one in late.dealings.escalations]
        assert rungs[:3] == [Rung.CHASE, Rung.SUPERVISE, Rung.PROPOSE_TALK]
        assert list(late.dealings.held) == [CITY]


async def test_it_can_be_read_as_of_any_earlier_day(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        await town.go_live("2023-12-01")
        await town.sleep_until("2023-12-20", "18:00")
        await town.say(LIAISON, "/report 1 完成60%")
        then = await ledger_of(town)
        await town.sleep_until("2023-12-20", "18:05")
        await town.say(LIAISON, "/report 1 完成90%")
        await town.sleep_until("2024-02-01")
        assert (await ledger(town.store, await context_of(town), then.at)).rows == then.rows


async def test_words_of_a_person_forgotten_are_told_as_deleted(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        await town.go_live("2023-12-01")
        await town.sleep_until("2023-12-11", "10:00")
        await town.say(LIAISON, "/report 1 完成60%")
        left = Roster(tuple(one for one in (await context_of(town)).roster.people if one.id != LIAISON))
        await load_people(town.store, left, {}, town.now)
        await forget(town.store, await context_of(town), LIAISON, town.now)
        last = (await boilers(town)).dealings.last
        assert last is not None and last.forgotten and not last.words


async def test_its_figures_are_those_of_the_summary(tmp_path: Path) -> None:
    """Half a year in which one unit reports, in every part of the plan. More lives: test_whatever_happens."""
    async with city(tmp_path, small_plan()) as town:
        await town.go_live("2023-12-01")
        await town.sleep_until("2024-01-12", "10:00")
        await town.say(LIAISON, "/report 1 全部完成")
        await town.sleep_until("2024-05-12", "10:00")
        context = await context_of(town)
        for scope in (SummaryScope(), *(visible_to(context, one) for one in context.roster.people)):
            found = await ledger_of(town, scope)
            summary = await summarize(town.store, context, town.now, scope)
            assert counted(found, context.plan) == of_summary(summary, found), scope.name
