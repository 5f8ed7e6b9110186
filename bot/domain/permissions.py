"""Who may do what: the table of permissions, action × role × relation to the item × state.

Buttons, commands, actions and the web ask `refusal` and `refusal_in_plan`; nobody else decides about rights. Rights are
checked when an action happens, not when its button was sent. docs/permissions.md is drawn from the tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain import item_conditions as needs
from bot.domain.action import Action
from bot.domain.assignment import Assignment, State
from bot.domain.errors import Refused
from bot.domain.item_conditions import Condition
from bot.domain.person import Person, Role, Roster
from bot.domain.plan import Plan
from bot.domain.relation import OF_UNITS, Relation, Standing, handed_to, standings, unit_standings
from bot.domain.transitions import STATE_KEYS

__all__ = [
    "ITEM_RULES", "OF_UNITS", "PLAN_RULES", "RULE_KEYS", "Action", "Rule", "absence_refusal", "is_asked",
    "may_open_file", "own_part", "refusal", "refusal_in_plan",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One action: who, in which states, under which conditions; and what the others are told.

    `otherwise` is for whoever sees the item but has no part in the action; `instead` is a truer reason for a relation.
    """

    who: frozenset[Standing]
    states: tuple[State, ...] = tuple(State)
    conditions: tuple[Condition, ...] = ()
    otherwise: str = "refused.not_yours"
    instead: Mapping[Relation, str] = field(default_factory=dict)
    in_state: Mapping[State, str] = field(default_factory=dict)  # where STATE_KEYS is not precise enough


def _who(roles: tuple[Role, ...], *relations: Relation) -> frozenset[Standing]:
    return frozenset((role, relation) for role in roles for relation in relations)


_PLAN_WIDE = (Role.COORDINATOR, Role.REVIEWER, Role.LEADER)
_OWN = _who(OF_UNITS, Relation.OWN_UNIT, Relation.ASSIGNEE)
_ASKED = _OWN | _who(OF_UNITS, Relation.WAITED_FOR)
_LEADER = _who((Role.LEADER,), Relation.ELSEWHERE)
_EVERYWHERE = _LEADER | _who((Role.COORDINATOR, Role.REVIEWER), Relation.OWN_BUREAU, Relation.ELSEWHERE)
_SEES = (
    _ASKED | _EVERYWHERE
    | _who(OF_UNITS, Relation.HANDED_ON, Relation.TASK_LEAD, Relation.REVIEW_UNIT, Relation.TAKEN_FROM)
)  # fmt: skip
_COORDINATOR = _who((Role.COORDINATOR,), Relation.OWN_BUREAU, Relation.ELSEWHERE)
_REVIEWS = _who((Role.LIAISON, Role.COORDINATOR, Role.REVIEWER), Relation.REVIEWS)
_DECIDES_EXTENSION = _who((Role.LIAISON, Role.COORDINATOR, Role.REVIEWER), Relation.DECIDES_EXTENSION)
_DECIDES_SUSPENSION = _who((Role.LIAISON, Role.COORDINATOR, Role.REVIEWER), Relation.DECIDES_SUSPENSION)
_SUSPENDS = _who((Role.COORDINATOR, Role.REVIEWER), Relation.SUSPENDS)
_DECIDES_DECLINE = _who((Role.COORDINATOR, Role.REVIEWER), Relation.DECIDES_DECLINE)
_DECIDES_TALK = _who((Role.COORDINATOR, Role.REVIEWER), Relation.DECIDES_TALK)

_RUNNING = (State.OPEN, State.REWORK)
_OWED = (State.PAST, *_RUNNING)
_FOUR_EYES = dict.fromkeys((Relation.OWN_UNIT, Relation.ASSIGNEE, Relation.OWN_BUREAU), "refused.four_eyes")
_FOUR_EYES_DECIDE = dict.fromkeys(_FOUR_EYES, "refused.own_unit_decides")

_NOT_SUSPENDED: Mapping[State, str] = dict.fromkeys(
    (one for one in State if one is not State.SUSPENDED), "refused.not_suspended"
)


