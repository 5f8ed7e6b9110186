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
from bot.domain.language.amounts import Amount, Label, amounts, bare_numbers
from bot.domain.language.attached import hidden, shown
from bot.domain.language.completion import OPEN, Said, done, state
from bot.domain.language.counts import Count, Ratio, count_in, ratio_in
from bot.domain.language.doubts import Ask, Question
from bot.domain.language.percentages import Percent, percents_in, progress
from bot.domain.language.plain import plain
from bot.domain.language.promised_day import next_date
from bot.domain.language.stretches import CLAUSE_END, SENTENCE_END, ahead, without_names
from bot.domain.quantity import Quantity, QuantityMatch, number

TELEPHONE = 10**7  # a number of so many digits, written alone, counts nothing

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
    amounts: tuple[Amount, ...] = ()  # counted and measured, shares (秸秆利用率93%) among them; no aims
    left: Amount | None = None  # 还剩12座
    bare: tuple[Amount, ...] = ()  # numbers without a unit: 风电235
    next_step: str = ""  # the sentence that says what comes next
    going_on: bool = False

    @property
    def understood(self) -> bool:
        """Whether anything was read beyond words to be kept."""
        return self != Reply()


def read(text: str, *, today: date) -> Reply:
    """Read a reply. Any text is answered; what it does not say stays None."""
    words, attached = hidden(plain(text))
    return shown(_read(words, today), attached)


def _read(text: str, today: date) -> Reply:
    if bare := re.fullmatch(rf"({quantity.ARABIC})\s*[。.]?", text):
        written = number(bare[1])
        return Reply(number=written) if written is not None and written < TELEPHONE else Reply()
    days = dates.mentions(text, today)
    all_percents, left = percents_in(without_names(dates.mask(text, days)))
    shares, percents = _shares(all_percents, left)
    found = tuple(quantity.quantities(left))
    counted = amounts(left, [day.start for day in days if day.firm and day.day and day.day >= today])
    percent, about_percent = progress(percents, left)
    ratio, about_ratio = ratio_in(left, found)
    count, about_count = count_in(left, found) if ratio is None else (None, ())
    day, about_day = next_date(text, days, today)
    said = state(text, left, [day for day in days if day.by or day.day is None or day.day >= today])
    is_done, about_done = done(said, percent, count)
    remaining = next((one for one in counted if one.label is Label.LEFT), None)
    claimed = is_done or (Said.DONE in said and count is None and percent is None)
    if claimed and remaining and remaining.value:  # 全部完成了，还剩15座
        is_done, about_done = False, (Question.DONE_OR_NOT,)
    rest = lexicon.REST_SAME.search(text)
    return Reply(
        percent=percent,
        quantities=_all_quantities(all_percents, found),
        ratio=ratio,
        count=count,
        next_date=day,
        blocker="" if is_done else _sentence(text, lexicon.BLOCKED),
        no_change=bool(lexicon.NO_CHANGE.search(lexicon.REST_SAME.sub("", text) if rest else text)),
        rest_no_change=bool(rest),
        done=is_done,
        almost=Said.ALMOST in said,
        questions=(*about_percent, *about_ratio, *about_count, *about_day, *about_done),
        amounts=_readings(counted, shares, count),
        left=remaining,
        bare=bare_numbers(left),
        next_step=_sentence(text, lexicon.NEXT_STEP),
        going_on=bool(said & OPEN),
    )


def _shares(percents: Iterable[Percent], text: str) -> tuple[list[Amount], list[Percent]]:
    """秸秆综合利用率93% is a measured share, 进度93% is progress; what is aimed at is neither."""
    shares, rest = [], []
    for one in percents:
        before = ahead(text, one.start, 32)
        before = CLAUSE_END.split(before)[-1] or ""
        named = lexicon.MEASURED.search(before)
        if named is None:
            rest.append(one)
        elif not lexicon.AIM_BEFORE.search(before):
            shares.append(Amount(one.value, "%", one.start, one.end, Label.PLAIN, None, named["name"]))
    return shares, rest


def _readings(counted: Iterable[Amount], shares: Iterable[Amount], count: Count | None) -> tuple[Amount, ...]:
    """What was reached. 共3560座，还剩12座 says that 3548 are done, without an amount of its own."""
    kept = [one for one in counted if one.label in (Label.DONE, Label.PLAIN, Label.CHANGE)]
    if count and count.total and not kept:
        place = next((one.start for one in counted), 0)
        kept.append(Amount(count.done, count.unit, place, place, Label.DONE, count.total))
    return tuple(sorted((*kept, *shares), key=lambda one: one.start))


def _all_quantities(percents: Iterable[Percent], found: Iterable[QuantityMatch]) -> tuple[Quantity, ...]:
    placed = [(p.start, Quantity(p.value, "%", p.raw)) for p in percents]
    placed += [(f.start, f.quantity) for f in found if not f.article]
    return tuple(amount for _, amount in sorted(placed, key=lambda place: place[0]))


def _sentence(text: str, about: re.Pattern[str]) -> str:
    """The whole sentence: half of it could be misunderstood."""
    for sentence in SENTENCE_END.split(text):
        if about.search(sentence):
            return sentence.strip(" ，,")
    return ""
