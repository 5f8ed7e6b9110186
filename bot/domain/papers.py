"""Papers (文书): what the office writes to units and leaders.

A paper is drafted from facts, edited by a person in Word, issued by a named person, and perhaps voided. Its number is
counted by the office for each series and year, and taken only when it is issued: bot.domain.paper_life.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class PaperKind(StrEnum):
    BULLETIN = "bulletin"  # 通报
    RANKS = "ranks"  # 排名通报
    PRAISE = "praise"  # 表扬通报
    SLIP = "slip"  # 督办单
    LETTER = "letter"  # 函
    TALK = "talk"  # 约谈建议
    WARNING = "warning"  # 预警提醒


FORMS = (PaperKind.SLIP, PaperKind.LETTER, PaperKind.TALK, PaperKind.WARNING)  # of one unit and one item
BULLETINS = frozenset({PaperKind.BULLETIN, PaperKind.RANKS, PaperKind.PRAISE})
SENT = BULLETINS | {PaperKind.SLIP, PaperKind.WARNING}
"""Sent to the units it names once issued. A letter goes the official way and a talk is the leader's: only kept."""

Rows = tuple[Mapping[str, str], ...]
Value = str | tuple[str, ...] | Rows


@dataclass(frozen=True, slots=True)
class PaperText:
    """A paper in words, before it is a file."""

    kind: PaperKind
    title: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class PaperStyle:
    """What a plan's office puts on its papers; see `papers` of a plan file."""

    series: Mapping[PaperKind, str] = field(default_factory=dict)  # 发文机关代字 by kind
    copy_to: tuple[str, ...] = ()  # 抄送
    contact: str = ""  # 联系人及电话

    def series_of(self, kind: PaperKind) -> str:
        """Kinds that share a series share its numbers; all bulletins do."""
        return self.series.get(PaperKind.BULLETIN if kind in BULLETINS else kind, "")
