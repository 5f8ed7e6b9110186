"""Chasing (催办) by hand: a message at once, beside the daily one."""

from bot.actions import chase as chasing
from bot.actions.access import find_seen
from bot.cards import confirmation
from bot.chat.turn import Answer, Turn
from bot.context.recipients import asked_about
from bot.domain.notice import at_once


async def chase(turn: Turn, id_: int, words: str = "") -> Answer:
    """催办: to those who are asked, with the words said, if any."""
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    outcome = chasing.chase(turn.context, turn.person, a, turn.now, words)
    people = asked_about(turn.context, outcome.one)
    reached = [person for person in people if turn.context.account(person.id)]
    missed = [person.name for person in people if not turn.context.account(person.id)]
    lines = [turn.say("chase.words", words=words.strip())] if words.strip() else []
    if reached:
        start = turn.context.slot
        sent = min(at_once(person.id, turn.now, turn.context.calendar, start) for person in reached)
        day = turn.context.calendar.day(sent)
        key = "chase.sent" if day == turn.today else "chase.sent_later"
        lines.append(turn.say(key, names=[one.name for one in reached], day=turn.fmt.weekday(day)))
    lines += [turn.say("chase.missed", names=missed)] if missed else []
    lines += [turn.say("chase.nobody")] if not people else []
    item = turn.item(outcome.one)
    title = turn.say("chase.done", name=turn.fmt.name(item), unit=item.holder or item.unit)
    return Answer(confirmation.done(turn.fmt, title, item, *lines, undo=True), outcome.changes)
