"""Proposed talks before the leader: the buttons, what was decided, and what the coordinator hears of it."""

from collections.abc import Sequence
from datetime import date

from bot.cards.acts import LISTED_AT_MOST, more
from bot.cards.callback_data import TALK_VERBS, Verb
from bot.cards.card import Button, ButtonStyle, Card
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter
from bot.cards.sections_owed import ids
from bot.domain.message import NoticeView
from bot.domain.summary import Item
from bot.domain.talk import TalkDecision

BUTTON_KEYS = {
    TalkDecision.AGREED: "button.talk_agree",
    TalkDecision.REFUSED: "button.talk_refuse",
    TalkDecision.DEFERRED: "button.talk_defer",
}
NUMBERED_BUTTON_KEYS = {
    TalkDecision.AGREED: "button.talk_agree_n",
    TalkDecision.REFUSED: "button.talk_refuse_n",
    TalkDecision.DEFERRED: "button.talk_defer_n",
}
DONE_KEYS = {
    TalkDecision.AGREED: "talk.done.agreed",
    TalkDecision.REFUSED: "talk.done.refused",
    TalkDecision.DEFERRED: "talk.done.deferred",
}
TOLD_KEYS = {
    TalkDecision.AGREED: "talk.told.agreed",
    TalkDecision.REFUSED: "talk.told.refused",
    TalkDecision.DEFERRED: "talk.told.deferred",
}


def decision_row(fmt: Formatter, n: int, item: Item, endorsed: date) -> tuple[Button, ...]:
    """1同意 1不同意 1暂缓 1依据; without the number where the message asks about one only (`n` is 0)."""
    keys = NUMBERED_BUTTON_KEYS if n else BUTTON_KEYS
    row = [
        fmt.button(
            keys[decision], verb, item.id, endorsed, n=n,
            style=ButtonStyle.PRIMARY if decision is TalkDecision.AGREED else ButtonStyle.PLAIN,
        )
        for decision, verb in TALK_VERBS.items()
    ]  # fmt: skip
    return (*row, fmt.button("button.decision_n", Verb.DRAFT, item.id, n=max(n, 1)))


def decided(fmt: Formatter, found: Sequence[tuple[Item, TalkDecision, str]], to: Sequence[str]) -> Card:
    """What the leader reads after deciding, and who is told; a note may follow in words."""
    notes = {note for *_, note in found}
    common = len(notes) == 1  # of all that was decided
    lines = [_done(fmt, item, decision, "" if common else note) for item, decision, note in found]
    noted = any(notes)
    lines += [fmt.say("talk.note", note=notes.pop())] if common and noted else []
    hint = () if noted else (fmt.say("talk.note_follows"),)
    row = (fmt.button("button.undo", Verb.UNDO), fmt.button("button.inbox", Verb.INBOX))
    items = tuple(item.id for item, *_ in found)
    return Card(
        lines[0], (*lines[1:], fmt.say("talk.passed_on", names=list(to)), *hint), (row,), assignments=items
    )


def _done(fmt: Formatter, item: Item, decision: TalkDecision, note: str) -> str:
    line = fmt.say(DONE_KEYS[decision], unit=item.unit, name=fmt.name(item))
    return fmt.say("talk.told.with_note", line=line, note=note) if note else line


def which(fmt: Formatter, decision: TalkDecision, found: Sequence[tuple[Item, date]]) -> Card:
    """Asks which of several talks is meant."""
    buttons = tuple(
        (
            fmt.button(
                "button.talk_of", TALK_VERBS[decision], item.id, endorsed,
                act=fmt.say(BUTTON_KEYS[decision]), number=fmt.number(item.task), unit=item.unit,
            ),
        )
        for item, endorsed in found
    )  # fmt: skip
    return Card(fmt.say("talk.which"), (), buttons, assignments=tuple(item.id for item, _ in found))


def directed(fmt: Formatter, views: Sequence[NoticeView]) -> ScreenBlock:
    """What the leader decided about talks that this person had put before them, with the draft to issue. Of several
    words about one item the last counts."""
    latest = {view.item.id: view for view in sorted(views, key=_version) if view.item}
    found = [(view, view.item) for view in latest.values() if view.item]
    lines = [_told(fmt, view, item) for view, item in found]
    shapes = [(*lines[:most], *more(fmt, len(lines) - most)) for most in (LISTED_AT_MOST, 5, 2)]
    buttons = [
        (
            fmt.button("button.talk", Verb.DRAFT, item.id, number=fmt.number(item.task), unit=item.unit),
            fmt.button("button.card_of", Verb.CARD, item.id, number=fmt.number(item.task)),
        )
        for _, item in found
    ]
    return ScreenBlock(tuple(shapes), tuple(buttons[:LISTED_AT_MOST]), ids(item for _, item in found))


def _version(view: NoticeView) -> int:
    return int(str(view.data["version"]))


def _told(fmt: Formatter, view: NoticeView, item: Item) -> str:
    key = TOLD_KEYS[TalkDecision(str(view.data["talk"]))]
    line = fmt.say(key, unit=item.unit, name=fmt.name(item))
    return fmt.say("talk.told.with_note", line=line, note=view.reason) if view.reason else line
