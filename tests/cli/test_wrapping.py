"""Lines of Chinese and Latin script broken to a width of the terminal."""

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.cli.wrapping import wrapped

SIGNS = "烟叶烤房，。（）“”、：a1 -%kg"


@given(st.text(SIGNS, max_size=120), st.integers(4, 40))
def test_no_line_is_wider_and_nothing_is_lost(line: str, width: int) -> None:
    lines = wrapped(line, width)
    assert all(cell_len(one) <= width for one in lines)
    assert "".join("".join(lines).split()) == "".join(line.split())


@given(
    st.text("烟叶烤房，。（）", min_size=1, max_size=80),
    st.integers(12, 40),
)
def test_marks_stand_where_they_belong(line: str, width: int) -> None:
    """As long as no more marks follow one another than fit into a line."""
    lines = wrapped(line, width)
    for before, after in pairwise(lines):
        long = any(cell_len(part) > width for part in _unbroken(line))
        assert long or unicodedata.category(after[0]) not in ("Po", "Pe")
        assert long or unicodedata.category(before[-1]) != "Ps"


def _unbroken(line: str) -> list[str]:
    """Runs that must stay on one line."""
    runs = [""]
    for sign in line:
        joined = runs[-1] and (
            unicodedata.category(runs[-1][-1]) == "Ps" or unicodedata.category(sign) in ("Po", "Pe")
        )
        runs = [*runs[:-1], runs[-1] + sign] if joined or not runs[-1] else [*runs, sign]
    return runs


def test_words_are_kept_whole() -> None:
    assert wrapped("progress of the task", 12) == ["progress of", "the task"]
    assert wrapped("最后工作日2023年12月29日（周五）前", 16) == ["最后工作日2023年", "12月29日（周五）", "前"]
