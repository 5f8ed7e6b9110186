"""people.yaml: several per unit, several units per person, and mistakes told with their place."""

from pathlib import Path

import pytest

from bot.bootstrap.open_channels import account_rules
from bot.domain.errors import Invalid
from bot.domain.person import Role
from bot.domain.plan import UnitKind
from bot.planfile.demo import demo_people
from bot.planfile.people import Account, load_people, read_people
from tests.planfile.files import EN, ROOT, ZH, place_of, seed, small

EXAMPLE = ROOT / "plan" / "people.example.yaml"
WANG = """\
people:
  - id: wang
    name: 王
    language: en
    posts:
      - {role: liaison, unit: 市生态环境局, tasks: ["1"]}
      - {role: head, unit: 市城市管理局}
    accounts: {telegram: "42", wecom: WangJian}
"""


def mistakes(text: str) -> list[str]:
    with pytest.raises(Invalid) as caught:
        load_people(text, "people.yaml", small(), EN, account_rules())
    return [str(mistake).removeprefix("people.yaml:") for mistake in caught.value.mistakes]


def test_the_example_fits_the_shipped_plan() -> None:
    roster = read_people(EXAMPLE, seed(), ZH).roster
    assert [p.id for p in roster.liaisons("市生态环境局", "27")] == ["epb-emergency"]
    assert [p.id for p in roster.liaisons("市生态环境局", "13")] == ["epb-liaison"]
    assert roster.by_id["zone-liaison"].units(Role.LIAISON) == ("高新区", "城乡一体化示范区")
    assert roster.coordinator_units == {"市生态环境局"}


def test_a_person_is_read_whole() -> None:
    people = load_people(WANG, "people.yaml", small(), ZH, account_rules())
    (wang,) = people.roster.people
    assert (wang.language, wang.units()) == ("en", ("市生态环境局", "市城市管理局"))
    assert people.accounts == (Account("wang", "telegram", "42"), Account("wang", "wecom", "wangjian"))


@pytest.mark.parametrize(
    ("old", "new", "at", "said"),
    [
        (
            "市城市管理局",
            "市城管局",
            "市城管局",
            "市城管局 is not among the plan's units; did you mean 市城市管理局?",
        ),
        ("role: head", "role: hed", "hed", "hed is none of the choices; did you mean head?"),
        ("language: en", "language: fr", "fr", "fr is none of the choices; write one of zh_CN, en"),
        ('["1"]', '["9"]', '"9"', "the plan has no task 9; write a task's id, such as 13"),
        ("liaison", "head", "tasks", "only a liaison can have a list of tasks"),
        (", unit: 市城市管理局}", "}", "{role: head}", "the role head has no unit; add unit"),
        ('"42"', '"@wang"', '"@wang"', "“@wang” is not the number of a Telegram account; write the number"),
        ("telegram:", "telegramm:", "telegramm", "there is no key telegramm here; did you mean telegram?"),
        (
            "市生态环境局",
            "市城市管理局",
            '"1"',
            "市城市管理局 has no part in task 1; check the task and the unit",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(old: str, new: str, at: str, said: str) -> None:
    text = WANG.replace(old, new)
    (only,) = mistakes(text)
    assert only.startswith(f"{place_of(text, at)}: {said}")


def test_a_county_has_local_work_in_every_task() -> None:
    roster = load_people(WANG.replace("市生态环境局", "桐柏县"), "people.yaml", small(), EN).roster
    assert [person.id for person in roster.liaisons("桐柏县", "1")] == ["wang"]


def test_ids_and_accounts_belong_to_one_person() -> None:
    twice = WANG + WANG.removeprefix("people:\n")
    assert [said.split(";")[0] for said in mistakes(twice)] == [
        "9:9: id wang is there already, in line 2",
        "15:26: the telegram account 42 is there already, in line 8",
        "15:39: the wecom account WangJian is there already, in line 8",
    ]


def test_a_file_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="cannot be read"):
        read_people(tmp_path / "people.yaml", small(), EN)


def test_in_the_demo_every_unit_has_a_liaison_and_a_head() -> None:
    roster = demo_people(seed(), ZH)
    assert len(roster.people) == 2 * 38 + 3
    for unit in seed().units:
        assert len(roster.liaisons(unit.name, "1")) == len(roster.heads(unit.name)) == 1


def test_the_demos_people_are_called_by_what_they_are() -> None:
    people = demo_people(seed(), ZH).by_id
    assert [people[id_].name for id_ in ("coordinator", "reviewer", "leader")] == ["统筹", "复核人", "领导"]
    assert people["u01-liaison"].name == "市生态环境局联络员"
    assert people["c05-head"].name == "邓州市分管负责人"
    assert all(id_.isascii() for id_ in people)


def test_the_demos_coordinator_sits_where_most_is_led_and_is_reviewed_by_another() -> None:
    roster = demo_people(seed(), ZH)
    assert roster.coordinator_units == {"市生态环境局"}
    assert [person.units() for person in roster.holding(Role.REVIEWER)] == [()]


def test_the_demos_ids_count_city_bodies_and_counties_apart() -> None:
    ids = set(demo_people(seed(), EN).by_id)
    counties = sum(unit.kind is UnitKind.COUNTY for unit in seed().units)
    assert {f"u{21:02d}-head", f"c{counties:02d}-head"} <= ids
    assert not {"u22-head", "c18-head"} & ids
