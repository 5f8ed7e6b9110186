"""Edited words, and pictures sent one by one as an album.

An edit is read afresh. On the same item it is a report of its own, and its answer takes the place of the first one's;
on another item, or on none, the first record is taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.actions.enter_readings import STREAM as READINGS
from bot.actions.undo_on_item import undo_on_item
from bot.chat import edited_list_words, emergency_answers, placing, reports, typed_air
from bot.chat.inbox_rows import answer_id
from bot.chat.reports import Words
from bot.chat.text import answer_to, text_answer
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.assignment import Kind, State
from bot.domain.emergency.emergency_course import emergency_of
from bot.domain.errors import Refused
from bot.domain.language import commands as command
from bot.domain.language.placement import Choice, Closed, Courtesy, Offer, Placement, Records
from bot.domain.lists.life import list_of
from bot.domain.notice import NoticeKind
from bot.domain.review import reviewers
from bot.engine.notices import queue_notices
from bot.queries.history import events_of

REPORTS = frozenset({Kind.REPORTED, Kind.FILED, Kind.SUBMITTED})


@dataclass(frozen=True, slots=True)
class Before:
    """The update before this one; `n` counts the updates of the album so far."""

    update_id: str
    n: int = 0


@dataclass(frozen=True, slots=True)
class Came:
    """An event that the earlier words recorded."""

    stream: str
    version: int
    kind: Kind
    words: str


async def edit_answer(turn: Turn) -> Answer | None:
    """None without an earlier message: the words are then read as a new message."""
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
    """Read afresh. Words that name an item move the report there; others stay on the item they were about."""
    text = turn.inbound.text.strip()
    if not came:  # a command mistyped, or words whose item has not been chosen yet: as if written now
        waits = turn.dialog is not None and turn.dialog.expects is Expects.CHOICE
        return await text_answer(replace(turn, dialog=None) if waits else turn)
    if next((one.words for one in came if one.words), "") == text:
        return Answer(None, keeps_dialog=True)
    standing = _not_taken_back(came) or came
    if any(list_of(one.stream) for one in standing):
        return await edited_list_words.edited(turn, text, _by_stream(standing))
    if came[0].stream == READINGS:
        return await typed_air.edited(turn, [one.version for one in _not_taken_back(came)])
    if emergency_of(came[0].stream):
        return await _emergency_edited(turn, came)
    if len({one.stream for one in standing}) > 1:
        return await _several_edited(turn, text, standing)
    before = _only_item(standing)
    versions = {one.version for one in standing}
    if command.parse(text):
        answer = await text_answer(turn)
        return await _moved(turn, answer, before, versions)
    words = Words(text, turn.files)
    placement = await placing.placed(turn, text, waiting=before)
    if _stays(placement, before):
        answer = await reports.on(turn, before, words)
        return await _said_again(turn, answer, before)
    answer = await answer_to(replace(turn, dialog=None), placement, words)
    return await _moved(turn, answer, before, versions, nothing=isinstance(placement, Courtesy))


async def _emergency_edited(turn: Turn, came: Sequence[Came]) -> Answer:
    """A report in a window is corrected; a signature or an order is not words that could be edited."""
    reported = [one for one in _not_taken_back(came) if one.kind is Kind.EMERGENCY_REPORTED]
    if not reported:
        raise Refused("refused.said_again")
    events = await events_of(turn.store, reported[0].stream, turn.context.calendar)
    event = next(one.event for one in events if one.version == reported[0].version)
    return await emergency_answers.edited(turn, int(str(event.data["window"])))


def _by_stream(standing: Sequence[Came]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for one in standing:
        found.setdefault(one.stream, set()).add(one.version)
    return found


def _not_taken_back(came: Sequence[Came]) -> list[Came]:
    """Of events with the newest first, those that no later one undoes."""
    standing: list[Came] = []
    taken_back: set[str] = set()
    for one in came:
        if one.kind is Kind.UNDONE:
            taken_back.add(one.stream)
        elif one.stream not in taken_back:
            standing.append(one)
    return standing


async def _several_edited(turn: Turn, text: str, standing: Sequence[Came]) -> Answer:
    """The words were about several items. Those that the new words name are reported again, the others taken back;
    其余无变化 leaves the others as they are."""
    reported = {one.kind for one in standing} <= REPORTS
    old = {int(one.stream) for one in standing} if reported else set()
    placement = None if command.parse(text) else await placing.placed(turn, text, again=old)
    if not old or not isinstance(placement, Records) or not placement.parts:
        raise Refused("refused.said_again")
    answer = await answer_to(replace(turn, dialog=None), placement, Words(text, turn.files))
    kept = old if placement.rest else {part.item.id for part in placement.parts if part.item}
    for id_ in sorted(old - kept):
        versions = {one.version for one in standing if one.stream == str(id_)}
        answer = await _taken_back(turn, answer, id_, versions)
    return _with(answer, turn.say("again.edited"))


def _stays(placement: Placement, before: int) -> bool:
    """Whether the new words are about the item of the old ones, or about none that is known."""
    if isinstance(placement, Records):
        return {part.item.id for part in placement.parts if part.item} == {before} and len(
            placement.parts
        ) == 1
    if isinstance(placement, Closed):
        return placement.part.item is not None and placement.part.item.id == before
    return isinstance(placement, Offer | Choice)


async def _moved(
    turn: Turn, answer: Answer, before: int, versions: set[int], *, nothing: bool = False
) -> Answer:
    """The new words are recorded on another item. `nothing`: they report nothing any more."""
    if answer.card is None or before in answer.card.assignments or not (answer.changes or nothing):
        return await _said_again(turn, answer, before)
    return await _taken_back(turn, answer, before, versions)


async def _taken_back(turn: Turn, answer: Answer, before: int, versions: set[int]) -> Answer:
    """Undoes the record of the old words on an item, unless somebody acted on it."""
    a = await turn.find(before)
    name = turn.fmt.name(turn.item(a), clip=20)
    try:
        outcome = await undo_on_item(turn.store, turn.context, turn.person, str(before), versions, turn.now)
    except Refused:
        return _with(answer, turn.say("again.not_taken_back", name=name))
    answer = replace(answer, changes=(*outcome.changes, *answer.changes))
    return _with(answer, turn.say("again.moved", name=name))


async def _said_again(turn: Turn, answer: Answer, id_: int) -> Answer:
    """After the item was closed the words are a supplement: its reviewers and the author are told so."""
    a = await turn.find(id_)
    if a.state is not State.CLOSED or not answer.changes:
        return _with(answer, turn.say("again.edited"))
    people = reviewers(a, turn.context.plan, turn.context.roster).people
    notices = queue_notices(
        turn.context, people, NoticeKind.NEWS, f"supplemented {turn.now}", turn.now, about=a,
        data={"outcome": "supplemented", "unit": a.unit},
    )  # fmt: skip
    answer = replace(answer, changes=(*answer.changes, *notices))
    return _with(answer, turn.say("again.after_review", people=[person.name for person in people]))


def _with(answer: Answer, line: str) -> Answer:
    assert answer.card
    return replace(answer, card=replace(answer.card, lines=(*answer.card.lines, line)))


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
