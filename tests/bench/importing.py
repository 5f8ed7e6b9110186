"""A document imported: one as long as the seed, and one 25 times as long.

The document is made here, in the seed's shape and of its length: seven sections, 31 tasks of 600 characters with
clauses, terms and numbers. The long one is to be the short one's time 25 times over, not its square.
"""

from datetime import date
from pathlib import Path
from time import perf_counter

from bot.i18n import Language
from bot.planfile.importer.importing import import_plan
from bot.planfile.importer.numerals import chinese
from bot.planfile.importer.open import open_document
from tests.bench.table import Line

SECTIONS, TASKS = 7, 31
AT_MOST = 500.0  # ms for the seed's length, after start
TIMES = 25
LINEAR = 1.5  # the long one may cost so much more a task than the short one
FILLER = "加强排查整治，完善工作台账，落实管理要求，确保取得实效。" * 18


def document(times: int, edition: int) -> str:
    """No two editions have a passage in common: what was read before must not help."""
    lines = ["青山市环境改善行动方案（2023—2025年）", "一、主要目标"]
    lines.append("2024年，青县、白县实现达标。2025年，优良天数比例达到76.5%以上，力争全域达标。")
    lines.append("二、重点任务")
    for copy in range(edition * TIMES, edition * TIMES + times):
        lines += [line for section in range(SECTIONS) for line in _section(copy, section)]
    return "\n".join(lines)


def _section(copy: int, section: int) -> list[str]:
    heads = [f"（{chinese(section + 1)}）第{chinese(section + 1)}方面工作"]
    numbers = range(section * TASKS // SECTIONS, (section + 1) * TASKS // SECTIONS)
    return heads + [_task(number + 1, copy) for number in numbers]


def _task(number: int, copy: int) -> str:
    term = "2024年年底前完成改造任务，综合利用率达到80%以上。" if number % 3 == 0 else ""
    clause = "（市发展改革委牵头，市生态环境局、财政局、市场监管局配合）"
    return f"{number}.推进第{number}项工作{copy}。{FILLER}{term}{clause}"


async def importing(folder: Path, repetitions: int) -> list[Line]:
    short = Line("a document of the seed's length imported", "ms", most=AT_MOST)
    long = Line(f"one {TIMES} times as long, by its length", "ms", "the short one", times=LINEAR)
    _imported(folder / "first.txt", 1, 0)  # what is built once for a process
    for edition in range(1, repetitions + 1):
        alone = _imported(folder / "short.txt", 1, 2 * edition)
        short.ours.append(alone)
        long.ours.append(_imported(folder / "long.txt", TIMES, 2 * edition + 1) / TIMES)
        long.theirs.append(alone)
    return [short, long]


def _imported(file: Path, times: int, edition: int) -> float:
    """Milliseconds, from opening the file."""
    file.write_text(document(times, edition), encoding="utf-8")
    began = perf_counter()
    import_plan(open_document(file), {}, date(2026, 1, 1), Language.of("zh_CN"), lambda done, total: None)
    return (perf_counter() - began) * 1e3
