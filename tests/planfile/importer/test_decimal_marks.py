"""Items numbered 1.1 and 1.1.1 in the text."""

import pytest

from tests.planfile.importer.papers import plan_of, roles

HEAD = "云溪市产业规划任务分工（2026—2028年）\n"


def test_the_deepest_numbers_are_the_tasks() -> None:
    plan = plan_of(
        f"{HEAD}第一部分 先进制造\n1.1 培育企业\n1.1.1 培育龙头企业10家。（市工信局）\n"
        "1.1.2 培育特新企业100家。（市科技局）\n1.2 建设园区\n1.2.1 建设产业园3个。（市商务局牵头）"
    )
    assert [(task.title, roles(task)) for task in plan.tasks] == [
        ("培育龙头企业10家", "L市工信局"),
        ("培育特新企业100家", "L市科技局"),
        ("建设产业园3个", "L市商务局"),
    ]


@pytest.mark.parametrize("form", ["1.{} ", "1.{}、", "1.{}"])
def test_two_levels_below_a_heading(form: str) -> None:
    lines = [f"{form.format(n)}建设桥梁。（市交通局负责）" for n in (1, 2, 3)]
    plan = plan_of(f"{HEAD}一、任务\n1.交通建设\n" + "\n".join(lines))
    assert [task.title for task in plan.tasks] == ["建设桥梁"] * 3


@pytest.mark.parametrize(
    "text", ["1.1万亩农田建设高标准渠道。", "1.5亿元资金落实到位。", "3.5公里管网改造。"]
)
def test_an_amount_at_the_beginning_is_no_number(text: str) -> None:
    plan = plan_of(
        f"{HEAD}一、任务\n（一）农田建设。建设渠道。（市水利局负责）\n（二）管网。\n{text}（市城管局负责）"
    )
    assert text.rstrip("。") in plan.tasks[-1].text + plan.tasks[-1].title
