"""Edited words about items of a list: 13.2 第3家完成 made 第4家完成. What the first words said of the list is taken
back, and the new ones are read against the list as it was before them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.actions.list_items import take_back
from bot.actions.undo_on_item import undo_on_item
from bot.chat import listed_words, placing
from bot.chat.reports import Words
from bot.chat.turn import Answer, Turn
from bot.context.ports import Change
from bot.domain.assignment import Event, Kind
from bot.domain.errors import Refused
from bot.domain.evidence import undone_versions
from bot.domain.language import commands as command
from bot.domain.language.placement import Courtesy
from bot.domain.lists.life import ListLife, fold_list, list_of
from bot.queries.history import events_of

Recorded = Mapping[str, set[int]]
"""Stream → versions of the events that the earlier words recorded and that stand."""


async def edited(turn: Turn, text: str, recorded: Recorded) -> Answer:
    """Refused as a whole where the new words are, or the old ones cannot be taken back."""
    as_before, changes = turn, list[Change]()
    for stream in filter(list_of, recorded):
        as_before, undone = await _without(as_before, stream, recorded[stream])
        changes += undone
    items = [int(stream) for stream in recorded if not list_of(stream)]
    answer, courtesy = await _read(replace(as_before, dialog=None), text, items)
    if answer.card is None or not (answer.changes or answer.expects or courtesy):
        raise Refused("refused.said_again")
    kept = answer.card.assignments
    for id_ in items:
        if id_ not in kept:  # the words are no report on it any more
            outcome = await undo_on_item(
                turn.store, turn.context, turn.person, str(id_), recorded[str(id_)], turn.now
            )
            changes += outcome.changes
    line = turn.say("again.list_edited" if changes else "again.edited")
    card = replace(answer.card, lines=(*answer.card.lines, line))
    return replace(answer, card=card, changes=(*changes, *answer.changes))


async def _read(turn: Turn, text: str, items: Sequence[int]) -> tuple[Answer, bool]:
    """The answer, and whether the words are mere thanks."""
    from bot.chat.text import answer_to, text_answer

    if command.parse(text):
        return await text_answer(turn), False
    if listed := await listed_words.said(turn, text):
        return listed, False
    placement = await placing.placed(turn, text, waiting=items[0] if items else None)
    return await answer_to(turn, placement, Words(text, turn.files)), isinstance(placement, Courtesy)


async def _without(turn: Turn, stream: str, versions: set[int]) -> tuple[Turn, Sequence[Change]]:
    """The turn as if the words had not been said, and what takes them back. What /undo took back already stays so."""
    events = await events_of(turn.store, stream, turn.context.calendar)
    gone = {v for one in events if one.event.kind is Kind.UNDONE for v in undone_versions(one.event)}
    standing = versions - gone
    if not standing:
        return turn, ()
    outcome = await take_back(turn.store, turn.context, turn.person, stream, standing, events, turn.now)
    data = {"versions": sorted(standing)}
    undone = Event(Kind.UNDONE, turn.now, turn.today, by=turn.person.id, data=data)
    life = fold_list(list_of(stream), [*(one.event for one in events), undone])
    return replace(
        turn, context=replace(turn.context, lists=_with(turn.context.lists, life))
    ), outcome.changes


def _with(lists: Sequence[ListLife], life: ListLife | None) -> tuple[ListLife, ...]:
    return tuple(life if life and one.worklist.id == life.worklist.id else one for one in lists)
