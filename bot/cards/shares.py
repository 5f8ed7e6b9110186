"""Each unit's share of a task, a short paragraph a unit: light, role, progress, last words with their day."""

from collections.abc import Sequence

from bot.cards import reported_lines
from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.card import Button, Card
from bot.cards.formatter import ROLE_KEYS, Formatter, clipped
from bot.cards.lists import ListEntry, page
from bot.domain.share import Share

WORDS_AT_MOST = 40  # characters of the last words: two lines on a phone
ON_SUMMARY = 6  # shares below a task's summary; all of them are a list of their own


def entry(fmt: Formatter, task: str, one: Share) -> ListEntry:
    """A single item opens at once; of several a list."""
    line = fmt.say(
        "share.line", light=fmt.light(one.worst.light), unit=one.unit, role=fmt.say(ROLE_KEYS[one.role])
    )
    alone = len(one.items) == 1
    payload = (
        payload_for(Verb.CARD, one.items[0])
        if alone
        else payload_for(Verb.SHARE, task, unit_code(one.unit), 0)
    )
    return ListEntry(line, payload, one.items[0] if alone else 0, (_state(fmt, one), *_words(fmt, one)))


def _state(fmt: Formatter, one: Share) -> str:
    state = fmt.status_text(one.worst)
    if one.figures:
        state = fmt.language.list((state, *(reported_lines.figure(fmt, figure) for figure in one.figures)))
    if len(one.items) == 1:
        return fmt.say("share.state", state=state)
    return fmt.say("share.state_of", n=len(one.items), name=clipped(one.worst.title, 16), state=state)


def _words(fmt: Formatter, one: Share) -> tuple[str, ...]:
    if not one.words or not one.day:
        return (fmt.say("share.no_words"),)
    words = clipped(one.words.replace("\n", " "), WORDS_AT_MOST)
    return (fmt.say("share.words", day=fmt.day(one.day), words=words),)


def lines(fmt: Formatter, found: Sequence[Share]) -> tuple[str, ...]:
    """One line a share, for the task's summary: those first that need a look."""
    shown = found[:ON_SUMMARY]
    told = [_in_one_line(fmt, one) for one in shown]
    if len(found) > len(shown):
        told.append(fmt.say("share.more", n=len(found) - len(shown)))
    return tuple(told)


def _in_one_line(fmt: Formatter, one: Share) -> str:
    role = fmt.say(ROLE_KEYS[one.role])
    line = fmt.say("share.line", light=fmt.light(one.worst.light), unit=one.unit, role=role)
    said = fmt.say("share.words", day=fmt.day(one.day), words=clipped(one.words, 16)) if one.day else ""
    state = fmt.status_text(one.worst)
    return fmt.say("share.one", line=line, state=state, said=said or fmt.say("share.no_words"))


def card(fmt: Formatter, task: str, found: Sequence[Share], number: int) -> Card:
    """All of them, paged."""
    known = fmt.plan.task.get(task)
    title = fmt.say(
        "share.title", number=fmt.number(task), title=clipped(known.title if known else task), n=len(found)
    )
    entries = [entry(fmt, task, one) for one in found]
    last: tuple[tuple[Button, ...], ...] = ((fmt.button("button.task_summary", Verb.TASK, task),),)
    return page(
        fmt, title, entries, number, lambda n: payload_for(Verb.SHARES, task, n), last=last,
        empty=fmt.say("units.none"), size=6,
    )  # fmt: skip
