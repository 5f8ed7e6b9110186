"""What coordinators, reviewers and leaders decide."""

from collections.abc import Callable
from datetime import date

from bot.cards import echo, slot, welcome
from bot.cards.card import Card
from bot.cards.press import Verb
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.ladder import Draft
from bot.domain.message import Heard, MessageKind
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Role
from bot.domain.review import may_review
from bot.i18n import Language
from bot.services import chase as chasing
from bot.services import decline, extend, review
from bot.services.deeds import Deed, find_seen
from bot.services.golive import may_go_live
from bot.services.notices import asked_about
from bot.services.office import Office
from bot.services.outbox import enqueue
from bot.services.ports import Change

AT_ONCE = 2  # urgency of what a person sends by hand: before the digests


async def pass_(turn: Turn, id_: int, rounds: int) -> Answer:
    a = await _in_review(turn, id_, rounds)
    return _done(turn, review.pass_(turn.office, turn.person, a, turn.now), "review.passed")


async def rework(turn: Turn, id_: int, rounds: int) -> Answer:
    """退回整改: the next words are the reason."""
    a = await _in_review(turn, id_, rounds)
    if not may_review(turn.person, a, turn.office.plan, turn.office.roster):
        raise Refused("refused.four_eyes")
    title = turn.say("ask.title", name=turn.pen.name(turn.item(a), clip=60))
    buttons = ((turn.pen.button("button.cancel", Verb.FORGET),),)
    card = Card(title, (turn.say("review.why"),), buttons, assignments=(a.id,))
    return Answer(card, expects=Expects.REWORK, expected={"id": a.id, "rounds": rounds})


async def rework_for(turn: Turn, id_: int, rounds: int, words: str) -> Answer:
    a = await _in_review(turn, id_, rounds)
    deed = review.return_for_rework(turn.office, turn.person, a, words, turn.now)
    return _done(turn, deed, "review.returned")


async def _in_review(turn: Turn, id_: int, rounds: int) -> Assignment:
    """A button to pass is about what was submitted then, not about what came after it was returned."""
    a = await find_seen(turn.store, turn.office, turn.person, id_)
    if a.rounds != rounds:
        raise Refused("refused.other_round")
    return a


async def pass_all(turn: Turn, _: int) -> Answer:
    """Batch pass: the items of the page on which the button sits."""
    if not turn.message_items:
        raise Refused("refused.old_message")
    rows = [await turn.find(id_) for id_ in turn.message_items]
    deed = review.pass_all(turn.office, turn.person, rows, turn.now)
    if not deed.after:
        raise Refused("refused.nothing_to_pass")
    title = turn.say("review.passed_all", n=len(deed.after))
    left = len(rows) - len(deed.after)
    lines = (turn.say("review.left", n=left),) if left else ()
    buttons = ((turn.pen.button("button.inbox", Verb.INBOX),),)
    return Answer(Card(title, lines, buttons, assignments=tuple(a.id for a in deed.after)), deed.changes)


async def grant(turn: Turn, id_: int, until: date) -> Answer:
    a = await _asked(turn, id_, until)
    return _done(turn, extend.grant_extension(turn.office, turn.person, a, turn.now), "extend.granted")


async def refuse(turn: Turn, id_: int, until: date) -> Answer:
    a = await _asked(turn, id_, until)
    return _done(turn, extend.refuse_extension(turn.office, turn.person, a, turn.now), "extend.refused")


async def _asked(turn: Turn, id_: int, until: date) -> Assignment:
    """The date on the button is the date that is decided about."""
    a = await find_seen(turn.store, turn.office, turn.person, id_)
    if a.extension and a.extension != until:
        raise Refused("refused.other_date", until=a.extension)
    return a


Decide = Callable[[Office, Person, Assignment, int], Deed]


async def excuse(turn: Turn, id_: int) -> Answer:
    return await _decided(turn, id_, decline.accept_decline, "decline.accepted")


async def refuse_excuse(turn: Turn, id_: int) -> Answer:
    return await _decided(turn, id_, decline.refuse_decline, "decline.refused")


async def endorse(turn: Turn, id_: int) -> Answer:
    return await _decided(turn, id_, chasing.endorse, "endorse.done")


async def start(turn: Turn, id_: int) -> Answer:
    return await _decided(turn, id_, chasing.start, "past.started")


async def _decided(turn: Turn, id_: int, decide: Decide, key: str) -> Answer:
    a = await find_seen(turn.store, turn.office, turn.person, id_)
    return _done(turn, decide(turn.office, turn.person, a, turn.now), key)


def _done(turn: Turn, deed: Deed, key: str) -> Answer:
    item = turn.item(deed.one)
    said = turn.say(key, name=turn.pen.name(item), unit=item.unit, due=turn.pen.legal(item.due))
    return Answer(echo.done(turn.pen, said, item), deed.changes)


async def chase(turn: Turn, id_: int) -> Answer:
    """催办 now: a message to those who are asked, beside the daily one, for a person sends it."""
    a = await find_seen(turn.store, turn.office, turn.person, id_)
    deed = chasing.chase(turn.office, turn.person, a, turn.now)
    people = asked_about(turn.office, deed.one)
    changes = list(deed.changes)
    for person in people:
        changes += _chased(turn, deed.one, person)
    reached = [person.name for person in people if turn.office.account(person.id)]
    missed = [person.name for person in people if not turn.office.account(person.id)]
    lines = [turn.say("chase.sent", names=reached)] if reached else []
    lines += [turn.say("chase.missed", names=missed)] if missed else []
    lines += [turn.say("chase.nobody")] if not people else []
    item = turn.item(deed.one)
    title = turn.say("chase.done", name=turn.pen.name(item), unit=item.holder or item.unit)
    return Answer(echo.done(turn.pen, title, item, *lines), tuple(changes))


def _chased(turn: Turn, a: Assignment, person: Person) -> list[Change]:
    heard = Heard(NoticeKind.CHASE, "", turn.item(a), None, Role.LIAISON, Draft.NONE, {})
    language = Language.of(person.language)
    card = slot.message(language, turn.office.plan, person, [heard], turn.today, turn.office.calendar)
    message_id = f"chase.{a.id}.{turn.today}.{person.id}"
    return enqueue(turn.office, person, card, MessageKind.NOTICE, message_id, turn.clock, urgency=AT_ONCE)


# ---- go-live


async def rehearse(turn: Turn, day: date) -> Answer:
    """What going live on that day would send, with a button to confirm it."""
    if not turn.person.holds(Role.COORDINATOR):
        raise Refused("refused.not_the_coordinator")
    may_go_live(turn.office, day, turn.today)
    if turn.rehearse is None:
        return Answer(welcome.golive(turn.pen, day))
    r = await turn.rehearse(day)
    people = [(turn.name(person), n) for person, n in r.people]
    return Answer(welcome.rehearsal(turn.pen, r.start, r.end, r.messages, people, r.busiest))


async def go_live(turn: Turn, day: date) -> Answer:
    if not turn.person.holds(Role.COORDINATOR):
        raise Refused("refused.not_the_coordinator")
    may_go_live(turn.office, day, turn.today)
    title = turn.say("golive.done", day=turn.pen.language.weekday_date(day))
    return Answer(Card(title, (turn.say("golive.then"),)), (Change("set_golive", {"golive": day}),))
