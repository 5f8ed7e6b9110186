"""Words that ask for a bulletin of ranks or of praise: 出一份3月空气质量排名通报, 2024年排名通报, 表扬通报."""

import re
from dataclasses import dataclass

from bot.domain.papers import PaperKind

_WISH = re.compile(
    r"(?:请|麻烦|帮我|给我|帮忙)*(?:再)?(?:出|起草|草拟|拟|写|做|生成|发|来|要)?(?:(?:一|1)?(?:份|个|期))?"
    r"(?:关于)?(?P<days>[^，。；,;]{0,24}?)的?(?:各县区|县区|县市区)?(?:环境)?(?:空气质量|空气|大气)?(?:综合指数)?的?"
    r"(?P<kind>排名|排名情况|表扬|表彰)的?通报(?:吧|一下)?[。.！!]?"
)
_ENGLISH = re.compile(
    r"(?:please )?(?:draft|make|write)?(?: me)?(?: the| a)? ?(?P<kind>rank(?:ing|s)?|praise) bulletin"
    r"(?: (?:of|for) (?P<days>.{1,24}?))?\.?"
)
KINDS = {
    "rank": PaperKind.RANKS, "ranks": PaperKind.RANKS, "ranking": PaperKind.RANKS, "排名": PaperKind.RANKS,
    "排名情况": PaperKind.RANKS, "praise": PaperKind.PRAISE, "表扬": PaperKind.PRAISE, "表彰": PaperKind.PRAISE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RankWish:
    kind: PaperKind
    days: str  # "" for none named


def rank_wish(text: str) -> RankWish | None:
    """None where the words are about something else."""
    said = text.strip()
    match = _ENGLISH.fullmatch(said.lower()) or _WISH.fullmatch(said)
    return RankWish(KINDS[match["kind"]], (match["days"] or "").strip()) if match else None


def named_kind(argument: str) -> RankWish | None:
    """What stands behind /bulletin: rank 2024-03, 排名 3月, praise."""
    word, _, days = argument.strip().partition(" ")
    kind = KINDS.get(word.lower())
    return RankWish(kind, days.strip()) if kind else None
