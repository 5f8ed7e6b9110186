"""The layout of a table of tasks: its columns by their headers, and where these say nothing, by what stands below."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.planfile.importer.column_cells import (
    MOSTLY,
    are_amounts,
    are_sentences,
    are_surely_units,
    are_units,
    by_content,
    is_time,
    samples,
    share,
)
from bot.planfile.importer.column_labels import (
    PLACE,
    is_of_problems,
    is_of_remedies,
    meaning_of_label,
    said_by,
    says_when,
)
from bot.planfile.importer.columns import PARTS, Column, Layout, distinct, label_of
from bot.planfile.importer.document import Table, TableRow
from bot.planfile.importer.header_rows import header_of, is_header, labels_of
from bot.planfile.importer.normalize import tidied
from bot.planfile.importer.persons import PERSON_HEADER
from bot.planfile.importer.roles import names_units, rules_in

_OF_MEASURE = re.compile("(?:计量|度量)?单位")
_OBJECT = re.compile("名称|企业|项目|点位|工程|对象")


def layout_of(rows: Sequence[TableRow], start: int = 0) -> Layout | None:
    """Of the rows from `start` on; None for a table that names no unit or no work."""
    first, end = header_of(rows, start)
    labels = labels_of(rows[first:end], max(len(row.texts) for row in rows[start:]))
    columns = [[*samples(rows[end:], at)] for at in range(len(labels))]
    headed = [said_by(label) for label in labels]
    with_units = any(one in PARTS for one in headed)
    said = [
        _checked(one, label, cells, with_units)
        for one, label, cells in zip(headed, labels, columns, strict=True)
    ]
    meanings = [one or by_content(cells) for one, cells in zip(said, columns, strict=True)]
    if any(one in PARTS for one in said):  # 验收单位 beside 责任单位 does not do the work: it is asked about
        meanings = [
            Column.ASIDE if one in PARTS and by not in PARTS else one
            for one, by in zip(meanings, said, strict=True)
        ]
    tells_problems = _set_problems_aside(meanings, labels, columns)
    _share_out_work(meanings, columns)
    _let_heading_group(meanings, rows[end:])
    _ask_counties(meanings, labels, columns)
    guessed = {at for at, one in enumerate(meanings) if one in PARTS and said[at] not in PARTS}
    notes = "。".join(text for row in rows[start:end] for text in distinct(row))
    layout = Layout(
        meanings=tuple(meanings),
        labels=tuple(labels),
        header=end,
        first_leads=rules_in(notes)[0],
        guessed=frozenset(guessed),
        tells_problems=tells_problems,
    )
    return layout if layout.is_of_tasks else None


def _checked(said: Column | None, label: str, cells: Sequence[str], with_units: bool) -> Column | None:
    """A header may mean something else than its words: 落实措施 over long texts is no unit, 进度安排 over sentences no
    time, 责任分工 over tasks no role. None where the content decides. `with_units`: another column is of units by its
    header, and 新建公办学校 below 工作任务 is work."""
    if said in PARTS and cells and share(cells, are_units) < 0.2 and are_sentences(cells):
        return None
    if said is Column.TIME and cells and share(cells, is_time) < 0.2 and are_sentences(cells):
        return Column.TIME if says_when(label) else Column.TEXT
    if said in (Column.TITLE, Column.TEXT) and are_amounts(cells):
        return Column.ASIDE
    if _OF_MEASURE.fullmatch(label) and cells and share(cells, are_units) < 0.2:
        return Column.ASIDE  # 万人 below 单位
    if PERSON_HEADER.search(label) and not with_units and share(cells, are_surely_units) > MOSTLY:
        return None  # 市水利局 张三 below 责任人
    if (
        said in (Column.TITLE, Column.TEXT)
        and not with_units
        and not _OBJECT.search(label)
        and share(cells, are_surely_units) > 0.8
    ):
        return None
    return said


def _set_problems_aside(
    meanings: list[Column], labels: Sequence[str], columns: Sequence[Sequence[str]]
) -> bool:
    """存在问题 beside 整改措施 is no work: the measures are. True where problems alone are told: they name the work,
    with numbers that say how things are."""
    work = [at for at, one in enumerate(meanings) if one in (Column.TITLE, Column.TEXT) and columns[at]]
    problems = [at for at in work if is_of_problems(labels[at])]
    if not problems:
        return False
    if any(is_of_remedies(labels[at]) for at in work if at not in problems):
        for at in problems:
            meanings[at] = Column.ASIDE
        return False
    return len(problems) == len(work)


def _share_out_work(meanings: list[Column], columns: Sequence[Sequence[str]]) -> None:
    """One column names the work: the first that says so, else the first of the texts; further ones tell more of it. Of
    several numbers the first counts."""
    titles = [at for at, one in enumerate(meanings) if one is Column.TITLE and columns[at]]
    texts = [at for at, one in enumerate(meanings) if one is Column.TEXT and columns[at]]
    for at in titles[1:]:
        meanings[at] = Column.TEXT
    if not titles and texts:
        meanings[texts[0]] = Column.TITLE
    for at in [at for at, one in enumerate(meanings) if one is Column.NUMBER][1:]:
        meanings[at] = Column.ASIDE


def _let_heading_group(meanings: list[Column], rows: Sequence[TableRow]) -> None:
    """优化服务 over several rows, each with measures, units or a number of its own: the heading of these tasks. Their
    names are in the first column of texts that differ."""
    if not {Column.TITLE, Column.TEXT} <= set(meanings):
        return
    title, texts = meanings.index(Column.TITLE), [at for at, one in enumerate(meanings) if one is Column.TEXT]
    number = meanings.index(Column.NUMBER) if Column.NUMBER in meanings else None
    own = [at for at, one in enumerate(meanings) if one in PARTS] if number is None else [number]
    pairs = [
        (above, row)
        for above, row in pairwise(rows)
        if max(title, *texts, *own) < min(len(above.cells), len(row.cells)) and _is_one(above, row, title)
    ]
    if not pairs or not all(any(_is_apart(above, row, at) for at in own) for above, row in pairs):
        return
    apart = (text for text in texts if all(_is_apart(above, row, text) for above, row in pairs))
    if (named := next(apart, None)) is not None:
        meanings[title], meanings[named] = Column.GROUP, Column.TITLE


def _is_one(above: TableRow, row: TableRow, at: int) -> bool:
    """Merged, or written again."""
    return bool(tidied(row.texts[at])) and tidied(above.texts[at]) == tidied(row.texts[at])


def _is_apart(above: TableRow, row: TableRow, at: int) -> bool:
    return row.cells[at] is not above.cells[at] and bool(tidied(row.texts[at]))


def _ask_counties(meanings: list[Column], labels: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
    """县区 beside a task, where nobody else is named for it: the county that does it, which is asked."""
    if set(meanings) & PARTS.keys():
        return
    for at, label in enumerate(labels):
        if PLACE.search(label) and "所在" not in label and share(columns[at], names_units) > MOSTLY:
            meanings[at] = Column.ANSWER
            return


def is_about_work(table: Table) -> bool:
    """It seems to be about what is done, by whom or by when: worth a question when it cannot be read."""
    asked = {Column.TIME, Column.TITLE}
    heads = any(
        is_header(row) and asked & {meaning_of_label(label_of(text)) for text in row.texts}
        for row in table.rows[:3]
    )
    cells = dict.fromkeys(cell for row in table.rows for cell in row.texts if tidied(cell))
    labelled = any(meaning_of_label(label_of(cell)) in PARTS for cell in cells)
    return heads or labelled or sum(len(cell) < 40 and names_units(cell) for cell in cells) > 1
