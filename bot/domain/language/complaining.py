"""投诉：…, 建议：…, 意见：…; 投诉（回避）：… where it is about the office itself; 答复3：… answers one."""

import re
from dataclasses import dataclass

from bot.domain.complaint import ComplaintKind
from bot.domain.lazy_pattern import lazy_pattern

_WORDS = {
    "投诉": ComplaintKind.COMPLAINT,
    "举报": ComplaintKind.COMPLAINT,
    "投诉建议": ComplaintKind.OPINION,
    "意见建议": ComplaintKind.OPINION,
    "建议": ComplaintKind.SUGGESTION,
    "意见": ComplaintKind.OPINION,
    "complaint": ComplaintKind.COMPLAINT,
    "suggestion": ComplaintKind.SUGGESTION,
}
_HEAD = lazy_pattern(
    r"^(?:我要|我想|我有一?[个条]?|有一?[个条]|提一?[个条]?|匿名)?(?P<word>投诉建议|意见建议|投诉|举报|建议|意见|complaint|suggestion)"
    r"(?:一?下|[(（](?P<note>[^)）]{1,10})[)）])?\s?(?P<colon>[:：]|\s|，|,)\s?(?P<text>.+)$",
    re.DOTALL | re.IGNORECASE,
)
_BARE = lazy_pattern(
    r"^(?:我要|我想|怎么|如何|在哪里?|到哪里?)(?:提|进行)?(?:投诉|投诉建议|提建议|提意见|反映意见)(?:[?？啊呢]|一下)?$"
)
_AWAY = lazy_pattern(
    r"回避|(?:不要|别|不能?)(?:让|给|转给?)[^，,。；;]{0,8}(?:办公室|统筹|该办)(?:看|知道|办|处理)?|转?(?:给|交)?复核人|recuse"
)
_ANSWER = lazy_pattern(
    r"^(?:答复|回复)(?:投诉|建议|意见|投诉建议)?\s?第?(?P<number>[0-9]{1,4})(?:号|件|条)?\s?[:：，,\s]\s?(?P<text>.+)$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Complaining:
    """`words` "" where somebody asks how to complain."""

    kind: ComplaintKind
    words: str
    away: bool = False


def complaining(text: str, *, firmly: bool = False) -> Complaining | None:
    """None where the words are no complaint. `firmly`: only 投诉, for a question is open that 建议：… may answer."""
    text = text.strip()
    if _BARE.search(text):
        return Complaining(ComplaintKind.OPINION, "")
    match = _HEAD.match(text)
    if match is None:
        return None
    kind = _WORDS[match["word"].lower()]
    weak = kind is not ComplaintKind.COMPLAINT
    if weak and (firmly or match["colon"] not in ":："):
        return None
    about = f"{match['note'] or ''} {match['text']}"
    return Complaining(kind, match["text"].strip(), bool(_AWAY.search(about)))


def is_away(text: str) -> bool:
    """回避: the words ask that the office itself does not deal with it."""
    return bool(_AWAY.search(text))


def answering(text: str) -> tuple[int, str] | None:
    """答复3：已改为每周一次 → (3, 已改为每周一次)."""
    match = _ANSWER.match(text.strip())
    return (int(match["number"]), match["text"].strip()) if match else None
