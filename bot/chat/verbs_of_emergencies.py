"""Buttons of an emergency."""

from collections.abc import Mapping

from bot.cards.callback_data import Verb
from bot.chat import emergency_answers, emergency_ordering, emergency_views
from bot.chat.verb_row import VerbRow
from bot.domain.permissions import Action

EMERGENCIES: Mapping[Verb, VerbRow] = {
    Verb.EMERGENCY: VerbRow(emergency_views.shown, None),  # what SEE_EMERGENCY allows, else one's own part
    Verb.EMERGENCY_GO: VerbRow(emergency_ordering.go, Action.ORDER_EMERGENCY),
    Verb.EMERGENCY_LIFT: VerbRow(emergency_ordering.lift, Action.ORDER_EMERGENCY),
    Verb.EMERGENCY_SIGN: VerbRow(emergency_answers.sign_pressed, Action.SIGN_EMERGENCY),
    Verb.EMERGENCY_PAGE: VerbRow(emergency_views.report_page, Action.SEE_EMERGENCY),
    Verb.EMERGENCY_FILE: VerbRow(emergency_views.report_file, Action.SEE_EMERGENCY),
    Verb.EMERGENCY_REPORT: VerbRow(emergency_answers.meant, Action.REPORT_EMERGENCY),
    Verb.CHECKLIST: VerbRow(
        emergency_views.checklist, None
    ),  # of one's own unit, else what SEE_EMERGENCY allows
}