def _review() -> Rule:
    return Rule(
        _REVIEWS, (State.SUBMITTED, State.CLOSED), (needs.IN_REVIEW,), "refused.not_the_decider", _FOUR_EYES
    )


def _decision(who: frozenset[Standing], *conditions: Condition, states: tuple[State, ...] = _OWED) -> Rule:
    return Rule(who, states, conditions, "refused.not_the_decider", _FOUR_EYES_DECIDE)


ITEM_RULES: Mapping[Action, Rule] = {
    Action.SEE_ITEM: Rule(_SEES),
    Action.SEE_WORDS: Rule(_SEES),
    Action.SEE_EVIDENCE: Rule(_SEES),
    Action.SEE_DRAFT: Rule(
        _COORDINATOR | _LEADER | _DECIDES_TALK,
        conditions=(needs.DRAFTED,),
        otherwise="refused.not_the_coordinator",
    ),
    Action.DRAFT_PAPER: Rule(_COORDINATOR | _DECIDES_TALK, _OWED, otherwise="refused.not_the_coordinator"),
    Action.REPORT: Rule(_ASKED, (*_OWED, State.SUSPENDED, State.SUBMITTED)),
    Action.SUPPLEMENT: Rule(_OWN, (State.CLOSED,)),
    Action.FILE: Rule(_OWN, _RUNNING, (needs.RECURRING,)),
    Action.NO_CHANGE: Rule(_ASKED, _RUNNING, in_state={State.PAST: "refused.past_is_asked"}),
    Action.SUBMIT: Rule(_OWN, (*_OWED, State.SUSPENDED), (needs.DATED_FOR_REVIEW,)),
    Action.ASK_EXTENSION: Rule(_OWN, _OWED, (needs.DATED_FOR_EXTENSION, needs.OWES_RESULT)),
    Action.DECLINE: Rule(_OWN, _OWED, (needs.NOT_DECLINED, needs.OWES_RESULT)),
    Action.NOT_CONCERNED: Rule(_OWN, _RUNNING, (needs.TOLD_ONLY,)),
    Action.WAIT_FOR: Rule(_OWN, _RUNNING, (needs.DATED_FOR_WAITING, needs.OWES_RESULT)),
    Action.HELPED: Rule(_who(OF_UNITS, Relation.WAITED_FOR), _RUNNING, otherwise="refused.not_waited_for"),
    Action.SIGN: Rule(_OWN, (*_OWED, State.SUSPENDED), (needs.UNSIGNED,)),
    Action.ASK_SUSPENSION: Rule(
        _OWN, _RUNNING, (needs.DATED_FOR_SUSPENSION, needs.OWES_RESULT, needs.NO_SUSPENSION_ASKED)
    ),
    Action.RESTART: Rule(_OWN | _SUSPENDS | _DECIDES_SUSPENSION, (State.SUSPENDED,), in_state=_NOT_SUSPENDED),
    Action.RESUME: Rule(_OWN, _RUNNING, (needs.WAITS,)),
    Action.HAND_OVER: Rule(_OWN, (*_OWED, State.SUSPENDED, State.SUBMITTED)),
    Action.PASS: _review(),
    Action.RETURN_FOR_REWORK: _review(),
    Action.GRANT_EXTENSION: _decision(_DECIDES_EXTENSION, needs.EXTENSION_PENDING),
    Action.REFUSE_EXTENSION: _decision(_DECIDES_EXTENSION, needs.EXTENSION_PENDING),
    Action.ACCEPT_DECLINE: _decision(_DECIDES_DECLINE, needs.DECLINE_PENDING),
    Action.REFUSE_DECLINE: _decision(_DECIDES_DECLINE, needs.DECLINE_PENDING),
    Action.GRANT_SUSPENSION: _decision(
        _DECIDES_SUSPENSION, needs.SUSPENSION_PENDING, needs.NOTHING_ELSE_PENDING, states=_RUNNING
    ),
    Action.REFUSE_SUSPENSION: _decision(_DECIDES_SUSPENSION, needs.SUSPENSION_PENDING, states=_RUNNING),
    Action.SUSPEND: _decision(
        _SUSPENDS, needs.DATED_FOR_SUSPENSION, needs.OWES_RESULT, needs.NOTHING_ELSE_PENDING, states=_RUNNING
    ),
    Action.REOPEN: Rule(
        _REVIEWS,
        (State.CLOSED, State.EXCUSED),
        (needs.NOT_DROPPED, needs.REOPENABLE),
        "refused.not_the_decider",
        _FOUR_EYES,
    ),
    Action.RECHECK: Rule(
        _REVIEWS | _SUSPENDS,
        (State.CLOSED,),
        (needs.RECHECKABLE, needs.NOT_RECHECKING),
        "refused.not_the_decider",
        _FOUR_EYES,
    ),
    Action.CONFIRM_CLOSED: Rule(
        _REVIEWS,
        (State.CLOSED,),
        (needs.RECHECKABLE, needs.RECHECKING),
        "refused.not_the_decider",
        _FOUR_EYES,
    ),
    Action.ENDORSE: Rule(
        _DECIDES_TALK,
        _RUNNING,
        (needs.PROPOSED,),
        "refused.not_the_coordinator",
        {Relation.OWN_BUREAU: "refused.own_unit_decides"},
    ),
    Action.DECIDE_TALK: Rule(
        _who((Role.LEADER,), Relation.DIRECTS_TALK),
        _RUNNING,
        (needs.BEFORE_THE_LEADER,),
        "refused.not_the_leader",
        dict.fromkeys((Relation.OWN_UNIT, Relation.ASSIGNEE), "refused.own_unit_decides"),
    ),
    Action.START: Rule(_COORDINATOR, (State.PAST,), otherwise="refused.not_the_coordinator"),
    Action.CHASE: Rule(
        _COORDINATOR | _who((Role.LIAISON,), Relation.TASK_LEAD),
        _OWED,
        otherwise="refused.not_the_coordinator",
    ),
}


