"""Rulings in words: 8由市农业农村局汇总, 第13项在西峡县, 汉冶特钢在西峡, 23项改为按月报."""

import re
from dataclasses import dataclass

from bot.domain.language.conversation import Subject
from bot.domain.language.named_units import units_in
from bot.domain.language.plain import letters, plain
from bot.domain.language.references import anywhere, head
from bot.domain.lazy_pattern import lazy_pattern
from bot.domain.plan import Every, UnitKind
from bot.domain.ruling import RulingKind

READ_AT_MOST = 200

_BODY = lazy_pattern(r"^(?P<body>[^，,；;。！!\n]*)[，,；;。！!\n]?(?P<why>.*)$", re.DOTALL)
_QUESTION = lazy_pattern(r"[?？]|谁|哪|什么|吗$|呢$")
_SUMS_UP = lazy_pattern(r"由[^，,]{0,24}(?:汇总|总牵头|牵头|统稿)|汇总(?:单位|部门)?|总牵头(?:单位)?|统稿")
_LIES = lazy_pattern(
    r"^(?:项(?:目)?)?(?:的)?(?P<work>[^，,]{0,30}?)(?:项目|工程|企业)?(?:就|都)?(?:坐落)?(?:在|位于|属于?|归|落在|放在|涉及)"
    r"(?P<where>[^，,]{2,40}?)(?:境内|范围内|辖区内?|地界|段|管辖?|负责|实施|承担|落实)*(?:吧|了)?$"
)
_EVERY = {"月": Every.MONTH, "季": Every.QUARTER, "半年": Every.HALF_YEAR, "年": Every.YEAR}
_RHYTHM = lazy_pattern(
    r"^(?:项(?:任务)?)?(?:的)?(?:进展|报送|反馈|调度)?(?:周期|频次|频率)?(?:由\S{1,4}报?)?"
    r"(?P<by>(?:改为|改成|改|调整为|调整成|调为|定为|设为|恢复为?)?(?:按|每个?|一)?)(?P<every>月|季|半年|年)(?:度)?"
    r"(?P<act>(?:一)?(?:报送?|报告|反馈|调度|填报|上报|一次|报一次|一报)*)(?:吧|了)?$"
)


@dataclass(frozen=True, slots=True)
class RulingSaid:
    """`number`: of a task or a milestone, "" where none is named. `asks`: a question about it, or no unit named."""

    kind: RulingKind
    number: str = ""
    units: tuple[str, ...] = ()
    work: str = ""  # words that name the work, if any
    every: Every | None = None
    why: str = ""
    asks: bool = False


def ruling_said(text: str, subject: Subject) -> RulingSaid | None:
    """None where the text rules nothing."""
    text = plain(text)
    if len(text) > READ_AT_MOST:
        return None
    parts = _BODY.match(text)
    if parts is None:
        return None
    body, why = parts["body"].strip(), parts["why"].strip()
    reference = next(iter(anywhere(body)), None) or head(body)
    number = reference.numbers[0] if reference and len(reference.numbers) == 1 else ""
    rest = body[: reference.start] + body[reference.end :] if reference else body
    return (
        _sums_up(rest, number, why, subject)
        or _lies(rest, number, why, subject)
        or _rhythm(rest, number, why)
    )


def _sums_up(rest: str, number: str, why: str, subject: Subject) -> RulingSaid | None:
    if not _SUMS_UP.search(rest):
        return None
    units = units_in(rest, subject.unit_names)
    if not units and not (number and ("由" in rest or "单位" in rest or _QUESTION.search(rest))):
        return None
    asks = len(units) != 1 or _QUESTION.search(rest) is not None
    return RulingSaid(RulingKind.SUMS_UP, number, units, why=why, asks=asks)


def _lies(rest: str, number: str, why: str, subject: Subject) -> RulingSaid | None:
    match = _LIES.match(rest.strip())
    if match is None:
        return None
    counties = [unit.name for unit in subject.plan.units if unit.kind is UnitKind.COUNTY]
    units = units_in(match["where"], counties)
    asks = _QUESTION.search(match["where"]) is not None
    if not asks and (not units or letters(_without(match["where"], units))):
        return None
    work = match["work"].strip("“”\"' ")
    return RulingSaid(RulingKind.COUNTY, number, units, work, why=why, asks=asks) if number or work else None


def _without(text: str, units: tuple[str, ...]) -> str:
    for unit in sorted(units, key=len, reverse=True):
        text = text.replace(unit, "").replace(unit[:-1], "")
    return re.sub(r"[、和与及跟]|境|内|县|区|市", "", text)


def _rhythm(rest: str, number: str, why: str) -> RulingSaid | None:
    match = _RHYTHM.match(rest.strip())
    if match is None or not number or not (match["by"] or match["act"]):
        return None
    return RulingSaid(RulingKind.RHYTHM, number, every=_EVERY[match["every"]], why=why)


def reason_in(text: str) -> str:
    """What stands behind the first comma: 农业农村局，烤房归其主管."""
    parts = _BODY.match(text)
    return parts["why"].strip() if parts else ""
