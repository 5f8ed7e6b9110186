"""What the columns of a table of tasks say: by their headers, and where these say nothing, by what stands below."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.planfile.importer.document import Table, TableRow
from bot.planfile.importer.normalize import folded, tidied
from bot.planfile.importer.persons import PERSON_HEADER, names_a_person, without_persons
from bot.planfile.importer.roles import names_units, rules_in
from bot.planfile.importer.time_alone import TimeKind, read_time
from bot.planfile.importer.unit_shapes import COLLECTIVE, is_a_place, is_an_office
from bot.planfile.importer.verbs import ClausePart, meaning_of, verb_of


class Column(StrEnum):
    NUMBER = "number"
    GROUP = "group"
    TITLE = "title"
    TEXT = "text"
    LEAD = "lead"
    SUPPORT = "support"
    ANSWER = "answer"
    TIME = "time"
    ASIDE = "aside"  # persons, remarks, places, amounts: asked about once a column


PARTS = {
    Column.LEAD: ClausePart.LEAD,
    Column.SUPPORT: ClausePart.SUPPORT,
    Column.ANSWER: ClausePart.ANSWER,
}
_ROLES = {part: column for column, part in PARTS.items()}
LONGEST_LABEL = 16
MOST_SAMPLED = 60  # different cells by which the content of a column is judged
MOSTLY = 0.5

_ASIDE = re.compile("备注|电话|联系|资金|金额|投资|进展|完成情况|落实情况|佐证|依据|来源|签字|得分|分值")
_BEGIN = re.compile("^(?:开始|启动|起始|开工|立项|交办|下达|转办)")
_PLACE = re.compile("^(?:县区|县市区|区县|市县|地区|区域|乡镇|镇街|街镇|街道|地点|位置|辖区|属地)$|所在")
_ROLE = re.compile(
    "单位|部门|科室|处室|主体|机构|牵头|配合|协办|主责|主办|承办|协同|参与|责任|负责|分工|^(?:省|市|县|区|镇|乡|村)(?:级|直|本级)$"
)
_PERIOD = re.compile("第?[一二三四1-4]季度|[上下]半年|[0-9]{1,2}月份?")
_OF_BODIES = re.compile("(?:单位|部门|科室|处室|主体|机构)$")
_ADDS_NOTHING = re.compile("(?:[省市县区镇乡村](?:级|直|本级))?(?:单位|部门)?(?:名称)?")
LABELS: tuple[tuple[re.Pattern[str], Column], ...] = (
    (re.compile("^(?:序号?|编号|号|项|项次|no[.．]?)$", re.IGNORECASE), Column.NUMBER),
    (_ASIDE, Column.ASIDE),
    (_PLACE, Column.ASIDE),
    (_BEGIN, Column.ASIDE),
    (
        re.compile("^(?:(?:任务|工作|目标)?(?:类别|分类|领域|板块|大类|类型)|一级任务|专项行动|方面|章节)$"),
        Column.GROUP,
    ),
    (re.compile("时限|时间|期限|节点|进度|日期|截止|工期"), Column.TIME),
    (re.compile("内容|措施|要求|举措|说明|标准|指标|做法|步骤|成果"), Column.TEXT),
    (re.compile("任务|事项|项目|工作|名称|目标|行动|事情|问题"), Column.TITLE),
)
_RULE = re.compile("（[^）]*）")
_UNITS_AND_PEOPLE = re.compile("(?P<units>[\u4e00-\u9fff]*(?:单位|部门|科室|处室|主体))(?:及|和|与|、|/|·)")
_OBJECT = re.compile("名称|企业|项目|点位|工程|对象")
_RUNNING = re.compile("（?[0-9一二三四五六七八九十百①-⑳]{1,4}(?:[-.．][0-9]{1,3})?[）.、．]?")
_AMOUNT = re.compile("[0-9,.，%％]+[\u4e00-\u9fff/]{0,4}")
_KNOWN_TIMES = (TimeKind.DATE, TimeKind.RHYTHM, TimeKind.AFTER_EVENT, TimeKind.NO_END)


@dataclass(frozen=True, slots=True)
class Layout:
    """`meanings`: one a column. `labels`: their headers. `header`: rows above the first task. `first_leads`: the header
    says that the first unit named leads. `guessed`: columns of units of which no header says the role."""

    meanings: tuple[Column, ...]
    labels: tuple[str, ...]
    header: int
    first_leads: bool = False
    guessed: frozenset[int] = frozenset()

    @property
    def is_of_tasks(self) -> bool:
        return bool(set(self.meanings) & PARTS.keys()) and bool(
            set(self.meanings) & {Column.TITLE, Column.TEXT}
        )

    def cells(self, row: TableRow, *columns: Column) -> Iterator[tuple[int, str]]:
        """Places and raw texts of the filled cells; a cell merged over several columns stands once."""
        before = ""
        for at, text in enumerate(row.texts[: len(self.meanings)]):
            is_wanted = self.meanings[at] in columns
            if is_wanted and tidied(text) and text != before:
                yield at, text
            before = text if is_wanted else ""

    def fresh(self, row: TableRow, above: TableRow) -> list[int]:
        """Places of the filled cells that are not merged with the row above."""
        return [
            at
            for at, cell in enumerate(row.cells)
            if tidied(cell.text) and not (at < len(above.cells) and above.cells[at] is cell)
        ]

    def text(self, row: TableRow, column: Column) -> str:
        return next((tidied(text) for _, text in self.cells(row, column)), "")


def label_of(cell: str) -> str:
    return folded(tidied(cell)).replace(" ", "")


def distinct(row: TableRow) -> list[str]:
    return list(dict.fromkeys(filter(None, map(tidied, row.texts))))


def meaning_of_label(label: str) -> Column | None:
    """牵头领导 is a person, 责任单位及责任人 are units; None for words that say nothing of it."""
    label = _RULE.sub("", label)
    if not label or len(label) > LONGEST_LABEL:
        return None
    if both := _UNITS_AND_PEOPLE.match(label):
        label = both["units"]
    if PERSON_HEADER.search(label):
        return Column.ASIDE
    is_work = re.search("任务|事项|内容|措施|要求|举措|目标", label) and not re.search("单位|部门", label)
    role = meaning_of(label)
    if role in _ROLES and _ROLE.search(label) and not is_work:
        return _ROLES[role]
    if _ROLE.fullmatch(label):  # 市级 | 县级 below 责任分工
        return Column.ANSWER
    found = next((column for words, column in LABELS if words.search(label)), None)
    return None if found in (Column.TITLE, Column.TEXT) and _OF_BODIES.search(label) else found  # 项目单位


def layout_of(rows: Sequence[TableRow], start: int = 0) -> Layout | None:
    """Of the rows from `start` on; None for a table that names no unit or no work."""
    first, end = _header(rows, start)
    labels = _labels(rows[first:end], max(len(row.texts) for row in rows[start:]))
    columns = [[*_samples(rows[end:], at)] for at in range(len(labels))]
    headed = [_said_by(label) for label in labels]
    with_units = any(one in PARTS for one in headed)
    said = [
        _checked(one, label, cells, with_units)
        for one, label, cells in zip(headed, labels, columns, strict=True)
    ]
    meanings = [one or _by_content(cells) for one, cells in zip(said, columns, strict=True)]
    _share_out_work(meanings, columns)
    _ask_counties(meanings, labels, columns)
    guessed = {at for at, one in enumerate(meanings) if one in PARTS and said[at] not in PARTS}
    notes = "。".join(text for row in rows[start:end] for text in distinct(row))
    layout = Layout(
        meanings=tuple(meanings),
        labels=tuple(labels),
        header=end,
        first_leads=rules_in(notes)[0],
        guessed=frozenset(guessed),
    )
    return layout if layout.is_of_tasks else None


# ---- the header


def _header(rows: Sequence[TableRow], start: int) -> tuple[int, int]:
    """First row of the header, and the first behind it; both the same for a table without one. Captions and notes may
    stand above it, and a second row below a header that is merged over several columns."""
    first = start
    while first < len(rows) - 1 and len(distinct(rows[first])) == 1 and not is_header(rows[first]):
        first += 1
    if not (is_header(rows[first], least=1) or _heads_what_is_below(rows, first)):
        return first, first
    end = first + 1
    while end < len(rows) - 1 and _goes_on(rows[end - 1], rows[end]):
        end += 1
    return first, end


def is_header(row: TableRow, least: int = 2) -> bool:
    """Labels and nothing else, at least two of them known; the rest short and no names of offices. With `least` 1 one
    that says who or when is enough."""
    labels = [label_of(text) for text in distinct(row)]
    meanings = [meaning_of_label(label) for label in labels]
    known = sum(one is not None for one in meanings)
    timed = Column.TIME if sum(bool(_PERIOD.fullmatch(label)) for label in labels) > 1 else None
    if known < 2 and not {*PARTS, Column.TIME} & set(meanings):
        return False
    return (
        known >= least
        and len(labels) > 1
        and all(
            meaning_of_label(label) or rules_in(label)[0] or _may_be_a_label(label, timed) for label in labels
        )
    )


def _heads_what_is_below(rows: Sequence[TableRow], at: int) -> bool:
    """Labels nobody expects (谁来干): the columns of times, units and numbers below hold something else here."""
    if len(rows) - at < 3 or not all(_may_be_a_label(label_of(cell)) for cell in distinct(rows[at])):
        return False
    kinds = {place: _by_content([*_samples(rows[at + 1 :], place)]) for place in range(len(rows[at].texts))}
    marked = [place for place, kind in kinds.items() if kind in (Column.TIME, Column.ANSWER, Column.NUMBER)]
    return len(marked) >= 2 and all(
        _by_content([rows[at].texts[place]] * 2) != kinds[place] for place in marked
    )


def _may_be_a_label(label: str, below: Column | None = None) -> bool:
    """`below`: what the label says above which it stands; 一季度 is one below 进度安排."""
    is_time = read_time(label, (2000, 2000)).kind is TimeKind.DATE and below is not Column.TIME
    return (
        len(label) <= LONGEST_LABEL
        and not _RUNNING.fullmatch(label)
        and not is_an_office(label)
        and (not is_time or bool(re.fullmatch("20[0-9]{2}年(?:度|目标)*", label)))
    )


def _goes_on(above: TableRow, row: TableRow) -> bool:
    """The second row of a header: what differs from the row above stands below a merged or an empty cell, and is a
    label."""
    pairs = [*zip(above.texts, row.texts, strict=False)]
    changed = [
        at for at, (upper, lower) in enumerate(pairs) if tidied(lower) and label_of(lower) != label_of(upper)
    ]
    labels = [(label_of(row.texts[at]), meaning_of_label(label_of(above.texts[at]))) for at in changed]
    if not changed or not all(_may_be_a_label(*label) for label in labels) or len(distinct(row)) < 2:
        return False
    return all(_is_shared(above, at) for at in changed) and any(
        meaning_of_label(label) or rules_in(label)[0] or upper is Column.TIME for label, upper in labels
    )


def _is_shared(row: TableRow, at: int) -> bool:
    text = tidied(row.texts[at])
    beside = [tidied(row.texts[n]) for n in (at - 1, at + 1) if 0 <= n < len(row.texts)]
    return not text or text in beside or "" in beside[-1:]


def _labels(header: Sequence[TableRow], width: int) -> list[str]:
    """Of each column from top to bottom, 责任单位 牵头; an empty cell beside a merged label is below it too."""
    labels = []
    for at in range(width):
        parts = [label_of(row.texts[at]) if at < len(row.texts) else "" for row in header]
        labels.append(" ".join(dict.fromkeys(filter(None, parts))))
    return labels


def _said_by(label: str) -> Column | None:
    """The lowest row of the header that says something. 单位 and 市级 say it together with what stands above them."""
    parts = label.split(" ")
    whole = meaning_of_label("".join(parts[-2:])) if _ADDS_NOTHING.fullmatch(parts[-1]) else None
    if whole in PARTS:
        return whole
    if says_when(label):
        return Column.TIME
    for part in reversed(parts):
        if found := meaning_of_label(part):
            return found
    return None


# ---- the content


def _samples(rows: Sequence[TableRow], at: int) -> Iterator[str]:
    """The different cells of a column, group rows left out."""
    cells = (row.texts[at] for row in rows if at < len(row.texts) and len(distinct(row)) > 1)
    yield from [text for text in dict.fromkeys(cells) if tidied(text)][:MOST_SAMPLED]


def _share(cells: Sequence[str], is_so: Callable[[str], bool]) -> float:
    return sum(map(is_so, cells)) / len(cells) if cells else 0.0


def _are_units(cell: str) -> bool:
    return names_units(cell) or names_units(without_persons(cell).text)


def _are_surely_units(cell: str) -> bool:
    """More than words that may be names (新建泵站): offices, counties or all of them."""
    twin = folded(without_persons(cell).text) or folded(cell)
    found = [verb_of(piece)[0] for piece in re.split(r"[\s、，；/]+", twin) if piece]
    return names_units(cell) and any(
        is_an_office(one) or is_a_place(one) or COLLECTIVE.search(one) for one in found
    )


def _is_time(cell: str) -> bool:
    return read_time(cell, (2000, 2000)).kind in _KNOWN_TIMES


def _checked(said: Column | None, label: str, cells: Sequence[str], with_units: bool) -> Column | None:
    """A header may mean something else than its words: 落实措施 over long texts is no unit, 进度安排 over sentences no
    time, 责任分工 over tasks no role. None where the content decides. `with_units`: another column is of units by its
    header, and 新建公办学校 below 工作任务 is work."""
    if said in PARTS and cells and _share(cells, _are_units) < 0.2 and _are_sentences(cells):
        return None
    if said is Column.TIME and cells and _share(cells, _is_time) < 0.2 and _are_sentences(cells):
        return Column.TIME if says_when(label) else Column.TEXT
    if said in (Column.TITLE, Column.TEXT) and _are_amounts(cells):
        return Column.ASIDE
    if (
        said in (Column.TITLE, Column.TEXT)
        and not with_units
        and not _OBJECT.search(label)
        and _share(cells, _are_surely_units) > 0.8
    ):
        return None
    return said


def says_when(label: str) -> bool:
    """一季度 or 6月底前 over a column: when what stands in it is to be done."""
    return read_time(label.split(" ")[-1], (2000, 2000)).kind is TimeKind.DATE


def _are_amounts(cells: Sequence[str]) -> bool:
    return _share(cells, lambda cell: bool(_AMOUNT.fullmatch(label_of(cell)))) > MOSTLY


def _are_sentences(cells: Sequence[str]) -> bool:
    return sum(len(tidied(cell)) for cell in cells) / len(cells) > 12


def _by_content(cells: Sequence[str]) -> Column:
    if _share(cells, lambda cell: bool(_RUNNING.fullmatch(label_of(cell)))) > MOSTLY:
        return Column.NUMBER if len(cells) > 1 else Column.ASIDE
    if _are_amounts(cells) and not _share(cells, _is_time):
        return Column.ASIDE
    if _share(cells, _is_time) > MOSTLY:
        return Column.TIME
    if _share(cells, _are_surely_units) > MOSTLY:
        return Column.ANSWER
    if not cells or _share(cells, names_a_person) > MOSTLY:
        return Column.ASIDE
    return Column.TEXT


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


def _ask_counties(meanings: list[Column], labels: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
    """县区 beside a task, where nobody else is named for it: the county that does it, which is asked."""
    if set(meanings) & PARTS.keys():
        return
    for at, label in enumerate(labels):
        if _PLACE.search(label) and "所在" not in label and _share(columns[at], names_units) > MOSTLY:
            meanings[at] = Column.ANSWER
            return


def names_units_somewhere(table: Table) -> bool:
    """It seems to be about who does what, or what by when: worth a question when it cannot be read."""
    heads = any(
        is_header(row) and Column.TIME in {meaning_of_label(label_of(text)) for text in row.texts}
        for row in table.rows[:3]
    )
    cells = dict.fromkeys(cell for row in table.rows for cell in row.texts if tidied(cell))
    labelled = any(meaning_of_label(label_of(cell)) in PARTS for cell in cells)
    return heads or labelled or sum(len(cell) < 40 and names_units(cell) for cell in cells) > 1
