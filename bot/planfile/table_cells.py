"""What the text of a cell means: days and numbers as spreadsheets and people write them."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

BLANK = frozenset({"", "-", "—", "–", "－", "NA", "na", "N/A", "无"})  # no value

# Year first, so that nobody can read it otherwise: 2024-01-05, and 2024/1/5 as Excel makes of it, at midnight or not.
_DAY = re.compile(r"(\d{4})([-/.年])(\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0?0:00(?::00)?)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,12})?", re.ASCII)


def day_in(text: str) -> date | None:
    """None where it is no day."""
    found = _DAY.fullmatch(text)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def number_in(text: str) -> Decimal | None:
    """None where it is no number: 一百, 33μg/m³, 1e3."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace(" ", "")
    return Decimal(plain.replace(",", "")) if _NUMBER.fullmatch(plain) else None
