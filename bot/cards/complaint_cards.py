"""Complaints and suggestions (投诉建议): how to make one, one with its answer, and the lines of a message."""

from collections.abc import Sequence

from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import ButtonStyle, Card
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter, clipped
from bot.cards.lists import ListEntry
from bot.domain.complaint import Complaint, ComplaintKind
from bot.domain.message import NoticeView

QUOTED_AT_MOST = 300
IN_LIST = 40

COMPLAINT_KEYS = {
    ComplaintKind.COMPLAINT: "complaint.kind.complaint",
    ComplaintKind.SUGGESTION: "complaint.kind.suggestion",
    ComplaintKind.OPINION: "complaint.kind.opinion",
}


def title(fmt: Formatter, kind: ComplaintKind, number: int) -> str:
    """投诉（第3件）"""
    return fmt.say("complaint.title", kind=fmt.say(COMPLAINT_KEYS[kind]), n=number)


def how(fmt: Formatter, own: Sequence[Complaint]) -> Card:
    """How to make one, who reads it, and what became of one's own."""
    lines = [fmt.say("complaint.how"), fmt.say("complaint.who_reads"), fmt.say("complaint.away_how")]
    lines += [fmt.say("complaint.own")] if own else []
    lines += [_own_line(fmt, one) for one in own[-5:]]
    row = (fmt.button("button.cancel", Verb.FORGET),)
    return Card(fmt.say("complaint.how_title"), tuple(lines), (row,))


def _own_line(fmt: Formatter, one: Complaint) -> str:
    name, words = title(fmt, one.kind, one.number), clipped(one.words.replace("\n", " "), IN_LIST)
    if one.answered_on is None:
        return fmt.say("complaint.own_open", name=name, words=words, day=fmt.day(one.day))
    return fmt.say("complaint.own_answered", name=name, words=words, answer=clipped(one.answer, IN_LIST))


def entry(fmt: Formatter, one: Complaint, name: str) -> ListEntry:
    words = clipped(one.words.replace("\n", " "), IN_LIST)
    line = fmt.say(
        "complaint.entry", name=title(fmt, one.kind, one.number), by=name, day=fmt.day(one.day), words=words
    )
    return ListEntry(line, payload_for(Verb.COMPLAINT, one.number))


def one_card(fmt: Formatter, one: Complaint, name: str, answered_by: str, *, may_answer: bool) -> Card:
    lines = [fmt.say("complaint.by", name=name, day=fmt.day(one.day)), clipped(one.words, QUOTED_AT_MOST)]
    lines += [fmt.say("complaint.is_away")] if one.away else []
    if one.withdrawn:
        lines.append(fmt.say("complaint.withdrawn"))
    elif one.answered_on:
        lines.append(
            fmt.say("complaint.answered", by=answered_by, day=fmt.day(one.answered_on), words=one.answer)
        )
    row = (
        fmt.button("button.answer_complaint", Verb.ANSWER_COMPLAINT, one.number, style=ButtonStyle.PRIMARY),
    )
    return Card(title(fmt, one.kind, one.number), tuple(lines), (row,) if may_answer else ())


def told(fmt: Formatter, views: Sequence[NoticeView]) -> ScreenBlock:
    """For who answers: the words, and a button to answer."""
    lines, buttons = [], []
    for view in views:
        number = int(str(view.data["stream"]).rpartition(":")[2])
        name = title(fmt, ComplaintKind(str(view.data["complaint"])), number)
        words = clipped(view.reason.replace("\n", " "), QUOTED_AT_MOST)
        lines.append(fmt.say("complaint.told", name=name, by=str(view.data.get("name", "")), words=words))
        buttons.append((fmt.button("button.answer_complaint_n", Verb.ANSWER_COMPLAINT, number, n=number),))
    return ScreenBlock((tuple(lines), tuple(lines[:1])), tuple(buttons))


def answers(fmt: Formatter, views: Sequence[NoticeView]) -> ScreenBlock:
    """For its author."""
    lines = []
    for view in views:
        number = int(str(view.data["stream"]).rpartition(":")[2])
        name = title(fmt, ComplaintKind(str(view.data["complaint"])), number)
        lines.append(fmt.say("complaint.answer", name=name, words=clipped(view.reason, QUOTED_AT_MOST)))
    return ScreenBlock((tuple(lines), tuple(lines[:1])))
