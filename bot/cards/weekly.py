"""The leader's weekly message: three lines, and at most three decisions that the coordinator endorsed."""

from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Button, Card
from bot.cards.formatter import clipped, lights_line
from bot.domain.summary import Item, Summary
from bot.i18n import Language

DECISIONS_AT_MOST = 3


def weekly(language: Language, summary: Summary, decisions: tuple[Item, ...]) -> Card:
    lines = [
        _status_line(language, summary),
        _late_line(language, summary),
        _next_date_line(language, summary),
    ]
    asked = decisions[:DECISIONS_AT_MOST]
    for n, item in enumerate(asked, 1):
        lines.append(
            language.say(
                "weekly.decision",
                n=n,
                unit=item.unit,
                task=_number(summary, item),
                title=clipped(item.title),
                days=item.days_late,
            )
        )
    buttons = [tuple(_decision_button(language, n, item) for n, item in enumerate(asked, 1))] if asked else []
    buttons.append((Button(language.say("button.summary"), payload_for(Verb.SUMMARY)),))
    title = language.say("weekly.title", day=summary.today)
    return Card(title, tuple(lines), tuple(buttons), assignments=tuple(item.id for item in asked))


def _number(summary: Summary, item: Item) -> str:
    """The task's number; the id when the plan has dropped the task."""
    return next((str(task.number) for task in summary.tasks if task.id == item.task), item.task)


def _decision_button(language: Language, n: int, item: Item) -> Button:
    return Button(language.say("button.decision_n", n=n), payload_for(Verb.DRAFT, item.id))


def _status_line(language: Language, summary: Summary) -> str:
    return language.say(
        "weekly.standing",
        n=len(summary.tasks),
        lights=lights_line(language, summary.lights),
        counties=summary.counties.total,
        local=lights_line(language, summary.counties),
    )


def _late_line(language: Language, summary: Summary) -> str:
    units = len(summary.missing.units)
    missing = language.say("weekly.missing", n=units) if units else language.say("weekly.all_filed")
    if not summary.late or not summary.worst:
        return language.say("weekly.nothing_late", missing=missing)
    first = summary.worst[0]
    return language.say(
        "weekly.late",
        n=summary.late,
        unit=first.unit,
        task=_number(summary, first),
        days=first.days_late,
        missing=missing,
    )


def _next_date_line(language: Language, summary: Summary) -> str:
    if not summary.upcoming:
        return language.say("weekly.nothing_ahead")
    first = summary.upcoming[0]
    key = "weekly.ahead_return" if first.returned else "weekly.ahead"
    return language.say(
        key,
        n=sum(one.items for one in summary.upcoming),
        due=first.due,
        title=clipped(first.title),
        units=first.units,
    )