@dataclass(frozen=True, slots=True)
class PlanRule:
    roles: frozenset[Role]
    otherwise: str
    anywhere: frozenset[Role] = frozenset()  # of an action of a unit: who may do it whatever their unit
    issues: bool = False  # or, for whatever role, whoever may issue papers


PLAN_RULES: Mapping[Action, PlanRule] = {
    Action.ACKNOWLEDGE: PlanRule(frozenset({Role.LIAISON}), "refused.not_a_liaison"),
    Action.CHASE_ACKNOWLEDGEMENT: PlanRule(frozenset({Role.COORDINATOR}), "refused.not_the_coordinator"),
    Action.REHEARSE_GOLIVE: PlanRule(frozenset({Role.COORDINATOR}), "refused.not_the_coordinator"),
    Action.GO_LIVE: PlanRule(frozenset({Role.COORDINATOR}), "refused.not_the_coordinator"),
    Action.POST_IN_GROUP: PlanRule(frozenset({Role.COORDINATOR}), "refused.not_the_coordinator"),
    Action.SEE_WHOLE_PLAN: PlanRule(frozenset(_PLAN_WIDE), "refused.not_visible"),
    Action.SEE_OPEN_POINTS: PlanRule(frozenset({Role.COORDINATOR}), "refused.not_the_coordinator"),
    Action.DRAFT_BULLETIN: PlanRule(
        frozenset({Role.COORDINATOR}), "refused.not_the_coordinator", issues=True
    ),
    Action.EDIT_PAPER: PlanRule(
        frozenset({Role.COORDINATOR, Role.REVIEWER}), "refused.not_the_coordinator", issues=True
    ),
    Action.SEE_PAPERS: PlanRule(frozenset(_PLAN_WIDE), "refused.not_visible", issues=True),
    Action.ISSUE_PAPER: PlanRule(frozenset(), "refused.may_not_issue", issues=True),
    Action.ANSWER_LISTED: PlanRule(frozenset(OF_UNITS), "refused.not_yours"),  # of their own unit
    Action.ANSWER_RETURN: PlanRule(frozenset(OF_UNITS), "refused.not_yours"),  # of their own unit
    Action.SUPPORT: PlanRule(frozenset(OF_UNITS), "refused.not_yours"),  # for their own unit
    Action.SET_ABSENCE: PlanRule(frozenset(OF_UNITS), "refused.absence_of_units"),
    Action.SET_ABSENCE_FOR: PlanRule(frozenset({Role.HEAD, Role.COORDINATOR}), "refused.absence_only_own"),
    Action.CONFIRM_POST: PlanRule(frozenset({Role.LIAISON}), "refused.not_a_liaison"),
    Action.STAND_DOWN: PlanRule(frozenset(OF_UNITS), "refused.not_standing_in"),
    Action.RULE: PlanRule(frozenset({Role.COORDINATOR}), "refused.not_the_coordinator"),
    Action.ASK_SUPPORT: PlanRule(  # for their own unit, which leads the task
        frozenset(OF_UNITS), "refused.not_the_lead", frozenset({Role.COORDINATOR})
    ),
    Action.ENTER_READINGS: PlanRule(  # for the unit that the plan names
        frozenset(OF_UNITS), "refused.readings_of_others", frozenset({Role.COORDINATOR})
    ),
    Action.HAND_IN_LIST: PlanRule(  # for a unit that leads its milestone's task
        frozenset(OF_UNITS), "refused.list_of_others", frozenset({Role.COORDINATOR})
    ),
    Action.ORDER_EMERGENCY: PlanRule(frozenset({Role.COORDINATOR}), "refused.not_the_coordinator"),
    Action.DATE_FOLLOW_UP: PlanRule(frozenset({Role.COORDINATOR}), "refused.not_the_coordinator"),
    Action.SEE_EMERGENCY: PlanRule(frozenset(_PLAN_WIDE), "refused.not_visible"),
    Action.SIGN_EMERGENCY: PlanRule(frozenset(OF_UNITS), "refused.not_in_emergency"),  # of their own unit
    Action.REPORT_EMERGENCY: PlanRule(frozenset(OF_UNITS), "refused.not_in_emergency"),  # of their own unit
    Action.MARK_CHECKLIST: PlanRule(frozenset(OF_UNITS), "refused.not_in_emergency"),  # of their own unit
    Action.ISSUE_TICKET: PlanRule(frozenset({Role.COORDINATOR}), "refused.not_the_coordinator"),
    Action.SEE_TICKET: PlanRule(  # of their own unit
        frozenset(OF_UNITS), "refused.not_your_ticket", frozenset(_PLAN_WIDE)
    ),
    Action.ANSWER_TICKET: PlanRule(frozenset(OF_UNITS), "refused.not_your_ticket"),  # of their own unit
    Action.REVIEW_TICKET: PlanRule(  # of another unit than their own: bot/domain/tickets/ticket_rights.py
        frozenset({Role.COORDINATOR, Role.REVIEWER}), "refused.not_the_decider"
    ),
    Action.CHANGE_TICKET: PlanRule(frozenset({Role.COORDINATOR}), "refused.not_the_coordinator"),
    Action.SEE_TELEPHONE: PlanRule(  # of people of their own unit
        frozenset({Role.HEAD}), "refused.not_visible", frozenset({Role.COORDINATOR})
    ),
    Action.DECIDE_TICKET_TALK: PlanRule(frozenset({Role.LEADER}), "refused.not_the_leader"),
    Action.COMPLAIN: PlanRule(frozenset(Role), "refused.not_visible"),
    Action.ANSWER_COMPLAINT: PlanRule(  # one that is addressed to them: bot/domain/complaint.py
        frozenset({Role.COORDINATOR, Role.REVIEWER}), "refused.complaint_of_others"
    ),
    Action.UNDO: PlanRule(frozenset(Role), "refused.nothing_to_undo"),  # of what they did themselves
}

