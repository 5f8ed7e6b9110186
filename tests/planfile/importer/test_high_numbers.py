"""Lists that run on past a thousand, as those of a province's projects do."""

import pytest

from bot.planfile.importer.numerals import MOST, chinese, read_numeral
from tests.planfile.importer.papers import plan_of

HEAD = "云溪市项目方案（2026年）\n一、重点任务\n"


@pytest.mark.parametrize(
    ("form", "first"),
    [("{}.", 998), ("{}、", 998), ("（{}）", 998), ("{}.", 1232), ("{}.", 1898), ("{}、", 1898)],
)
def test_items_above_a_thousand_are_tasks(form: str, first: int) -> None:
    numbers = range(first, first + 4)
    plan = plan_of(HEAD + "\n".join(f"{form.format(n)}建设桥梁{n}号。（市交通局负责）" for n in numbers))
    assert [task.number for task in plan.tasks] == [*numbers]


@pytest.mark.parametrize("form", ["第{}条 ", "（{}）"])
def test_chinese_numbers_above_a_thousand(form: str) -> None:
    numbers = [999, 1000, 1001, 1010]
    lines = [f"{form.format(chinese(n))}建设桥梁{at}号。（市交通局负责）" for at, n in enumerate(numbers)]
    plan = plan_of(HEAD.split("\n")[0] + "\n" + "\n".join(lines))
    assert [task.number for task in plan.tasks] == numbers


def test_every_number_is_read_as_it_is_written() -> None:
    assert all(read_numeral(chinese(n)) == n for n in range(1, MOST + 1))


@pytest.mark.parametrize(
    "text", ["2026、2027年各建桥1座。", "2026.一季度建桥1座。", "（2026）建桥。", "1000.5公里管网改造。"]
)
def test_a_paragraph_that_begins_with_a_year_or_an_amount_has_no_number(text: str) -> None:
    plan = plan_of(f"{HEAD}1.建桥。（市交通局负责）\n{text}")
    assert [task.number for task in plan.tasks] == [1]
