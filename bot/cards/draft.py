"""Drafts for the coordinator: a letter (函) or a proposed talk (约谈建议). A named person issues them, never Duban."""

from dataclasses import dataclass

from bot.cards import talks
from bot.cards.callback_data import TALK_VERBS, Verb
from bot.cards.card import Button, Card
from bot.cards.formatter import ROLE_KEYS, Formatter
from bot.domain.ladder import Draft
from bot.domain.language.matter import matter, unstopped
from bot.domain.plan import UnitRole
from bot.domain.summary import Item
from bot.domain.talk import TalkDecision

WORDS_KEYS = ("draft.words", "draft.no_words")
YOUR_WORDS_KEYS = ("draft.your_words", "draft.no_words_of_yours")
UNIT_KEYS = {  # what the unit is to the task, as a letter says it
    UnitRole.LEAD: "draft.unit_lead",
    UnitRole.SUPPORT: "draft.unit_support",
    UnitRole.JOINT: "draft.unit_joint",
    UnitRole.LOCAL: "draft.unit_local",
}
DECIDED_KEYS = {
    TalkDecision.AGREED: "draft.decided.agreed",
    TalkDecision.REFUSED: "draft.decided.refused",
    TalkDecision.DEFERRED: "draft.decided.deferred",
}
ANSWER_WITHIN = 10  # workdays to answer a letter


@dataclass(frozen=True, slots=True)
class DeliveredRungs:
    """Delivered reminders by rung. Undelivered ones do not count."""

    remind: int
    chase: int
    supervise: int
    last_words: str = ""


def card(
    fmt: Formatter, draft: Draft, item: Item, reached: DeliveredRungs, *, endorse: bool, decide: bool = False
) -> Card:
    """`decide`: it lies before this leader, who may decide about it here."""
    lines = _letter(fmt, item, reached) if draft is Draft.LETTER else _talk(fmt, item, reached)
    row: list[Button] = [fmt.button("button.endorse", Verb.ENDORSE, item.id)] if endorse else []
    if decide and item.endorsed_on:
        row += talks.decision_row(fmt, 0, item, item.endorsed_on)[: len(TALK_VERBS)]
    row.append(fmt.button("button.card", Verb.CARD, item.id))
    title = (
        _letter_title(fmt, item) if draft is Draft.LETTER else fmt.say("draft.talk_title", name=item.title)
    )
    return Card(title, tuple(lines), (tuple(row),), assignments=(item.id,))


def _letter_title(fmt: Formatter, item: Item) -> str:
    """关于商请加快推进烟叶烤房电代煤改造的函（代拟稿）"""
    if name := matter(item.title):
        return fmt.say("draft.letter_title", name=name)
    return fmt.say("draft.letter_title_task", name=item.title)


def _facts(fmt: Formatter, item: Item, reached: DeliveredRungs) -> dict[str, object]:
    return {
        "unit": item.unit,
        "plan": fmt.plan.title,
        "number": fmt.number(item.task),
        "title": item.title,
        "role": fmt.say(ROLE_KEYS[item.role]),
        "of_unit": fmt.say(UNIT_KEYS[item.role]),
        "due": _date(fmt, item),
        "today": fmt.language.date(fmt.today),
        "late": fmt.say("left.late", n=item.days_late),
        "answer": fmt.language.date(fmt.calendar.after(fmt.today, ANSWER_WITHIN)),
        "reached": _reached(fmt, reached),
        "words": _last_words(fmt, reached.last_words, WORDS_KEYS),
        "your_words": _last_words(fmt, reached.last_words, YOUR_WORDS_KEYS),
    }


def _date(fmt: Formatter, item: Item) -> str:
    """The legal date with its year; the original one beside a moved one."""
    due = fmt.language.date(item.due)
    if item.due == item.first_due:
        return due
    return fmt.say("draft.due_moved", due=due, first=fmt.language.date(item.first_due))


def _reached(fmt: Formatter, reached: DeliveredRungs) -> str:
    """其间提醒5次、催办1次。Rungs that were not delivered are not named."""
    counts = (
        ("draft.remind", reached.remind),
        ("draft.chase", reached.chase),
        ("draft.supervise", reached.supervise),
    )
    named = [fmt.say(key, n=n) for key, n in counts if n]
    return fmt.say("draft.reached", counts=named) if named else ""


def _last_words(fmt: Formatter, words: str, keys: tuple[str, str]) -> str:
    said, silent = keys
    return fmt.say(said, words=unstopped(words)) if words else fmt.say(silent)


def _letter(fmt: Formatter, item: Item, reached: DeliveredRungs) -> list[str]:
    facts = _facts(fmt, item, reached)
    return [
        fmt.say("draft.letter_to", **facts),
        fmt.say("draft.letter_why", **facts),
        fmt.say("draft.letter_facts", **facts),
        fmt.say("draft.letter_ask", **facts),
        fmt.office,
        fmt.language.date(fmt.today),
        fmt.say("draft.yours"),
    ]


def _decided(fmt: Formatter, item: Item) -> list[str]:
    """Once the leader has decided, the draft says so."""
    if item.talk is None or item.talk_on is None:
        return []
    return [fmt.say(DECIDED_KEYS[item.talk], day=fmt.day(item.talk_on))]


def _talk(fmt: Formatter, item: Item, reached: DeliveredRungs) -> list[str]:
    facts = _facts(fmt, item, reached)
    return [
        fmt.say("draft.talk_whom", **facts),
        fmt.say("draft.talk_what", **facts),
        fmt.say("draft.talk_facts", **facts),
        fmt.say("draft.talk_ask", **facts),
        *_decided(fmt, item),
        fmt.say("draft.yours"),
    ]
