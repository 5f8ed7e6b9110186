"""Rulings (裁定): the questions with their units, what was decided, and what everybody touched reads of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.cards.acts import LISTED_AT_MOST, more
from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.card import Button, ButtonStyle, Card
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter, clipped
from bot.cards.lists import ListEntry, page
from bot.domain.message import NoticeView
from bot.domain.named_work import NamedWork
from bot.domain.plan import Every, Task
from bot.domain.ruling import Ruled, Ruling, RulingKind, ruled_from
from bot.domain.ruling_touches import Concern

EVERY_KEYS = {
    Every.MONTH: "rhythm.month",
    Every.QUARTER: "rhythm.quarter",
    Every.HALF_YEAR: "rhythm.half_year",
    Every.YEAR: "rhythm.year",
    Every.SEASON: "rhythm.season",
}
RULED_KEYS = {
    RulingKind.SUMS_UP: "ruled.sums_up",
    RulingKind.COUNTY: "ruled.county",
    RulingKind.RHYTHM: "ruled.rhythm",
}
EFFECT_KEYS = {
    RulingKind.SUMS_UP: "ruled.effect.sums_up",
    RulingKind.COUNTY: "ruled.effect.county",
    RulingKind.RHYTHM: "ruled.effect.rhythm",
}
TOLD_KEYS = {
    (RulingKind.SUMS_UP, Concern.NAMED): "ruled.told.sums_up_named",
    (RulingKind.SUMS_UP, Concern.RELIEVED): "ruled.told.sums_up_relieved",
    (RulingKind.SUMS_UP, Concern.OTHER): "ruled.told.sums_up_other",
    (RulingKind.COUNTY, Concern.NAMED): "ruled.told.county_named",
    (RulingKind.COUNTY, Concern.OTHER): "ruled.told.county_other",
    (RulingKind.RHYTHM, Concern.OTHER): "ruled.told.rhythm",
}


def _facts(fmt: Formatter, ruled: Ruled) -> dict[str, object]:
    task = fmt.plan.task.get(ruled.task)
    return {
        "number": task.mark if task else ruled.task,
        "title": clipped(task.title) if task else "",
        "units": list(ruled.units),
        "work": ruled.work,
        "every": fmt.say(EVERY_KEYS[ruled.every]) if ruled.every else "",
    }


def sentence(fmt: Formatter, ruled: Ruled) -> str:
    """第8项由市农业农村局汇总"""
    return fmt.say(RULED_KEYS[ruled.kind], **_facts(fmt, ruled))


def line(fmt: Formatter, ruling: Ruling, name: str) -> str:
    """裁定：第8项由市农业农村局汇总（12月19日，统筹，理由：…）"""
    said = sentence(fmt, ruling.what)
    key = "ruled.line_why" if ruling.words else "ruled.line"
    return fmt.say(key, said=said, day=fmt.day(ruling.day), name=name, why=ruling.words)


def history_line(fmt: Formatter, ruling: Ruling, at: datetime, name: str) -> str:
    said = fmt.say("ruled.happened", said=sentence(fmt, ruling.what))
    line = fmt.say("happened.line", day=fmt.day(at.date()), at=at, name=name, what=said)
    why = fmt.say("happened.words", words=ruling.words) if ruling.words else ""
    return fmt.say("happened.detail", line=line, detail=why) if why else line


# ---- questions


def which_unit(fmt: Formatter, task: Task, units: Sequence[str], number: int) -> Card:
    """请明确汇总单位: the task's own units first."""
    entries = [ListEntry(unit, payload_for(Verb.SUMS_UP, task.id, unit_code(unit), 0)) for unit in units]
    title = fmt.say("ruling.which_unit", number=task.mark, title=task.title)
    return page(
        fmt, title, entries, number, lambda n: payload_for(Verb.SUMS_UP_UNITS, task.id, n), last=_last(fmt)
    )


def which_county(fmt: Formatter, work: NamedWork, place: int, counties: Sequence[str], number: int) -> Card:
    id_ = work.milestone.id
    entries = [ListEntry(one, payload_for(Verb.WORK_COUNTY, id_, place, unit_code(one))) for one in counties]
    title = fmt.say("ruling.which_county", work=work.name, number=work.task.mark)
    return page(
        fmt, title, entries, number, lambda n: payload_for(Verb.WORK_COUNTIES, id_, place, n), last=_last(fmt)
    )


