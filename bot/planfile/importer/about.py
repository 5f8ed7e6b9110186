"""What the words of a question offer to its answer: the phrase of the document, the units, the number in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.planfile.importer.dates import terms
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.number_cues import cue_before
from bot.planfile.importer.numbers import amounts
from bot.planfile.importer.unit_list import pieces
from bot.planfile.importer.unit_shapes import is_a_name
from bot.planfile.importer.verbs import verb_of

MOST_UNITS = 12
LONGEST_NAME = 12  # of what a list has beside names that are known
LISTS = frozenset({"odd_name", "unread_clause", "unread_cell"})  # questions whose words stand where units do
COUNTED = frozenset({"number_gap", "declared_vs_found", "no_period", "page_without_text"})
_LABEL = re.compile("^[^：]{1,20}：")
_BOUNDS = {"以内": "<=", "之内": "<=", "以下": "<=", "以上": ">=", "之上": ">=", "左右": "="}
_BOUND = re.compile("(?:" + "|".join(_BOUNDS) + ").*$")
_WHOLE = re.compile("(?P<noun>[一-鿿]{1,12})(?:实现|达到)?全(?P<share>覆盖)")
_TITLE = re.compile(r"(?:[0-9]+\.)?(?P<title>[^：/]+?)(?:：| / |$)")
_PAIR = re.compile(" [/→] ")
_NUMBER = re.compile(r"(?<![0-9A-Za-z.])(?P<value>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>[^0-9\s，。；、（）]{0,6})")


def phrase_of(code: str, about: str) -> str:
    """As the document has it, without the label before it and the second of a pair; empty where a question is about
    counts and numbers of items, which are no phrase of it."""
    if code in COUNTED:
        return ""
    return _PAIR.split(about[_end_of_label(about) :])[0].strip()


def title_in(about: str) -> str:
    """2.建设泵站：市水利局 / 市城管局 → 建设泵站."""
    found = _TITLE.match(folded(about))
    return about[found.start("title") : found.end("title")].strip() if found else ""


def pair_of(about: str) -> list[str]:
    """市财政 / 财政局 and 市发改委 → 市发展改革委: two names that may be one; empty for anything else."""
    both = [name.strip() for name in _PAIR.split(about)]
    return both if len(both) == 2 else []


@lru_cache(maxsize=8192)  # a page shows its questions again after each answer
def units_in(about: str) -> list[str]:
    twin = _PAIR.sub("、", folded(about[_end_of_label(about) :])).strip("（） ")
    names = [verb_of(twin[start:end].strip("（）。 "))[0].strip() for start, end, _ in pieces(twin)]
    return list(dict.fromkeys(filter(is_a_name, names)))[:MOST_UNITS]


def units_offered(code: str, about: str, known: Iterable[str]) -> list[str]:
    """Those that the words name: read as units, known from the rest of the plan, or listed where units are."""
    if read := units_in(about):
        return [*read]
    twin = folded(about)
    named = [unit for unit in known if unit in twin]
    whole = [unit for unit in named if not any(unit != longer and unit in longer for longer in named)]
    if whole or code not in LISTS:
        return whole[:MOST_UNITS]
    phrase = phrase_of(code, about)
    listed = [phrase[start:end].strip("（）。 ") for start, end, _ in pieces(folded(phrase))]
    return (
        [phrase]
        if code == "odd_name"
        else [one for one in listed if 1 < len(one) <= LONGEST_NAME][:MOST_UNITS]
    )


def due_in(about: str, only_year: int | None) -> str:
    """The one day that the words name; empty where they name none, or several."""
    dues = {term.due.isoformat() for term in terms(about, only_year) if term.due}
    return dues.pop() if len(dues) == 1 else ""


@dataclass(frozen=True, slots=True)
class NumberOffered:
    """What a question about a number fills in beforehand; empty where it holds none. `quote`: as written."""

    name: str = ""
    op: str = ">="
    value: str = ""
    unit: str = ""
    quote: str = ""


def number_in(about: str) -> NumberOffered:
    """群众满意度不低于92分 → 群众满意度 >= 92分."""
    read = next((one for one in amounts(about) if one.value and one.unit), None)
    if read:
        return NumberOffered(read.name, read.op, f"{read.value:f}", read.unit, about[read.start : read.end])
    twin = folded(about)
    if whole := _WHOLE.search(twin):
        name = f"{whole['noun']}{whole['share']}率"
        return NumberOffered(name, "=", "100", "%", about[whole.start() : whole.end()])
    found = _NUMBER.search(twin)
    if not found:
        return NumberOffered()
    cue = cue_before(twin, found.start())
    quote = about[found.start() : found.end()].strip()
    bound = _BOUND.search(found["unit"])
    op = _BOUNDS[bound[0]] if bound else cue.op
    return NumberOffered(about[: cue.start], op, found["value"], _BOUND.sub("", found["unit"]), quote)


def _end_of_label(about: str) -> int:
    found = _LABEL.match(folded(about))
    return found.end() if found else 0
