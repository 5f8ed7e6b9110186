"""保障措施 that ask the counties for something: 各县（市、区）政府…研究制定…方案."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.planfile.importer.brackets import sentences, split
from bot.planfile.importer.item import title_of
from bot.planfile.importer.normalize import PAUSES, folded
from bot.planfile.importer.outline import Node

_HEADING = re.compile("保障|组织领导|组织实施")
_OF_COUNTIES = re.compile("各(?:县|市|区|乡|镇|地)")
_DELIVERS = re.compile("(?:研究)?(?:制定|编制|出台|建立|成立|组建|印发|细化)")
_OBLIGED = re.compile("要|应|须|必须")


@dataclass(frozen=True, slots=True)
class DraftSafeguard:
    title: str
    text: str
    line: int


def safeguards_of(nodes: Iterable[Node]) -> Iterator[DraftSafeguard]:
    """`nodes`: those that are no tasks."""
    for node in nodes:
        if not node.is_goal() and any(_HEADING.search(up.name) for up in node.up() if up.mark):
            for paragraph in node.paragraphs:
                for start, end in sentences(folded(paragraph.text)):
                    if _OF_COUNTIES.match(folded(paragraph.text[start:end])):
                        yield from _of(paragraph.text[start:end], paragraph.line)


def _of(sentence: str, line: int) -> Iterator[DraftSafeguard]:
    """Its title is what has to be delivered, else what it obliges to."""
    twin = folded(sentence)
    parts = [sentence[a:b].strip(PAUSES) for a, b, _ in split(twin, "，；")]
    for sign in (_DELIVERS, _OBLIGED):
        for part in parts:
            if found := sign.search(folded(part)):
                title = part[found.start() :] if sign is _DELIVERS else part
                yield DraftSafeguard(title_of(title), sentence, line)
                return
