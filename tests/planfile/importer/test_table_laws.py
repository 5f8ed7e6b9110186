"""Whatever shape a table has, its tasks, units and days are those of the rows it was made of, or something is asked."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.plan import Plan
from bot.planfile.importer.open import open_document
from tests.planfile.importer.drawn_tables import FORMS, Drawn, Merged
from tests.planfile.importer.papers import imported

TITLE = "云溪市2026年重点工作任务分解表"
UNITS = ("市水利局", "市财政局", "市公安局", "市教育局", "市住房和城乡建设局", "市委宣传部", "市气象局")
WORK = ("清理河道淤泥", "补充生态用水", "改造老旧小区", "新建公办学校", "整治占道经营", "开展防汛演练")
DAYS = {
    "2026-05-31": ("5月底前", "2026.5", "2026年5月31日前"),
    "2026-09-30": ("9月底", "2026-09-30", "2026/9/30"),
}
HEADERS = {
    "number": ("序号", "编号"),
    "work": ("工作任务", "重点事项", "任务名称", "主要任务"),
    "lead": ("牵头单位", "主责部门", "牵头部门"),
    "support": ("配合单位", "协办单位", "参与部门"),
    "day": ("完成时限", "时间要求", "完成时间"),
}
SEPARATORS = ("、", "\n", " ", "，", "；", "、\n")


@dataclass(frozen=True)
class Known:
    """`support` and `lead` are different units."""

    work: str
    lead: str
    support: tuple[str, ...]
    day: str


@st.composite
def known_rows(draw: st.DrawFn) -> list[Known]:
    works = draw(st.lists(st.sampled_from(WORK), min_size=2, max_size=5, unique=True))
    rows = []
    for work in works:
        lead, *support = draw(st.lists(st.sampled_from(UNITS), min_size=2, max_size=4, unique=True))
        rows.append(Known(work, lead, tuple(support), draw(st.sampled_from([*DAYS]))))
    return rows


@st.composite
def drawn_tables(draw: st.DrawFn) -> tuple[list[Known], list[list[Drawn]]]:
    rows = draw(known_rows())
    columns = draw(st.permutations([*HEADERS]))
    labels = {name: draw(st.sampled_from(words)) for name, words in HEADERS.items()}
    drawn: list[list[Drawn]] = [[labels[name] for name in columns]]
    merged = draw(st.booleans())
    left: dict[str, int] = {}
    for at, row in enumerate(rows):
        cells: list[Drawn] = []
        for name in columns:
            if left.get(name):
                left[name] -= 1
                continue
            many = _alike(rows, at, name) if merged and name in ("lead", "support", "day") else 1
            left[name] = many - 1
            cells.append(Merged(_text(draw, row, name, at + 1), 1, many))
        drawn.append(cells)
    for place in sorted(draw(st.sets(st.sampled_from(range(2, len(rows) + 1)), max_size=1))):
        if not any(cell.rows > 1 for line in drawn for cell in line if isinstance(cell, Merged)):
            drawn.insert(place, drawn[0])  # a page repeats the header
    return rows, drawn


def _alike(rows: list[Known], at: int, name: str) -> int:
    value = getattr(rows[at], name)
    many = 1
    while at + many < len(rows) and getattr(rows[at + many], name) == value:
        many += 1
    return many


def _text(draw: st.DrawFn, row: Known, name: str, number: int) -> str:
    if name == "number":
        return draw(st.sampled_from((str(number), f"{number}.", f"（{number}）")))
    if name == "support":
        return draw(st.sampled_from(SEPARATORS)).join(row.support)
    if name == "day":
        return draw(st.sampled_from(DAYS[row.day]))
    return row.lead if name == "lead" else row.work


def told(plan: Plan) -> list[Known]:
    return [
        Known(
            task.title,
            "、".join(task.roles.lead),
            tuple(task.roles.support),
            " ".join(str(milestone.due) for milestone in task.milestones if milestone.due),
        )
        for task in plan.tasks
    ]


@given(table=drawn_tables(), form=st.sampled_from([*FORMS]))
@settings(max_examples=60, deadline=None)
def test_a_table_of_any_shape_says_what_its_rows_say(
    table: tuple[list[Known], list[list[Drawn]]], form: str
) -> None:
    rows, drawn = table
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"plan.{form}"
        file.write_bytes(FORMS[form]([TITLE, drawn]))
        plan = imported(open_document(file)).plan
    asked = {f.code for f in plan.findings} & {"unread_cell", "odd_name", "unsure_column", "unreadable_table"}
    assert told(plan) == rows or asked
    assert {unit.name for unit in plan.units} <= {*UNITS}
