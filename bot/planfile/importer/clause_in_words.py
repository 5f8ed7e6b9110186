"""Clauses that are sentences: 由市财政局负责落实。, or the unit first and then its duty."""

import re

from bot.planfile.importer.bare_names import units_alone
from bot.planfile.importer.brackets import sentences, split
from bot.planfile.importer.parsed_clause import DocumentClause, Reading
from bot.planfile.importer.roles import read_clause
from bot.planfile.importer.unit_list import pieces
from bot.planfile.importer.unit_shapes import has_level, is_a_name, names_nobody
from bot.planfile.importer.verbs import verb_of

_FROM_BY = re.compile("(?<![自经理缘])由(?=[^由，。；：]{2})")


def in_words(text: str, twin: str, reading: Reading) -> list[DocumentClause]:
    """由市财政局、农业局负责落实。 or 市甲局牵头，市乙局配合。 as a sentence, or the end of the last one."""
    for start, end in reversed([*sentences(twin)]):
        for begin in (start, *(by.start() for by in _FROM_BY.finditer(twin, start, end))):
            stop = _end_of_units(twin, begin, end)
            if stop is None:
                continue
            said = read_clause(text[begin:stop], reading)
            if said.is_clause and not (said.odd or said.unsure) and said.units:
                return [DocumentClause(begin, _behind_stop(twin, stop), said)]
    return []


def _end_of_units(twin: str, begin: int, end: int) -> int | None:
    """Up to the last verb of roles, where every piece before it is a name or ends in such a verb."""
    stop, is_first = None, True
    for a, b, _ in split(twin[begin:end], "，；"):
        piece = twin[begin + a : begin + b].strip()
        head, verb = verb_of(piece)
        if verb is None or not are_names(head):
            break
        stop, is_first = begin + b, False
    return None if is_first else stop


def are_names(twin: str) -> bool:
    names = (twin[a:b].strip().removeprefix("由") for a, b, _ in pieces(twin, "，；、"))
    return all(_is_named(verb_of(name)[0]) for name in names)


def _is_named(name: str) -> bool:
    bare = name.removesuffix("等")
    return is_a_name(bare) or names_nobody(bare) or is_a_name(name.split("会同")[0])


def headed(text: str, twin: str, reading: Reading) -> list[DocumentClause]:
    """市水利局：负责清淤。 or 市水利局。负责清淤。: the unit first, then what it does."""
    stop = re.search("[：。]", twin)
    if not stop or stop.end() == len(twin) or not (said := units_alone(text[: stop.start()], reading)):
        return []
    is_sure = any(has_level(one.name) or one.collective for one in said.units)
    return [DocumentClause(0, stop.end(), said, heads=True)] if is_sure else []


def _behind_stop(twin: str, stop: int) -> int:
    return stop + 1 if twin[stop : stop + 1] in ("。", "；", "，") else stop
