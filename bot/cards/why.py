"""Why a message was sent: the rung, the ladder's version, the clock, the plan's sentence, and who was told."""

from collections.abc import Sequence
from datetime import date

from bot.cards.card import Card
from bot.cards.happened import RUNG_KEYS
from bot.cards.pen import Pen
from bot.cards.press import Verb
from bot.domain.summary import Item

LADDER_KEYS = {
    "dated": "ladder.dated",
    "soft": "ladder.soft",
    "external": "ladder.external",
    "returned": "ladder.returned",
    "review": "ladder.review",
}


def card(
    pen: Pen, item: Item, *, rung: str, occurrence: str, ladder: str, base: date, quote: str, line: int | None,
    told: Sequence[str],
) -> Card:  # fmt: skip
    lines = [_rung(pen, rung, occurrence), pen.say("why.clock", base=pen.legal(base))]
    if ladder:
        name, _, version = ladder.partition(" ")
        lines.append(pen.say("why.ladder", ladder=pen.say(LADDER_KEYS[name]), version=version))
    if quote and line:
        lines.append(pen.say("item.quote", line=str(line), quote=quote))
    elif line:
        lines.append(pen.say("item.line_only", line=str(line)))
    if told:
        lines += [pen.say("why.told"), *told]
    buttons = ((pen.button("button.card", Verb.CARD, item.id),),)
    return Card(
        pen.say("why.title", name=pen.name(item, clip=60)), tuple(lines), buttons, assignments=(item.id,)
    )


def _rung(pen: Pen, rung: str, occurrence: str) -> str:
    """An occurrence is the date it counted from and the step: 2023-12-31-10, 2023-12-31+3, 2023-12-31w2024-03."""
    if rung not in RUNG_KEYS:
        return pen.say("why.event")
    step, name = occurrence[10:], pen.say(RUNG_KEYS[rung])
    if step.startswith("w"):
        return pen.say("why.weekly", rung=name)
    if not step.lstrip("+-").isdecimal():
        return pen.say("why.rung", rung=name)
    n = int(step)
    if n == 0:
        return pen.say("why.on_day", rung=name)
    return pen.say("why.before", rung=name, n=-n) if n < 0 else pen.say("why.after", rung=name, n=n)


def choose(pen: Pen, items: Sequence[Item], more: int) -> Card:
    """The message was about several."""
    buttons = tuple(
        (pen.button("button.why_of", Verb.WHY, item.id, number=pen.number(item.task), unit=item.unit),)
        for item in items
    )
    lines = [pen.say("why.several")] + ([pen.say("why.more", n=more)] if more > 0 else [])
    return Card(pen.say("why.which"), tuple(lines), buttons, assignments=tuple(item.id for item in items))
