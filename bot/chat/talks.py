"""The leader's decisions about proposed talks: by the buttons of the weekly message, and in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from bot.actions.access import allowed, find_for
from bot.actions.decide_talk import decide_talk
from bot.actions.outcome import NO_OUTCOME, Outcome
from bot.cards import talks as cards
from bot.cards.card import Card
from bot.chat.placing import subject_of
from bot.chat.reports import Words
from bot.chat.turn import Answer, Expects, SentMessage, Turn
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.language.asking import topic
from bot.domain.language.directions import Direction, directions
from bot.domain.language.plain import plain
from bot.domain.permissions import Action
from bot.domain.person import Role
from bot.domain.proposal import awaits_leader
from bot.domain.review import talk_deciders
from bot.domain.talk import TalkDecision


async def agree(turn: Turn, id_: int, endorsed: date) -> Answer:
    return await _pressed(turn, id_, endorsed, TalkDecision.AGREED)


async def turn_down(turn: Turn, id_: int, endorsed: date) -> Answer:
    return await _pressed(turn, id_, endorsed, TalkDecision.REFUSED)


async def defer(turn: Turn, id_: int, endorsed: date) -> Answer:
    return await _pressed(turn, id_, endorsed, TalkDecision.DEFERRED)


async def _pressed(turn: Turn, id_: int, endorsed: date, decision: TalkDecision) -> Answer:
    """The day on the button is that of the endorsement which is decided about."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.DECIDE_TALK)
    if a.endorsed_on and a.endorsed_on != endorsed:
        raise Refused("refused.other_talk", day=a.endorsed_on)
    if a.talk is decision and decision is not TalkDecision.DEFERRED:
        raise Refused("refused.talk_decided")
    return _done(turn, [(a, Direction(decision))])


def _done(turn: Turn, decided: Sequence[tuple[Assignment, Direction]]) -> Answer:
    outcome: Outcome = NO_OUTCOME
    for a, one in decided:
        outcome += decide_talk(turn.context, turn.person, a, one.decision, turn.now, one.note)
    said = [
        (turn.item(a), one.decision, one.note) for a, (_, one) in zip(outcome.after, decided, strict=True)
    ]
    people = [p for a in outcome.after for p in talk_deciders(a, turn.context.roster).people]
    card = cards.decided(turn.fmt, said, turn.fmt.who(people))
    if any(one.note for _, one in decided):
        return Answer(card, outcome.changes)
    expected = {"ids": [a.id for a in outcome.after], "kinds": [one.decision.value for _, one in decided]}
    return Answer(card, outcome.changes, expects=Expects.TALK_NOTE, expected=expected)


# ---- in words


async def said(turn: Turn, text: str) -> Answer | None:
    """None where the words decide about no talk, or none lies before this person."""
    if turn.files:
        return None
    found = directions(text, subject_of(turn.context.plan).unit_names)
    if not found:
        return None
    before = await _before_leader(turn)
    named = any(one.numbers or one.units for one in found)
    if not before or not (named or any(map(awaits_leader, before))):
        if {post.role for post in turn.person.posts} == {Role.LEADER}:
            raise Refused("refused.no_talk_waits")
        return None
    return _answer(turn, found, before, await _shown(turn, before))


async def _before_leader(turn: Turn) -> list[Assignment]:
    """Also those decided, for a later word takes the place of an earlier one; the undecided come first."""
    rows = await turn.store.read(Assignment, "talks_before_leader")
    return [a for a in rows if allowed(turn.context, turn.person, Action.DECIDE_TALK, a)]


async def _shown(turn: Turn, waiting: Sequence[Assignment]) -> list[int]:
    """The list that the leader numbers by: that of the message replied to, else the last message with one of these."""
    ids = {a.id for a in waiting}
    rows: list[SentMessage | None] = [turn.on] if turn.on and turn.inbound.message_id else []
    for query in ("last_message_to", "last_pushed_to"):
        rows.append(await turn.store.one(SentMessage, query, person=turn.person.id))
    lists = (row.read().assignments for row in rows if row)
    return next((list(one) for one in lists if ids & set(one)), [a.id for a in waiting])


def _answer(
    turn: Turn, found: Sequence[Direction], before: Sequence[Assignment], shown: Sequence[int]
) -> Answer:
    by_id = {a.id: a for a in before if awaits_leader(a)}
    decided: dict[int, tuple[Assignment, Direction]] = {}
    for one in sorted(found, key=lambda direction: direction.all_):  # 其余: those that no other names
        if one.all_ and not (one.numbers or one.units):
            meant = [by_id[id_] for id_ in shown if id_ in by_id and id_ not in decided]
        else:
            meant = _meant(one, before, shown)
        if not meant:
            raise Refused("refused.no_such_talk")
        if len(meant) > 1 and not one.all_ and len(meant) != len(one.numbers):
            return Answer(_which(turn, one, meant))
        decided |= {a.id: (a, one) for a in meant}
    return _done(turn, list(decided.values()))


def _meant(one: Direction, before: Sequence[Assignment], shown: Sequence[int]) -> list[Assignment]:
    """第2项 is the second of the list, or task 2: both, where they are different items. Without a number, and where
    several of a unit may be meant, those that wait."""
    found: dict[int, Assignment] = {}
    for number in one.numbers:
        place = int(number) - 1 if number.isdigit() else -1
        at = shown[place] if 0 <= place < len(shown) else 0
        found |= {a.id: a for a in before if a.id == at or number in (a.task, a.milestone)}
    rows = list(found.values()) if one.numbers else list(before)
    rows = [a for a in rows if not one.units or a.unit in one.units]
    waiting = [a for a in rows if awaits_leader(a)]
    return rows if one.numbers and not waiting else waiting


def _which(turn: Turn, one: Direction, meant: Sequence[Assignment]) -> Card:
    rows = [(turn.item(a), a.endorsed_on or turn.today) for a in meant]
    return cards.which(turn.fmt, one.decision, rows)


# ---- a note after a button


async def noted(turn: Turn, decided: Mapping[str, object], words: Words) -> Answer | None:
    """The words that follow a decision by button: passed on as the same decision with a note. None where they are a
    decision, a question or a command themselves."""
    if directions(words.text, subject_of(turn.context.plan).unit_names) or topic(plain(words.text)):
        return None
    ids, kinds = (cast(Sequence[str], decided[name]) for name in ("ids", "kinds"))
    found = []
    for id_, kind in zip(ids, kinds, strict=True):
        a = await find_for(turn.store, turn.context, turn.person, int(id_), Action.DECIDE_TALK)
        if a.talk is TalkDecision(kind):  # not taken back since
            found.append((a, Direction(a.talk, note=words.text.strip())))
    return _done(turn, found) if found else None
