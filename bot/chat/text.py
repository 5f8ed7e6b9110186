"""Free words: an answer to a question, else what `bot.domain.language.place` makes of them."""

from dataclasses import replace
from datetime import date

from bot.actions.access import find_own
from bot.cards.card import Card
from bot.chat import (
    answers,
    commands,
    complaints,
    decisions,
    decisions_of_units,
    declining,
    extending,
    histories,
    inboxes,
    leaving,
    ledgers,
    missed_periods,
    placing,
    reopening,
    requests,
    reviews,
    risk_answers,
    several,
    shares,
    supporting,
    suspending,
    talks,
    typed,
    typed_decisions,
    typed_requests,
    typed_rulings,
    undoing,
    views,
    waiting,
)
from bot.chat.callbacks import button_answer
from bot.chat.confirming import pressed_by_words
from bot.chat.reports import Words
from bot.chat.turn import Answer, Dialog, Expects, SentMessage, Turn
from bot.domain.language import commands as command
from bot.domain.language.buttons import Typed, typed_button
from bot.domain.language.consent import passes_all
from bot.domain.language.desk import OF_LEADS, Desk, desk, task_asked
from bot.domain.language.leaves import is_back
from bot.domain.language.orders import chase_begun, is_only_a_chase
from bot.domain.language.place import is_about_something_else
from bot.domain.language.placement import (
    Asked,
    Choice,
    Closed,
    Courtesy,
    Decided,
    Doubtful,
    Foreign,
    Forwarded,
    Offer,
    Order,
    Placement,
    Pressed,
    Records,
    Requested,
    TakenBack,
    Unchanged,
    UnknownItem,
)
from bot.domain.language.plain import plain
from bot.domain.language.references import head
from bot.domain.person import Role
from bot.domain.relation import OF_UNITS

LOOKS = frozenset(
    {"summary", "tasks", "inbox", "late", "risks", "history", "help", "why", "lang"}
)  # do not end a question or a choice


async def text_answer(turn: Turn) -> Answer:
    text = turn.inbound.text.strip()
    if complaint := await complaints.said(turn, text, firmly=turn.dialog is not None):
        return complaint
    if wanted_desk := _desk_asked_for(turn, text):
        return replace(await inboxes.asked_for(turn, wanted_desk), keeps_dialog=True)
    if wanted := command.parse(text):
        answer = await commands.run(turn, wanted)
        return (
            replace(answer, keeps_dialog=True) if wanted.name in LOOKS and answer.expects is None else answer
        )
    if asked := await supporting.asked_in_words(turn, text):
        return asked
    if looked := await _from_the_desk(turn, text):
        return looked
    if turn.dialog and turn.dialog.expects is Expects.CONFIRM:
        pressed = await pressed_by_words(turn, turn.dialog, text)
        if pressed:
            return await button_answer(pressed)
    elif turn.dialog and not (turn.inbound.message_id and turn.on):
        expected = await _expected(turn, turn.dialog, Words(text, turn.files))
        if expected is not None:
            return expected
    if is_back(text) and turn.context.absence(turn.person.id):
        return await leaving.end(turn)
    if decided := await talks.said(turn, text):
        return decided
    if ruled := await typed_rulings.said(turn, text):
        return ruled
    if decided := await decisions_of_units.said(turn, text):
        return decided
    if ledger := await ledgers.wished(turn, text):
        return replace(ledger, keeps_dialog=True)
    if missed := await missed_periods.return_named(turn, text):
        return missed
    if deeds := await histories.who_did(turn, text):
        return deeds
    if to_message := await _answer_to_message(turn, text):
        return to_message
    return await answer_to(turn, await placing.placed(turn, text), Words(text, turn.files))


async def _answer_to_message(turn: Turn, text: str) -> Answer | None:
    """Words to the question how a unit supports a task, or to a complaint, where they are no command, thanks or
    question."""
    if typed_button(text) or (is_about_something_else(text) and not turn.files):
        return None
    if reply := await complaints.reply_to_complaint(turn, text):
        return reply
    return await supporting.reply_to_question(turn, Words(text, turn.files))


async def _from_the_desk(turn: Turn, text: str) -> Answer | None:
    """What is said of others' work: a chase, 全部通过 of the page just shown, a look at a task."""
    subject, has_a_desk = placing.subject_of(turn.context.plan), _has_a_desk(turn)
    order = chase_begun(text, subject)
    if order and (has_a_desk or is_only_a_chase(text)):
        return await typed_decisions.decided(turn, order)
    if not has_a_desk:
        return None
    if passes_all(text) and not (turn.dialog and turn.dialog.expects is Expects.CONFIRM):
        last = await turn.store.one(SentMessage, "last_message_to", person=turn.person.id)
        if last and last.read().batch:
            return await reviews.pass_all(replace(turn, on=last), 0)
    asked = None if turn.dialog or turn.person.units(*OF_UNITS) else task_asked(text)
    task = subject.task_of(asked.number) if asked else None
    if asked is None or task is None:
        return None
    return await (shares.listed(turn, task.id, 0) if asked.shares else views.task(turn, task.id))


