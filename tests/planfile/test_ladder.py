"""plan/ladder.yaml is the ladder of the design, and a ladder that breaks its rules is refused."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import Invalid
from bot.domain.ladder import Draft, Rung, due_steps
from bot.domain.person import Role
from bot.planfile.calendar import load_calendar
from bot.planfile.ladder import load_ladders, read_ladders
from tests.planfile.files import EN, ROOT, ZH

FILE = ROOT / "plan" / "ladder.yaml"
TEXT = FILE.read_text(encoding="utf-8")
LADDERS = read_ladders(FILE, ZH)
CALENDAR = load_calendar("holidays: []", "f", ZoneInfo("Asia/Shanghai"), ZH)


def test_a_dated_item_climbs_on_the_days_of_the_design() -> None:
    climbed = due_steps(LADDERS.dated, date(2023, 12, 31), date(2023, 11, 1), date(2024, 1, 10), CALENDAR)
    assert [(r.day.strftime("%m-%d"), r.step.rung) for r in climbed] == [
        ("12-04", Rung.REMIND),
        ("12-18", Rung.REMIND),
        ("12-25", Rung.REMIND),
        ("12-29", Rung.REMIND),
        ("01-02", Rung.CHASE),
        ("01-04", Rung.SUPERVISE),
        ("01-10", Rung.PROPOSE_TALK),
    ]


def test_each_ladder_ends_where_the_design_says() -> None:
    assert [ladder.steps[-1].rung for ladder in LADDERS] == [
        Rung.PROPOSE_TALK,
        Rung.CHASE,
        Rung.SUPERVISE,
        Rung.CHASE,
        Rung.SUPERVISE,
        Rung.SUPERVISE,
    ]
    assert [ladder.weekly for ladder in LADDERS] == [True, False, True, False, False, True]


def test_a_body_outside_the_city_government_is_written_to_and_never_talked_to() -> None:
    assert [s.draft for s in LADDERS.external.steps if s.draft] == [Draft.LETTER]
    assert [s.draft for s in LADDERS.dated.steps if s.draft] == [Draft.TALK]


def test_heads_hear_only_of_what_is_late() -> None:
    assert all(step.at.n > 0 for ladder in LADDERS for step in ladder.steps if Role.HEAD in step.to)


def test_a_return_is_reminded_of_twice_and_ends_with_the_coordinator() -> None:
    assert [(step.at.n, step.rung.value) for step in LADDERS.returned.steps] == [
        (-3, "remind"),
        (0, "remind"),
        (1, "chase"),
        (3, "supervise"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("at: -10", "at: -25", "-25 comes after -20: the steps are not in time order"),
        ("at: 7", "at: 700", "700 is more than 250 workdays away"),
        ("at: 7", "at: soon", "soon is not a whole number"),
        ("rung: remind", "rung: remnd", "remnd is none of the choices; did you mean remind?"),
        (
            "{at: -1, rung: remind, to: [liaison]}",
            "{at: -1, rung: remind, to: [head]}",
            "a head hears of nothing",
        ),
        ("to: [coordinator], draft: letter", "to: [coordinator], draft: talk", "external proposes no talk"),
        ("weekly: true", "weekly: always", "always is neither true nor false"),
        ("soft:", "softt:", "there is no key softt here; did you mean soft?"),
        ("to: [reviewer]", "to: []", "to must not be an empty list"),
    ],
)
def test_a_ladder_that_breaks_a_rule_is_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        load_ladders(TEXT.replace(old, new), "ladder.yaml", EN)
    assert said in str(caught.value)


@pytest.mark.parametrize("name", ["soft", "external", "returned", "review"])
def test_only_the_dated_ladder_proposes_a_talk(name: str) -> None:
    head, tail = TEXT.split(f"\n{name}:\n")
    steps = tail.replace(
        "  steps:\n", "  steps:\n    - {at: -40, rung: propose_talk, to: [coordinator]}\n", 1
    )
    with pytest.raises(Invalid, match=f"the ladder {name} ends at"):
        load_ladders(f"{head}\n{name}:\n{steps}", "ladder.yaml", EN)
