"""Works that a document names without their county: the name alone, without the verb before it."""

import pytest

from tests.planfile.importer.papers import imported, paper_of


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("完成甲泰能源有限公司搬迁改造", ["甲泰能源有限公司"]),
        ("加快推进乙源热电厂扩建", ["乙源热电厂"]),
        ("督促丙鑫钢铁有限责任公司达标", ["丙鑫钢铁有限责任公司"]),
        ("丁华水泥厂完成改造", ["丁华水泥厂"]),
        ("关停甲泰发电厂、乙源水泥厂", ["甲泰发电厂", "乙源水泥厂"]),
        ("建成泵站6座", []),
    ],
)
def test_a_work_is_named_without_its_verb(words: str, named: list[str]) -> None:
    text = f"甲市2026年方案\n一、主要任务\n1.改造。2026年9月底前{words}。（市水利局负责）"
    (task,) = imported(paper_of(text)).plan.tasks
    assert [name for one in task.milestones for name in one.which_county] == named
