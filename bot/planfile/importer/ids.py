"""Numbers and ids: the printed number is the label; the id is made by the importer and is unique."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.planfile.importer.item import Heading, OutlineItem


@dataclass(frozen=True, slots=True)
class PlanPosition:
    """The position of an item in the draft."""

    section: int
    id: str
    number: int


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """Sections in the order of the document, and the place of each item."""

    sections: tuple[tuple[int, Heading], ...]
    places: tuple[PlanPosition, ...]


def order_of(items: Sequence[OutlineItem], title: str) -> ReadingOrder:
    """`title`: of the section that holds items without one. Printed numbers stay where they differ; 2-3 is the third
    item of the second section where every section counts anew, 10-2 the second piece of item 10."""
    headings = list(dict.fromkeys(item.heading or Heading(1, title, 1) for item in items))
    printed = [heading.number for heading in headings]
    numbers = printed if len(set(printed)) == len(printed) else range(1, len(headings) + 1)
    number_of = dict(zip(headings, numbers, strict=True))
    labels = _labels(items)
    wholes = Counter(label for item, label in zip(items, labels, strict=True) if item.part <= 1)
    is_unique = all(many == 1 for many in wholes.values())
    taken: Counter[str] = Counter()
    places = []
    for item, label in zip(items, labels, strict=True):
        section = number_of[item.heading or Heading(1, title, 1)]
        id_ = str(label) if is_unique else f"{section}-{label}"
        id_ += f"-{item.part}" if item.part else ""
        taken[id_] += 1
        places.append(PlanPosition(section, id_ if taken[id_] == 1 else f"{id_}_{taken[id_]}", label))
    return ReadingOrder(tuple((number_of[heading], heading) for heading in headings), tuple(places))


def _labels(items: Sequence[OutlineItem]) -> list[int]:
    """The printed numbers; an item without one counts on."""
    labels: list[int] = []
    for item in items:
        before = labels[-1] if labels else 0
        labels.append(item.number if item.number is not None else before + (item.part <= 1) or 1)
    return labels
