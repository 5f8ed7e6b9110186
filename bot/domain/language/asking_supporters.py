"""请配合单位反馈8: the lead's words that ask the supporting units of a task."""

import re

from bot.domain.language.references import anywhere, head
from bot.domain.lazy_pattern import lazy_pattern

READ_AT_MOST = 60
_ASKS = lazy_pattern(
    r"(?:请|让|要求|通知|催|催办|问|询问|叫|督促)(?:一?下|各|所有|全部|第?[0-9.]{1,5}项?的?|相关|有关|(?:没有?|未)(?:反馈|报|回复|答复)的){0,3}(?:配合|支持|协助)(?:单位|部门)"
    r"|(?:配合|协助)(?:单位|部门)[^，,。；;]{0,6}(?:反馈|报一?下|报送|上报|回复|说一?下|填报)|\bask (?:the )?support"
)
_IS_QUESTION = lazy_pattern(r"[?？吗呢]|谁|哪|几个|多少|有没有|(?:反馈|报|回复)了?没有?$|已")
_ASKS_WHO = lazy_pattern(
    r"(?:配合|支持|协助)(?:单位|部门)[^，,。；;]{0,4}(?:反馈|报|回复|答复)(?:了)?(?:吗|没有?|么)"
    r"|(?:哪些|哪几个|哪个|谁)(?:个)?(?:配合|支持|协助)(?:单位|部门)?[^，,。；;]{0,4}(?:没有?|未|还没)?(?:反馈|报|回复)"
    r"|(?:配合|支持|协助)(?:单位|部门)[^，,。；;]{0,4}(?:谁|哪些|哪个|几个)(?:还)?(?:没有?|未)|(?:配合|支持)(?:单位|部门)(?:的)?情况$"
)


def asks_who_answered(text: str) -> str | None:
    """18配合单位反馈了吗: the number, "" where none is named; None for any other words."""
    if len(text) > READ_AT_MOST or not _ASKS_WHO.search(text):
        return None
    return _number(text)


def asks_supporters(text: str) -> str | None:
    """The number of the task, "" where none is named; None where the words ask for no such thing."""
    if len(text) > READ_AT_MOST or not _ASKS.search(text) or _IS_QUESTION.search(text):
        return None
    return _number(text)


def _number(text: str) -> str:
    reference = head(text) or next(iter(anywhere(text)), None)
    if reference:
        return reference.numbers[0]
    loose = re.search(r"[0-9]{1,2}(?:\.[0-9]{1,2})?", text)
    return loose[0] if loose else ""


_CORRECTS = lazy_pattern(r"^(?:改[成为]|更正|应[该为是]|不是|说错|写错)")


def corrects(text: str) -> bool:
    """改成19处: the words put right what was said just before."""
    return bool(_CORRECTS.search(text))
