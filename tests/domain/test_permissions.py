"""The table of permissions against laws written without it: by the rules of the design, not by what the code says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.assignment import Assignment, Kind, State
from bot.domain.ladder import Rung
from bot.domain.permissions import ITEM_RULES, PLAN_RULES, Action, may_open_file, refusal, refusal_in_plan
from bot.domain.person import Person, Post, Role, Roster
from bot.domain.plan import UnitRole
from bot.domain.transitions import TRANSITIONS
from tests.builders import small_plan
from tests.domain.given import share

PLAN = small_plan()
LEAD, BUREAU, OTHER, COUNTY, FAR = "市城市管理局", "市生态环境局", "市烟草公司", "东县", "西县"

PEOPLE = {
    "coordinator": Person("coordinator", "统筹", (Post(Role.COORDINATOR, BUREAU),)),
    "reviewer": Person("reviewer", "复核人", (Post(Role.REVIEWER),)),
    "leader": Person("leader", "领导", (Post(Role.LEADER),)),
    **{
        f"{unit}-{role}": Person(f"{unit}-{role}", f"{unit}{role}", (Post(role, unit),))
        for unit in (LEAD, BUREAU, OTHER, COUNTY, FAR)
        for role in (Role.LIAISON, Role.HEAD)
    },
    "second": Person("second", "同事", (Post(Role.LIAISON, LEAD),)),
}
ROSTER = Roster(tuple(PEOPLE.values()))

EVENTS: Mapping[Action, tuple[Kind, ...]] = {
    Action.REPORT: (Kind.REPORTED,),
    Action.SUPPLEMENT: (Kind.REPORTED,),
    Action.FILE: (Kind.FILED,),
    Action.NO_CHANGE: (Kind.REPORTED,),
    Action.SUBMIT: (Kind.SUBMITTED,),
    Action.ASK_EXTENSION: (Kind.EXTENSION_ASKED,),
    Action.DECLINE: (Kind.DECLINED,),
    Action.NOT_CONCERNED: (Kind.NOT_CONCERNED,),
    Action.WAIT_FOR: (Kind.WAITED,),
    Action.RESUME: (Kind.RESUMED,),
    Action.HAND_OVER: (Kind.HANDED,),
    Action.PASS: (Kind.PASSED, Kind.SAMPLED_PASSED),
    Action.RETURN_FOR_REWORK: (Kind.RETURNED,),
    Action.GRANT_EXTENSION: (Kind.EXTENSION_GRANTED,),
    Action.REFUSE_EXTENSION: (Kind.EXTENSION_REFUSED,),
    Action.ACCEPT_DECLINE: (Kind.DECLINE_ACCEPTED,),
    Action.REFUSE_DECLINE: (Kind.DECLINE_REFUSED,),
    Action.SIGN: (Kind.SIGNED,),
    Action.ASK_SUSPENSION: (Kind.SUSPENSION_ASKED,),
    Action.GRANT_SUSPENSION: (Kind.SUSPENDED,),
    Action.REFUSE_SUSPENSION: (Kind.SUSPENSION_REFUSED,),
    Action.SUSPEND: (Kind.SUSPENDED,),
    Action.RESTART: (Kind.RESTARTED,),
    Action.HELPED: (Kind.RESUMED,),
    Action.REOPEN: (Kind.REOPENED,),
    Action.RECHECK: (Kind.RECHECK_ASKED,),
    Action.CONFIRM_CLOSED: (Kind.RECHECK_PASSED,),
    Action.ENDORSE: (Kind.ENDORSED,),
    Action.DECIDE_TALK: (Kind.TALK_AGREED, Kind.TALK_REFUSED, Kind.TALK_DEFERRED),
    Action.START: (Kind.STARTED,),
    Action.CHASE: (Kind.CHASED,),
}
SEEING = {Action.SEE_ITEM, Action.SEE_WORDS, Action.SEE_EVIDENCE, Action.SEE_DRAFT}
DECIDING = {
    Action.PASS, Action.RETURN_FOR_REWORK, Action.GRANT_EXTENSION, Action.REFUSE_EXTENSION,
    Action.ACCEPT_DECLINE, Action.REFUSE_DECLINE, Action.ENDORSE, Action.GRANT_SUSPENSION, Action.REFUSE_SUSPENSION,
    Action.SUSPEND, Action.REOPEN, Action.RECHECK, Action.CONFIRM_CLOSED,
}  # fmt: skip


def item(
    unit: str = LEAD, role: UnitRole = UnitRole.LEAD, state: State = State.OPEN, **fields: object
) -> Assignment:
    return replace(share(unit=unit, role=role, state=state), task="1", holder=unit, **fields)  # type: ignore[arg-type]


def county(**fields: object) -> Assignment:
    return item(COUNTY, UnitRole.LOCAL, **fields)  # type: ignore[arg-type]


def who_may(action: Action, a: Assignment, roster: Roster = ROSTER) -> set[str]:
    return {p.id for p in roster.people if refusal(action, p, a, PLAN, roster) is None}


def test_every_state_of_a_rule_can_take_its_event() -> None:
    elsewhere = {Action.DRAFT_PAPER}  # in the stream of the paper
    assert set(EVENTS) == set(ITEM_RULES) - SEEING - elsewhere
    for action, kinds in EVENTS.items():
        for state in ITEM_RULES[action].states:
            assert any((state, kind) in TRANSITIONS for kind in kinds), (action, state)


@pytest.mark.parametrize(
    ("a", "reviewer"),
    [
        (county(state=State.SUBMITTED, submitted_by="东县-liaison"), {"市城市管理局-liaison", "second"}),
        (item(state=State.SUBMITTED, submitted_by="second"), {"coordinator"}),
        (item(BUREAU, state=State.SUBMITTED, submitted_by="市生态环境局-liaison"), {"reviewer"}),
    ],
)
def test_counties_are_reviewed_by_the_lead_leads_by_the_coordinator_their_own_bureau_by_the_reviewer(
    a: Assignment, reviewer: set[str]
) -> None:
    assert who_may(Action.PASS, a) == reviewer == who_may(Action.RETURN_FOR_REWORK, a)


@pytest.mark.parametrize(
    ("a", "decider"),
    [
        (county(extension=date(2024, 3, 1)), {"市城市管理局-liaison", "second"}),
        (county(extension=date(2025, 3, 1)), {"coordinator"}),  # past the plan's end
        (item(extension=date(2024, 3, 1)), {"coordinator"}),
        (item(extension=date(2025, 3, 1)), {"coordinator"}),
        (item(BUREAU, extension=date(2024, 3, 1)), {"reviewer"}),
        (item(BUREAU, extension=date(2025, 3, 1)), {"reviewer"}),
    ],
)
def test_an_extension_is_decided_by_who_reviews_past_the_plans_end_by_the_coordinator(
    a: Assignment, decider: set[str]
) -> None:
    assert who_may(Action.GRANT_EXTENSION, a) == decider == who_may(Action.REFUSE_EXTENSION, a)


def test_a_decline_and_a_talk_are_the_coordinators_of_their_own_bureau_the_reviewers() -> None:
    for unit, decider in ((LEAD, {"coordinator"}), (COUNTY, {"coordinator"}), (BUREAU, {"reviewer"})):
        declined = item(unit, declined=True)
        assert who_may(Action.ACCEPT_DECLINE, declined) == decider == who_may(Action.REFUSE_DECLINE, declined)
        proposed = item(unit, highest_rung=Rung.PROPOSE_TALK)
        assert who_may(Action.ENDORSE, proposed) == decider
        before = replace(proposed, endorsed_on=date(2024, 1, 10))
        assert who_may(Action.DECIDE_TALK, before) == {"leader"}


def test_start_and_golive_are_the_coordinators() -> None:
    assert who_may(Action.START, item(state=State.PAST)) == {"coordinator"}
    for action in (Action.REHEARSE_GOLIVE, Action.GO_LIVE, Action.POST_IN_GROUP, Action.SEE_OPEN_POINTS):
        assert {p.id for p in ROSTER.people if refusal_in_plan(action, p) is None} == {"coordinator"}


def test_the_coordinator_chases_anybody_a_lead_the_counties_of_its_task() -> None:
    assert who_may(Action.CHASE, item()) == {"coordinator"}
    assert who_may(Action.CHASE, county()) == {"coordinator", "市城市管理局-liaison", "second"}


def test_only_its_own_unit_reports_on_an_item() -> None:
    own = {"市城市管理局-liaison", "市城市管理局-head", "second"}
    for action in (Action.REPORT, Action.SUBMIT, Action.ASK_EXTENSION, Action.DECLINE, Action.HAND_OVER):
        assert who_may(action, item()) == own


def test_a_county_says_it_is_not_concerned_by_a_date_it_is_only_told_and_nobody_says_it_for_them() -> None:
    own = {"东县-liaison", "东县-head"}
    for state in State:
        told = county(state=state, told_only=True)
        assert who_may(Action.NOT_CONCERNED, told) == (own if state in (State.OPEN, State.REWORK) else set())
    for owed in (county(), item(), county(period="2023Q4")):
        assert who_may(Action.NOT_CONCERNED, owed) == set()
    refused = refusal(Action.NOT_CONCERNED, PEOPLE["东县-head"], county(), PLAN, ROSTER)
    assert refused and refused.key == "refused.concerned"
    for wrong in ("coordinator", "市城市管理局-liaison", "西县-liaison"):
        refused = refusal(Action.NOT_CONCERNED, PEOPLE[wrong], county(told_only=True), PLAN, ROSTER)
        assert refused and refused.key == "refused.not_yours"


def test_people_of_the_reviewers_unit_report_on_nothing_that_waits_for_review() -> None:
    """W5 of the faults found: they could, for the unit that holds the clock counted as one that owes the item."""
    waits = county(state=State.SUBMITTED, submitted_by="东县-liaison")
    waits = replace(waits, holder=LEAD)
    assert who_may(Action.REPORT, waits) == {"东县-liaison", "东县-head"}


def test_a_unit_whose_help_is_waited_for_answers_and_does_nothing_else() -> None:
    waits = replace(item(), holder=OTHER)
    theirs = {"市烟草公司-liaison", "市烟草公司-head"}
    may = {action for action in EVENTS if theirs & who_may(action, waits)}
    assert may == {Action.REPORT, Action.NO_CHANGE, Action.HELPED}


def test_after_handing_over_only_the_colleague_answers() -> None:
    handed = item(assignee="second")
    assert who_may(Action.REPORT, handed) == {"second"}
    refused = refusal(Action.REPORT, PEOPLE["市城市管理局-head"], handed, PLAN, ROSTER)
    assert refused and refused.key == "refused.handed_over"
    gone = item(assignee="coordinator")  # who is no liaison of the unit any more
    assert who_may(Action.REPORT, gone) == {"市城市管理局-liaison", "市城市管理局-head", "second"}


def test_a_stranger_to_the_item_sees_nothing_of_it() -> None:
    for action in ITEM_RULES:
        for state in State:
            refused = refusal(action, PEOPLE["西县-liaison"], item(state=state), PLAN, ROSTER)
            assert refused and refused.key == "refused.not_yours"


def test_a_file_is_opened_by_its_sender_their_unit_and_who_sees_the_whole_plan() -> None:
    opened = {p.id for p in ROSTER.people if may_open_file(p, "东县-liaison", ROSTER)}
    assert opened == {"东县-liaison", "东县-head", "coordinator", "reviewer", "leader"}


def test_a_return_is_answered_by_its_unit() -> None:
    assert {p.id for p in ROSTER.people if refusal_in_plan(Action.ANSWER_RETURN, p, COUNTY) is None} == {
        "东县-liaison",
        "东县-head",
    }


units = st.sampled_from([unit.name for unit in PLAN.units])
posts = st.builds(Post, st.sampled_from(Role), units)
rosters = st.lists(
    st.builds(Person, st.uuids().map(str), st.just("某人"), st.lists(posts, max_size=3).map(tuple)),
    min_size=1,
    max_size=8,
).map(lambda people: Roster(tuple(people)))
items = st.builds(
    item,
    units,
    st.sampled_from((UnitRole.LEAD, UnitRole.JOINT, UnitRole.LOCAL)),
    st.sampled_from(State),
    extension=st.none() | st.dates(date(2024, 1, 1), date(2026, 1, 1)),
    declined=st.booleans(),
    sampled=st.booleans(),
    highest_rung=st.none() | st.sampled_from(Rung),
)


@given(rosters, items, st.data())
def test_nobody_decides_about_their_own_unit_or_what_they_submitted(
    roster: Roster, a: Assignment, data: st.DataObject
) -> None:
    a = replace(a, submitted_by=data.draw(st.sampled_from(roster.people)).id)
    for action in DECIDING:
        for person in roster.people:
            if refusal(action, person, a, PLAN, roster) is None:
                assert person.id != a.submitted_by
                assert a.unit not in person.units()


@given(rosters, items, st.data())
def test_who_may_act_on_an_item_sees_it_and_who_has_no_post_may_nothing(
    roster: Roster, a: Assignment, data: st.DataObject
) -> None:
    people = data.draw(st.permutations(roster.people))
    for person in people:
        for action in ITEM_RULES:
            if refusal(action, person, a, PLAN, roster) is None:
                assert person.posts
                assert refusal(Action.SEE_ITEM, person, a, PLAN, roster) is None
    nobody = Person("nobody", "无职务", ())
    assert all(refusal(action, nobody, a, PLAN, roster) for action in ITEM_RULES)
    assert all(refusal_in_plan(action, nobody, LEAD) for action in PLAN_RULES)
