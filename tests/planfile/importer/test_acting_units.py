"""Somebody acts in a sentence of a task, whatever the verb, and is none of its units: asked about, never lost."""

import pytest

from bot.planfile.importer.open import document_of
from tests.planfile.importer.papers import imported, plan_of

HEAD = "云溪市城市治理方案（2026年）\n一、重点任务\n"

ACTS = [
    "市水务集团要在6月底前完成管网改造。",
    "中国移动云溪分公司要加快基站建设。",
    "国网云溪市供电公司负责线路迁改。",
    "国家开发银行云溪市分行提供贷款。",
    "供电公司做好线路迁改。",
    "铁塔公司新建基站。",
    "云溪日报社开设专栏。",
    "移动、联通、电信公司共同推进杆线入地。",
    "市水利局组织清淤。",
    "由云溪城市建设投资集团有限公司建设管网。",
    "请云溪燃气公司加快隐患整改。",
    "各县（区）人民政府应当建立管护队伍。",
    "各乡镇要在5月底前完成排查。",
    "责成市公交集团购置新车。",
    "委托市规划设计院编制规划。",
    "业主单位为云溪能源公司。",
    "加快管网改造，市水务集团承担建设任务。",
]


@pytest.mark.parametrize("clause", ["", "（市住建委牵头）"])
@pytest.mark.parametrize("sentence", ACTS)
def test_who_acts_in_a_sentence_is_asked_about_beside_a_clause_and_without(
    sentence: str, clause: str
) -> None:
    plan = plan_of(f"{HEAD}1.城市治理。{sentence}{clause}\n2.种树。（市林业局负责）")
    asked = [str(one.args["about"]) for one in plan.findings if one.code == "unread_clause"]
    read = [unit.name for unit in plan.units]
    assert any(sentence.strip("。") in one or one in sentence for one in asked + read)


@pytest.mark.parametrize(
    "sentence",
    [
        "培育企业集团5家。",
        "支持云溪化工公司技改。",
        "依托市水务集团建设平台。",
        "市水利局的要求。",
        "市住建委加快改造。",
    ],
)
def test_what_is_done_to_a_body_and_what_its_own_clause_names_is_not_asked(sentence: str) -> None:
    plan = plan_of(f"{HEAD}1.城市治理。{sentence}（市住建委牵头）\n2.种树。（市林业局负责）")
    assert not [one for one in plan.findings if one.code == "unread_clause"]


@pytest.mark.parametrize(
    "work", ["由市水务集团实施管网改造", "改造管网，供电公司配合", "改造管网。市园林局负责补种"]
)
def test_units_in_the_words_of_a_table_row_are_asked_about(work: str) -> None:
    rows = [["任务", "责任单位"], [work, "市住建委"], ["种树", "市林业局"]]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    page = f"<html><p>云溪市方案（2026年）</p><table>{cells}</table></html>"
    plan = imported(document_of(page.encode(), "x.html")).plan
    assert [one.args["task"] for one in plan.findings if one.code == "unread_clause"] == ["1"]


def test_label_lines_below_paragraphs_without_numbers_make_tasks_with_their_terms() -> None:
    text = "清淤\n责任单位：市水利局\n完成时限：6月底前\n种树\n责任单位：市林业局\n完成时限：7月底前"
    plan = plan_of(HEAD + text)
    assert [(task.title, str(task.milestones[0].due)) for task in plan.tasks] == [
        ("清淤", "2026-06-30"),
        ("种树", "2026-07-31"),
    ]