FILED = "refused.filed"  # a return's item is answered, not closed by a review
RULE_KEYS = {FILED: FILED} | {
    key: key
    for rule in ITEM_RULES.values()
    for key in (
        rule.otherwise, *rule.instead.values(), *rule.in_state.values(), *(one.key for one in rule.conditions),
    )
} | {rule.otherwise: rule.otherwise for rule in PLAN_RULES.values()}  # fmt: skip


def refusal(action: Action, person: Person, a: Assignment, plan: Plan, roster: Roster) -> Refused | None:
    """Why the person may not do this to the item now; None where they may.

    The person is judged first, so that an item's state is told only to those who may act on it.
    """
    rule = ITEM_RULES[action]
    held = standings(person, a, plan, roster)
    if not held & rule.who:
        return _not_theirs(rule, held, a, roster)
    if a.state not in rule.states:
        return Refused(rule.in_state.get(a.state) or _state_key(a))
    return next((Refused(one.key) for one in rule.conditions if not one.holds(a, plan)), None)


def _state_key(a: Assignment) -> str:
    return FILED if a.recurring and a.state is State.CLOSED else STATE_KEYS[a.state]


def _not_theirs(rule: Rule, held: frozenset[Standing], a: Assignment, roster: Roster) -> Refused:
    relations = {relation for _, relation in held}
    colleague = handed_to(a, roster)
    if Relation.HANDED_ON in relations and colleague and rule.who & _OWN:
        return Refused("refused.handed_over", name=colleague.name)
    if not held & _SEES:
        return Refused("refused.not_yours", unit=a.unit)
    key = next((key for relation, key in rule.instead.items() if relation in relations), rule.otherwise)
    return Refused(key, unit=a.unit) if key == "refused.not_yours" else Refused(key)


