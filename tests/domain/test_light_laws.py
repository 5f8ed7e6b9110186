"""Laws of the light over random lives of an item: nothing known is not green, silence is never greener than words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.fold import step
from bot.domain.ladder import Rung
from bot.domain.light import Light, Reason, light
from bot.domain.plan import Strength
from bot.domain.transitions import TRANSITIONS
from tests.builders import calendar
from tests.domain.given import share

START, DUE = date(2023, 11, 1), date(2024, 6, 30)
WORDS = (Kind.REPORTED, Kind.FILED, Kind.SUBMITTED)
ACTS = (Kind.DECLINE_ACCEPTED, Kind.DROPPED)
SILENT = (
    Kind.CLIMBED, Kind.ASKED, Kind.EXTENSION_ASKED, Kind.EXTENSION_GRANTED, Kind.DECLINED, Kind.WAITED, Kind.RESUMED,
    Kind.HANDED, Kind.CHASED, Kind.ENDORSED, Kind.REDATED,
)  # fmt: skip

Happening = tuple[int, Kind, int]
recurring = st.booleans()
percents = st.integers(0, 100)


def lives(*kinds: Kind) -> st.SearchStrategy[list[Happening]]:
    """Days after the start on which something happened, with a percent for what carries one."""
    one = st.tuples(st.integers(0, 240), st.sampled_from(kinds), percents)
    return st.lists(one, max_size=12).map(sorted)


def new(returned: bool, strength: Strength = Strength.MUST) -> Assignment:
    return share(DUE, since=START, strength=strength, period="2024-Q2" if returned else "")


def event(kind: Kind, day: date, percent: int) -> Event:
    iso = day.isoformat()
    later = {"due": (day + timedelta(days=90)).isoformat(), "was": iso}
    needs: Mapping[Kind, Mapping[str, object]] = {
        Kind.CLIMBED: {"climbed": iso, "rung": Rung.REMIND, "ladder": "abc", "spent": False, "asked": iso},
        Kind.ASKED: {"asked": (day + timedelta(days=7)).isoformat(), "climbed": iso},
        Kind.REPORTED: {"percent": percent},
        Kind.FILED: {"percent": None},
        Kind.SUBMITTED: {"percent": 100, "reviewer": "市生态环境局"},
        Kind.EXTENSION_ASKED: later,
        Kind.EXTENSION_GRANTED: later,
        Kind.REDATED: later,
        Kind.WAITED: {"unit": "市公安局"},
        Kind.HANDED: {"person": "somebody"},
    }
    return Event(kind, calendar().at(day), day, data=needs.get(kind, {}))


@dataclass(frozen=True)
class Day:
    """The item at the end of a day."""

    day: date
    item: Assignment
    light: Light
    reason: Reason


def days(a: Assignment, happened: list[Happening], last: int = 260) -> Iterator[Day]:
    left = list(happened)
    for n in range(last):
        day = START + timedelta(days=n)
        while left and left[0][0] == n:
            _, kind, percent = left.pop(0)
            if (a.state, kind) in TRANSITIONS:
                a = step(a, event(kind, day, percent))
        decision = light(a, day, calendar())
        yield Day(day, a, decision.light, decision.reason)


@given(recurring, st.sampled_from(Strength), lives(*SILENT))
def test_without_a_word_it_is_white_or_worse(
    returned: bool, strength: Strength, happened: list[Happening]
) -> None:
    for one in days(new(returned, strength), happened):
        assert one.light.weight <= Light.WHITE.weight
        assert not (returned and one.light is Light.RED)


@given(recurring, lives(*SILENT, *WORDS, *ACTS))
def test_grey_is_somebodys_act(returned: bool, happened: list[Happening]) -> None:
    acts = [START + timedelta(days=n) for n, kind, _ in happened if kind in ACTS]
    for one in days(new(returned), happened):
        if one.light is Light.GREY:
            assert acts and one.day >= acts[0]


@given(lives(Kind.CLIMBED, Kind.ASKED, Kind.HANDED, Kind.CHASED), st.integers(0, 240), percents)
def test_who_says_nothing_is_never_greener_than_who_spoke(
    happened: list[Happening], spoke: int, percent: int
) -> None:
    """Two neighbours with the same askings; one of them says so many per cent on one day."""
    told = sorted([*happened, (spoke, Kind.REPORTED, percent)], key=lambda one: one[0])
    for with_words, silent in zip(days(new(False), told), days(new(False), happened), strict=True):
        assert silent.light.weight <= Light.WHITE.weight
        asked = silent.item.asked_until
        if asked and silent.day > asked:
            assert silent.light.weight <= with_words.light.weight


@given(lives(*SILENT), st.integers(0, 200))
def test_asked_again_it_stays_silent(happened: list[Happening], asked: int) -> None:
    """A second asking answers nothing: what is yellow for silence stays so until a word or another date."""
    shown = list(days(new(False), sorted([*happened, (asked, Kind.ASKED, 0)])))
    moved = {
        START + timedelta(days=n) for n, kind, _ in happened if kind in (Kind.REDATED, Kind.EXTENSION_GRANTED)
    }
    for eve, one in pairwise(shown):
        if eve.light is Light.YELLOW and one.day not in moved:
            assert one.light.weight <= Light.YELLOW.weight


@given(recurring, lives(*SILENT, *WORDS, *ACTS))
def test_it_changes_on_the_day_that_was_foretold_or_by_an_event(
    returned: bool, happened: list[Happening]
) -> None:
    eventful = {START + timedelta(days=n) for n, _, _ in happened}
    foretold: date | None = None
    before: tuple[Light, Reason] | None = None
    for one in days(new(returned), happened):
        now = one.light, one.reason
        if before is not None and now != before and one.day not in eventful:
            assert foretold is not None and one.day >= foretold
        foretold, before = light(one.item, one.day, calendar()).until, now
