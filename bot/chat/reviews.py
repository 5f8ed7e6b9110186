"""Review in the chat: pass, return for rework, and the batch pass of what a page has shown."""

from bot.actions import review
from bot.actions.access import allowed, find_seen, require
from bot.cards import review_page
from bot.cards.callback_data import Verb, payload_for
from bot.cards.reasons import reason_at, reason_buttons
from bot.cards.review_page import ReviewRow
from bot.chat.confirming import confirmed_by_words
from bot.chat.decision_choices import said_before
from bot.chat.decisions import done
from bot.chat.inboxes import review_row
from bot.chat.requests import ask
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.permissions import Action
from bot.domain.summary import Item
from bot.queries.history import events_of


async def pass_(turn: Turn, id_: int, rounds: int) -> Answer:
    """What misses a number of the plan is passed only when that is said once more."""
    a = await _in_review(turn, id_, rounds)
    require(turn.context, turn.person, Action.PASS, a)
    row = await review_row(turn, a)
    if not row.reported.misses:
        return await pass_short(turn, id_, rounds)
    payload = payload_for(Verb.PASS_SHORT, a.id, rounds)
    return confirmed_by_words(turn, review_page.short(turn.fmt, row), payload)


async def pass_short(turn: Turn, id_: int, rounds: int) -> Answer:
    a = await _in_review(turn, id_, rounds)
    return done(turn, review.pass_(turn.context, turn.person, a, turn.now), "review.passed")


async def rework(turn: Turn, id_: int, rounds: int) -> Answer:
    """退回整改: the next words are the reason."""
    a = await _in_review(turn, id_, rounds)
    require(turn.context, turn.person, Action.RETURN_FOR_REWORK, a)
    if said := said_before(turn, id_):
        return await rework_for(turn, id_, rounds, said)
    name = turn.fmt.name(turn.item(a), clip=60)
    usual = reason_buttons(turn.fmt, Verb.REWORK_FOR, a.id, rounds)
    return ask(turn, "review.why", a.id, Expects.REWORK, {"id": a.id, "rounds": rounds}, name, usual)


async def rework_because(turn: Turn, id_: int, rounds: int, reason: int) -> Answer:
    return await rework_for(turn, id_, rounds, reason_at(turn.fmt, Verb.REWORK_FOR, reason))


async def rework_for(turn: Turn, id_: int, rounds: int, words: str) -> Answer:
    a = await _in_review(turn, id_, rounds)
    outcome = review.return_for_rework(turn.context, turn.person, a, words, turn.now)
    return done(turn, outcome, "review.returned", words)


async def _in_review(turn: Turn, id_: int, rounds: int) -> Assignment:
    """A button to pass is about what was submitted then, not about what came after it was returned."""
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    if a.rounds != rounds:
        raise Refused("refused.other_round")
    return a


# ---- batch pass: of the rows that a page has shown, as they were then


async def pass_all(turn: Turn, _: int) -> Answer:
    """Asks: the rows of the page on which the button sits, named once more."""
    rows, changed = await _as_shown(turn)
    card = review_page.confirm(turn.fmt, rows, changed)
    return confirmed_by_words(turn, card, payload_for(Verb.PASS_SHOWN, len(rows)))


async def pass_shown(turn: Turn, _: int) -> Answer:
    rows, changed = await _as_shown(turn)
    found = [await turn.find(row.item.id) for row in rows]
    outcome = review.pass_all(turn.context, turn.person, found, turn.now)
    ids = tuple(a.id for a in outcome.after)
    return Answer(review_page.passed(turn.fmt, ids, changed), outcome.changes, in_place=True)


async def _as_shown(turn: Turn) -> tuple[list[ReviewRow], list[Item]]:
    """(rows to pass, items left because they are not as they were shown). Refused on a message that has shown none,
    and where none is left."""
    shown = turn.on.read().batch if turn.on else ()
    if not shown:
        raise Refused("refused.old_message")
    rows, changed = list[ReviewRow](), list[Item]()
    for one in shown:
        a = await turn.find(one.item)
        row = await review_row(turn, a)
        passes = allowed(turn.context, turn.person, Action.PASS, a) and not row.reported.misses
        if passes and not await _changed_since(turn, a, one.version):
            rows.append(row)
        else:
            changed.append(row.item)
    if not rows:
        raise Refused("refused.nothing_to_pass")
    return rows, changed


async def _changed_since(turn: Turn, a: Assignment, version: int) -> bool:
    """A step of the clock changes nothing that a reviewer looks at."""
    later = [
        h.event for h in await events_of(turn.store, str(a.id), turn.context.calendar) if h.version > version
    ]
    return any(event.kind not in review.BY_THE_CLOCK for event in later)
