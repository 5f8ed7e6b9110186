"""A yes to what was just asked."""

from bot.domain.language.plain import letters

LONGEST = 16
CONSENT = frozenset(
    ["是", "是的", "对", "对的", "好", "好的", "可以", "行", "确认", "确定", "没问题", "同意", "嗯", "嗯嗯", "ok", "okay", "yes", "y", "sure", "confirm", "确认通过", "仍予通过", "仍然通过", "还是通过", "照样通过", "全部通过", "都通过", "通过", "发送", "确认发送", "发吧", "发", "催吧", "催办", "确认催办", "发送催办", "全部催办", "记录", "照此记录", "导入"]
)  # fmt: skip
PASS_ALL = frozenset(
    ["全部通过", "都通过", "全通过", "本页全部通过", "本页通过", "一并通过", "整页通过", "passall"]
)
_ENDINGS = ("吧", "了", "啊", "呀", "的")


def passes_all(text: str) -> bool:
    """全部通过, of the page just shown."""
    said = letters(text)
    return said in PASS_ALL or any(said.endswith(end) and said[: -len(end)] in PASS_ALL for end in _ENDINGS)


def is_consent(text: str) -> bool:
    said = letters(text)
    if len(said) > LONGEST:
        return False
    return said in CONSENT or any(said.endswith(end) and said[: -len(end)] in CONSENT for end in _ENDINGS)
