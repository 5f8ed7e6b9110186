"""Decisions of coordinators, reviewers and leads: review, extensions, declines, talks, chasing, go-live."""

from collections.abc import Callable
from datetime import date

from bot.actions import chase as chasing
from bot.actions import decline, extend, review
from bot.actions import endorse as endorsing
from bot.actions import start as starting
from bot.actions.access import find_seen, require, require_in_plan
from bot.actions.golive import confirm_golive, require_golive_possible
from bot.actions.outcome import Outcome
from bot.cards import confirmation, digest, welcome
from bot.cards.callback_data import Verb
from bot.cards.card import Card
from bot.chat.turn import Answer, Expects, Turn
from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.context.recipients import asked_about
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.ladder import Draft
from bot.domain.message import MessageKind, NoticeView
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action
from bot.domain.person import Person, Role
from bot.engine.outbox import enqueue
from bot.i18n import Language

AT_ONCE = 2  # urgency of what a person sends by hand: before the digests


async def pass_(turn: Turn, id_: int, rounds: int) -> Answer:
    a = await _in_review(turn, id_, rounds)
    return _done(turn, review.pass_(turn.context, turn.person, a, turn.now), "review.passed")


async def rework(turn: Turn, id_: int, rounds: int) -> Answer:
    """退回整改: the next words are the reason."""
    a = await _in_review(turn, id_, rounds)
    require(turn.context, turn.person, Action.RETURN_FOR_REWORK, a)
    title = turn.say("ask.title", name=turn.fmt.name(turn.item(a), clip=60))
    buttons = ((turn.fmt.button("button.cancel", Verb.FORGET),),)
    card = Card(title, (turn.say("review.why"),), buttons, assignments=(a.id,))
    return Answer(card, expects=Expects.REWORK, expected={"id": a.id, "rounds": rounds})


async def rework_for(turn: Turn, id_: int, rounds: int, words: str) -> Answer:
    a = await _in_review(turn, id_, rounds)
    outcome = review.return_for_rework(turn.context, turn.person, a, words, turn.now)
    return _done(turn, outcome, "review.returned")


async def _in_review(turn: Turn, id_: int, rounds: int) -> Assignment:
    """A button to pass is about what was submitted then, not about what came after it was returned."""
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    if a.rounds != rounds:
        raise Refused("refused.other_round")
    return a


async def pass_all(turn: Turn, _: int) -> Answer:
    """Batch pass: the items of the page on which the button sits."""
    if not turn.message_items:
        raise Refused("refused.old_message")
    rows = [await turn.find(id_) for id_ in turn.message_items]
    outcome = review.pass_all(turn.context, turn.person, rows, turn.now)
    if not outcome.after:
        raise Refused("refused.nothing_to_pass")
    title = turn.say("review.passed_all", n=len(outcome.after))
    left = len(rows) - len(outcome.after)
    lines = (turn.say("review.left", n=left),) if left else ()
    buttons = ((turn.fmt.button("button.inbox", Verb.INBOX),),)
    return Answer(
        Card(title, lines, buttons, assignments=tuple(a.id for a in outcome.after)), outcome.changes
    )


async def grant(turn: Turn, id_: int, until: date) -> Answer:
    a = await _asked(turn, id_, until)
    return _done(turn, extend.grant_extension(turn.context, turn.person, a, turn.now), "extend.granted")


async def refuse(turn: Turn, id_: int, until: date) -> Answer:
    a = await _asked(turn, id_, until)
    return _done(turn, extend.refuse_extension(turn.context, turn.person, a, turn.now), "extend.refused")


async def _asked(turn: Turn, id_: int, until: date) -> Assignment:
    """The date on the button is the date that is decided about."""
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    if a.extension and a.extension != until:
        raise Refused("refused.other_date", until=a.extension)
    return a


Decide = Callable[[PlanContext, Person, Assignment, int], Outcome]


async def excuse(turn: Turn, id_: int) -> Answer:
    return await _decided(turn, id_, decline.accept_decline, "decline.accepted")


async def refuse_excuse(turn: Turn, id_: int) -> Answer:
    return await _decided(turn, id_, decline.refuse_decline, "decline.refused")


async def endorse(turn: Turn, id_: int) -> Answer:
    return await _decided(turn, id_, endorsing.endorse, "endorse.done")


async def start(turn: Turn, id_: int) -> Answer:
    return await _decided(turn, id_, starting.start, "past.started")


async def _decided(turn: Turn, id_: int, decide: Decide, key: str) -> Answer:
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    return _done(turn, decide(turn.context, turn.person, a, turn.now), key)


def _done(turn: Turn, outcome: Outcome, key: str) -> Answer:
    item = turn.item(outcome.one)
    said = turn.say(key, name=turn.fmt.name(item), unit=item.unit, due=turn.fmt.legal_date(item.due))
    return Answer(confirmation.done(turn.fmt, said, item), outcome.changes)


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


# ---- go-live


async def rehearse(turn: Turn, day: date) -> Answer:
    """The rehearsal of going live on that day, with a button to confirm it."""
    require_in_plan(turn.person, Action.REHEARSE_GOLIVE)
    require_golive_possible(turn.context, day, turn.today)
    if turn.rehearse is None:
        return Answer(welcome.golive(turn.fmt, day))
    r = await turn.rehearse(day)
    people = [(turn.name(person), n) for person, n in r.people]
    return Answer(welcome.rehearsal(turn.fmt, r.start, r.end, r.messages, people, r.busiest))


async def go_live(turn: Turn, day: date) -> Answer:
    changes = confirm_golive(turn.context, turn.person, day, turn.today, turn.now)
    title = turn.say("golive.done", day=turn.fmt.language.weekday_date(day))
    return Answer(Card(title, (turn.say("golive.then"),)), changes)
