"""Who takes over, suspends, reopens and looks again: four eyes (回避) as for every other decision."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.assignment import State
from bot.domain.permissions import Action, refusal
from bot.domain.plan import UnitRole
from tests.domain.test_permissions import (
    BUREAU,
    COUNTY,
    EVENTS,
    LEAD,
    OTHER,
    PEOPLE,
    PLAN,
    ROSTER,
    county,
    item,
    who_may,
)

LEADS = {"市城市管理局-liaison", "second"}


@pytest.mark.parametrize(
    ("unit", "role", "due", "decider"),
    [
        (COUNTY, UnitRole.LOCAL, date(2024, 3, 1), LEADS),
        (COUNTY, UnitRole.LOCAL, date(2025, 3, 1), {"coordinator"}),  # past the plan's end
        (LEAD, UnitRole.LEAD, date(2024, 3, 1), {"coordinator"}),
        (BUREAU, UnitRole.LEAD, date(2024, 3, 1), {"reviewer"}),
        (BUREAU, UnitRole.LEAD, date(2025, 3, 1), {"reviewer"}),
    ],
)
def test_a_suspension_is_granted_by_whoever_decides_an_extension_to_the_date_it_leads_to(
    unit: str, role: UnitRole, due: date, decider: set[str]
) -> None:
    asked = item(unit, role, suspension=date(2024, 2, 1), suspension_due=due)
    assert who_may(Action.GRANT_SUSPENSION, asked) == decider == who_may(Action.REFUSE_SUSPENSION, asked)


def test_the_coordinator_suspends_and_looks_again_of_their_own_bureau_the_reviewer() -> None:
    for unit, decider in ((LEAD, {"coordinator"}), (BUREAU, {"reviewer"})):
        assert who_may(Action.SUSPEND, item(unit)) == decider
        assert who_may(Action.RECHECK, item(unit, state=State.CLOSED)) == decider
    assert who_may(Action.RECHECK, county(state=State.CLOSED)) == {"coordinator", *LEADS}


def test_only_the_reviewer_reopens_and_confirms() -> None:
    for a, reviewer in ((county, LEADS), (item, {"coordinator"})):
        assert who_may(Action.REOPEN, a(state=State.CLOSED)) == reviewer
        assert who_may(Action.REOPEN, a(state=State.EXCUSED)) == reviewer
        assert who_may(Action.CONFIRM_CLOSED, a(state=State.CLOSED, rechecking=True)) == reviewer
    assert who_may(Action.REOPEN, item(BUREAU, state=State.CLOSED)) == {"reviewer"}


def test_a_county_told_a_date_neither_extends_nor_declines_nor_waits_nor_suspends() -> None:
    told = county(told_only=True)
    for action in (
        Action.ASK_EXTENSION,
        Action.DECLINE,
        Action.WAIT_FOR,
        Action.ASK_SUSPENSION,
        Action.SUSPEND,
    ):
        assert who_may(action, told) == set()
        refused = refusal(action, PEOPLE["东县-liaison"], told, PLAN, ROSTER)
        assert refused and refused.key in (
            "refused.told_only",
            "refused.not_the_decider",
            "refused.own_unit_decides",
        )


def test_the_unit_that_gave_an_item_up_sees_it_and_does_nothing_to_it() -> None:
    given_up = replace(item(OTHER), taken_from=LEAD)
    theirs = {"市城市管理局-liaison", "市城市管理局-head", "second"}
    assert {action for action in EVENTS if theirs & who_may(action, given_up)} == set()
    assert theirs <= who_may(Action.SEE_ITEM, given_up)
