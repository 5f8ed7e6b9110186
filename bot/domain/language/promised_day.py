"""Until when: the next day a reply names."""

import re
from collections.abc import Sequence
from datetime import date

from bot.domain.language import lexicon
from bot.domain.language.dates import Mention
from bot.domain.language.doubts import Ask, Question
from bot.domain.language.setbacks import says_it_will_be_missed
from bot.domain.language.stretches import ahead, clause_at

_HAPPENED = re.compile(r"(?:已经?|曾|均已|都已)[于在]?$")


def next_date(text: str, days: Sequence[Mention], today: date) -> tuple[date | None, Ask]:
    """The one day still to come. A limit (…前) outweighs a day that is only mentioned."""
    meant = [day for day in days if _is_meant(text, day)]
    coming = {day.day for day in meant if day.day and day.day >= today}
    limits = {day.day for day in meant if day.by and day.day and day.day >= today}
    if len(best := limits or coming) == 1:
        return best.pop(), ()
    if best:
        return None, (Question.SEVERAL_DATES,)
    if any(day.day is None for day in meant):
        return None, (Question.VAGUE_DATE,)
    return None, (Question.DATE_PAST,) if any(day.by for day in meant) else ()


def _is_meant(text: str, day: Mention) -> bool:
    if _HAPPENED.search(ahead(text, day.start, 4)) or text[day.end : day.end + 1] == "已":
        return False
    if says_it_will_be_missed(clause_at(text, day.start)):  # 月底完不成 names no day by which it will be done
        return False
    return day.firm or bool(lexicon.PLANNED.search(clause_at(text, day.start)))
