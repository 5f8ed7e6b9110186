"""谁退回的, 8是谁通过的: who did it, of an item."""

import re

from bot.domain.assignment import Kind
from bot.domain.language.references import anywhere, head
from bot.domain.lazy_pattern import lazy_pattern

READ_AT_MOST = 30
DEEDS: tuple[tuple[str, frozenset[Kind]], ...] = (
    (r"退回整改|退回来?|打回", frozenset({Kind.RETURNED, Kind.DECLINED, Kind.DECLINE_REFUSED})),
    (r"通过|销号|复核", frozenset({Kind.PASSED, Kind.SAMPLED_PASSED})),
    (
        r"(?:同意|批准|批|准)(?:延期|的延期)?",
        frozenset({Kind.EXTENSION_GRANTED, Kind.DECLINE_ACCEPTED, Kind.PASSED}),
    ),
    (r"(?:不同意|不批|驳回)(?:延期)?", frozenset({Kind.EXTENSION_REFUSED, Kind.DECLINE_REFUSED})),
    (r"催办?|督办", frozenset({Kind.CHASED})),
    (r"转交|移交", frozenset({Kind.HANDED})),
    (r"撤销|撤回", frozenset({Kind.UNDONE})),
    (r"提交|报送?|反馈|填报?", frozenset({Kind.REPORTED, Kind.FILED, Kind.SUBMITTED})),
    (r"(?:申请)?延期", frozenset({Kind.EXTENSION_ASKED})),
)
_ASKS = tuple(
    (re.compile(rf"(?:是)?(?:谁|哪个|哪位)(?:给)?(?:{words})(?:的|了|过)[?？啊呀]?$"), kinds)
    for words, kinds in DEEDS
)
_ENGLISH = lazy_pattern(r"^who (?P<deed>returned|passed|chased|granted|refused|submitted)\b", re.IGNORECASE)
_OF_ENGLISH = {
    "returned": Kind.RETURNED,
    "passed": Kind.PASSED,
    "chased": Kind.CHASED,
    "granted": Kind.EXTENSION_GRANTED,
    "refused": Kind.EXTENSION_REFUSED,
    "submitted": Kind.SUBMITTED,
}


def asks_who_did(text: str) -> tuple[frozenset[Kind], str] | None:
    """The kinds of events that are asked about, and the number that is named, "" where none is."""
    if len(text) > READ_AT_MOST:
        return None
    reference = head(text) or next(iter(anywhere(text)), None)
    number = reference.numbers[0] if reference else ""
    if match := _ENGLISH.search(text):
        return frozenset({_OF_ENGLISH[match["deed"].lower()]}), number
    kinds = next((kinds for pattern, kinds in _ASKS if pattern.search(text)), None)
    return None if kinds is None else (kinds, number)
