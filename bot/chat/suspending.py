"""Suspension (挂账) in the chat: a restart date and a reason, in one message or two; the decision; the early end."""

from datetime import date

from bot.actions import suspend as actions
from bot.actions.access import find_for, find_seen, require
from bot.cards import confirmation
from bot.chat.decision_choices import said_before
from bot.chat.decisions import done
from bot.chat.extending import day_in, joined
from bot.chat.requests import ask
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.language.wishes import gives_reason
from bot.domain.permissions import Action
from bot.domain.review import suspension_deciders


async def ask_for(turn: Turn, id_: int) -> Answer:
    """挂账, pressed by the unit."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.ASK_SUSPENSION)
    return _asking(turn, a, Expects.SUSPENSION, "suspend.how")


async def hold(turn: Turn, id_: int) -> Answer:
    """挂账, pressed by whoever may set it."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.SUSPEND)
    if said := said_before(turn, id_):
        return await hold_until(turn, id_, said)
    return _asking(turn, a, Expects.HOLD, "suspend.how")


def _asking(
    turn: Turn, a: Assignment, expects: Expects, key: str, until: date | None = None, said: str = ""
) -> Answer:
    expected: dict[str, object] = {"id": a.id, "said": said} | ({"until": until.isoformat()} if until else {})
    return ask(turn, key, a.id, expects, expected, turn.fmt.name(turn.item(a), clip=60))


async def ask_until(turn: Turn, id_: int, words: str, until: date | None = None, said: str = "") -> Answer:
    """`until` or `said` was given before, and only the other was missing: neither is asked twice."""
    words = joined(said, words)
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.ASK_SUSPENSION)
    until = day_in(turn, words) or until
    if missing := _missing(turn, a, Expects.SUSPENSION, words, until):
        return missing
    assert until is not None
    outcome = actions.ask_suspension(turn.context, turn.person, a, until, words.strip(), turn.now)
    item = turn.item(outcome.one)
    people = suspension_deciders(outcome.one, turn.context.plan, turn.context.roster).people
    title = turn.say("suspend.asked", name=turn.fmt.name(item), until=turn.fmt.legal_date(until))
    line = turn.say("suspend.until_then", due=turn.fmt.day(a.due), names=turn.fmt.who(people))
    return Answer(confirmation.done(turn.fmt, title, item, line, undo=True), outcome.changes)


async def hold_until(turn: Turn, id_: int, words: str, until: date | None = None, said: str = "") -> Answer:
    words = joined(said, words)
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.SUSPEND)
    until = day_in(turn, words) or until
    if missing := _missing(turn, a, Expects.HOLD, words, until):
        return missing
    assert until is not None
    outcome = actions.suspend(turn.context, turn.person, a, until, words, turn.now)
    return _suspended(turn, outcome.one, done(turn, outcome, "suspend.done"))


def _missing(turn: Turn, a: Assignment, expects: Expects, words: str, until: date | None) -> Answer | None:
    """The question for what the words do not say yet: the day, then the reason."""
    if until is None:
        return _asking(turn, a, expects, "suspend.no_date", said=words)
    if not gives_reason(words, turn.today):
        return _asking(turn, a, expects, "suspend.no_reason", until, words)
    return None


async def grant(turn: Turn, id_: int, until: date) -> Answer:
    a = await _pending(turn, id_, until)
    outcome = actions.grant_suspension(turn.context, turn.person, a, turn.now)
    return _suspended(turn, outcome.one, done(turn, outcome, "suspend.granted"))


def _suspended(turn: Turn, a: Assignment, answer: Answer) -> Answer:
    """With the day on which it restarts, and the date that the plan or an extension gave it."""
    assert answer.card is not None and a.suspended_until is not None
    line = turn.say("suspend.stands", until=turn.fmt.legal_date(a.suspended_until), due=turn.fmt.day(a.due))
    item = turn.item(a)
    return Answer(confirmation.done(turn.fmt, answer.card.title, item, line, undo=True), answer.changes)


async def refuse(turn: Turn, id_: int, until: date) -> Answer:
    """不同意挂账: the next words are the reason."""
    a = await _pending(turn, id_, until)
    require(turn.context, turn.person, Action.REFUSE_SUSPENSION, a)
    if said := said_before(turn, id_):
        return await refuse_for(turn, id_, until, said)
    return _asking(turn, a, Expects.REFUSE_SUSPENSION, "suspend.why_not", until)


async def refuse_for(turn: Turn, id_: int, until: date, words: str) -> Answer:
    a = await _pending(turn, id_, until)
    return done(
        turn, actions.refuse_suspension(turn.context, turn.person, a, words, turn.now), "suspend.refused"
    )


async def _pending(turn: Turn, id_: int, until: date) -> Assignment:
    """The date on the button is the date that is decided about."""
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    if a.suspension and a.suspension != until:
        raise Refused("refused.other_date", until=a.suspension)
    return a


async def restart(turn: Turn, id_: int) -> Answer:
    """恢复办理, before its day."""
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    return done(turn, actions.restart(turn.context, turn.person, a, turn.now), "suspend.restarted")
