"""What a liaison's own words say: how far, how much, until when, what is in the way.

Rules and tables, nothing learned, nothing guessed: what can be read in two ways is left unread and becomes a
question. The reply is always shown to its author before it counts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain import quantity
from bot.domain.language import dates, lexicon
from bot.domain.language.completion import Said, done, state
from bot.domain.language.counts import Count, Ratio, count_in, ratio_in
from bot.domain.language.doubts import Ask, Question
from bot.domain.language.percentages import Percent, percents_in, progress
from bot.domain.language.promised_day import next_date
from bot.domain.language.stretches import SENTENCE_END, plain, without_names
from bot.domain.quantity import Quantity, QuantityMatch, number

__all__ = ["Count", "Quantity", "Question", "Ratio", "Reply", "read"]


@dataclass(frozen=True, slots=True)
class Reply:
    percent: Decimal | None = None  # 0 to 100
    quantities: tuple[Quantity, ...] = ()  # percentages among them, with unit %
    ratio: Ratio | None = None
    count: Count | None = None
    number: Decimal | None = None  # the whole text is one bare number: who asked knows of what
    next_date: date | None = None
    blocker: str = ""  # the sentence that names what is in the way
    no_change: bool = False
    rest_no_change: bool = False
    done: bool = False
    almost: bool = False
    questions: Ask = ()

    @property
    def understood(self) -> bool:
        """Whether anything was read beyond words to be kept."""
        return self != Reply()


def read(text: str, *, today: date) -> Reply:
    """Read a reply. Any text is answered; what it does not say stays None."""
    text = plain(text)
    if bare := re.fullmatch(rf"({quantity.ARABIC})\s*[。.]?", text):
        return Reply(number=number(bare[1]))
    days = dates.mentions(text, today)
    percents, left = percents_in(without_names(dates.mask(text, days)))
    found = tuple(quantity.quantities(left))
    percent, about_percent = progress(percents, left)
    ratio, about_ratio = ratio_in(left, found)
    count, about_count = count_in(left, found) if ratio is None else (None, ())
    day, about_day = next_date(text, days, today)
    said = state(text, left, [day for day in days if day.by or day.day is None or day.day >= today])
    is_done, about_done = done(said, percent, count)
    rest = lexicon.REST_SAME.search(text)
    return Reply(
        percent=percent,
        quantities=_all_quantities(percents, found),
        ratio=ratio,
        count=count,
        next_date=day,
        blocker="" if is_done else _blocker(text),
        no_change=bool(lexicon.NO_CHANGE.search(lexicon.REST_SAME.sub("", text) if rest else text)),
        rest_no_change=bool(rest),
        done=is_done,
        almost=Said.ALMOST in said,
        questions=(*about_percent, *about_ratio, *about_count, *about_day, *about_done),
    )


def _all_quantities(percents: Iterable[Percent], found: Iterable[QuantityMatch]) -> tuple[Quantity, ...]:
    placed = [(p.start, Quantity(p.value, "%", p.raw)) for p in percents]
    placed += [(f.start, f.quantity) for f in found if not f.article]
    return tuple(amount for _, amount in sorted(placed, key=lambda place: place[0]))


def _blocker(text: str) -> str:
    """The whole sentence: half of it would be somebody else's lexicon."""
    for sentence in SENTENCE_END.split(text):
        if lexicon.BLOCKED.search(sentence):
            return sentence.strip(" ，,")
    return ""
