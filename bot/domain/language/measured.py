"""Amounts beside the plan's indicators: which number is meant, in which unit, and whether it meets its target.

Comparison is exact, by Decimal and unrounded: 499/2500 does not meet 20 %. A dated target is judged from its day on;
before it only a value that is reached already is met, and else the difference is said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from bot.domain.indicators.levels import is_slip
from bot.domain.language.amounts import Amount, Label
from bot.domain.language.doubts import Question
from bot.domain.language.lexicon import AIM_BEFORE, PROGRESS_WORD
from bot.domain.language.percentages import percents_in
from bot.domain.language.reading import Reply
from bot.domain.language.stretches import ahead
from bot.domain.language.vocabulary import shared, with_synonyms
from bot.domain.measurements import FULFILS
from bot.domain.plan import Indicator, IndicatorKind
from bot.domain.quantity import convert

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Value:
    """A number somebody reported. `of`: the whole, where `value` counts a part. `aim` and `short` (what is missing,
    in the indicator's unit; None where nothing is) are set for an indicator with a target."""

    value: Decimal
    unit: str
    name: str = ""  # the indicator's
    of: Decimal | None = None
    verdict: str | None = None  # met | missed
    aim: Decimal | None = None
    aim_unit: str = ""
    op: str = ""
    short: Decimal | None = None

    @property
    def share(self) -> Decimal | None:
        """Per cent, unrounded."""
        return HUNDRED * self.value / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Slip:
    """A value whose unit is likely to be wrong: as written, and as it may be meant. `last`: the reading before it;
    None where there is none, and the target says so."""

    written: Value
    meant: Value
    last: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PointsOrPercent:
    """占比下降8%: eight percentage points, or eight per cent of the share?"""

    name: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Measured:
    values: tuple[Value, ...] = ()
    percent: Decimal | None = None  # progress; None where the percentage was an indicator's
    doubt: Slip | PointsOrPercent | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """What an item is measured by. `come`: its period has ended."""

    targets: tuple[Indicator, ...] = ()
    come: bool = True
    recurring: bool = False
    last: Mapping[str, Decimal] = field(default_factory=dict)  # by the indicator's name, in its unit

    def judged(self, value: Value, aim: Indicator, today: date) -> Value:
        return _judged(value, aim, self.come, today)


def measure(reply: Reply, scale: Scale, today: date, text: str) -> Measured:
    """The reply's numbers as values and progress of an item with that scale."""
    if reply.number is not None:
        return _only_a_number(reply.number, scale, today)
    values: list[Value] = []
    doubt: Slip | PointsOrPercent | None = None
    for amount in reply.amounts:
        value, unsure = _value(amount, scale, today, text, len(reply.amounts) == 1)
        doubt = doubt or unsure
        values.append(value)
    percent = reply.percent
    aim = _measured_by_name(scale.targets, text) or _measured_by_aim(scale.targets, text)
    if percent is not None and aim:
        values.append(scale.judged(Value(percent, "%", aim.name), aim, today))
        percent = None
    values += _bare(reply, scale, today, values)
    return Measured(tuple(values), percent, doubt or _change(reply, scale.targets, text))


def _only_a_number(number: Decimal, scale: Scale, today: date) -> Measured:
    """The whole answer is one number: of what the item is measured in, else per cent."""
    if len(scale.targets) == 1 and (scale.targets[0].unit != "%" or scale.recurring):
        aim = scale.targets[0]
        return Measured((scale.judged(Value(number, aim.unit, aim.name), aim, today),))
    return Measured(percent=number) if number <= HUNDRED else Measured((Value(number, ""),))


def _value(
    amount: Amount, scale: Scale, today: date, text: str, alone: bool
) -> tuple[Value, Slip | PointsOrPercent | None]:
    plain = Value(amount.value, amount.unit, of=amount.of)
    if amount.of is not None:
        aim = _of_a_share(amount, scale.targets)
        return (scale.judged(replace(plain, name=aim.name), aim, today) if aim else plain), None
    if amount.label is Label.CHANGE and amount.unit != "个百分点":
        return plain, None
    fitting = [one for one in scale.targets if _fits(amount.unit, one)]
    aim = _by_name(amount.about, fitting, alone) or _by_name(text, fitting, alone)
    if aim is None:
        return replace(plain, name=amount.about.strip() if amount.unit == "%" else ""), None
    if aim.unit == "个百分点" and amount.unit == "%":  # 公路货运量占比71.2%: the level, not the fall
        return replace(plain, name=aim.name), None
    converted = convert(amount.value, amount.unit, aim.unit)
    value = amount.value if converted is None else converted
    judged = scale.judged(Value(value, aim.unit, aim.name), aim, today)
    last = scale.last.get(aim.name)
    if aim.unit != amount.unit and is_slip(value, amount.value, last or aim.value):
        meant = scale.judged(Value(amount.value, aim.unit, aim.name), aim, today)
        return judged, Slip(replace(plain, name=aim.name), meant, last or None)
    return judged, None


def _fits(unit: str, indicator: Indicator) -> bool:
    if not unit:
        return True
    same = convert(Decimal(1), unit, indicator.unit) is not None
    return same or indicator.unit.startswith(f"{unit}/") or {unit, indicator.unit} == {"%", "个百分点"}


def _by_name(about: str, targets: Sequence[Indicator], alone: bool) -> Indicator | None:
    """The target that the words before the amount name best; the only one where they name none."""
    words = with_synonyms(about)
    ranked = sorted(((shared(words, one.name), -at) for at, one in enumerate(targets)), reverse=True)
    if ranked and ranked[0][0] and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]):
        return targets[-ranked[0][1]]
    only = len(targets) == 1 and alone and targets[0].unit not in ("%", "个百分点")
    return targets[0] if only else None


