"""补报四季度 …: words that say by themselves for which missed period they are."""

import re
from dataclasses import dataclass
from datetime import date

from bot.domain.language.dates import mentions
from bot.domain.language.plain import letters
from bot.domain.period import Period, spanning

_LATE = re.compile(r"(?:补报|补交|补填|补录)(?:一下|了)?")
_WITHIN = 14  # letters before it: a number or a short name of the item
_NOUN = re.compile(r"^[的份]?(?:工作)?(?:进展|期报|报送|情况)*")
_UNCHANGED = frozenset(("无变化", "没变化", "没有变化", "全部无变化", "其余无变化", "均无变化", "都无变化"))


@dataclass(frozen=True, slots=True)
class LateFiling:
    """`rest`: the words beside it."""

    period: Period
    rest: str

    @property
    def unchanged(self) -> bool:
        return letters(self.rest) in _UNCHANGED


def late_filing(text: str, today: date) -> LateFiling | None:
    """None where nothing is filed late, or no period that is over is named."""
    found = _LATE.search(text)
    if found is None or found.start() > _WITHIN:
        return None
    named = [one for one in mentions(text, today) if one.span and one.start >= found.end()]
    if not named or letters(text[found.end() : named[0].start]):
        return None
    period = spanning(*named[0].span) if named[0].span else None
    if period is None or period.end >= today:
        return None
    return LateFiling(period, text[: found.start()] + _NOUN.sub("", text[named[0].end :]))
