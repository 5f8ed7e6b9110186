"""Clauses that are sentences: 由市财政局负责落实。, or the unit first and then its duty."""

import re

from bot.planfile.importer.bare_names import units_alone
from bot.planfile.importer.brackets import sentences, split
from bot.planfile.importer.parsed_clause import DocumentClause, Reading
from bot.planfile.importer.roles import read_clause
from bot.planfile.importer.unit_list import pieces
from bot.planfile.importer.unit_shapes import has_level, is_a_name, is_an_office, names_nobody
from bot.planfile.importer.verbs import verb_of

_ITS_DUTY = re.compile(
    "由?(?P<who>[^负牵配协承]{2,20}?)(?:具体|主要|分别)?(?P<verb>负责|牵头|配合|协助|承担)(?P<what>[^负牵配责]{2,30})"
)
_PLEASE = re.compile("(?<![\u4e00-\u9fff])请")
_FROM_BY = re.compile("(?<![自经理缘])由(?=[^由，。；：]{2})")


def in_words(text: str, twin: str, reading: Reading) -> list[DocumentClause]:
    """由市财政局、农业局负责落实。 or 市甲局牵头，市乙局配合。 as a sentence, or the end of the last one."""
    for start, end in reversed([*sentences(twin)]):
        middle = (
            start + a for a, b, _ in split(twin[start:end], "，；") if _is_whole(twin[start + a : start + b])
        )
        asked = (one.end() for one in _PLEASE.finditer(twin, start, end))
        for begin in (start, *asked, *(by.start() for by in _FROM_BY.finditer(twin, start, end)), *middle):
            stop = _end_of_units(twin, begin, end)
            if stop is None:
                continue
            said = read_clause(text[begin:stop], reading)
            if said.is_clause and not (said.odd or said.unsure) and said.units:
                begin -= twin[begin - 1 : begin] == "请"
                return [DocumentClause(begin, _behind_stop(twin, stop), said)]
    return _shared_out(twin, reading)


def _shared_out(twin: str, reading: Reading) -> list[DocumentClause]:
    """市水利局负责河道清淤，市住建局负责管网改造。: the words stay the task's, the clause lies behind them."""
    for start, end in sentences(twin):
        parts = [twin[start + a : start + b].strip() for a, b, _ in split(twin[start:end], "，；")]
        duties = [duty for piece in parts if (duty := _duty(piece))]
        if len(duties) < 2 or any(not _duty(piece) and _begins_with_an_office(piece) for piece in parts):
            continue
        said = read_clause("，".join(duties), reading)
        if said.is_clause and not (said.odd or said.unsure):
            return [DocumentClause(end, end, said)]
    return []


def _duty(piece: str) -> str:
    """市水利局负责 of 由市水利局负责河道清淤; "" for anything else."""
    found = _ITS_DUTY.match(piece)
    if not found or not is_an_office(found["who"]) or not has_level(found["who"]):
        return ""
    return "" if _begins_with_an_office(found["what"]) else f"{found['who']}{found['verb']}"


def _begins_with_an_office(piece: str) -> bool:
    """Whether the name of an office with its level stands at the beginning."""
    bare = piece.removeprefix("由")
    return any(is_an_office(bare[:at]) and has_level(bare) for at in range(3, min(len(bare), 20) + 1))


def _is_whole(piece: str) -> bool:
    """市卫健委负责实施 between two pauses."""
    head, verb = verb_of(piece.strip())
    return bool(verb) and is_an_office(head) and has_level(head)


def _end_of_units(twin: str, begin: int, end: int) -> int | None:
    """Up to the last verb of roles, where every piece before it is a name or ends in such a verb."""
    stop, is_first = None, True
    for a, b, _ in split(twin[begin:end], "，；"):
        piece = twin[begin + a : begin + b].strip()
        head, verb = verb_of(piece)
        is_beside = not is_first and piece.startswith("会同") and are_names(piece.removeprefix("会同"))
        if not is_beside and (verb is None or not are_names(head)):
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
