"""Four eyes: another person, and another unit."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.assignment import Assignment, State
from bot.domain.permissions import Action, refusal
from bot.domain.person import Person, Post, Role, Roster
from bot.domain.plan import UnitRole
from bot.domain.review import reviewer_missing_for, reviewers
from bot.planfile.demo import demo_people
from tests.builders import ZH, seed_plan, small_plan
from tests.domain.given import share

PLAN = small_plan()
LEAD, BUREAU, COUNTY = "市城市管理局", "市生态环境局", "东县"


def roster(*people: Person) -> Roster:
    coordinator = Person("office", "统筹", (Post(Role.COORDINATOR, BUREAU),))
    reviewer = Person("reviewer", "复核人", (Post(Role.REVIEWER),))
    return Roster((coordinator, reviewer, *people))


def submitted(unit: str, role: UnitRole, by: str = "them") -> Assignment:
    return replace(share(unit=unit, role=role), state=State.SUBMITTED, submitted_by=by)


def liaison(id_: str, unit: str) -> Person:
    return Person(id_, id_, (Post(Role.LIAISON, unit),))


def test_the_lead_reviews_counties_the_coordinator_leads_the_reviewer_the_coordinators_own_bureau() -> None:
    people = roster(liaison("lead", LEAD))
    chosen = [
        reviewers(submitted(COUNTY, UnitRole.LOCAL), PLAN, people),
        reviewers(submitted(LEAD, UnitRole.LEAD), PLAN, people),
        reviewers(submitted(BUREAU, UnitRole.LEAD), PLAN, people),
    ]
    assert [[person.id for person in one.people] for one in chosen] == [["lead"], ["office"], ["reviewer"]]
    assert [one.unit for one in chosen] == [LEAD, BUREAU, ""]


def test_a_person_with_both_roles_leaves_the_review_to_the_next_candidate() -> None:
    both = Person("both", "两边", (Post(Role.LIAISON, LEAD), Post(Role.LIAISON, COUNTY)))
    assert [p.id for p in reviewers(submitted(COUNTY, UnitRole.LOCAL), PLAN, roster(both)).people] == [
        "office"
    ]


units = st.sampled_from([unit.name for unit in PLAN.units])
posts = st.builds(Post, st.sampled_from(Role), units)
rosters = st.lists(
    st.builds(
        Person, st.uuids().map(str), st.just("某人"), st.lists(posts, min_size=1, max_size=3).map(tuple)
    ),
    max_size=8,
).map(lambda people: Roster(tuple(people)))


@given(rosters, units, st.sampled_from((UnitRole.LEAD, UnitRole.LOCAL)), st.integers(0, 7))
def test_nobody_reviews_their_own_work_or_their_own_units(
    people: Roster, unit: str, role: UnitRole, by: int
) -> None:
    by_whom = people.people[by % len(people.people)].id if people.people else "them"
    a = submitted(unit, role, by_whom)
    for person in people.people:
        if refusal(Action.PASS, person, a, PLAN, people) is None:
            assert person.id != by_whom
            assert unit not in person.units()


@given(rosters)
def test_a_unit_without_a_reviewer_is_found_before_it_submits(people: Roster) -> None:
    """duban check says it; else the liaison would be refused on the day it is done."""
    missing = reviewer_missing_for(PLAN, people)
    for unit in (LEAD, BUREAU):
        chosen = reviewers(submitted(unit, UnitRole.LEAD, by="nobody of them"), PLAN, people)
        assert (unit in missing) == (not chosen.people)


def test_in_the_demo_every_result_has_a_reviewer() -> None:
    assert reviewer_missing_for(seed_plan(), demo_people(seed_plan(), ZH)) == ()
