"""The /why card: rung, ladder version, start of the clock, sentence of the plan, and recipients."""

from collections.abc import Sequence
from datetime import date

from bot.cards.callback_data import Verb
from bot.cards.card import Card
from bot.cards.event_lines import REVIEW_KEYS, RUNG_KEYS
from bot.cards.formatter import Formatter
from bot.domain.ladder import Minutes, Occurrence
from bot.domain.summary import Item

LADDER_KEYS = {
    "dated": "ladder.dated",
    "soft": "ladder.soft",
    "external": "ladder.external",
    "returned": "ladder.returned",
    "review": "ladder.review",
}


def card(
    fmt: Formatter, item: Item, *, rung: str, step: Occurrence | None, ladder: str, base: date, quote: str,
    line: int | None, reminders: Sequence[str], review: str = "", last: Sequence[str] = (),
) -> Card:  # fmt: skip
    lines = [_rung(fmt, rung, step), fmt.say("why.clock", base=fmt.legal_date(base))]
    if ladder:
        lines.append(fmt.say("why.ladder", ladder=fmt.say(LADDER_KEYS[ladder.partition(" ")[0]])))
    if quote and line:
        lines.append(fmt.say("item.quote", line=str(line), quote=quote))
    elif line:
        lines.append(fmt.say("item.line_only", line=str(line)))
    if review:
        lines.append(fmt.say(REVIEW_KEYS[review]))
    if reminders:
        lines += [fmt.say("why.told"), *reminders]
    lines += last
    buttons = ((fmt.button("button.card", Verb.CARD, item.id),),)
    return Card(
        fmt.say("why.title", name=fmt.name(item, clip=60)), tuple(lines), buttons, assignments=(item.id,)
    )


def _rung(fmt: Formatter, rung: str, step: Occurrence | None) -> str:
    if rung not in RUNG_KEYS:
        return fmt.say("why.event")
    name = fmt.say(RUNG_KEYS[rung])
    if step is None or isinstance(step.offset, Minutes):
        return fmt.say("why.rung", rung=name)
    if step.offset is None:
        return fmt.say("why.weekly", rung=name)
    n = step.offset.n
    if n == 0:
        return fmt.say("why.on_day", rung=name)
    return fmt.say("why.before", rung=name, n=-n) if n < 0 else fmt.say("why.after", rung=name, n=n)


def choose(fmt: Formatter, items: Sequence[Item], more: int) -> Card:
    """Asks which item when the message had several."""
    buttons = tuple(
        (fmt.button("button.why_of", Verb.WHY, item.id, number=fmt.number(item.task), unit=item.unit),)
        for item in items
    )
    lines = [fmt.say("why.several")] + ([fmt.say("why.more", n=more)] if more > 0 else [])
    return Card(fmt.say("why.which"), tuple(lines), buttons, assignments=tuple(item.id for item in items))
