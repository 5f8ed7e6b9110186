"""Tables in plain text, as people paste them, and as a page copied with its blanks has them."""

from pathlib import Path

import pytest

from bot.planfile.importer.open import document_of, open_document
from tests.planfile.importer.papers import codes, imported
from tests.planfile.importer.test_tables import told

TITLE = "云溪市2026年重点工作任务分解表"
ROWS = [
    ("序号", "工作任务", "责任单位", "完成时限"),
    ("1", "清理河道淤泥", "市水利局", "5月底前"),
    ("2", "补充生态用水", "市住建局、市水利局", "9月底前"),
]
TASKS = [
    "1 清理河道淤泥 | L市水利局 | 2026-05-31",
    "2 补充生态用水 | J市住房和城乡建设局、市水利局 | 2026-09-30",
]
FORMS = {
    "tabs": "\n".join("\t".join(row) for row in ROWS),
    "blanks": "\n".join(" ".join(row) for row in ROWS),
    "commas": "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS),
    "bars": "\n".join(f"| {' | '.join(row)} |" for row in [ROWS[0], ("---",) * 4, *ROWS[1:]]),
    "tabs over pages": "\n".join(
        ["\t".join(ROWS[0]), "\t".join(ROWS[1]), "— 1 —", *("\t".join(r) for r in (ROWS[0], ROWS[2]))]
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_cells_parted_by_a_mark(form: str) -> None:
    plan = imported(document_of(f"{TITLE}\n\n{FORMS[form]}\n".encode(), "甲.txt")).plan
    assert told(plan) == TASKS
    assert plan.title == TITLE


ALIGNED = """云溪市2026年重点工作任务分解表

   序号    工作任务           责任单位          完成时限

    1     清理河道淤泥，外     市水利局          2026年5月
          运淤泥                             底前
    2     补充生态用水        市住房和城乡建     9月底前
                            设局、市水利局
                          — 1 —
   序号    工作任务           责任单位          完成时限
    3     管护河岸           市林业局           每季度

以上任务由市政府办公室按月调度，各责任单位于每月底前报送进展情况，确保按期完成，不得延误。
"""


def test_columns_that_stand_one_below_the_other(tmp_path: Path) -> None:
    file = tmp_path / "甲.txt"
    file.write_text(ALIGNED, encoding="utf-8")
    plan = imported(open_document(file)).plan
    assert told(plan) == [
        "1 清理河道淤泥，外运淤泥 | L市水利局 | 2026-05-31",
        "2 补充生态用水 | J市住房和城乡建设局、市水利局 | 2026-09-30",
        "3 管护河岸 | L市林业局 | quarter",
    ]
    assert codes(plan).count("unruled_table") == 1


def test_a_sentence_with_tabs_is_no_table() -> None:
    text = f"{TITLE}\n一、重点任务\n1.\t清理河道淤泥。\t（市水利局牵头）\n2.\t补水。\t（市财政局牵头）"
    plan = imported(document_of(text.encode(), "甲.txt")).plan
    assert [task.roles.lead for task in plan.tasks] == [("市水利局",), ("市财政局",)]
