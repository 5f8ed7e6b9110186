"""请配合单位反馈8: the lead's words that ask the supporting units of a task."""

import re

from bot.domain.language.references import anywhere, head
from bot.domain.lazy_pattern import lazy_pattern

READ_AT_MOST = 60
_ASKS = lazy_pattern(
    r"(?:请|让|要求|通知|催|催办|问|询问|叫|督促)(?:一?下|各|所有|全部|第?[0-9.]{1,5}项?的?|相关|有关){0,3}(?:配合|支持|协助)(?:单位|部门)"
    r"|(?:配合|协助)(?:单位|部门)[^，,。；;]{0,6}(?:反馈|报一?下|报送|上报|回复|说一?下|填报)|\bask (?:the )?support"
)
_IS_QUESTION = lazy_pattern(r"[?？吗呢]|谁|哪|几个|多少|有没有|没有?反馈|未反馈|已")


def asks_supporters(text: str) -> str | None:
    """The number of the task, "" where none is named; None where the words ask for no such thing."""
    if len(text) > READ_AT_MOST or not _ASKS.search(text) or _IS_QUESTION.search(text):
        return None
    reference = head(text) or next(iter(anywhere(text)), None)
    if reference:
        return reference.numbers[0]
    loose = re.search(r"[0-9]{1,2}(?:\.[0-9]{1,2})?", text)
    return loose[0] if loose else ""
