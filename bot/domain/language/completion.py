"""Done or not: what the clauses of a reply say of being done."""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from bot.domain import quantity
from bot.domain.language import lexicon
from bot.domain.language.counts import Count
from bot.domain.language.dates import Mention
from bot.domain.language.doubts import Ask, Question
from bot.domain.language.percentages import HUNDRED, SHARE
from bot.domain.language.stretches import clauses


class Said(StrEnum):
    """What one clause says of being done."""

    NOTHING = "nothing"
    DONE = "done"
    STEP = "step"  # one step on the way is
    SOME = "some"  # so many of them are
    ALMOST = "almost"
    PLANNED = "planned"
    NOT = "not"
    GOING_ON = "going_on"
    UNCLEAR = "unclear"  # 本月完成: has it been, or will it?


OPEN = frozenset({Said.ALMOST, Said.PLANNED, Said.NOT, Said.GOING_ON})


def state(text: str, left: str, coming: Sequence[Mention]) -> frozenset[Said]:
    said = set()
    for start, end in clauses(text):
        days = [day for day in coming if start <= day.start < end]
        said.add(_said(text[start:end], left[start:end], days))
    return frozenset(said)


def _said(clause: str, left: str, coming: Sequence[Mention]) -> Said:
    word = lexicon.DONE.search(clause)
    if not word:
        return Said.GOING_ON if lexicon.GOING_ON.search(clause) else Said.NOTHING
    before, after = clause[: word.start()], clause[word.end() :]
    if lexicon.ASKED.search(clause):
        return Said.NOTHING
    if lexicon.NEARLY.search(before) or lexicon.NEARLY_AFTER.match(after):
        return Said.ALMOST
    if lexicon.NEGATED.search(before):
        return Said.NOT
    if not lexicon.SETTLED.search(before):
        if lexicon.PLANNED.search(before) or any(day.firm for day in coming):
            return Said.PLANNED
        if coming and not _counts(left):
            return Said.UNCLEAR
    if (_counts(left) or lexicon.PARTLY.search(before)) and not lexicon.WHOLE.search(clause):
        return Said.SOME
    return Said.STEP if lexicon.STEPS.search(clause) else Said.DONE


def _counts(left: str) -> bool:
    """Whether a clause, its names and days masked, has a number of its own."""
    return SHARE in left or any(True for _ in quantity.quantities(left)) or bool(re.search("[0-9]", left))


def done(said: frozenset[Said], percent: Decimal | None, count: Count | None) -> tuple[bool, Ask]:
    partly = (percent is not None and percent < HUNDRED) or (count is not None and bool(count.left))
    whole = percent == HUNDRED or (count is not None and count.left == 0)
    if said & OPEN:
        return False, ()
    if Said.DONE in said:
        return (False, (Question.DONE_OR_NOT,)) if partly else (True, ())
    if Said.SOME in said:
        return whole and not partly, ()
    if Said.UNCLEAR in said:
        return False, (Question.DONE_OR_NOT,)
    return False, (Question.ONE_STEP_DONE,) if Said.STEP in said and not partly else ()
