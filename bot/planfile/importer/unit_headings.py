"""责任单位：市农业农村局 on a line of its own above the items it is for, and not below them as is usual."""

from collections.abc import Sequence
from itertools import pairwise

from bot.planfile.importer.document import Block, Paragraph
from bot.planfile.importer.marks import mark_of
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.verbs import ClausePart, label_at, meaning_of

_HEADS = (ClausePart.LEAD, ClausePart.ANSWER)


def unit_headings(blocks: Sequence[Block]) -> frozenset[int]:
    """The lines that head the items below them: the first stands before the first item of its kind, and each is
    followed by an item of that kind. A document with such a line behind the last item of a section has them below."""
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    followed = {a.line: mark_of(b.text) for a, b in pairwise(lines)}
    labels = [one for one in lines if not mark_of(one.text) and _is_label(one.text)]
    if not labels:
        return frozenset()
    first = followed.get(labels[0].line)
    next_styles = {mark and mark.style for mark in (followed.get(label.line) for label in labels)}
    if first is None or next_styles != {first.style}:
        return frozenset()
    marks = (mark_of(one.text) for one in lines if one.line < labels[0].line)
    is_first = not any(mark and mark.style is first.style for mark in marks)
    return frozenset(label.line for label in labels) if is_first and first.number == 1 else frozenset()


def _is_label(text: str) -> bool:
    twin = folded(text)
    label = label_at(twin)
    return label is not None and twin[label[1] - 1] == "：" and meaning_of(label[0]) in _HEADS
