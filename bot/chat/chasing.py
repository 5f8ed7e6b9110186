"""Chasing (催办) by hand: a message now, beside the daily one."""

from bot.actions import chase as chasing
from bot.actions.access import find_seen
from bot.cards import confirmation, digest
from bot.chat.turn import Answer, Turn
from bot.context.ports import Change
from bot.context.recipients import asked_about
from bot.domain.assignment import Assignment
from bot.domain.ladder import Draft
from bot.domain.message import MessageKind, NoticeView
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Role
from bot.engine.outbox import enqueue
from bot.i18n import Language

AT_ONCE = 2  # urgency of what a person sends by hand: before the digests


async def chase(turn: Turn, id_: int) -> Answer:
    """催办 now: a message to those who are asked, beside the daily one, for a person sends it."""
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    outcome = chasing.chase(turn.context, turn.person, a, turn.now)
    people = asked_about(turn.context, outcome.one)
    changes = list(outcome.changes)
    for person in people:
        changes += _chased(turn, outcome.one, person)
    reached = [person.name for person in people if turn.context.account(person.id)]
    missed = [person.name for person in people if not turn.context.account(person.id)]
    lines = [turn.say("chase.sent", names=reached)] if reached else []
    lines += [turn.say("chase.missed", names=missed)] if missed else []
    lines += [turn.say("chase.nobody")] if not people else []
    item = turn.item(outcome.one)
    title = turn.say("chase.done", name=turn.fmt.name(item), unit=item.holder or item.unit)
    return Answer(confirmation.done(turn.fmt, title, item, *lines), tuple(changes))


def _chased(turn: Turn, a: Assignment, person: Person) -> list[Change]:
    heard = NoticeView(NoticeKind.CHASE, "", turn.item(a), None, Role.LIAISON, Draft.NONE, {})
    language = Language.of(person.language)
    card = digest.message(language, turn.context.plan, person, [heard], turn.today, turn.context.calendar)
    message_id = f"chase.{a.id}.{turn.today}.{person.id}"
    return enqueue(turn.context, person, card, MessageKind.NOTICE, message_id, turn.clock, urgency=AT_ONCE)
