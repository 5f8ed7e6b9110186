"""What people type into a draft: names one after the other, figures, and phrases of which only some say what to do."""

import re

from bot.planfile.importer.normalize import folded

LEAST_WORDS = 4  # characters that say what is to be done, beside the time
_APART = re.compile("[、，,;；]")
_GROUPED = re.compile("[-+]?[0-9]{1,3}(?:[,，][0-9]{3})+(?:[.][0-9]+)?")
_WHEN = re.compile("[^\u4e00-\u9fff]|[年月日底前末内中旬季度每周半]")


def names_in(text: str) -> tuple[str, ...]:
    """市水利局、市财政局: each of them."""
    return tuple(name for one in _APART.split(text) if (name := one.strip()))


def plain_figure(text: str) -> str:
    """1，500 and １５００ → 1500; what is no such figure stays."""
    twin = folded(text).strip()
    return twin.replace(",", "").replace("，", "") if _GROUPED.fullmatch(twin) else twin


def says_what(quote: str) -> bool:
    """待定, 6月底 and a row of a table do not say what is to be done."""
    return len(_WHEN.sub("", quote)) >= LEAST_WORDS and "｜" not in quote
