"""Numbers and ids: the printed number is the label; the id is made by the importer and is unique.

Task 2.1 has the milestone 2.1.1. A task that holds tasks (1 with 1.1 and 1.2) has the milestones 1.0.1 and 1.0.2, so
that no milestone has the id of another task.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

from bot.planfile.importer.item import Heading, OutlineItem

NONE = -1  # no task above


@dataclass(frozen=True, slots=True)
class PlanPosition:
    """The position of an item in the draft. `holds_tasks`: other items are part of it."""

    section: int
    id: str
    number: int
    holds_tasks: bool = False

    def milestone(self, number: int) -> str:
        return f"{self.id}.0.{number}" if self.holds_tasks else f"{self.id}.{number}"


@dataclass(frozen=True, slots=True)
class NumberGap:
    before: int
    after: int
    line: int


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """Sections in the order of the document, the place of each item, and where the printed numbers jump."""

    sections: tuple[tuple[int, Heading], ...]
    places: tuple[PlanPosition, ...]
    gaps: tuple[NumberGap, ...]


Group = tuple[int, int]  # section and the place of the task above: in it the numbers count


def order_of(items: Sequence[OutlineItem], title: str, others: Mapping[int, int]) -> ReadingOrder:
    """`title`: of the section that holds items without one. `others`: printed numbers of paragraphs that are no tasks,
    by line. Printed numbers stay where they differ; 2.3 is the third item of the second section where every section
    counts anew, or the third part of task 2; 10.2 the second piece of item 10."""
    headings = list(dict.fromkeys(item.heading or Heading(1, title, 1) for item in items))
    printed = _numbers([heading.number for heading in headings])
    numbers = printed if len(set(printed)) == len(printed) else range(1, len(headings) + 1)
    number_of = dict(zip(headings, numbers, strict=True))
    sections = [number_of[item.heading or Heading(1, title, 1)] for item in items]
    labels = _labels(items)
    groups = _groups(items, sections, labels)
    ids = _ids(items, labels, groups)
    above = {at for _, at in groups}
    places = tuple(
        PlanPosition(section, id_, label, at in above)
        for at, (section, id_, label) in enumerate(zip(sections, ids, labels, strict=True))
    )
    listed = tuple((number_of[heading], heading) for heading in headings)
    return ReadingOrder(listed, places, tuple(_gaps(items, groups, others)))


def _numbers(printed: Sequence[int]) -> list[int]:
    """A section without a number, an annex, counts on behind the highest."""
    highest = count(max(printed, default=0) + 1)
    return [number or next(highest) for number in printed]


def _labels(items: Sequence[OutlineItem]) -> list[int]:
    """The printed numbers; an item without one counts on."""
    labels: list[int] = []
    for item in items:
        before = labels[-1] if labels else 0
        labels.append(item.number if item.number is not None else before + (item.part <= 1) or 1)
    return labels


def _groups(items: Sequence[OutlineItem], sections: Sequence[int], labels: Sequence[int]) -> list[Group]:
    """Section 0 for all: the numbers run on through the document."""
    above: list[int] = []
    stack: list[int] = []  # places of the tasks above
    for at, item in enumerate(items):
        del stack[item.depth :]
        above.append(stack[-1] if stack else NONE)
        stack.append(at)
    tops = Counter(
        label for item, label, up in zip(items, labels, above, strict=True) if item.part <= 1 and up == NONE
    )
    runs_on = all(many == 1 for many in tops.values())
    return [(0 if runs_on else section, up) for section, up in zip(sections, above, strict=True)]


def _ids(items: Sequence[OutlineItem], labels: Sequence[int], groups: Sequence[Group]) -> list[str]:
    """A number that stands twice in its group takes the next free one."""
    highest: Counter[Group] = Counter()
    for group, label in zip(groups, labels, strict=True):
        highest[group] = max(highest[group], label)
    ids: list[str] = []
    taken: set[tuple[Group, int]] = set()
    number = 0
    for item, label, group in zip(items, labels, groups, strict=True):
        section, above = group
        if item.part <= 1:
            number = label
            if (group, number) in taken:
                number = highest[group] = highest[group] + 1
            taken.add((group, number))
        prefix = f"{ids[above]}." if above != NONE else f"{section}." if section else ""
        ids.append(f"{prefix}{number}" + (f".{item.part}" if item.part else ""))
    return ids


def _gaps(
    items: Sequence[OutlineItem], groups: Sequence[Group], others: Mapping[int, int]
) -> Iterator[NumberGap]:
    """Where a number is missing among those of one group, and no other paragraph between the two has it."""
    by: dict[Group, list[OutlineItem]] = {}
    for item, group in zip(items, groups, strict=True):
        if item.number and item.part <= 1:
            by.setdefault(group, []).append(item)
    for listed in by.values():
        for one, following in pairwise(listed):
            before, after = one.number or 0, following.number or 0
            between = {number for line, number in others.items() if one.line < line < following.line}
            if set(range(before + 1, after)) - between:
                yield NumberGap(before, after, following.line)