def _desk_asked_for(turn: Turn, text: str) -> Desk | None:
    """领导已批示 of a unit is a report: units are shown only what a lead decides."""
    wanted = desk(text, turn.context.plan.unit)
    if wanted is None or not _has_a_desk(turn):
        return None
    of_an_office = placing.DECIDE & {post.role for post in turn.person.posts}
    return wanted if of_an_office or wanted.kind is None or wanted.kind in OF_LEADS else None


def _has_a_desk(turn: Turn) -> bool:
    """Whether others' work may wait for this person: as an office, or as the lead of a task."""
    units = set(turn.person.units(Role.LIAISON))
    leads = any(units & set(task.roles.leads) for task in turn.context.plan.works)
    return leads or bool(placing.DECIDE & {post.role for post in turn.person.posts})


async def _expected(turn: Turn, dialog: Dialog, words: Words) -> Answer | None:
    """The answer to an open question; None where the words are about something else."""
    button = typed_button(words.text)
    if button and button.typed is Typed.CANCEL:
        return await requests.forget(turn)
    if dialog.expects is Expects.REPORT and head(plain(words.text)) is None:
        await find_own(turn.store, turn.context, turn.person, dialog.item())  # refused once it was handed on
    if dialog.expects in (Expects.REPORT, Expects.DECIDING) or (
        is_about_something_else(words.text) and not turn.files
    ):
        return None
    match dialog.expects:
        case Expects.EXTENSION:
            due, said = extending.day_kept(dialog.data.get("due")), str(dialog.data.get("said", ""))
            return await extending.extend_by(turn, dialog.item(), words.text, due, said)
        case Expects.DECLINE:
            unit = str(dialog.data.get("unit", ""))
            return await declining.decline_for(turn, dialog.item(), words.text, unit)
        case Expects.REWORK:
            rounds = int(str(dialog.data.get("rounds", 0)))
            return await reviews.rework_for(turn, dialog.item(), rounds, words.text)
        case Expects.LEAVE:
            return await leaving.answered(turn, dialog.data, words.text)
        case Expects.SUMS_UP | Expects.COUNTY:
            return await typed_rulings.expected(turn, words.text)
        case Expects.TALK_NOTE:
            return await talks.noted(turn, dialog.data, words)
        case Expects.REFUSE_EXTENSION:
            until = date.fromisoformat(str(dialog.data["until"]))
            return await decisions.refuse_for(turn, dialog.item(), until, words.text)
        case Expects.REFUSE_DECLINE:
            return await decisions.refuse_excuse_for(turn, dialog.item(), words.text)
        case Expects.SUSPENSION | Expects.HOLD:
            due, said = extending.day_kept(dialog.data.get("until")), str(dialog.data.get("said", ""))
            act = suspending.ask_until if dialog.expects is Expects.SUSPENSION else suspending.hold_until
            return await act(turn, dialog.item(), words.text, due, said)
        case Expects.REFUSE_SUSPENSION:
            until = date.fromisoformat(str(dialog.data["until"]))
            return await suspending.refuse_for(turn, dialog.item(), until, words.text)
        case Expects.REOPEN:
            return await reopening.reopen_for(
                turn, dialog.item(), int(str(dialog.data.get("rounds", 0))), words.text
            )
        case Expects.WAIT:
            return await waiting.wait_for_named(turn, dialog.item(), words.text)
        case Expects.COMPLAINT:
            return await complaints.written(turn, words.text)
        case Expects.COMPLAINT_ANSWER:
            return await complaints.answered(turn, dialog, words.text)
        case Expects.SUPPORT:
            return await supporting.answered(turn, dialog, words)
        case Expects.RISK:
            return await risk_answers.answered(turn, dialog, words)
        case _:
            return await several.choosing(turn, dialog, words)


async def answer_to(turn: Turn, placement: Placement, words: Words) -> Answer:
    """The answer to words whose meaning is decided."""
    match placement:
        case Records():
            return await several.record(turn, placement, words)
        case Unchanged():
            return await several.unchanged(turn, placement, words)
        case Choice():
            return await several.choice(turn, placement, words)
        case Doubtful():
            return await answers.doubtful(turn, placement, words)
        case Closed():
            return await answers.closed(turn, placement, words)
        case Foreign():
            return answers.foreign(turn, placement)
        case UnknownItem():
            return answers.unknown(turn, placement)
        case Requested():
            return await typed_requests.requested(turn, placement)
        case Asked():
            return await answers.asked(turn, placement)
        case Pressed():
            return await typed.pressed(turn, placement)
        case Decided():
            return await typed_decisions.decided(turn, placement)
        case TakenBack():
            return await undoing.take_back_last(turn)
        case Courtesy():
            return Answer(Card(turn.say("chat.thanks")), keeps_dialog=True)
        case Forwarded() | Order() | Offer():
            return await answers.offer(turn, placement, words)
