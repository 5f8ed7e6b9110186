"""Whether two places are the same one, however they were typed."""

import re
import unicodedata

_NEARBY = re.compile(r"(?:附近|周边|旁边|一带|路段|沿线|旁|处|内)+$")
_CROSSING = re.compile(
    r"(?:的)?(?:十字路口|交叉路口|丁字路口|交叉口|交汇处|交汇口|交会处|路口|口|交叉|交汇)$"
)
_AND = re.compile(r"与|和|及|跟|同|/|、|&|-|—|~|×|x(?=[^a-z0-9])")
_SIGNS = re.compile(r"[\s,，.。;；:：!！?？()（）\[\]【】\"“”'‘’·]+")


def place_key(place: str, unit: str = "") -> str:
    """The same for the same place, however it was typed: width, blanks, 与 or 和, 附近, the order of two roads at a
    crossing, and the county's own name before it make no difference."""
    text = unicodedata.normalize("NFKC", place).lower()
    text = _SIGNS.sub("", text)
    for name in filter(None, (unit, unit[:-1] if len(unit) > 2 else "")):
        text = text.removeprefix(name) or text
    text = _NEARBY.sub("", text) or text
    crossing = _CROSSING.sub("", text)
    parts = [part for part in _AND.split(crossing) if part]
    if len(parts) == 2 and (crossing != text or all(part[-1] in "路街道线巷" for part in parts)):
        return "×".join(sorted(parts))
    return "与".join(part for part in _AND.split(text) if part) or text
