"""Which buttons an item's card carries for a person: those of the actions that are allowed now."""

from bot.actions.access import allowed
from bot.cards.callback_data import TALK_VERBS, Verb
from bot.context.plan_context import PlanContext
from bot.domain.assignment import Assignment
from bot.domain.permissions import Action
from bot.domain.person import Person

BUTTONS: tuple[tuple[Action, Verb], ...] = (
    (Action.PASS, Verb.PASS),
    (Action.RETURN_FOR_REWORK, Verb.REWORK),
    (Action.GRANT_EXTENSION, Verb.GRANT),
    (Action.REFUSE_EXTENSION, Verb.REFUSE_GRANT),
    (Action.ACCEPT_DECLINE, Verb.EXCUSE),
    (Action.REFUSE_DECLINE, Verb.REFUSE_EXCUSE),
    (Action.ACCEPT_DECLINE, Verb.TAKE),
    (Action.ACCEPT_DECLINE, Verb.TAKERS),
    (Action.GRANT_SUSPENSION, Verb.GRANT_SUSPENSION),
    (Action.REFUSE_SUSPENSION, Verb.REFUSE_SUSPENSION),
    (Action.CONFIRM_CLOSED, Verb.CONFIRM_CLOSED),
    (Action.REOPEN, Verb.REOPEN),
    (Action.RECHECK, Verb.RECHECK),
    (Action.SIGN, Verb.SIGN),
    (Action.RESTART, Verb.RESTART),
    (Action.HELPED, Verb.HELPED),
    (Action.SEE_DRAFT, Verb.DRAFT),
    (Action.ENDORSE, Verb.ENDORSE),
    (Action.DECIDE_TALK, Verb.AGREE_TALK),
    (Action.DECIDE_TALK, Verb.REFUSE_TALK),
    (Action.DECIDE_TALK, Verb.DEFER_TALK),
    (Action.START, Verb.START),
    (Action.CHASE, Verb.CHASE),
    (Action.REPORT, Verb.REPORT),
    (Action.NO_CHANGE, Verb.SAME),
    (Action.SUBMIT, Verb.SUBMIT),
    (Action.ASK_EXTENSION, Verb.EXTEND),
    (Action.WAIT_FOR, Verb.WAIT),
    (Action.ASK_SUSPENSION, Verb.SUSPEND),
    (Action.SUSPEND, Verb.HOLD),
    (Action.RESUME, Verb.RESUME),
    (Action.HAND_OVER, Verb.HAND),
    (Action.NOT_CONCERNED, Verb.NOT_CONCERNED),
    (Action.DECLINE, Verb.DECLINE),
    (Action.SEE_WORDS, Verb.HISTORY),
)
"""In the order of the card."""


def buttons_for(context: PlanContext, person: Person, a: Assignment) -> list[Verb]:
    return [
        verb
        for action, verb in BUTTONS
        if _useful(context, action, verb, a) and allowed(context, person, action, a)
    ]


def _useful(context: PlanContext, action: Action, verb: Verb, a: Assignment) -> bool:
    """An allowed action that would only repeat what is pending, or has nobody to go to, has no button."""
    if verb is Verb.TAKE:
        return bool(a.declined_to) and not a.proposed_owns
    match action:
        case Action.ASK_EXTENSION:
            return a.extension is None
        case Action.DECIDE_TALK:
            return a.talk is None or verb is not TALK_VERBS[a.talk]
        case Action.DECLINE:
            return not a.told_only
        case Action.WAIT_FOR:
            return a.holder == a.unit
        case Action.HAND_OVER:
            return a.running and len(context.roster.colleagues(a.unit)) > 1
        case _:
            return True
