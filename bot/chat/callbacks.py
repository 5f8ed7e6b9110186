"""Buttons: what each verb does."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.cards.callback_data import ARGUMENTS, ITEM, Verb
from bot.chat import (
    account,
    chasing,
    commands,
    decisions,
    declining,
    extending,
    golives,
    handing_over,
    inboxes,
    item_views,
    leaving,
    reports,
    requests,
    reviews,
    summary_lists,
    undoing,
    urging,
    views,
    waiting,
    wizard,
)
from bot.chat.callback_data import Press, parse
from bot.chat.turn import Answer, Turn
from bot.domain.errors import Refused
from bot.domain.permissions import Action

HANDLERS: Mapping[Verb, Callable[..., Awaitable[Answer]]] = {
    Verb.CARD: item_views.show,
    Verb.HISTORY: item_views.history,
    Verb.FILES: item_views.files,
    Verb.LIST: wizard.list_,
    Verb.WALK: wizard.walk,
    Verb.TASKS: views.tasks,
    Verb.LATE: summary_lists.late,
    Verb.MISSING: summary_lists.missing,
    Verb.UNITS: summary_lists.units,
    Verb.AHEAD: summary_lists.ahead,
    Verb.LATE_IN: summary_lists.late_in,
    Verb.MISSING_IN: summary_lists.missing_in,
    Verb.UNITS_IN: summary_lists.units_in,
    Verb.AHEAD_IN: summary_lists.ahead_in,
    Verb.SUMMARY: views.whole,
    Verb.SECTION: views.section,
    Verb.TASK: views.task,
    Verb.UNIT: views.unit,
    Verb.INBOX: inboxes.overview,
    Verb.WAITING: inboxes.waiting,
    Verb.RETURN: wizard.return_page,
    Verb.WHY: item_views.why_of,
    Verb.WHY_THIS: item_views.why_message,
    Verb.HELP: lambda turn: commands.help_(turn, ""),
    Verb.DRAFT: item_views.draft,
    Verb.ACKNOWLEDGE: account.acknowledge,
    Verb.REPORT: reports.prompt,
    Verb.CHOOSE: reports.chosen,
    Verb.SAME: reports.same,
    Verb.REST_SAME: reports.rest_same,
    Verb.FILL: wizard.fill,
    Verb.SUBMIT: reports.hand_in,
    Verb.EXTEND: extending.extend,
    Verb.DECLINE: declining.decline,
    Verb.NOT_CONCERNED: declining.not_ours,
    Verb.WAIT: waiting.wait,
    Verb.WAIT_ON: waiting.wait_for,
    Verb.RESUME: waiting.take_back,
    Verb.HAND: handing_over.hand,
    Verb.HAND_TO: handing_over.hand_to,
    Verb.LEAVE: leaving.ask_days,
    Verb.LEAVE_DAYS: leaving.days_pressed,
    Verb.LEAVE_BY: leaving.stand_in_pressed,
    Verb.LEAVE_END: leaving.end,
    Verb.STAND_DOWN: leaving.stand_down,
    Verb.UNDO: undoing.take_back_last,
    Verb.FORGET: requests.forget,
    Verb.PASS: reviews.pass_,
    Verb.REWORK: reviews.rework,
    Verb.PASS_ALL: reviews.pass_all,
    Verb.GRANT: decisions.grant,
    Verb.REFUSE_GRANT: decisions.refuse,
    Verb.EXCUSE: decisions.excuse,
    Verb.REFUSE_EXCUSE: decisions.refuse_excuse,
    Verb.ENDORSE: decisions.endorse,
    Verb.START: decisions.start,
    Verb.CHASE: chasing.chase,
    Verb.URGE: urging.urge,
    Verb.URGE_ALL: urging.urge_all,
    Verb.GO_LIVE: golives.go_live,
    Verb.LANGUAGE: account.language,
}


RIGHTS: Mapping[Verb, Action | None] = {
    Verb.CARD: Action.SEE_ITEM,
    Verb.HISTORY: Action.SEE_WORDS,
    Verb.FILES: Action.SEE_EVIDENCE,
    Verb.LIST: None,  # each item is asked for SEE_ITEM, as by WALK and WHY_THIS
    Verb.WALK: None,
    Verb.TASKS: None,  # one's own
    Verb.LATE: None,  # what SEE_WHOLE_PLAN allows, else one's own part; as the summary and its parts
    Verb.MISSING: None,
    Verb.UNITS: None,
    Verb.AHEAD: None,
    Verb.LATE_IN: None,
    Verb.MISSING_IN: None,
    Verb.UNITS_IN: None,
    Verb.AHEAD_IN: None,
    Verb.SUMMARY: None,
    Verb.SECTION: None,
    Verb.TASK: None,
    Verb.UNIT: Action.SEE_WHOLE_PLAN,  # or one's own part
    Verb.INBOX: None,  # what one may decide
    Verb.WAITING: None,
    Verb.RETURN: Action.ANSWER_RETURN,
    Verb.WHY: Action.SEE_ITEM,
    Verb.WHY_THIS: None,
    Verb.HELP: None,
    Verb.DRAFT: Action.SEE_DRAFT,
    Verb.ACKNOWLEDGE: Action.ACKNOWLEDGE,
    Verb.REPORT: Action.REPORT,
    Verb.CHOOSE: Action.REPORT,
    Verb.SAME: Action.NO_CHANGE,
    Verb.REST_SAME: Action.ANSWER_RETURN,
    Verb.FILL: Action.ANSWER_RETURN,
    Verb.SUBMIT: Action.SUBMIT,
    Verb.EXTEND: Action.ASK_EXTENSION,
    Verb.DECLINE: Action.DECLINE,
    Verb.NOT_CONCERNED: Action.NOT_CONCERNED,
    Verb.WAIT: Action.WAIT_FOR,
    Verb.WAIT_ON: Action.WAIT_FOR,
    Verb.RESUME: Action.RESUME,
    Verb.HAND: Action.HAND_OVER,
    Verb.HAND_TO: Action.HAND_OVER,
    Verb.LEAVE: Action.SET_ABSENCE,
    Verb.LEAVE_DAYS: Action.SET_ABSENCE,
    Verb.LEAVE_BY: Action.SET_ABSENCE,
    Verb.LEAVE_END: Action.SET_ABSENCE,
    Verb.STAND_DOWN: Action.STAND_DOWN,
    Verb.UNDO: Action.UNDO,
    Verb.FORGET: None,  # cancels one's own question
    Verb.PASS: Action.PASS,
    Verb.REWORK: Action.RETURN_FOR_REWORK,
    Verb.PASS_ALL: None,  # each item is asked for PASS
    Verb.GRANT: Action.GRANT_EXTENSION,
    Verb.REFUSE_GRANT: Action.REFUSE_EXTENSION,
    Verb.EXCUSE: Action.ACCEPT_DECLINE,
    Verb.REFUSE_EXCUSE: Action.REFUSE_DECLINE,
    Verb.ENDORSE: Action.ENDORSE,
    Verb.START: Action.START,
    Verb.CHASE: Action.CHASE,
    Verb.URGE: Action.CHASE_ACKNOWLEDGEMENT,
    Verb.URGE_ALL: Action.CHASE_ACKNOWLEDGEMENT,
    Verb.GO_LIVE: Action.GO_LIVE,
    Verb.LANGUAGE: None,  # one's own
}
"""The action that each button asks for: the rows that tests/chat/test_permissions.py tries. None: anybody's own."""


async def button_answer(turn: Turn) -> Answer:
    """Refused for what is no button of ours."""
    press = parse(turn.inbound.button)
    if press is None:
        raise Refused("refused.payload")
    arguments: tuple[Any, ...] = press.arguments
    return await HANDLERS[press.verb](turn, *arguments)


def item_of(press: Press | None) -> int | None:
    """The item that a button is about."""
    if press is None or ARGUMENTS[press.verb][:1] != (ITEM,):
        return None
    return int(str(press.arguments[0]))
