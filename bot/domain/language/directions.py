"""What a leader writes about proposed talks: 同意, 1同意2暂缓, 不同意，先函告, 都同意, 第2项下周再议."""

import itertools
import re
from dataclasses import dataclass, replace

from bot.domain.language.named_units import units_in
from bot.domain.language.plain import letters, plain
from bot.domain.language.references import anywhere, head
from bot.domain.lazy_pattern import lazy_pattern
from bot.domain.talk import TalkDecision

READ_AT_MOST = 300

_CLAUSES = lazy_pattern(r"[，,；;。！!\n]+")
_VERDICTS = (  # the longer first: 不同意 holds 同意
    (TalkDecision.DEFERRED, r"暂不(?:同意|约谈|谈|定|议|考虑)?|暂缓(?:约谈|办理|一周)?|缓一缓|先缓缓?|缓议|缓谈|下周再(?:议|定|说|看|谈)?|再等等|再议|再看看|先放一?放|\b(?:defer(?:red)?|postpone|later)\b"),
    (TalkDecision.REFUSED, r"不同意(?:约谈)?|不批准?|不予(?:约谈|批准)|不约谈|不谈|先不(?:约谈|谈|约)|不必(?:约谈|谈)|不用(?:约谈|谈)|不需要?约谈|驳回|\b(?:disagree|refused?|no)\b"),
    (TalkDecision.AGREED, r"同意(?:约谈)?|批准(?:约谈)?|准予约谈|可以(?:约谈)?|照办|照此办理|按此办理|按建议办(?:理)?|\b(?:agreed?|approved?|yes|ok)\b"),
)  # fmt: skip
_VERDICT = lazy_pattern("|".join(f"(?P<{decision}>{words})" for decision, words in _VERDICTS), re.IGNORECASE)
_ALONE = dict.fromkeys(
    ("约谈", "约谈吧", "谈", "谈吧", "可", "准", "行", "好的同意", "约", "约吧"), TalkDecision.AGREED
)
_ALL = lazy_pattern(
    r"全都|都|全部|均|一律|一并|所有的?|上述|以上|其余的?|其他的?|剩下的?|\ball\b|\bboth\b|\brest\b"
)
_FIRST = lazy_pattern(r"前\s?(?P<n>[一二两三四五1-5])[项个条]")
_COUNTED = lazy_pattern(r"(?:这|上述|以上)?\s?[0-9一二两三四五]\s?[项个条]")
_AROUND = lazy_pattern(
    r"[项个条件第的对把请我先就该其此拟这那吧了啊呢和与及、\s:：.]|关于|建议|意见|约谈|事项|单位|逐项|原则上|原则|改为|改成|改|还是|就|请示|上报|talks?|the|for|item|number"
)
_STARTS = lazy_pattern(r"算了|好的?|嗯+|行吧?|那|这样|收到|阅|已阅|知道了")
_OTHER_MATTERS = lazy_pattern(r"延期|延长|顺延|延至|退回|销号|整改通过|通过复核|extension")
_COUNTS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}


@dataclass(frozen=True, slots=True)
class Direction:
    """`numbers`: places in the list shown, or numbers of tasks. `all_`: of all, or of those that no other names."""

    decision: TalkDecision
    numbers: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    all_: bool = False
    note: str = ""

    @property
    def named(self) -> bool:
        return bool(self.numbers or self.units or self.all_)


def directions(text: str, units: tuple[str, ...]) -> tuple[Direction, ...]:
    """Empty where the text decides about no talk."""
    text = plain(text)
    if len(text) > READ_AT_MOST or _OTHER_MATTERS.search(text):
        return ()
    found: list[Direction] = []
    for clause in filter(None, (one.strip() for one in _CLAUSES.split(text))):
        for piece in _pieces(clause):
            one = _direction(piece, units)
            if one and (one.named or not found):
                found.append(one)
            elif not found and letters(_STARTS.sub("", piece)) == "":  # 算了，还是同意
                continue
            elif found:
                found[-1] = replace(found[-1], note="，".join(filter(None, (found[-1].note, piece.strip()))))
            else:
                return ()
    return tuple(found)


def _pieces(clause: str) -> list[str]:
    """1同意2暂缓 → 1同意, 2暂缓: a number behind a verdict begins another, where a verdict follows it."""
    verdicts = list(_VERDICT.finditer(clause))
    if len(verdicts) < 2:
        return [clause]
    pieces, start = [], 0
    for before, behind in itertools.pairwise(verdicts):
        between = clause[before.end() : behind.start()]
        at = re.search(r"第?\s?[0-9一二三四五]|其余|其他|剩下", between)
        if at:
            pieces.append(clause[start : before.end() + at.start()])
            start = before.end() + at.start()
    return [*pieces, clause[start:]]


def _direction(clause: str, units: tuple[str, ...]) -> Direction | None:
    match = _VERDICT.search(clause)
    if match is None:
        numbers, all_, rest = _scope(clause)
        decision = _ALONE.get(letters(rest))
        return Direction(decision, numbers, units_in(clause, units), all_) if decision else None
    before, behind = clause[: match.start()], clause[match.end() :]
    numbers, all_, left = _scope(before)
    named = units_in(clause, units)
    if letters(_AROUND.sub("", _without(left, named, before))):
        return None
    more, all_behind, note = _scope(behind)
    note = _without(note, named, behind)
    decision = TalkDecision(str(match.lastgroup))
    kept = note.strip(" 、:：") if letters(_AROUND.sub("", note)) else ""
    return Direction(decision, numbers or more, named, all_ or all_behind, kept)


def _scope(text: str) -> tuple[tuple[str, ...], bool, str]:
    """The numbers named, whether all are meant, and the rest of the words."""
    all_ = _ALL.search(text) is not None
    rest = _ALL.sub("", text)
    if first := _FIRST.search(rest):
        n = _COUNTS.get(first["n"]) or int(first["n"])
        return tuple(str(one) for one in range(1, n + 1)), False, _FIRST.sub("", rest)
    found = list(anywhere(rest))
    lead = head(rest)
    if not found and lead:
        found = [lead]
    for one in reversed(found):
        rest = rest[: one.start] + rest[one.end :]
    counted = all_ and _COUNTED.fullmatch(_ALL.sub("", text).strip()) is not None  # 三项都同意
    return () if counted else tuple(number for one in found for number in one.numbers), all_, rest


def _without(text: str, named: tuple[str, ...], whole: str) -> str:
    """The words without the names of units; a name that was shortened is taken with its first two signs on."""
    for unit in named:
        for name in (unit, unit.removeprefix("市")):
            text = text.replace(name, "")
    if named and units_in(text, named):
        text = re.sub(r"[\u4e00-\u9fff]{2,12}(?:局|委|公司|中心|社|县|区|市|办)", "", text)
    return text
