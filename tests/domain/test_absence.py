"""Who stands in: laws of the roster of a day, and the fold of a person's absences."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.absence import Absence, absence_after, away_on
from bot.domain.assignment import Event, Kind
from bot.domain.language.leaves import leave_words
from bot.domain.person import Person, Post, Role, Roster

DAY = date(2023, 11, 1)
UNITS = ("甲局", "乙局")
IDS = tuple("abcdef")


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    people = []
    for id_ in IDS:
        units = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=2, unique=True))
        tasks = draw(st.sampled_from([(), ("1",)]))
        people.append(Person(id_, id_, tuple(Post(Role.LIAISON, unit, tasks) for unit in units)))
    away = draw(st.dictionaries(st.sampled_from(IDS), st.sampled_from(("", *IDS)), max_size=5))
    return Roster(tuple(people), away)


@given(rosters(), st.sampled_from(UNITS), st.sampled_from(["1", "2"]))
def test_whoever_is_asked_is_there_holds_the_post_and_is_asked_once(
    roster: Roster, unit: str, task: str
) -> None:
    found = roster.liaisons(unit, task)
    assert len({person.id for person in found}) == len(found)
    assert not {person.id for person in found} & set(roster.away)
    assert set(found) <= set(roster.colleagues(unit))


@given(rosters(), st.sampled_from(UNITS), st.sampled_from(["1", "2"]))
def test_somebody_is_left_out_only_where_nobody_stands_in(roster: Roster, unit: str, task: str) -> None:
    everybody = Roster(roster.people).liaisons(unit, task)
    holders = roster.colleagues(unit)
    for person in everybody:
        found = roster.present(person, holders)
        assert found in roster.liaisons(unit, task) if found else person.id in roster.away


@given(rosters(), st.sampled_from(UNITS), st.sampled_from(["1", "2"]))
def test_when_everybody_is_back_all_is_as_it_was(roster: Roster, unit: str, task: str) -> None:
    there = Roster(roster.people, away_on((), DAY))
    assert there.liaisons(unit, task) == Roster(roster.people).liaisons(unit, task)


SPANS = st.tuples(st.integers(-3, 10), st.integers(0, 8)).map(
    lambda one: (DAY + timedelta(one[0]), DAY + timedelta(one[0] + one[1]))
)


@given(SPANS, st.integers(-5, 20))
def test_both_days_count_and_no_other(span: tuple[date, date], n: int) -> None:
    day = DAY + timedelta(n)
    absence = Absence("a", *span, "b", 1, 1)
    assert away_on([absence], day) == ({"a": "b"} if span[0] <= day <= span[1] else {})


def event(kind: Kind, **data: object) -> Event:
    return Event(kind, 0, DAY, "a", data)


def test_an_absence_goes_through_its_life() -> None:
    set_ = event(Kind.ABSENT, starts="2023-11-06", ends="2023-11-08", substitute="b")
    life = [set_, event(Kind.STOOD_DOWN), event(Kind.SUBSTITUTED, substitute="c"), event(Kind.BEGAN)]
    found = [absence_after("a", list(enumerate(life[: n + 1], 1))) for n in range(len(life))]
    assert [one and (one.substitute, one.begun, one.number) for one in found] == [
        ("b", False, 1), ("", False, 1), ("c", False, 1), ("c", True, 1),
    ]  # fmt: skip
    assert absence_after("a", enumerate([*life, event(Kind.BACK)], 1)) is None
    later = absence_after("a", enumerate([*life, event(Kind.BACK), set_], 1))
    assert later and later.number == 6


def test_what_people_type_about_being_away() -> None:
    """On Wednesday 2023-11-01."""
    said = {
        "3天 由李强代": (None, None, 3, "李强"),
        "我下周一到周三出差，由王敏代": (date(2023, 11, 6), date(2023, 11, 8), 0, "王敏"),
        "请假到12日，工作交给李强": (None, date(2023, 11, 12), 0, "李强"),
        "3天后回来": (None, date(2023, 11, 3), 0, ""),
        "请假，后天回来": (None, date(2023, 11, 2), 0, ""),
        "请两天假，由张伟同志代办": (None, None, 2, "张伟"),
        "11.6-11.8出差 王敏代": (date(2023, 11, 6), date(2023, 11, 8), 0, "王敏"),
        "6-8号请假": (date(2023, 11, 6), date(2023, 11, 8), 0, ""),
        "从11月6日起请假5天，王敏代": (date(2023, 11, 6), None, 5, "王敏"),
        "周一到周三请假，让小王顶一下": (date(2023, 11, 6), date(2023, 11, 8), 0, "小王"),
        "出差到下周二": (None, date(2023, 11, 7), 0, ""),
        "12月28日到1月3日休假": (date(2023, 12, 28), date(2024, 1, 3), 0, ""),
        "产假到明年3月1日": (None, date(2024, 3, 1), 0, ""),
        "休年假一周，李强替我": (None, date(2023, 11, 7), 0, "李强"),
    }
    read = {text: leave_words(text, DAY) for text in said}
    assert {text: (w.starts, w.ends, w.workdays, w.who) for text, w in read.items()} == said


@given(st.text(max_size=60))
def test_any_text_is_read_as_days_or_as_nothing(text: str) -> None:
    words = leave_words(text, DAY)
    assert words.workdays >= 0 and (words.starts is None or words.ends is None or words.starts <= words.ends)
