"""Buttons of those who decide: reviewers, the coordinator, a leader."""

from collections.abc import Mapping

from bot.cards.callback_data import Verb
from bot.chat import (
    chasing,
    chasing_all,
    decisions,
    golives,
    reopening,
    reviews,
    rulings,
    suspending,
    taking_over,
    talks,
    urging,
)
from bot.chat.verb_row import VerbRow
from bot.domain.permissions import Action

DECISIONS: Mapping[Verb, VerbRow] = {
    Verb.PASS: VerbRow(reviews.pass_, Action.PASS),
    Verb.REWORK: VerbRow(reviews.rework, Action.RETURN_FOR_REWORK),
    Verb.PASS_SHORT: VerbRow(reviews.pass_short, Action.PASS),
    Verb.REWORK_FOR: VerbRow(reviews.rework_because, Action.RETURN_FOR_REWORK),
    Verb.PASS_ALL: VerbRow(reviews.pass_all, None),  # each item is asked for PASS
    Verb.PASS_SHOWN: VerbRow(reviews.pass_shown, None),
    Verb.GRANT: VerbRow(decisions.grant, Action.GRANT_EXTENSION),
    Verb.REFUSE_GRANT: VerbRow(decisions.refuse, Action.REFUSE_EXTENSION),
    Verb.REFUSE_GRANT_FOR: VerbRow(decisions.refuse_because, Action.REFUSE_EXTENSION),
    Verb.EXCUSE: VerbRow(decisions.excuse, Action.ACCEPT_DECLINE),
    Verb.REFUSE_EXCUSE: VerbRow(decisions.refuse_excuse, Action.REFUSE_DECLINE),
    Verb.REFUSE_EXCUSE_FOR: VerbRow(decisions.refuse_excuse_because, Action.REFUSE_DECLINE),
    Verb.TAKERS: VerbRow(taking_over.takers, Action.ACCEPT_DECLINE),
    Verb.TAKE: VerbRow(taking_over.take, Action.ACCEPT_DECLINE),
    Verb.HOLD: VerbRow(suspending.hold, Action.SUSPEND),
    Verb.GRANT_SUSPENSION: VerbRow(suspending.grant, Action.GRANT_SUSPENSION),
    Verb.REFUSE_SUSPENSION: VerbRow(suspending.refuse, Action.REFUSE_SUSPENSION),
    Verb.REOPEN: VerbRow(reopening.reopen, Action.REOPEN),
    Verb.RECHECK: VerbRow(reopening.recheck, Action.RECHECK),
    Verb.CONFIRM_CLOSED: VerbRow(reopening.confirm, Action.CONFIRM_CLOSED),
    Verb.ENDORSE: VerbRow(decisions.endorse, Action.ENDORSE),
    Verb.AGREE_TALK: VerbRow(talks.agree, Action.DECIDE_TALK),
    Verb.REFUSE_TALK: VerbRow(talks.turn_down, Action.DECIDE_TALK),
    Verb.DEFER_TALK: VerbRow(talks.defer, Action.DECIDE_TALK),
    Verb.SUMS_UP_UNITS: VerbRow(rulings.sums_up_units, Action.RULE),
    Verb.SUMS_UP: VerbRow(rulings.sums_up, Action.RULE),
    Verb.WORK_COUNTIES: VerbRow(rulings.work_counties, Action.RULE),
    Verb.WORK_COUNTY: VerbRow(rulings.work_county, Action.RULE),
    Verb.RHYTHMS: VerbRow(rulings.rhythms, Action.RULE),
    Verb.RHYTHM_IS: VerbRow(rulings.rhythm_is, Action.RULE),
    Verb.START: VerbRow(decisions.start, Action.START),
    Verb.CHASE: VerbRow(chasing.chase, Action.CHASE),
    Verb.URGE: VerbRow(urging.urge, Action.CHASE_ACKNOWLEDGEMENT),
    Verb.URGE_ALL: VerbRow(urging.urge_all, Action.CHASE_ACKNOWLEDGEMENT),
    Verb.CHASE_ALL: VerbRow(chasing_all.chase_all, None),  # each item is asked for CHASE
    Verb.GO_LIVE: VerbRow(golives.go_live, Action.GO_LIVE),
}
