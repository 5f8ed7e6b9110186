"""People drafted from a directory: placed where a department names one unit of the plan, else listed."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.directory import Department, Directory, Member
from bot.domain.person import Role
from bot.i18n import Language
from bot.planfile.people import AccountRule, load_people
from bot.planfile.people_draft import as_yaml, draft
from tests.builders import ZH, small_plan

RULES = (AccountRule("wecom", "[^ ]{1,80}", "not_telegrams_number"),)
CITY = (
    Department(1, "小城"),
    Department(2, "市城市管理局", 1, ("ju",)),
    Department(3, "市城市管理局综合科", 2, ("ke",)),
    Department(4, "东县", 1),
    Department(5, "东县、西县联合工作组", 1),
    Department(6, "老干部处", 1),
)


def members(*rows: tuple[str, str, tuple[int, ...]]) -> Directory:
    return Directory("wecom", CITY, tuple(Member(*row) for row in rows))


def posts(directory: Directory) -> dict[str, tuple[tuple[Role, str], ...]]:
    return {one.member.name: one.posts for one in draft([directory], small_plan()).people}


def test_heads_lead_the_unit_itself_and_a_division_has_a_liaison() -> None:
    found = posts(members(("ju", "局长", (2,)), ("ke", "科长", (3,)), ("yuan", "科员", (3, 4))))
    assert found["局长"] == ((Role.HEAD, "市城市管理局"),)
    assert found["科长"] == ((Role.LIAISON, "市城市管理局"),)
    assert found["科员"] == ((Role.LIAISON, "市城市管理局"), (Role.LIAISON, "东县"))


def test_what_fits_none_or_several_units_is_listed_and_not_guessed() -> None:
    made = draft([members(("a", "甲", (5,)), ("b", "乙", (6,)), ("c", "丙", (4,)))], small_plan())
    assert made.nowhere == ["甲", "乙"] and made.departments == ["东县、西县联合工作组", "老干部处"]
    assert "市城市管理局" in made.missing and "东县" not in made.missing


def test_departments_that_belong_to_each_other_end_the_search() -> None:
    round_about = Directory(
        "wecom", (Department(7, "甲", 8), Department(8, "乙", 7)), (Member("a", "丁", (7,)),)
    )
    assert draft([round_about], small_plan()).nowhere == ["丁"]


names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(str.strip)
accounts = st.text(st.sampled_from("abzXY09-_.@"), min_size=1, max_size=64)
people = st.lists(
    st.tuples(accounts, names, st.lists(st.integers(0, 7), max_size=3)), max_size=8, unique_by=lambda p: p[0]
)


@given(people, st.sampled_from([ZH, Language("en")]))
def test_any_draft_is_a_people_file_with_everybody_once(
    rows: list[tuple[str, str, list[int]]], language: Language
) -> None:
    directory = members(*((account, name, tuple(places)) for account, name, places in rows))
    made = draft([directory], small_plan())
    assert len(made.people) + len(made.nowhere) == len(rows)
    if made.people:
        text = as_yaml(made, small_plan(), language)
        loaded = load_people(text, "people.new.yaml", small_plan(), ZH, RULES)
        assert sorted(one.address for one in loaded.accounts) == sorted(p.member.account for p in made.people)
        assert [len(one.posts) for one in loaded.roster.people] and len(loaded.roster.by_id) == len(
            made.people
        )


def test_who_is_in_the_people_file_already_is_marked_by_account_or_by_name_and_unit() -> None:
    """A namesake of another unit is another person."""
    file = """people:
  - {id: head-1, name: 老局长, posts: [{role: head, unit: 市城市管理局}], accounts: {wecom: JU}}
  - {id: liaison-1, name: 科长, posts: [{role: liaison, unit: 市城市管理局}]}
  - {id: liaison-2, name: 科员, posts: [{role: liaison, unit: 西县}]}
"""
    already = load_people(file, "people.yaml", small_plan(), ZH, RULES)
    directory = members(("ju", "局长", (2,)), ("ke", "科长", (3,)), ("yuan", "科员", (4,)))
    made = draft([directory], small_plan(), already)
    assert made.known == {"ju": "head-1", "ke": "liaison-1"}
    assert ("people_draft.known", ["局长", "科长"]) in list(made.to_look_at)
    text = as_yaml(made, small_plan(), ZH)
    assert text.count("people.yaml 中已有，编号") == 2
    assert '# people.yaml 中已有，编号 liaison-1\n  - id: "ke"' in text
