"""Risks (⚠) in words: beside an item in a list, on its card, in its history, in a digest."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from bot.domain.risk import Mark, Risk
from bot.i18n import Language

RISK_KEYS = {
    Risk.BLOCKED: "risk.blocked",
    Risk.MISSED: "risk.missed",
    Risk.FELL: "risk.fell",
    Risk.ALMOST: "risk.almost",
    Risk.REPEATED: "risk.repeated",
}

UNTIL_KEYS = {Risk.MISSED: "risk.missed_until", Risk.BLOCKED: "risk.blocked_until"}


def reason(language: Language, mark: Mark, today: date) -> str:
    """存在困难问题; 预计2024年2月29日才能完成; 数字比上次少20座"""
    if mark.until:
        same_year = mark.until.year == today.year
        until = language.short_date(mark.until) if same_year else language.date(mark.until)
        return language.say(UNTIL_KEYS[mark.risk], until=until)
    if mark.risk is Risk.FELL and mark.unit == "%":
        return language.say("risk.fell_percent", by=mark.by)
    by = language.quantity(Decimal(mark.by), mark.unit) if mark.by else ""
    return language.say(RISK_KEYS[mark.risk], by=by)


def reasons(language: Language, marks: Iterable[Mark], today: date) -> str:
    return language.list(reason(language, mark, today) for mark in marks)


def beside(language: Language, line: str, marks: Sequence[Mark], today: date) -> str:
    """A list's line with the marks behind it."""
    if not marks:
        return line
    return language.say("risk.beside", line=line, why=reasons(language, marks, today))
