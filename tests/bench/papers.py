"""A bulletin of the seed plan after ten weeks: facts, sentences and the Word file."""

from datetime import date
from pathlib import Path
from time import perf_counter

from bot.cards.bulletin_text import bulletin
from bot.cards.formatter import Formatter
from bot.domain.paper_period import days_of
from bot.domain.papers import PaperKind
from bot.exports.paper_templates import fill
from bot.planfile.demo import demo_people
from bot.queries.bulletin import bulletin_facts
from bot.queries.scope import SummaryScope
from bot.simulate.rehearse import Script, stage
from bot.storage.store import open_store
from tests.bench.table import Line
from tests.builders import SEED, ZH, calendar, ladders, seed_plan

GOLIVE, FRIDAY = date(2023, 11, 1), date(2024, 1, 12)
SECOND = 1.0
TEMPLATE = SEED.parent / "templates" / f"{PaperKind.BULLETIN}.docx"


async def papers(folder: Path, repetitions: int, eve: date = FRIDAY) -> list[Line]:
    plan = seed_plan()
    script = Script(
        plan, SEED.read_text(encoding="utf-8"), demo_people(plan, ZH), calendar(), ladders(), GOLIVE, "mixed"
    )
    store = await open_store(f"sqlite:///{folder / 'papers.db'}", plan.id, synchronous="OFF")
    line = Line("bulletin of the month: facts, text and .docx", "s", most=SECOND)
    try:
        staged = await stage(script, store)
        await staged.play.until(calendar().at(eve))
        context, at = await staged.play.contexts.current(), staged.play.clock.now
        first, last = days_of("month", context.calendar.day(at))
        for _ in range(repetitions):
            began = perf_counter()
            facts = await bulletin_facts(store, context, first, last, at, SummaryScope())
            fmt = Formatter(ZH, context.plan, context.calendar.day(at), context.calendar)
            body = fill(TEMPLATE.read_bytes(), bulletin(fmt, facts, ""))
            line.ours.append(perf_counter() - began)
            assert body.startswith(b"PK")
    finally:
        await store.close()
    return [line]
