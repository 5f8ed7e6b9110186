"""Buttons of a unit: what it answers, asks for, and hands over."""

from collections.abc import Mapping

from bot.cards.callback_data import Verb
from bot.chat import (
    account,
    complaints,
    declining,
    entering_readings,
    extending,
    handing_in_lists,
    handing_over,
    leaving,
    listed_words,
    reports,
    requests,
    supporting,
    suspending,
    taking_over,
    undoing,
    waiting,
    wizard,
)
from bot.chat.verb_row import VerbRow
from bot.domain.permissions import Action

UNITS: Mapping[Verb, VerbRow] = {
    Verb.ACKNOWLEDGE: VerbRow(account.acknowledge, Action.ACKNOWLEDGE),
    Verb.REPORT: VerbRow(reports.prompt, Action.REPORT),
    Verb.CHOOSE: VerbRow(reports.chosen, Action.REPORT),
    Verb.MEANT: VerbRow(reports.as_meant, Action.REPORT),
    Verb.LISTED: VerbRow(listed_words.pressed, Action.ANSWER_LISTED),
    Verb.SAME: VerbRow(reports.same, Action.NO_CHANGE),
    Verb.REST_SAME: VerbRow(reports.rest_same, Action.ANSWER_RETURN),
    Verb.FILL: VerbRow(wizard.fill, Action.ANSWER_RETURN),
    Verb.SUBMIT: VerbRow(reports.hand_in, Action.SUBMIT),
    Verb.EXTEND: VerbRow(extending.extend, Action.ASK_EXTENSION),
    Verb.DECLINE: VerbRow(declining.decline, Action.DECLINE),
    Verb.NOT_CONCERNED: VerbRow(declining.not_ours, Action.NOT_CONCERNED),
    Verb.DECLINE_TO: VerbRow(declining.units_to_propose, Action.DECLINE),
    Verb.PROPOSE: VerbRow(declining.propose, Action.DECLINE),
    Verb.SIGN: VerbRow(taking_over.sign, Action.SIGN),
    Verb.SUSPEND: VerbRow(suspending.ask_for, Action.ASK_SUSPENSION),
    Verb.RESTART: VerbRow(suspending.restart, Action.RESTART),
    Verb.HELPED: VerbRow(waiting.helped, Action.HELPED),
    Verb.WAIT: VerbRow(waiting.wait, Action.WAIT_FOR),
    Verb.WAIT_ON: VerbRow(waiting.wait_for, Action.WAIT_FOR),
    Verb.RESUME: VerbRow(waiting.take_back, Action.RESUME),
    Verb.HAND: VerbRow(handing_over.hand, Action.HAND_OVER),
    Verb.HAND_TO: VerbRow(handing_over.hand_to, Action.HAND_OVER),
    Verb.LEAVE: VerbRow(leaving.ask_days, Action.SET_ABSENCE),
    Verb.LEAVE_DAYS: VerbRow(leaving.days_pressed, Action.SET_ABSENCE),
    Verb.LEAVE_BY: VerbRow(leaving.stand_in_pressed, Action.SET_ABSENCE),
    Verb.LEAVE_END: VerbRow(leaving.end, Action.SET_ABSENCE),
    Verb.STAND_DOWN: VerbRow(leaving.stand_down, Action.STAND_DOWN),
    Verb.CONFIRM_POST: VerbRow(account.confirm_post, Action.CONFIRM_POST),
    Verb.ENTER_READINGS: VerbRow(entering_readings.enter, Action.ENTER_READINGS),
    Verb.IMPORT_LIST: VerbRow(handing_in_lists.import_shown, Action.HAND_IN_LIST),
    Verb.UNDO: VerbRow(undoing.take_back_last, Action.UNDO),
    Verb.FORGET: VerbRow(requests.forget, None),  # cancels one's own question
    Verb.COMPLAIN: VerbRow(complaints.how, Action.COMPLAIN),
    Verb.ANSWER_COMPLAINT: VerbRow(complaints.prompt, Action.ANSWER_COMPLAINT),
    Verb.SUPPORT: VerbRow(supporting.prompt, Action.SUPPORT),
    Verb.SUPPORT_SAME: VerbRow(supporting.nothing_new, Action.SUPPORT),
    Verb.ASK_SUPPORT: VerbRow(supporting.ask, Action.ASK_SUPPORT),
    Verb.LANGUAGE: VerbRow(account.language, None),  # one's own
    Verb.CHOSEN: VerbRow(requests.nothing_chosen, None),  # what is chosen asks for its own
}
