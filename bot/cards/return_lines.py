"""Sentences about returns (季度进展、月度进展): the figures of a period, what was missed before, streaks."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.cards.formatter import Formatter
from bot.domain.light import Light
from bot.domain.period_returns import FirstReturn, MissedReturns, ReturnFigures, Rhythm, Streak, UnitReturn
from bot.domain.summary import Summary

NAMED = 3  # units named in a line; more are counted
TASKS_NAMED = 3  # tasks of a streak

PERIODS_KEYS = {
    Rhythm.MONTH: "returns.months",
    Rhythm.QUARTER: "returns.quarters",
    Rhythm.HALF_YEAR: "returns.half_years",
    Rhythm.YEAR: "returns.years",
    Rhythm.SEASON: "returns.seasons",
}


def lines(fmt: Formatter, s: Summary) -> list[str]:
    """All that a summary says of returns; empty where the scope has none."""
    if s.first_return:
        return [first(fmt, s.first_return)]
    return [
        *(figures(fmt, one) for one in s.returns),
        *(missed(fmt, one) for one in s.missed),
        *(streak(fmt, one) for one in s.streaks),
    ]


def first(fmt: Formatter, one: FirstReturn) -> str:
    return fmt.say("returns.none_asked", period=fmt.period(one.period), due=fmt.day(one.due))


def figures(fmt: Formatter, one: ReturnFigures) -> str:
    """2023年第四季度进展：应报32家960项，已报5家（按期4家、补报1家），未报27家830项，迟报3天"""
    if len(one.units) == 1 and one.asked == 1:
        return _of_one_unit(fmt, one)
    periods = span(fmt, one.periods)
    if one.reported == one.asked:
        return fmt.say(
            "returns.all_filed", periods=periods, count=_count(fmt, one, one.asked), parts=_filed(fmt, one)
        )
    said = [
        fmt.say("returns.asked", count=_count(fmt, one, one.asked), items=one.items),
        fmt.say("returns.reported", count=_count(fmt, one, one.reported), parts=_filed(fmt, one)),
    ]
    if one.not_due:
        said.append(fmt.say("returns.not_due", count=_count(fmt, one, one.not_due), due=fmt.day(one.due)))
    if one.missing:
        said.append(_missing(fmt, one))
    return fmt.say("returns.line", periods=periods, said=joined(fmt, said))


def _of_one_unit(fmt: Formatter, one: ReturnFigures) -> str:
    values = {"period": fmt.period(one.periods[0]), "unit": one.units[0], "due": fmt.day(one.due)}
    if one.missing:
        return fmt.say("returns.own_missing", items=one.missing_items, n=one.days_late, **values)
    if one.not_due:
        return fmt.say("returns.own_not_due", items=one.items, **values)
    return fmt.say("returns.own_late" if one.filed_late else "returns.own_filed", **values)


def _count(fmt: Formatter, one: ReturnFigures, n: int) -> str:
    """Units, where each owes one return; else returns."""
    return fmt.say("returns.copies" if len(one.periods) > 1 else "returns.units", n=n)


def _filed(fmt: Formatter, one: ReturnFigures) -> str:
    """（按期4家、补报1家）, said once somebody was late."""
    if not one.filed_late:
        return ""
    return fmt.say(
        "returns.filed_parts", filed=_count(fmt, one, one.filed), late=_count(fmt, one, one.filed_late)
    )


def _missing(fmt: Formatter, one: ReturnFigures) -> str:
    return fmt.say(
        "returns.missing",
        count=_count(fmt, one, one.missing),
        items=one.missing_items,
        units=units(fmt, one.missing_units),
        late=fmt.say("returns.days_up_to" if len(one.periods) > 1 else "returns.days_late", n=one.days_late),
    )


def missed(fmt: Formatter, one: MissedReturns) -> str:
    """此前2023年第四季度进展未报3份（市财政局、宛城区等），最长迟报91天"""
    return fmt.say(
        "returns.missed" if one.missing > 1 else "returns.missed_one",
        periods=span(fmt, one.periods),
        n=one.missing,
        units=units(fmt, one.units),
        late=fmt.say("returns.days_late", n=one.days_late),
    )


def streak(fmt: Formatter, one: Streak) -> str:
    """第23项（市城市管理局）连续6个月未报（2023年12月至2024年5月）"""
    whose = units(fmt, one.units)
    if len(one.tasks) <= TASKS_NAMED:
        numbers = [fmt.number(task) for task in one.tasks]
        who = fmt.say("returns.streak_tasks", numbers=numbers, units=whose)
    elif len(one.units) == 1:
        who = whose
    else:
        who = fmt.say("returns.streak_units", n=len(one.units), units=whose)
    periods = fmt.say(PERIODS_KEYS[one.rhythm], n=one.periods)
    return fmt.say("returns.streak", who=who, periods=periods, span=span(fmt, (one.first, one.last)))


def of_unit(fmt: Formatter, unit: str, returns: Sequence[UnitReturn], today: date) -> str:
    """方城县：2023年第四季度、2024年第一季度，62项，最长迟报91天"""
    return fmt.say(
        "missing.line",
        unit=unit,
        periods=fmt.periods(one.period for one in returns),
        items=sum(one.overdue for one in returns),
        late=fmt.say("returns.days_late", n=max((today - one.due).days for one in returns)),
    )


def still_owed(fmt: Formatter, one: UnitReturn) -> str:
    """方城县：2023年第四季度，1月8日前报送"""
    return fmt.say("missing.owed_line", unit=one.unit, period=fmt.period(one.period), due=fmt.day(one.due))


def owed(fmt: Formatter, light: Light, unit: str, periods: Sequence[str], due: date) -> str:
    """A line of /tasks: what is still to be filed, or missing."""
    values = {
        "light": fmt.light(light),
        "unit": unit,
        "periods": fmt.periods(periods),
        "n": len(periods),
        "due": fmt.weekday(due),
    }
    if due < fmt.today:
        late = fmt.say("returns.days_late", n=(fmt.today - due).days)
        return fmt.say("tasks.missed_unit" if unit else "tasks.missed", late=late, **values)
    return fmt.say("tasks.return_unit" if unit else "tasks.return", **values)


def span(fmt: Formatter, names: Sequence[str]) -> str:
    """2023年12月至2024年5月; one period by its name alone."""
    first_name, last_name = fmt.period(names[0]), fmt.period(names[-1])
    if first_name == last_name:
        return first_name
    return fmt.say("returns.span", first=first_name, last=last_name)


def units(fmt: Formatter, named: Sequence[str], most: int = NAMED) -> str:
    """宛城区、卧龙区、镇平县等"""
    if len(named) <= most:
        return fmt.language.list(named)
    return fmt.say("returns.units_more", units=list(named[:most]), n=len(named))


def joined(fmt: Formatter, parts: Iterable[str]) -> str:
    """Parts of one sentence, with the language's comma."""
    whole, *others = parts
    for part in others:
        whole = fmt.say("returns.joined", first=whole, then=part)
    return whole


def side_by_side(fmt: Formatter, parts: Iterable[str]) -> str:
    """Sentences of one line, with the language's semicolon."""
    whole, *others = parts
    for part in others:
        whole = fmt.say("returns.beside", first=whole, then=part)
    return whole
