"""Said again: words that were edited, and pictures sent one by one as an album.

An edit is read afresh. On the same item it is a report of its own, and its answer takes the place of the first one's;
on another item, or on none, the first record is taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.actions.undo import undo
from bot.cards.card import Card
from bot.chat import placing, reports
from bot.chat.inbox_rows import answer_id
from bot.chat.reports import Words
from bot.chat.text import answer_to, text_answer
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.assignment import Kind
from bot.domain.errors import Refused
from bot.domain.language.placement import Choice, Offer, Placement, Records

REPORTS = frozenset({Kind.REPORTED, Kind.FILED, Kind.SUBMITTED})


@dataclass(frozen=True, slots=True)
class Before:
    """The update that came before, and of an album how many have."""

    update_id: str
    n: int = 0


@dataclass(frozen=True, slots=True)
class Came:
    """What came of it."""

    stream: str
    kind: Kind
    words: str


async def edit_answer(turn: Turn) -> Answer | None:
    """None where nothing was said before: then it is words like any others."""
    inbound = turn.inbound
    where = {"channel": inbound.channel, "external_id": inbound.external_id}
    if inbound.edited:
        where["platform_id"] = inbound.platform_id
        before = await turn.store.one(Before, "written_last", **where)
        came = await turn.store.read(Came, "done_by_words", **where)
    else:
        where["album"] = inbound.album
        before = await turn.store.one(Before, "album_last", **where)
        came = await turn.store.read(Came, "done_by_album", **where)
    if before is None:
        return None
    answer = await (_edited(turn, came) if inbound.edited else _added(turn, came, before.n + 1))
    if inbound.group:
        return answer
    return replace(answer, replaces=answer_id(inbound.channel, before.update_id))


async def _edited(turn: Turn, came: Sequence[Came]) -> Answer:
    if not came:  # a command mistyped, or words whose item has not been chosen yet: as if written now
        waits = turn.dialog is not None and turn.dialog.expects is Expects.CHOICE
        return await text_answer(replace(turn, dialog=None) if waits else turn)
    if came[0].words == turn.inbound.text.strip():  # a preview was added to a link
        return Answer(None, keeps_dialog=True)
    placement = await placing.placed(turn, turn.inbound.text)
    before = {int(one.stream) for one in came if one.stream.isdigit()}
    now = {part.item.id for part in placement.parts if part.item} if isinstance(placement, Records) else set()
    if now == before or (isinstance(placement, Offer | Choice) and len(before) == 1):
        answer = await reports.on(turn, _only_item(came), Words(turn.inbound.text, turn.files))
        return _edited_line(turn, answer)
    return await _moved(turn, placement, before)


async def _moved(turn: Turn, placement: Placement, before: set[int]) -> Answer:
    """The edited words are about another item, or about none: the first record is taken back where it still can be."""
    words = Words(turn.inbound.text.strip(), turn.files)
    answer = await answer_to(replace(turn, dialog=None), placement, words)
    try:
        undone = await undo(turn.store, turn.context, turn.person, turn.now)
    except Refused:
        return _edited_line(turn, answer)
    if {a.id for a in undone.after} != before:
        return _edited_line(turn, answer)
    card = answer.card or Card("")
    line = turn.say("again.moved", name=turn.fmt.name(turn.item(undone.after[0])))
    return replace(
        answer, card=replace(card, lines=(*card.lines, line)), changes=(*undone.changes, *answer.changes)
    )


def _edited_line(turn: Turn, answer: Answer) -> Answer:
    assert answer.card
    return replace(answer, card=replace(answer.card, lines=(*answer.card.lines, turn.say("again.edited"))))


async def _added(turn: Turn, came: Sequence[Came], n: int) -> Answer:
    if not came:
        return await text_answer(turn)
    return await reports.on(turn, _only_item(came), Words("", turn.files), before=(came[-1].words, n))


def _only_item(came: Sequence[Came]) -> int:
    """Refused for what was no report, and for one answer to a whole return."""
    items = {one.stream for one in came}
    if len(items) > 1 or not {one.kind for one in came} <= REPORTS:
        raise Refused("refused.said_again")
    return int(items.pop())
