"""The seed plan from 2023-12-01 to 2024-01-12, nobody answering: `duban simulate --replies none`."""

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest

from bot.domain.plan import UnitKind
from bot.planfile.demo import demo_people
from bot.simulate.rehearse import Script, rehearse, to_json
from tests.builders import SEED, ZH, calendar, ladders, seed_plan

START, END = date(2023, 12, 1), date(2024, 1, 12)
SCREEN = 25

Message = Mapping[str, Any]


def simulate(replies: str = "none") -> dict[str, Any]:
    document = SEED.read_text(encoding="utf-8")
    people = demo_people(seed_plan(), ZH)
    script = Script(seed_plan(), document, people, calendar(), ladders(), START, replies, seed=7)
    return to_json(script, END, asyncio.run(rehearse(script, END)))


@cache
def silence() -> dict[str, Any]:
    return simulate()


def messages(*, to: str = "") -> list[Message]:
    return [m for m in silence()["messages"] if to in (m["to"]["person"], "")]


def day_of(message: Message) -> date:
    return datetime.fromisoformat(message["at"]).date()


def heard(rung: str | None = None, **about: str) -> Iterator[tuple[date, Message, Mapping[str, Any]]]:
    for message in messages():
        for item in message["assignments"]:
            if all(item[name] == value for name, value in about.items()) and rung in (None, item["rung"]):
                yield day_of(message), message, item


def days_of(*rungs: str, role: str, **about: str) -> list[str]:
    days = {day for rung in rungs for day, m, _ in heard(rung, **about) if m["to"]["role"] == role}
    return [day.isoformat() for day in sorted(days)]


def test_what_is_due_on_sunday_new_years_eve_is_heard_of_on_the_days_of_the_design() -> None:
    due = "2023-12-31"
    assert days_of("remind", role="liaison", due=due) == [
        "2023-12-04",
        "2023-12-18",
        "2023-12-25",
        "2023-12-29",
    ]
    assert days_of("chase", role="head", due=due) == ["2024-01-02"]
    assert days_of("supervise", role="coordinator", due=due) == ["2024-01-04"]
    assert days_of("propose_talk", role="coordinator", due=due) == ["2024-01-10"]


def test_a_legal_date_is_never_moved_to_the_workday_before() -> None:
    shown = {
        (item["due"], item["due_workday"], item["days_late"])
        for day, _, item in heard("chase", due="2023-12-31")
    }
    assert shown == {("2023-12-31", "2023-12-29", 2)}


def test_no_message_on_a_day_off_twice_a_day_or_at_the_full_or_half_hour() -> None:
    assert all(calendar().is_workday(day_of(m)) for m in messages())
    assert set(Counter((m["to"]["person"], day_of(m)) for m in messages()).values()) == {1}
    assert {datetime.fromisoformat(m["at"]).minute for m in messages()}.isdisjoint({0, 30})


def test_task_8_asks_its_four_joint_units_and_tells_the_counties() -> None:
    counties = {unit.name for unit in seed_plan().units if unit.kind is UnitKind.COUNTY}
    heard_of_it = {
        m["to"]["unit"] for _, m, item in heard(milestone="8.1") if m["to"]["role"] in ("liaison", "head")
    }
    asked = heard_of_it - counties
    assert asked == {"市农业农村局", "市财政局", "市生态环境局", "市烟草公司"}
    assert {item["unit"] for _, _, item in heard(milestone="8.1")} == asked | counties


def test_counties_are_told_the_date_of_task_8_three_times() -> None:
    for county in ("内乡县", "官庄工区"):
        told = {str(day_of(m)) for _, m, item in heard(milestone="8.1", unit=county)}
        assert told == {"2023-12-04", "2023-12-25", "2024-01-02"}


def test_task_16_only_encourages_so_it_ends_at_chase() -> None:
    assert {item["rung"] for _, _, item in heard(milestone="16.1")} == {"remind", "chase"}


def test_the_tobacco_company_gets_a_letter_drafted_and_no_talk() -> None:
    company = {"unit": "市烟草公司", "milestone": "8.1"}
    assert days_of("supervise", role="coordinator", **company) == ["2024-01-04"]
    assert days_of("propose_talk", role="coordinator", **company) == []
    fourth = next(m for m in messages(to="coordinator") if day_of(m) == date(2024, 1, 4))
    assert fourth["kind"] == "proposal"
    assert "函" in fourth["text"]
    assert "市烟草公司" in fourth["text"]


def test_a_head_gets_nothing_before_the_first_day_late() -> None:
    heads = [m for m in messages() if m["to"]["role"] == "head" and m["assignments"]]  # 签收 apart
    assert min(map(day_of, heads)) == date(2024, 1, 2)
    assert all(item["days_late"] > 0 for m in heads for item in m["assignments"])


@pytest.mark.parametrize("day", [date(2024, 1, 4), date(2024, 1, 10), date(2024, 1, 11)])
def test_the_coordinators_message_is_one_screen_also_when_all_returns_are_late(day: date) -> None:
    (message,) = [m for m in messages(to="coordinator") if day_of(m) == day]
    assert len(message["text"].splitlines()) <= SCREEN


def test_every_unit_whose_return_is_late_reaches_the_coordinator() -> None:
    (eleventh,) = [m for m in messages(to="coordinator") if day_of(m) == date(2024, 1, 11)]
    asked = {item["unit"] for _, _, item in heard("remind", due="2024-01-08")}
    late = {item["unit"] for item in eleventh["assignments"] if item["rung"] == "supervise"}
    assert late == asked
    assert (
        len(asked) == 32
    )  # 17 counties, the ten bureaus of undated tasks, five that share clauses of tasks 8 and 10


def test_the_leader_gets_three_lines_once_a_week() -> None:
    weeks = [m for m in messages() if m["to"]["role"] == "leader"]
    assert [day_of(m).isoformat() for m in weeks] == [
        "2023-12-04", "2023-12-11", "2023-12-18", "2023-12-25", "2024-01-02", "2024-01-08",
    ]  # fmt: skip
    assert {m["kind"] for m in weeks} == {"weekly"}
    assert {len(m["text"].splitlines()) for m in weeks} == {1 + 3}  # a title and three lines


def test_every_rung_reaches_each_recipient_once() -> None:
    told: dict[tuple[str, ...], set[date]] = defaultdict(set)
    for day, message, item in heard():
        if item["rung"]:
            key = (message["to"]["person"], item["milestone"], item["unit"], item["due"], item["rung"])
            told[key].add(day)
    once: Sequence[str] = ("chase", "propose_talk")
    assert {len(days) for key, days in told.items() if key[-1] in once} == {1}


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert json.dumps(simulate("mixed")) == json.dumps(simulate("mixed"))
    assert json.dumps(simulate()) == json.dumps(silence())
