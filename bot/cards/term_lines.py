"""Sentences about the plan's term: not live yet, over, and what a go-live day comes too late for."""

from datetime import date

from bot.cards.formatter import Formatter
from bot.domain.plan import Plan
from bot.domain.plan_term import PlanTerm, term, too_late
from bot.i18n import Language


def term_lines(fmt: Formatter, golive: date | None) -> tuple[str, ...]:
    """Nothing while the plan runs."""
    if golive is None:
        return (fmt.say("term.not_live"),)
    match term(fmt.plan, golive, fmt.today):
        case PlanTerm.NOT_LIVE:
            return (fmt.say("term.live_on", day=fmt.language.date(golive)),)
        case PlanTerm.OVER:
            return (fmt.say("term.over", end=fmt.language.date(fmt.plan.end)),)
        case PlanTerm.RUNNING:
            return ()


def golive_warnings(language: Language, plan: Plan, day: date) -> tuple[str, ...]:
    """Before somebody confirms the day."""
    late = too_late(plan, day)
    lines = [language.say("golive.plan_over", end=language.date(plan.end))] if late.plan_over else []
    return (
        *lines,
        *([language.say("golive.past", n=late.past, day=language.date(day))] if late.past else []),
    )
