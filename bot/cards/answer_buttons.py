"""The buttons under an item that somebody is asked about."""

from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Button, ButtonStyle
from bot.cards.formatter import Formatter, rows
from bot.domain.summary import Item


def report_buttons(fmt: Formatter, item: Item, n: int = 0) -> list[tuple[Button, ...]]:
    """Answer buttons of one item; `n` is its number in the message, 0 for a single item."""
    if item.unsigned or item.holder != item.unit:
        return _buttons_of_a_life(fmt, item, n)
    if n:
        row = [
            fmt.button("button.report_n", Verb.REPORT, item.id, style=ButtonStyle.PRIMARY, n=n),
            fmt.button("button.same_n", Verb.SAME, item.id, n=n),
        ]
        if item.told_only:
            row.append(fmt.button("button.not_concerned_n", Verb.NOT_CONCERNED, item.id, n=n))
        elif not item.period:  # an answer files a return, so it needs no submit button
            row.append(fmt.button("button.submit_n", Verb.SUBMIT, item.id, n=n))
        return [(*row, fmt.button("button.card_n", Verb.CARD, item.id, n=n))]
    row = [
        fmt.button("button.report", Verb.REPORT, item.id, style=ButtonStyle.PRIMARY),
        fmt.button("button.same", Verb.SAME, item.id),
    ]
    if item.told_only:
        row.append(fmt.button("button.not_concerned", Verb.NOT_CONCERNED, item.id))
    elif not item.period:
        row.append(fmt.button("button.submit", Verb.SUBMIT, item.id))
    return [*rows((*row, fmt.button("button.card", Verb.CARD, item.id)), 2)]


def _buttons_of_a_life(fmt: Formatter, item: Item, n: int) -> list[tuple[Button, ...]]:
    """签收 or 退回 of an item taken over from another unit; 已配合完成 or 说明 of one that waits for this unit."""
    row = (
        [(Verb.SIGN, "button.sign", ButtonStyle.PRIMARY), (Verb.DECLINE, "button.decline", ButtonStyle.PLAIN)]
        if item.unsigned
        else [
            (Verb.HELPED, "button.helped", ButtonStyle.PRIMARY),
            (Verb.REPORT, "button.explain", ButtonStyle.PLAIN),
        ]
    )
    row.append((Verb.CARD, "button.card", ButtonStyle.PLAIN))
    found = [
        Button(_numbered(fmt, fmt.say(key), n), payload_for(verb, item.id), style) for verb, key, style in row
    ]
    return [*rows(found, 3)]


def _numbered(fmt: Formatter, label: str, n: int) -> str:
    """2. 签收, where the message has several items."""
    return fmt.say("owed.numbered", n=n, name=label) if n else label
