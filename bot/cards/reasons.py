"""Reasons of returns, refusals and chases: those given, as lines; the usual ones, as buttons beside free words."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Button
from bot.cards.formatter import Formatter, clipped
from bot.domain.assignment import Kind
from bot.domain.summary import Item

REPEATED_AT_MOST = 120  # characters of a reason in a reminder

GIVEN_KEYS = {
    Kind.RETURNED: "given.returned",
    Kind.EXTENSION_REFUSED: "given.extension_refused",
    Kind.DECLINE_REFUSED: "given.decline_refused",
    Kind.SUSPENSION_REFUSED: "given.suspension_refused",
    Kind.REOPENED: "given.reopened",
    Kind.CHASED: "given.chased",
}

REASON_KEYS: Mapping[Verb, tuple[str, ...]] = {
    Verb.REWORK_FOR: (
        "because.no_evidence",
        "because.incomplete",
        "because.not_on_site",
        "because.below_plan",
    ),
    Verb.TICKET_BACK_FOR: (
        "because.no_photo",
        "because.not_put_right",
        "because.still_above",
        "because.not_content",
    ),
    Verb.REFUSE_GRANT_FOR: ("because.date_stands", "because.no_grounds", "because.already_extended"),
    Verb.REFUSE_EXCUSE_FOR: ("because.named_by_plan", "because.own_duty", "because.nobody_else"),
}
"""A button carries the place of its sentence: add new ones at the end."""


def given_reasons(fmt: Formatter, item: Item) -> list[str]:
    """退回整改要求：缺少验收材料. Those that hold now."""
    return [
        fmt.say(GIVEN_KEYS[one.kind], words=clipped(one.words.replace("\n", " "), REPEATED_AT_MOST))
        for one in item.reasons
    ]


BUTTON_KEYS = {
    Verb.REWORK_FOR: "because.return",
    Verb.TICKET_BACK_FOR: "because.ticket_back",
    Verb.REFUSE_GRANT_FOR: "because.refuse",
    Verb.REFUSE_EXCUSE_FOR: "because.refuse",
}


def reason_buttons(fmt: Formatter, verb: Verb, *arguments: int | date) -> list[tuple[Button, ...]]:
    """One reason a row: on a phone two would be cut. The label says that the tap decides."""
    return [
        (Button(fmt.say(BUTTON_KEYS[verb], reason=fmt.say(key)), payload_for(verb, *arguments, place)),)
        for place, key in enumerate(REASON_KEYS[verb])
    ]


def reason_at(fmt: Formatter, verb: Verb, place: int) -> str:
    """ "" for a place that no button has: forged."""
    keys: Sequence[str] = REASON_KEYS[verb]
    return fmt.say(keys[place]) if place < len(keys) else ""