def which_work(fmt: Formatter, works: Sequence[tuple[NamedWork, str]]) -> Card:
    """Which of several named works; each button carries on with it."""
    entries = [ListEntry(one.name, payload) for one, payload in works]
    return page(fmt, fmt.say("ruling.which_work"), entries, 0, lambda n: "", last=_last(fmt))


def which_rhythm(fmt: Formatter, task: Task) -> Card:
    row = [
        Button(fmt.say(EVERY_KEYS[every]), payload_for(Verb.RHYTHM_IS, task.id, every.value, 0))
        for every in (Every.MONTH, Every.QUARTER, Every.HALF_YEAR, Every.YEAR)
    ]
    title = fmt.say("ruling.which_rhythm", number=task.mark, title=task.title)
    return Card(title, (), (tuple(row), *_last(fmt)))


def confirm(fmt: Formatter, ruled: Ruled, why: Iterable[str], payload: str) -> Card:
    """Asked before a ruling that touches many, or that departs from the plan."""
    row = (
        Button(fmt.say("button.confirm"), payload, ButtonStyle.PRIMARY),
        fmt.button("button.cancel", Verb.FORGET),
    )
    return Card(fmt.say("ruling.confirm", said=sentence(fmt, ruled)), tuple(why), (row,))


def _last(fmt: Formatter) -> tuple[tuple[Button, ...], ...]:
    return ((fmt.button("button.cancel", Verb.FORGET),),)


# ---- answers and messages


def done(fmt: Formatter, ruled: Ruled, units: Sequence[str], words: str) -> Card:
    lines = [fmt.say(EFFECT_KEYS[ruled.kind], **_facts(fmt, ruled))]
    lines += [fmt.say("ruled.why", why=words)] if words else []
    lines.append(fmt.say("ruled.informed", n=len(units), units=list(units[:LISTED_AT_MOST])))
    row = (
        fmt.button("button.undo", Verb.UNDO),
        fmt.button("button.task", Verb.TASK, ruled.task, number=_facts(fmt, ruled)["number"]),
    )
    return Card(fmt.say("ruled.done", said=sentence(fmt, ruled)), tuple(lines), (row,))


def told(fmt: Formatter, views: Sequence[NoticeView]) -> ScreenBlock:
    """What the units touched read: in their own words, each named where the person has several units."""
    lines = [_told(fmt, view) for view in views]
    tasks = dict.fromkeys(str(_ruled(view).task) for view in views)
    shapes = [(*lines[:most], *more(fmt, len(lines) - most)) for most in (LISTED_AT_MOST, 5, 2)]
    buttons = tuple(
        (fmt.button("button.task", Verb.TASK, id_, number=fmt.plan.task[id_].mark),)
        for id_ in tasks
        if id_ in fmt.plan.task
    )
    return ScreenBlock(tuple(shapes), buttons)


def _ruled(view: NoticeView) -> Ruled:
    data = view.data["ruled"]
    assert isinstance(data, dict)
    return ruled_from(data)


def _told(fmt: Formatter, view: NoticeView) -> str:
    ruled, part = _ruled(view), Concern(str(view.data["part"]))
    key = "ruled.told.undone" if view.data.get("undone") else TOLD_KEYS[ruled.kind, part]
    return fmt.say(key, unit=view.data["unit"], said=sentence(fmt, ruled), **_facts(fmt, ruled))


def of_task(
    fmt: Formatter, task: Task, lines: Sequence[str], works: Sequence[tuple[NamedWork, int]], *, rules: bool
) -> tuple[list[str], list[Button]]:
    """What stands in a task's summary: rulings in force, and to the coordinator the questions still open."""
    shown, buttons = list(lines), []
    if not task.roles.leads:
        shown.append(fmt.say("ruling.open_unit" if rules else "ruling.unit_to_come"))
        if rules:
            buttons.append(fmt.button("button.name_unit", Verb.SUMS_UP_UNITS, task.id, 0))
    elif task.roles.sums_up and rules:
        buttons.append(fmt.button("button.other_unit", Verb.SUMS_UP_UNITS, task.id, 0))
    for work, place in works:
        shown.append(fmt.say("ruling.open_county" if rules else "ruling.county_to_come", work=work.name))
        if rules:
            at = payload_for(Verb.WORK_COUNTIES, work.milestone.id, place, 0)
            buttons.append(Button(fmt.say("button.name_county", work=clipped(work.name, 12)), at))
    return shown, buttons
