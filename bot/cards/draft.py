"""Drafts for the coordinator: a letter (函), a proposed talk (约谈建议). Duban proposes; a named person issues."""

from dataclasses import dataclass

from bot.cards.card import Button, Card
from bot.cards.pen import ROLE_KEYS, Pen
from bot.cards.press import Verb
from bot.domain.ladder import Draft
from bot.domain.summary import Item


@dataclass(frozen=True, slots=True)
class Reached:
    """How often each rung reached somebody: what was not delivered is not counted."""

    remind: int
    chase: int
    supervise: int
    last_words: str = ""


def card(pen: Pen, draft: Draft, item: Item, reached: Reached, *, endorse: bool) -> Card:
    lines = _letter(pen, item, reached) if draft is Draft.LETTER else _talk(pen, item, reached)
    row: list[Button] = [pen.button("button.endorse", Verb.ENDORSE, item.id)] if endorse else []
    row.append(pen.button("button.card", Verb.CARD, item.id))
    key = "draft.letter_title" if draft is Draft.LETTER else "draft.talk_title"
    return Card(pen.say(key, name=item.title), tuple(lines), (tuple(row),), assignments=(item.id,))


def _facts(pen: Pen, item: Item, reached: Reached) -> dict[str, object]:
    return {
        "unit": item.unit,
        "plan": pen.plan.title,
        "number": pen.number(item.task),
        "title": item.title,
        "role": pen.say(ROLE_KEYS[item.role]),
        "due": pen.due(item),
        "today": pen.language.date(pen.today),
        "late": pen.say("left.late", n=item.days_late),
        "reached": pen.say(
            "draft.reached", remind=reached.remind, chase=reached.chase, supervise=reached.supervise
        ),
        "words": pen.say("draft.words", words=reached.last_words)
        if reached.last_words
        else pen.say("draft.no_words"),
    }


def _letter(pen: Pen, item: Item, reached: Reached) -> list[str]:
    facts = _facts(pen, item, reached)
    return [
        pen.say("draft.letter_to", **facts),
        pen.say("draft.letter_why", **facts),
        pen.say("draft.letter_facts", **facts),
        pen.say("draft.letter_ask", **facts),
        pen.say("draft.yours"),
    ]


def _talk(pen: Pen, item: Item, reached: Reached) -> list[str]:
    facts = _facts(pen, item, reached)
    return [
        pen.say("draft.talk_whom", **facts),
        pen.say("draft.talk_what", **facts),
        pen.say("draft.talk_facts", **facts),
        pen.say("draft.talk_ask", **facts),
        pen.say("draft.yours"),
    ]