OF_A_UNIT = (
    Action.ANSWER_LISTED, Action.ANSWER_RETURN, Action.SUPPORT, Action.ASK_SUPPORT, Action.ENTER_READINGS,
    Action.HAND_IN_LIST, Action.SIGN_EMERGENCY, Action.REPORT_EMERGENCY, Action.MARK_CHECKLIST,
    Action.SEE_TICKET, Action.ANSWER_TICKET, Action.SEE_TELEPHONE,
)  # fmt: skip


def refusal_in_plan(action: Action, person: Person, unit: str = "") -> Refused | None:
    """Why the person may not do this to the plan; or for `unit`, where the action is one of a unit."""
    rule = PLAN_RULES[action]
    if any(person.holds(role) for role in rule.anywhere):
        return None
    if action in OF_A_UNIT:
        return None if unit in person.units(*rule.roles) else Refused(rule.otherwise, unit=unit)
    if any(person.holds(role) for role in rule.roles) or (rule.issues and person.issues):
        return None
    return Refused(rule.otherwise)


def absence_refusal(by: Person, person: Person) -> Refused | None:
    """Why this absence is not theirs to set: oneself may, a head for the unit's liaisons, the coordinator for anybody
    of a unit."""
    refused = refusal_in_plan(Action.SET_ABSENCE if by == person else Action.SET_ABSENCE_FOR, by)
    mine = set(by.units(Role.HEAD)) & set(person.units(Role.LIAISON))
    theirs = mine or (by.holds(Role.COORDINATOR) and person.units(*OF_UNITS))
    if refused or by == person or theirs:
        return refused
    return Refused("refused.not_your_person", name=person.name)


def is_asked(person: Person, a: Assignment, plan: Plan, roster: Roster) -> bool:
    """Whether it is this person who is asked about the item, whatever its state: not after it was handed on."""
    return bool(unit_standings(person, a, plan, roster) & _ASKED)


def own_part(person: Person, plan: Plan) -> tuple[frozenset[str], frozenset[str]]:
    """(units, tasks): whose items the person sees, and of which tasks those of the counties too."""
    units = frozenset(person.units(*OF_UNITS))
    return units, frozenset(task.id for task in plan.tasks if units & set(task.roles.leads))


def may_open_file(person: Person, sender_id: str, roster: Roster) -> bool:
    """Evidence is for its sender, for people of the sender's unit, and for whoever sees the whole plan."""
    sender = roster.by_id.get(sender_id)
    same_unit = sender is not None and bool(set(person.units()) & set(sender.units()))
    return person.id == sender_id or same_unit or refusal_in_plan(Action.SEE_WHOLE_PLAN, person) is None