def _of_a_share(amount: Amount, targets: Sequence[Indicator]) -> Indicator | None:
    """抽查43/200 is judged by the target in per cent, where there is one and the words do not name another thing."""
    shares = [one for one in targets if one.unit == "%"]
    return shares[0] if len(shares) == 1 else _by_name(amount.about, shares, False)


def _measured_by_name(targets: Sequence[Indicator], text: str) -> Indicator | None:
    """秸秆利用93%: the words name an indicator in per cent, and say nothing of progress."""
    shares = [one for one in targets if one.unit == "%"]
    if not shares or PROGRESS_WORD.search(text):
        return None
    words = with_synonyms(text)
    best = max(shares, key=lambda one: shared(words, one.name))
    return best if shared(words, best.name) >= 2 else None


def _measured_by_aim(targets: Sequence[Indicator], text: str) -> Indicator | None:
    """任务92%，实际92.6%: who repeats the target's figure as an aim reports the same indicator."""
    quoted = {p.value for p in percents_in(text)[0] if AIM_BEFORE.search(ahead(text, p.start))}
    meant = [one for one in targets if one.unit == "%" and one.value in quoted]
    return meant[0] if len(meant) == 1 else None


def _bare(reply: Reply, scale: Scale, today: date, known: Iterable[Value]) -> list[Value]:
    """风电235: a number without a unit after an indicator's name."""
    named = {one.name for one in known}
    found = []
    for amount in reply.bare:
        if amount.label in (Label.AIM, Label.TOTAL, Label.LEFT, Label.CHANGE):
            continue
        words = with_synonyms(amount.about[-8:])
        aims = [
            one
            for one in scale.targets
            if one.name not in named and one.unit != "%" and shared(words, one.name)
        ]
        if len(aims) == 1:
            named.add(aims[0].name)
            value = Value(amount.value, aims[0].unit, aims[0].name)
            found.append(scale.judged(value, aims[0], today))
    return found


def _change(reply: Reply, targets: Sequence[Indicator], text: str) -> PointsOrPercent | None:
    points = [one for one in targets if one.unit == "个百分点" and shared(text, one.name) >= 2]
    falls = [one for one in reply.quantities if one.unit == "%"]
    if points and len(falls) == 1 and Question.CHANGE_OR_LEVEL in reply.questions:
        return PointsOrPercent(points[0].name, falls[0].value)
    return None


def _judged(value: Value, aim: Indicator, come: bool, today: date) -> Value:
    """With the verdict, where there can be one."""
    value = replace(value, aim=aim.value, aim_unit=aim.unit, op=aim.op)
    reached = value.share if value.of is not None else value.value
    if aim.direction or reached is None or (value.unit != aim.unit and value.of is None):
        return value  # a change against a base that the plan does not tell
    fulfilled = FULFILS[aim.op](reached, aim.value)
    judged = come if aim.due is None else today >= aim.due
    early = fulfilled and aim.op in (">=", ">", "=")
    verdict = ("met" if fulfilled else "missed") if judged else ("met" if early else None)
    return replace(value, verdict=verdict, short=None if fulfilled else abs(aim.value - reached))


def scale_of(
    indicators: Iterable[Indicator], *, due: date, until: date, recurring: bool, local: bool, today: date
) -> Scale:
    """A return is measured by the undated targets, a dated item by those of its day; where the task has only others,
    by those. A county's local work has no share in the city's totals: only what is per cent is judged."""
    all_ = tuple(one for one in indicators if one.kind is IndicatorKind.TARGET)
    own = tuple(one for one in all_ if (one.due is None if recurring else one.due == due)) or all_
    if local:
        own = tuple(one for one in all_ if one.unit == "%" and one.due is None)
    return Scale(own, today > until if recurring else True, recurring)
