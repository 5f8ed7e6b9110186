"""Periods as people call them."""

from datetime import date

from bot.i18n import Language

PERIOD_KEYS = {
    "Q1": "period.q1",
    "Q2": "period.q2",
    "Q3": "period.q3",
    "Q4": "period.q4",
    "H1": "period.h1",
    "H2": "period.h2",
    "": "period.year",
}


def period_name(language: Language, name: str) -> str:
    """2023-Q4 → 2023年第四季度, 2024-春节 → 2024年春节"""
    year, _, part = name.partition("-")
    if key := PERIOD_KEYS.get(part):
        return language.say(key, year=year)
    if not part.isdecimal():
        return language.say("period.season", year=year, season=part)
    return language.say("period.month", year=year, start=date(int(year), int(part), 1), n=int(part))
