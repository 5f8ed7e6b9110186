"""Decisions in words, by those who decide: 8退回，缺验收表; 同意农业农村局第8项延期; 19由城管局汇总."""

import re

from bot.domain.language.conversation import Subject
from bot.domain.language.named_units import units_in
from bot.domain.language.placement import Decided, DecisionKind
from bot.domain.language.references import Form, Reference, anywhere, head
from bot.domain.lazy_pattern import lazy_pattern

READ_AT_MOST = 200
CHASE_FIRST = ("催办", "催一下", "催一催", "再催", "请催", "催促")

_TABLE: tuple[tuple[DecisionKind, str], ...] = (
    (DecisionKind.CONFIRM_CLOSED, r"维持(?:销号|办结|原)|\bkeep (?:it )?closed"),
    (DecisionKind.RECHECK, r"回头看|\brecheck"),
    (DecisionKind.REOPEN, r"重新(?:打开|办理|立案)|重开|\breopen"),
    (
        DecisionKind.RESTART,
        r"(?:恢复|重启)(?:办理|推进|计时)|(?:结束|解除|取消|终止)[^，,。]{0,8}挂账|\brestart",
    ),
    (DecisionKind.REFUSE_SUSPENSION, r"不(?:同意|准|批准|予|能|得)[^，,。]{0,16}挂账"),
    (DecisionKind.GRANT_SUSPENSION, r"(?:同意|准予|批准|准许|可以)[^，,。]{0,20}挂账"),
    (DecisionKind.SUSPEND, r"挂账|\bon hold|\bsuspend"),
    (DecisionKind.CHASE, r"催(?:一下|办|促)|^催|\bchase\b"),
    (DecisionKind.RULING, r"由.{2,16}(?:汇总|牵头汇总|总牵头|统稿)"),
    (
        DecisionKind.REFUSE_DECLINE,
        r"不(?:同意|准|批准|予)[^，,]{0,6}退回|退回[^，,]{0,4}不(?:同意|予)|仍由(?:该|你|其|原)",
    ),
    (DecisionKind.EXCUSE, r"(?:同意|准予|批准|可以)[^，,。]{0,16}退回|确(?:实)?不属"),
    (
        DecisionKind.REFUSE_EXTENSION,
        r"不(?:同意|准|批准|予|能|得)[^，,。]{0,16}(?:延期|延长|顺延)|按原(?:定)?(?:时限|期限)",
    ),
    (
        DecisionKind.GRANT,
        r"(?:同意|准予|批准|准许|可以)[^，,。]{0,20}(?:延期|延长|延至|延到|顺延)|延期[^，,。]{0,6}(?:同意|批准)",
    ),
    (DecisionKind.RETURN, r"退回|打回|不通过|不予通过|未通过|重新(?:整改|提交|报送)|不合格"),
    (
        DecisionKind.PASS,
        r"^(?:复核|审核|同意|准予)?通过\s?(?:[^，,。0-9]{2,12}?的?)?第?[0-9]{1,2}(?:\.[0-9]{1,2})?项?$"
        r"|^[^，,。]{0,16}(?:通过|同意销号|准予销号|可以销号|同意办结|合格)(?:了|吧)?[。！!]?$",
    ),
    (DecisionKind.AGREE, r"^同意|^可以$|\bagree"),
    (DecisionKind.REFUSE, r"^不同意|^不批"),
)
TABLE = tuple((verdict, re.compile(pattern, re.IGNORECASE)) for verdict, pattern in _TABLE)


def decided(text: str, subject: Subject) -> Decided | None:
    """None where the text decides nothing."""
    if len(text) > READ_AT_MOST:
        return None
    found = next(((kind, match) for kind, pattern in TABLE if (match := pattern.search(text))), None)
    if found is None:
        return None
    verdict, match = found
    reference = _reference(text, match, subject)
    number = reference.numbers[0] if reference else ""
    task = subject.task_of(number) if number else None
    milestone = number if number in subject.by_milestone and number not in subject.by_number else ""
    units = units_in(text, subject.unit_names)
    return Decided(
        verdict,
        task.id if task else "",
        milestone,
        units[0] if units else "",
        _reason(text, match, reference, subject),
    )


