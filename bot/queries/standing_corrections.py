"""What a waiting 已更正 says when it goes out: the figure as it is by then. What is again as it was told is dropped."""

from collections.abc import Iterable, Mapping

from bot.cards.corrected_rank_lines import correction_line
from bot.cards.county_air import Figure, Told, told_figures
from bot.cards.formatter import Formatter
from bot.context.air_numbers import AirNumbers
from bot.context.plan_context import PlanContext
from bot.domain.air.air_report import AirReport
from bot.domain.air.told_ranks import ToldRank, corrected_ranks, ranks_from_text, ranks_to_text
from bot.domain.calendar import Instant
from bot.domain.notice import Notice, NoticeKind
from bot.i18n import Language


def of_figure(place: str, figure: Figure, before: str) -> dict[str, object]:
    """What a notice about a line keeps. `before`: as it was told."""
    return {"place": place, "figure": figure[0], "period": figure[1], "before": before}


def of_rank(number: str, told: ToldRank) -> dict[str, object]:
    """What a notice about a rank keeps. `number`: of the bulletin that told it."""
    return {"number": number, "told": ranks_to_text([told])}


def is_about_figures(notice: Notice) -> bool:
    return notice.kind is NoticeKind.CORRECTION and not notice.assignment


async def correction_lines(
    context: PlanContext, notices: Iterable[Notice], now: Instant
) -> Mapping[str, str]:
    """By occurrence; nothing for what stands again as it was told."""
    about = [one for one in notices if is_about_figures(one)]
    if not about or context.air is None:
        return {}
    today = context.calendar.day(now)
    report = await context.air.report(context.plan, today)
    found: dict[str, str] = {}
    for one in about:
        person = context.roster.by_id.get(one.person)
        if person is not None:
            fmt = Formatter(Language.of(person.language), context.plan, today, context.calendar)
            found[one.occurrence] = _line(fmt, context.air, report, one.data)
    return {occurrence: line for occurrence, line in found.items() if line}


def _line(fmt: Formatter, air: AirNumbers, report: AirReport, data: Mapping[str, object]) -> str:
    """ "" where nothing is to be corrected any more."""
    if "told" in data:
        ranks = corrected_ranks(ranks_from_text(str(data["told"])), report.ranks)
        return "".join(correction_line(fmt, str(data["number"]), one) for one in ranks)
    before, place = str(data["before"]), str(data["place"])
    lines = told_figures(fmt, report, place, air.rules)
    after = lines.get((Told(str(data["figure"])), str(data["period"])))
    if after is None:
        return fmt.say("correction.withdrawn", before=before)
    return "" if after == before else fmt.say("correction.figure", before=before, after=after)
