"""Words after a question: each question of `Expects` has the function that takes its answer."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from bot.actions.access import find_own
from bot.chat import (
    complaints,
    decisions,
    declining,
    extending,
    handing_in_lists,
    leaving,
    listed_words,
    papers,
    reopening,
    requests,
    reviews,
    risk_answers,
    several,
    supporting,
    suspending,
    talks,
    tickets,
    typed_rulings,
    waiting,
)
from bot.chat.reports import Words
from bot.chat.turn import Answer, Dialog, Expects, Turn
from bot.domain.language.buttons import Typed, typed_button
from bot.domain.language.place import is_about_something_else
from bot.domain.language.plain import plain
from bot.domain.language.references import head

PLACED = (
    Expects.REPORT,
    Expects.DECIDING,
)  # their answers are placed like any words, with the question in mind


async def expected(turn: Turn, dialog: Dialog, words: Words) -> Answer | None:
    """The answer to an open question; None where the words are about something else."""
    button = typed_button(words.text)
    if button and button.typed is Typed.CANCEL:
        return await requests.forget(turn)
    if dialog.expects is Expects.REPORT and head(plain(words.text)) is None:
        await find_own(turn.store, turn.context, turn.person, dialog.item())  # refused once it was handed on
    if dialog.expects in PLACED or (is_about_something_else(words.text) and not turn.files):
        return None
    answer = ANSWERS.get(dialog.expects, several.choosing)
    return await answer(turn, dialog, words)


async def _gap(turn: Turn, dialog: Dialog, words: Words) -> Answer | None:
    """The demand of a draft; a file that came without a reply is a draft's by a button."""
    return await papers.filled(turn, dialog.item(), words.text) if dialog.item() else None


async def _ordering(turn: Turn, dialog: Dialog, words: Words) -> Answer | None:
    """Its answers are read before: bot/chat/emergency_ordering.py. These words are about something else."""
    return None


def _rounds(dialog: Dialog) -> int:
    return int(str(dialog.data.get("rounds", 0)))


def _until(dialog: Dialog) -> date:
    return date.fromisoformat(str(dialog.data["until"]))


def _kept(dialog: Dialog, day: str) -> tuple[date | None, str]:
    """What an earlier message said already: a date, a reason."""
    return extending.day_kept(dialog.data.get(day)), str(dialog.data.get("said", ""))


ANSWERS: Mapping[Expects, Callable[[Turn, Dialog, Words], Awaitable[Answer | None]]] = {
    Expects.EXTENSION: lambda t, d, w: extending.extend_by(t, d.item(), w.text, *_kept(d, "due")),
    Expects.SUSPENSION: lambda t, d, w: suspending.ask_until(t, d.item(), w.text, *_kept(d, "until")),
    Expects.HOLD: lambda t, d, w: suspending.hold_until(t, d.item(), w.text, *_kept(d, "until")),
    Expects.DECLINE: lambda t, d, w: declining.decline_for(t, d.item(), w.text, str(d.data.get("unit", ""))),
    Expects.LISTED: listed_words.answered,
    Expects.LIST_REASON: handing_in_lists.reason_said,
    Expects.WAIT: lambda t, d, w: waiting.wait_for_named(t, d.item(), w.text),
    Expects.LEAVE: lambda t, d, w: leaving.answered(t, d.data, w.text),
    Expects.SUPPORT: supporting.answered,
    Expects.RISK: risk_answers.answered,
    Expects.REWORK: lambda t, d, w: reviews.rework_for(t, d.item(), _rounds(d), w.text),
    Expects.REOPEN: lambda t, d, w: reopening.reopen_for(t, d.item(), _rounds(d), w.text),
    Expects.REFUSE_EXTENSION: lambda t, d, w: decisions.refuse_for(t, d.item(), _until(d), w.text),
    Expects.REFUSE_DECLINE: lambda t, d, w: decisions.refuse_excuse_for(t, d.item(), w.text),
    Expects.REFUSE_SUSPENSION: lambda t, d, w: suspending.refuse_for(t, d.item(), _until(d), w.text),
    Expects.SUMS_UP: lambda t, d, w: typed_rulings.expected(t, w.text),
    Expects.COUNTY: lambda t, d, w: typed_rulings.expected(t, w.text),
    Expects.TALK_NOTE: lambda t, d, w: talks.noted(t, d.data, w),
    Expects.EMERGENCY_ORDER: _ordering,
    Expects.PAPER: _gap,
    Expects.COMPLAINT: lambda t, d, w: complaints.written(t, w.text),
    Expects.TICKET: tickets.about_something_else,
    Expects.TICKET_DRAFT: tickets.about_something_else,
    Expects.COMPLAINT_ANSWER: lambda t, d, w: complaints.answered(t, d, w.text),
}
"""Questions that are not here are answered by a choice among items."""
