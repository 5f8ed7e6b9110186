"""A plan and its own annex say the same work twice: the text in sentences, the table with the units.

Rows of a table are joined with the items they repeat, or the pairs are asked about; nothing is doubled in silence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.domain.similarity import bigrams, match_pairs, similarity
from bot.planfile.importer.document import Paragraph
from bot.planfile.importer.item import OutlineItem
from bot.planfile.importer.open_questions import Doubt
from bot.planfile.importer.parsed_clause import ParsedClause

SURE = 0.75  # from here on two titles are the same
MAYBE = 0.5
CONTAINED = 0.9  # the score of a title that stands whole in the other
LEAST = 4  # characters of a title that may be looked for in another text


@dataclass
class JoinedItems:
    items: list[OutlineItem] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def joined(items: Sequence[OutlineItem]) -> JoinedItems:
    """Of the text, and of each table after the other. Most rows of an annex repeat the text; where only a few look
    alike, they are asked about and stay."""
    told = [item for item in items if not item.table]
    found = JoinedItems([*items])
    before = {0}  # tables already joined; their lines need not rise, where a page sets one into another
    for table in dict.fromkeys(item.table for item in items if item.table):
        rows = [item for item in items if item.table == table]
        _join(told, rows, found)
        before.add(table)
        told = [item for item in found.items if item.table in before]
    return found


def _join(told: Sequence[OutlineItem], rows: Sequence[OutlineItem], found: JoinedItems) -> None:
    pairs = match_pairs(told, rows, _score, MAYBE, _nearer)
    likely = [(old, row) for old, row in pairs if old and row and _score(old, row) >= SURE]
    unsure = [(old, row) for old, row in pairs if old and row and _score(old, row) < SURE]
    if 2 * len(likely) < len(rows):
        unsure, likely = likely + unsure, []
    for old, row in likely:
        found.items[_place(found.items, old)] = _joined(old, row, found.doubts)
        del found.items[_place(found.items, row)]
    if likely:
        unsure += _within(told, [row for old, row in pairs if row and not old])
    for old, row in unsure:
        about = f"{_label(old)} / {_label(row)}"
        found.doubts.append(Doubt("maybe_twice", about, row.line))
    asked = {id(row) for _, row in unsure}
    if likely or (told and not any(item.said for item in told)):
        alone = [row for old, row in pairs if row and not old and id(row) not in asked]
        found.doubts += [Doubt("only_in_annex", _label(row), row.line) for row in alone]


def _place(items: Sequence[OutlineItem], item: OutlineItem) -> int:
    return next(at for at, one in enumerate(items) if one is item)


def _label(item: OutlineItem) -> str:
    return f"{item.number}.{item.title}" if item.number else item.title


def _score(one: OutlineItem, other: OutlineItem) -> float:
    here, there = _letters(one.title), _letters(other.title)
    if here == there and here:
        return 1.0
    short, long = sorted((here, there), key=len)
    if len(short) >= LEAST and short in long:
        return CONTAINED
    return similarity(bigrams(here), bigrams(there))


def _nearer(one: OutlineItem, other: OutlineItem) -> int:
    return 1 if one.number == other.number else 0


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _within(
    told: Sequence[OutlineItem], rows: Sequence[OutlineItem]
) -> list[tuple[OutlineItem, OutlineItem]]:
    """Rows whose words stand inside an item of the text: a step of it, told again."""
    whole = [(item, _letters("".join(passage.text for passage in item.passages))) for item in told]
    found = []
    for row in rows:
        title = _letters(row.title)
        if len(title) >= LEAST and (item := next((item for item, text in whole if title in text), None)):
            found.append((item, row))
    return found


def _joined(old: OutlineItem, row: OutlineItem, doubts: list[Doubt]) -> OutlineItem:
    """The words of the text, the units of the table; where both name units or a term and they differ, it is asked."""
    if old.said and row.said and (here := _units(old.said)) != (there := _units(row.said)):
        doubts.append(Doubt("annex_differs", f"{_label(old)}：{here} / {there}", row.line))
    if old.time and row.time and old.time != row.time:
        doubts.append(Doubt("annex_differs", f"{_label(old)}：{old.time} / {row.time}", row.line))
    text = _letters("".join(passage.text for passage in old.passages))
    fresh: list[Paragraph] = [
        passage
        for passage in row.passages
        if _letters(passage.text) not in text and _letters(passage.text) != _letters(row.title)
    ]
    return replace(
        old,
        said=row.said or old.said,
        time=row.time or old.time,
        passages=(*old.passages, *fresh),
        unread=(*old.unread, *row.unread),
    )


def _units(said: ParsedClause) -> str:
    return "、".join(dict.fromkeys(one.name for one in said.units))
