"""预警提醒 and 约谈建议 to a county because of its air, in words: its ranks month by month, or its goal, and by how
much it misses. A person edits and issues them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.cards.air_rank_lines import period_name
from bot.cards.county_air import told_years
from bot.cards.draft import ANSWER_WITHIN
from bot.cards.form_texts import head
from bot.cards.formatter import Formatter
from bot.cards.gauge_lines import goal_line
from bot.domain.air.air_report import AirReport
from bot.domain.air.air_rules import AirRules
from bot.domain.air.proposed_papers import Cause, PaperProposal
from bot.domain.air.rank_period import is_month
from bot.domain.air.ranks import Ranking, RankRow
from bot.domain.paper_fields import Field
from bot.domain.paper_life import OfficePaper
from bot.domain.papers import PaperKind, PaperText, Value

TITLE_KEYS = {Cause.LAST: "paper.air_warning_last", Cause.GOAL: "paper.air_warning_goal"}
BASIS_KEYS = {Cause.LAST: "paper.air_basis_last", Cause.GOAL: "paper.air_basis_goal"}


@dataclass(frozen=True, slots=True)
class AirWarningFacts:
    """`warned`: warnings issued to this county before."""

    proposal: PaperProposal
    report: AirReport
    rules: AirRules
    warned: tuple[OfficePaper, ...] = ()


def air_paper(fmt: Formatter, facts: AirWarningFacts, contact: str) -> PaperText:
    """`fmt` speaks the language of papers. `contact`: who drafts it."""
    one = facts.proposal
    said = tuple(_standing(fmt, facts))
    if one.kind is PaperKind.TALK:
        title = fmt.say("paper.talk_title", unit=one.unit)
        values = {Field.TITLE: title, Field.TO: fmt.say("paper.to_leader"), **_talk(fmt, facts, said)}
    else:
        title = fmt.say(TITLE_KEYS[one.cause], period=period_name(one.period, fmt.language))
        why = fmt.say("paper.air_warning_why", plan=fmt.plan.title)
        ask = fmt.say("paper.air_warning_ask", answer=_answer_by(fmt))
        values = {Field.TITLE: title, Field.TO: one.unit, Field.BODY: (why, *said, ask)}
    return PaperText(one.kind, title, head(fmt, one.kind, contact) | values)


def _answer_by(fmt: Formatter) -> str:
    return fmt.language.date(fmt.calendar.after(fmt.today, ANSWER_WITHIN))


def _talk(fmt: Formatter, facts: AirWarningFacts, said: tuple[str, ...]) -> dict[str, Value]:
    one = facts.proposal
    basis = fmt.say(BASIS_KEYS[one.cause], n=one.n)
    warned = tuple(_warned(fmt, paper) for paper in facts.warned)
    return {
        Field.ABOUT: said[:1],
        Field.FACTS: said[1:] or said,
        Field.TOLD: warned or (fmt.say("paper.air_not_warned"),),
        Field.BASIS: (fmt.say("paper.air_basis", plan=fmt.plan.title, basis=basis),),
        Field.ADVICE: (
            fmt.say("paper.talk_whom", unit=one.unit),
            fmt.say("draft.talk_ask", unit=one.unit),
        ),
    }


def _warned(fmt: Formatter, paper: OfficePaper) -> str:
    day = fmt.language.date(paper.issued_on) if paper.issued_on else ""
    return fmt.say("paper.air_warned", day=day, number=str(paper.number), title=paper.title)


def _standing(fmt: Formatter, facts: AirWarningFacts) -> Iterator[str]:
    """What it is about first, then what explains it."""
    one, report = facts.proposal, facts.report
    if one.cause is Cause.LAST:
        yield from _ranks(fmt, report.ranks, one)
    else:
        goals = (goal for goal in report.goals if goal.scope == one.unit and str(goal.year) == one.period)
        yield from (goal_line(goal, facts.rules.assessment, fmt.language) for goal in goals)
    yield from told_years(fmt, report, one.unit, facts.rules, one.period[:4])


def _ranks(fmt: Formatter, rankings: Sequence[Ranking], one: PaperProposal) -> Iterator[str]:
    """连续2个月为县市区末位：2024年2月综合指数4.40，13个县区中第13名；…。较前一名高0.12。"""
    months = [(ranking, row) for ranking in rankings if is_month(ranking.period) for row in ranking.rows]
    lasts = [(ranking, row) for ranking, row in months if row.place == one.unit and row.last]
    lasts = [pair for pair in lasts if pair[0].period <= one.period][-one.n :]
    if lasts:
        each = [_month(fmt, ranking, row) for ranking, row in lasts]
        months_said = fmt.say("paper.air_separator").join(each)
        yield fmt.say("paper.air_last", unit=one.unit, group=lasts[-1][0].group, n=one.n, months=months_said)
        yield from _gap(fmt, *lasts[-1])


def _month(fmt: Formatter, ranking: Ranking, row: RankRow) -> str:
    ranked = sum(other.rank is not None for other in ranking.rows)
    period = period_name(ranking.period, fmt.language)
    return fmt.say("paper.air_month", period=period, index=f"{row.index:f}", of=ranked, n=row.rank or 0)


def _gap(fmt: Formatter, ranking: Ranking, row: RankRow) -> Iterator[str]:
    """To the next better one: what would have to be gained for another rank."""
    better = [one for one in ranking.rows if one.index is not None and row.index and one.index < row.index]
    if better and row.index:
        nearest = max(better, key=lambda one: one.index or 0)
        assert nearest.index is not None
        yield fmt.say("paper.air_gap", place=nearest.place, gap=f"{row.index - nearest.index:f}")
