"""A list's file in the chat: what it would change is shown, and one tap imports it; or the reason does, where items are
gone or left out and the file does not say why."""

import hashlib

from bot.actions.hand_in_list import hand_in_list, life_of, require_may_hand_in
from bot.actions.tell_of_list import tell_of_list
from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Card
from bot.cards.list_changes import list_would_change, list_wrong
from bot.chat.confirming import confirmed_by_words
from bot.chat.reports import Words
from bot.chat.turn import Answer, Dialog, Expects, Turn, note
from bot.context.ports import Attachment
from bot.domain.errors import Invalid, Refused
from bot.domain.lists.life import handed_in_over, stream_of
from bot.domain.lists.list_changes import list_changes
from bot.domain.lists.list_findings import CheckedList, checked
from bot.domain.lists.work_list import WorkList


async def handed(turn: Turn) -> Answer | None:
    """None where nothing that came is a list's file. Refused for who may not hand it in."""
    for file in turn.inbound.attachments if turn.lists else ():
        try:
            found = await _read(turn, file)
        except Invalid as wrong:
            return Answer(note(turn.say("readings.unreadable", name=file.name), *map(str, wrong.mistakes)))
        if found is not None:
            return _shown(turn, file, found)
    return None


async def _read(turn: Turn, file: Attachment) -> WorkList | None:
    assert turn.lists
    return await turn.lists.read(file, turn.fmt.language)


def _shown(turn: Turn, file: Attachment, handed_in: WorkList) -> Answer:
    found = checked(handed_in, turn.context.plan)
    require_may_hand_in(turn.context, turn.person, found.worklist)
    if not found.sound:
        return Answer(list_wrong(turn.fmt, file.name, found.findings))
    before = life_of(turn.context, found.worklist.id)
    after = handed_in_over(before.worklist if before else None, found.worklist)
    if before and before.worklist == after:
        return Answer(Card(turn.say("worklist.file.nothing_new", name=file.name)))
    changes = list_changes(before.worklist if before else None, after)
    card = list_would_change(turn.fmt, after, changes, found.findings)
    kept = {"file": hashlib.sha256(file.body).hexdigest()}
    if changes.unsaid:
        return Answer(card, expects=Expects.LIST_REASON, expected=kept)
    return confirmed_by_words(turn, card, payload_for(Verb.IMPORT_LIST), **kept)


async def import_shown(turn: Turn) -> Answer:
    """导入: what was shown, read again from the file that was sent."""
    return await _import(turn, turn.dialog, Expects.CONFIRM, "")


async def reason_said(turn: Turn, dialog: Dialog, words: Words) -> Answer | None:
    """Why items are gone or left out. None without words."""
    return (
        await _import(turn, dialog, Expects.LIST_REASON, words.text.strip()) if words.text.strip() else None
    )


async def _import(turn: Turn, dialog: Dialog | None, asked: Expects, reason: str) -> Answer:
    found = await _kept(turn, dialog) if dialog and dialog.expects is asked else None
    if found is None:
        raise Refused("refused.nothing_kept")
    worklist = found.worklist
    require_may_hand_in(turn.context, turn.person, worklist)
    version = await turn.store.one(int, "stream_length", stream=stream_of(worklist.id)) or 0
    outcome = hand_in_list(turn.context, worklist, version, reason, turn.now, turn.person.id)
    before = life_of(turn.context, worklist.id)
    was = before.worklist if before else None
    now = handed_in_over(was, worklist)
    told = tell_of_list(turn.context, was, now, version + 1, turn.now, turn.person.id)
    title = turn.say("worklist.file.imported", title=worklist.title, n=len(worklist.items))
    row = (
        turn.fmt.button("button.undo", Verb.UNDO),
        turn.fmt.button("button.list_open", Verb.WORK_LIST, worklist.id, 0),
    )
    return Answer(Card(title, (), (row,)), (*outcome.changes, *told))


async def _kept(turn: Turn, dialog: Dialog) -> CheckedList | None:
    """None where the question was another one, or its file was forgotten."""
    file = await turn.store.one(Attachment, "attachment_whole", sha256=str(dialog.data.get("file", "")))
    handed_in = await _read(turn, file) if file and turn.lists else None
    return checked(handed_in, turn.context.plan) if handed_in else None
