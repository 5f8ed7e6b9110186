"""表扬通报 in words: what can be found by rule, of work and of air. Never who answers fastest."""

from collections.abc import Iterator, Sequence

from bot.cards.air_rank_lines import period_name
from bot.cards.bulletin_merits import merits_found
from bot.cards.bulletin_text import BulletinFacts, period_text
from bot.cards.form_texts import head
from bot.cards.formatter import Formatter
from bot.domain.air.praised import best_air, most_improved
from bot.domain.air.rank_period import period_label
from bot.domain.air.ranks import Ranking
from bot.domain.paper_fields import Field
from bot.domain.papers import PaperKind, PaperText, Value


def praise(
    fmt: Formatter, facts: BulletinFacts, rankings: Sequence[Ranking], contact: str
) -> PaperText | None:
    """Of the ledger's days; of the air where they are a month or a year. None where nothing is found."""
    found = facts.ledger
    of_air = _of_air(fmt, rankings, period_label(found.first, found.last))
    lines = [*of_air, *merits_found(fmt, found, facts.before)]
    if not lines:
        return None
    period, style = period_text(fmt, found.first, found.last), fmt.plan.papers
    values: dict[str, Value] = {
        Field.TITLE: fmt.say("paper.praise_title_lines", period=period),
        Field.TO: fmt.say("paper.bulletin_to"),
        Field.LEAD_IN: fmt.say("paper.praise_lead_in", period=period, plan=fmt.plan.title),
        Field.MERITS: tuple(lines),
        Field.COPY_TO: fmt.language.list(style.copy_to) if style.copy_to else fmt.say("paper.copy_open"),
        Field.PRINTED_ON: fmt.say("paper.day_open", year=str(fmt.today.year)),
    }
    title = fmt.say("paper.praise_title", period=period)
    return PaperText(PaperKind.PRAISE, title, head(fmt, PaperKind.PRAISE, contact) | values)


def _of_air(fmt: Formatter, rankings: Sequence[Ranking], period: str) -> Iterator[str]:
    if not period:
        return
    name = period_name(period, fmt.language)
    for first in best_air(rankings, period):
        yield fmt.say(
            "paper.praise_first",
            places=list(first.places),
            group=first.group,
            index=f"{first.index:f}",
            period=name,
        )
    for one in most_improved(rankings, period):
        yield fmt.say(
            "paper.praise_improved", place=one.place, group=one.group, was=f"{one.was:f}", now=f"{one.now:f}",
            period=name,
        )  # fmt: skip
