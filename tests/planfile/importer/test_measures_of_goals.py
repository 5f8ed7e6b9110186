"""An import says how a goal is measured only where the document leaves no doubt."""

import pytest

from bot.planfile.importer.measures import measure_of

DUE = "2025-12-31"


def share(op: str = ">=", unit: str = "%", kind: str = "target") -> dict[str, object]:
    return {"kind": kind, "op": op, "unit": unit}


@pytest.mark.parametrize(
    ("phrase", "due", "rows", "measure"),
    [
        ("青县环境空气质量达到国家二级标准", DUE, [], "attainment"),
        ("空气质量优良天数比例达到76.5%以上", DUE, [share()], "good_days"),
        ("重污染天数比率控制在0.8%以内", DUE, [share("<=")], "heavy_days"),
        ("重度及以上污染天数比例低于1%", DUE, [share("<")], "heavy_days"),
        ("空气质量达到国家二级标准", "", [], ""),
        ("空气质量稳步改善", DUE, [], ""),
        ("空气质量达到国家二级标准，细颗粒物35微克以下", DUE, [share("<=", "微克/立方米")], ""),
        ("优良天数比例76.5%以上、重污染天数比例0.8%以内", DUE, [share(), share("<=")], ""),
        ("优良天数达到280天", DUE, [share(unit="天")], ""),
        ("优良天数比例不高于76.5%", DUE, [share("<=")], ""),
        ("水质优良比例达到80%", DUE, [share()], ""),
    ],
)
def test_a_measure_is_written_only_without_doubt(
    phrase: str, due: str, rows: list[dict[str, object]], measure: str
) -> None:
    assert measure_of(phrase, due, rows) == measure
