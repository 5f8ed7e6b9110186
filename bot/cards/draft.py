"""Drafts for the coordinator: a letter (函) or a proposed talk (约谈建议). A named person issues them, never Duban."""

from dataclasses import dataclass

from bot.cards.callback_data import Verb
from bot.cards.card import Button, Card
from bot.cards.formatter import ROLE_KEYS, Formatter
from bot.domain.ladder import Draft
from bot.domain.summary import Item

WORDS_KEYS = ("draft.words", "draft.no_words")
YOUR_WORDS_KEYS = ("draft.your_words", "draft.no_words_of_yours")


@dataclass(frozen=True, slots=True)
class DeliveredRungs:
    """Delivered reminders by rung. Undelivered ones do not count."""

    remind: int
    chase: int
    supervise: int
    last_words: str = ""


def card(fmt: Formatter, draft: Draft, item: Item, reached: DeliveredRungs, *, endorse: bool) -> Card:
    lines = _letter(fmt, item, reached) if draft is Draft.LETTER else _talk(fmt, item, reached)
    row: list[Button] = [fmt.button("button.endorse", Verb.ENDORSE, item.id)] if endorse else []
    row.append(fmt.button("button.card", Verb.CARD, item.id))
    key = "draft.letter_title" if draft is Draft.LETTER else "draft.talk_title"
    return Card(fmt.say(key, name=item.title), tuple(lines), (tuple(row),), assignments=(item.id,))


def _facts(fmt: Formatter, item: Item, reached: DeliveredRungs) -> dict[str, object]:
    return {
        "unit": item.unit,
        "plan": fmt.plan.title,
        "number": fmt.number(item.task),
        "title": item.title,
        "role": fmt.say(ROLE_KEYS[item.role]),
        "due": fmt.due(item),
        "today": fmt.language.date(fmt.today),
        "late": fmt.say("left.late", n=item.days_late),
        "reached": fmt.say(
            "draft.reached", remind=reached.remind, chase=reached.chase, supervise=reached.supervise
        ),
        "words": _last_words(fmt, reached.last_words, WORDS_KEYS),
        "your_words": _last_words(fmt, reached.last_words, YOUR_WORDS_KEYS),
    }


def _last_words(fmt: Formatter, words: str, keys: tuple[str, str]) -> str:
    said, silent = keys
    return fmt.say(said, words=words) if words else fmt.say(silent)


def _letter(fmt: Formatter, item: Item, reached: DeliveredRungs) -> list[str]:
    facts = _facts(fmt, item, reached)
    return [
        fmt.say("draft.letter_to", **facts),
        fmt.say("draft.letter_why", **facts),
        fmt.say("draft.letter_facts", **facts),
        fmt.say("draft.letter_ask", **facts),
        fmt.say("draft.signed", **facts),
        fmt.say("draft.yours"),
    ]


def _talk(fmt: Formatter, item: Item, reached: DeliveredRungs) -> list[str]:
    facts = _facts(fmt, item, reached)
    return [
        fmt.say("draft.talk_whom", **facts),
        fmt.say("draft.talk_what", **facts),
        fmt.say("draft.talk_facts", **facts),
        fmt.say("draft.talk_ask", **facts),
        fmt.say("draft.yours"),
    ]
