"""Buttons for looking: lists, items, parts of the plan, the inbox."""

from collections.abc import Mapping

from bot.cards.callback_data import Verb
from bot.chat import (
    commands,
    complaints,
    counties,
    histories,
    inboxes,
    item_views,
    ledgers,
    list_views,
    mapping,
    risk_lists,
    shares,
    summary_lists,
    supporting,
    suspended_list,
    views,
    wizard,
)
from bot.chat.verb_row import VerbRow
from bot.domain.permissions import Action

VIEWS: Mapping[Verb, VerbRow] = {
    Verb.CARD: VerbRow(item_views.show, Action.SEE_ITEM),
    Verb.HISTORY: VerbRow(item_views.history, Action.SEE_WORDS),
    Verb.FILES: VerbRow(item_views.files, Action.SEE_EVIDENCE),
    Verb.LIST: VerbRow(wizard.list_, None),  # each item is asked for SEE_ITEM, as by WALK and WHY_THIS
    Verb.WALK: VerbRow(wizard.walk, None),
    Verb.TASKS: VerbRow(views.tasks, None),  # one's own
    Verb.LATE: VerbRow(
        summary_lists.late, None
    ),  # what SEE_WHOLE_PLAN allows, else one's own part; as the summary
    Verb.MISSING: VerbRow(summary_lists.missing, None),
    Verb.UNITS: VerbRow(summary_lists.units, None),
    Verb.AHEAD: VerbRow(summary_lists.ahead, None),
    Verb.SUSPENDED: VerbRow(suspended_list.suspended, None),
    Verb.LATE_IN: VerbRow(summary_lists.late_in, None),
    Verb.MISSING_IN: VerbRow(summary_lists.missing_in, None),
    Verb.UNITS_IN: VerbRow(summary_lists.units_in, None),
    Verb.AHEAD_IN: VerbRow(summary_lists.ahead_in, None),
    Verb.RISKS: VerbRow(risk_lists.risks, None),
    Verb.RISKS_IN: VerbRow(risk_lists.risks_in, None),
    Verb.LISTS: VerbRow(list_views.listed, None),  # what one sees of them
    Verb.WORK_LIST: VerbRow(list_views.one, None),
    Verb.MAP: VerbRow(mapping.pressed, None),  # of the counties that one sees
    Verb.SUMMARY: VerbRow(views.whole, None),
    Verb.LEDGER: VerbRow(ledgers.pressed, None),
    Verb.SECTION: VerbRow(views.section, None),
    Verb.TASK: VerbRow(views.task, None),
    Verb.UNIT: VerbRow(views.unit, Action.SEE_WHOLE_PLAN),  # or one's own part
    Verb.SHARES: VerbRow(shares.listed, None),  # of one's own part; each item of SHARE is asked for SEE_ITEM
    Verb.SHARE: VerbRow(shares.of_unit, None),
    Verb.INBOX: VerbRow(inboxes.overview, None),  # what one may decide
    Verb.WAITING: VerbRow(inboxes.waiting, None),
    Verb.WAITING_OF: VerbRow(inboxes.waiting_of, None),
    Verb.WAITING_UNITS: VerbRow(inboxes.units, None),
    Verb.INBOX_OF: VerbRow(inboxes.overview_of, None),
    Verb.RETURN: VerbRow(wizard.return_page, Action.ANSWER_RETURN),
    Verb.WHY: VerbRow(item_views.why_of, Action.SEE_ITEM),
    Verb.WHY_THIS: VerbRow(item_views.why_message, None),
    Verb.HELP: VerbRow(lambda turn: commands.help_(turn, ""), None),
    Verb.DRAFT: VerbRow(item_views.draft, Action.SEE_DRAFT),
    Verb.SUPPORTED: VerbRow(supporting.show, Action.SUPPORT),
    Verb.TASK_HISTORY: VerbRow(histories.of_task, None),  # each item is asked for SEE_WORDS
    Verb.COMPLAINT: VerbRow(complaints.show, Action.ANSWER_COMPLAINT),
    Verb.COUNTIES: VerbRow(counties.of_task, None),  # what one sees of the task
}
