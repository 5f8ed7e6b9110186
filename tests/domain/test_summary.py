"""Lights are counted, and the worst one shows."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.light import Light, Reason
from bot.domain.plan import MilestoneKind, UnitRole
from bot.domain.summary import Lights, Tally, worst, worst_by

lights = st.lists(st.sampled_from(Light), max_size=30)


@given(lights, lights)
def test_lights_add_up(some: list[Light], others: list[Light]) -> None:
    a, b, both = Lights.of(some), Lights.of(others), Lights.of(some + others)
    assert both.total == a.total + b.total == len(some) + len(others)
    assert all(both[light] == a[light] + b[light] for light in Light)
    assert both.worst == worst([a.worst, b.worst]) or not (some and others)


tallies = st.lists(
    st.builds(
        Tally, st.sampled_from("12"), st.sampled_from(("东县", "西县", "市城市管理局")), st.sampled_from(UnitRole),
        st.sampled_from(MilestoneKind), st.sampled_from(Light), st.sampled_from(Reason), st.integers(0, 3),
    ),
    max_size=20,
)  # fmt: skip


@given(tallies)
def test_no_light_of_a_task_is_better_than_any_of_its_shares_and_counties_are_apart(
    counted: list[Tally],
) -> None:
    for county in (True, False):
        found = worst_by(counted, county=county)
        for tally in counted:
            if tally.n and (tally.role is UnitRole.LOCAL) is county:
                assert found[tally.task, tally.unit].weight <= tally.light.weight
        assert set(found) == {
            (t.task, t.unit) for t in counted if t.n and (t.role is UnitRole.LOCAL) is county
        }