def chase_of(argument: str, subject: Subject) -> Decided | None:
    """What stands behind 催办 or /remind: 8 西峡县 请今天报数字."""
    return decided(f"催办 {argument}", subject)


def chase_begun(text: str, subject: Subject) -> Decided | None:
    """催办8西峡县 of somebody whose other words are reports: the order stands first and says about what or whom."""
    if not text.startswith(CHASE_FIRST):
        return None
    order = decided(text, subject)
    return order if order and order.verdict is DecisionKind.CHASE and (order.task or order.unit) else None


_ONLY_CHASE = lazy_pattern(
    r"(?:再|请)?催(?:办|一下|一催|促)?\s?第?[0-9]{1,3}(?:\.[0-9]{1,2}){0,2}\s?项?[。！!]?"
)


def is_only_a_chase(text: str) -> bool:
    """催办8 and nothing else is no report, whoever says it."""
    return bool(_ONLY_CHASE.fullmatch(text.strip()))


_LOOSE = lazy_pattern(r"[0-9]{1,2}(?:\.[0-9])?项")


def _loose(text: str, start: int) -> Reference | None:
    """农业农村局的8项."""
    match = _LOOSE.search(text, start)
    return head(text, match.start()) if match else None


_CLAUSE_ENDS = lazy_pattern(r"[，,：:。；;\n]")


def _reference(text: str, decision: re.Match[str], subject: Subject) -> Reference | None:
    """The item in the clause that decides; a number of the reason is not it: 退回8，材料第3项缺失."""
    start = max((one.end() for one in _CLAUSE_ENDS.finditer(text, 0, decision.start())), default=0)
    end = _CLAUSE_ENDS.search(text, decision.end())
    clause = text[: end.start() if end else len(text)]
    return (
        next((one for one in anywhere(clause) if one.start >= start), None)
        or head(clause, start)
        or _loose(clause, start)
        or _bare(clause, start, subject)
        or next(iter(anywhere(text)), None)
        or head(text)
    )


_BARE = lazy_pattern(r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,2}){0,2}(?![0-9.%％年月日号点时天个台座家户吨万])")


def _bare(clause: str, start: int, subject: Subject) -> Reference | None:
    """催办8, 不同意8延期: a number that the plan knows."""
    for match in _BARE.finditer(clause, start):
        if subject.task_of(match[0]):
            return Reference(Form.EXPLICIT, (match[0],), match.start(), match.end())
    return None


_BEFORE_REASON = lazy_pattern(
    r"(?:[\s，,：:。；;！!]|的|项|任务|申请|请求|整改|该项|此项|这项|了|吧|一下|原因是?|理由是?|因为|由于)*"
)
_NO_REASON = lazy_pattern(
    r"(?:办理|执行|完成|落实|推进|处理|重新?(?:报送?|提交|做|整改)|[各全]?(?:有关|相关|部门|单位|县市?区|县|市|人)*)[。！!吧了]*"
)


def _reason(text: str, decision: re.Match[str], reference: Reference | None, subject: Subject) -> str:
    """What stands behind the decision, else before it: 8退回，缺验收表; 催办8 请今天报数字; 材料不全，退回8."""
    starts, ends = [decision.start()], [decision.end()]
    if reference:
        starts.append(reference.start)
        ends.append(reference.end)
    behind = text[max(ends) :]
    first, *more = re.split(r"[\s，,：:。；;]+", behind.strip(" ，,：:。；;"), maxsplit=1)
    if _names_a_unit(first, subject):
        behind = more[0] if more else ""
    opened = _BEFORE_REASON.match(behind)
    reason = behind[opened.end() if opened else 0 :].strip()
    if reason and not _NO_REASON.fullmatch(reason):
        return reason
    before = text[: min(starts)].strip()
    return before.rstrip("，,：:。；; ") if before and _CLAUSE_ENDS.search(before[-1]) else ""


_UNIT_AT_MOST = 12  # characters of a clause that only names the unit
_LEVEL = 2  # characters before a unit's short name: 市, 南阳


def _names_a_unit(clause: str, subject: Subject) -> bool:
    """农业农村局的 behind a decision; 设备由发改委统一采购 is a reason."""
    named = units_in(clause, subject.unit_names)
    return bool(named) and len(clause) <= _UNIT_AT_MOST and not units_in(clause[_LEVEL:], subject.unit_names)
