"""The summary: everything on one screen, and the doors to what lies behind each number."""

from collections.abc import Sequence

from bot.cards.card import Button, Card
from bot.cards.fit import Block, fitted
from bot.cards.lists import upcoming
from bot.cards.pen import Pen, clipped, rows
from bot.cards.press import Verb
from bot.domain.summary import Activity, SectionLine, Summary, TaskLine

AHEAD = 3  # lines of the next two weeks
WORST = 5
TASKS = 10  # lines, where the scope is narrow enough to name its tasks


def summary(pen: Pen, s: Summary) -> Card:
    """At most 25 lines, also when nobody has answered."""
    blocks = [
        Block((_heads(pen, s),)),
        *([Block((_happened(pen, s.activity),))] if s.activity else []),
        _parts(pen, s),
        _worst(pen, s),
        Block((_missing(pen, s),)),
        _ahead(pen, s),
    ]
    title = pen.say("summary.title", day=s.today)
    card = fitted(title, blocks, _doors(pen, s))
    return Card(card.title, card.lines, card.buttons, assignments=tuple(item.id for item in s.worst))


def _heads(pen: Pen, s: Summary) -> tuple[str, ...]:
    scope = pen.say("summary.scope", scope=s.scope) if s.scope else clipped(s.plan_title, 40)
    lines = [scope, pen.say("summary.tasks", n=len(s.tasks), lights=pen.lights(s.lights))]
    if s.counties.total:
        lines.append(pen.say("summary.counties", n=s.counties.total, lights=pen.lights(s.counties)))
    if s.golive is None or s.golive > s.today:
        lines.append(pen.say("summary.not_live"))
    return tuple(lines)


def _parts(pen: Pen, s: Summary) -> Block:
    """The sections; where there is only one, its tasks."""
    if len(s.sections) > 1:
        return Block((tuple(_section(pen, one) for one in s.sections),))
    lines = [_task(pen, one) for one in s.tasks]
    cut = [(*lines[:most], *_more_tasks(pen, len(lines) - most)) for most in (TASKS, 5)]
    return Block((tuple(lines), *cut, ()))


def _more_tasks(pen: Pen, n: int) -> list[str]:
    return [pen.say("summary.more_tasks", n=n)] if n > 0 else []


def _section(pen: Pen, one: SectionLine) -> str:
    key = "summary.section_counties" if one.counties.total else "summary.section"
    return pen.say(
        key,
        number=one.number,
        title=clipped(one.title, 16),
        lights=pen.lights(one.tasks),
        counties=pen.lights(one.counties),
    )


def _task(pen: Pen, one: TaskLine) -> str:
    key = "summary.task_counties" if one.counties.total else "summary.task"
    return pen.say(
        key,
        light=pen.light(one.light),
        number=one.number,
        title=clipped(one.title, 20),
        counties=pen.lights(one.counties),
    )


def _worst(pen: Pen, s: Summary) -> Block:
    if not s.late:
        return Block(((pen.say("summary.nothing_late"),),))
    head = pen.say("summary.late", n=s.late)
    lines = [
        pen.say(
            "summary.worst", unit=item.unit, number=pen.number(item.task), title=clipped(item.title, 16),
            late=pen.say("left.late", n=item.days_late),
        )
        for item in s.worst[:WORST]
    ]  # fmt: skip
    return Block(((head, *lines), (head, *lines[:3]), (head,)))


def _missing(pen: Pen, s: Summary) -> tuple[str, ...]:
    units = s.missing.units
    lines = []
    if units:
        named = list(units[:3])
        key = "summary.missing" if len(units) <= len(named) else "summary.missing_more"
        lines.append(pen.say(key, n=len(units), items=s.missing.items, units=named))
    else:
        lines.append(pen.say("summary.all_filed"))
    if s.to_acknowledge:
        lines.append(pen.say("summary.waiting", n=s.waiting_review, done=s.acknowledged, of=s.to_acknowledge))
    if s.held:
        held = [pen.say("summary.holder", unit=unit, n=n) for unit, n in list(s.held.items())[:3]]
        lines.append(pen.say("summary.held", n=sum(s.held.values()), held=held))
    return tuple(lines)


def _ahead(pen: Pen, s: Summary) -> Block:
    if not s.upcoming:
        return Block(((pen.say("summary.nothing_ahead"),),))
    head = pen.say("summary.ahead", n=sum(one.items for one in s.upcoming))
    lines = [upcoming(pen, one) for one in s.upcoming]
    cut = [(head, *lines[:most], *_more_days(pen, len(lines) - most)) for most in (AHEAD, 1)]
    return Block((*cut, (head,)))


def _more_days(pen: Pen, n: int) -> list[str]:
    return [pen.say("summary.more_ahead", n=n)] if n > 0 else []


def _happened(pen: Pen, activity: Activity) -> tuple[str, ...]:
    """What the units did between two days, and who was silent."""
    counts = activity.counts
    reported = counts.get("reported", 0) + counts.get("filed", 0)
    lines = [
        pen.say("summary.between", start=pen.day(activity.start), end=pen.day(activity.end)),
        pen.say(
            "summary.happened", reported=reported, submitted=counts.get("submitted", 0), passed=counts.get("passed", 0),
            returned=counts.get("returned", 0), extended=counts.get("extension_granted", 0),
        ),
        pen.say("summary.reporting", n=len(activity.reporting)),
    ]  # fmt: skip
    if activity.silent:
        key = "summary.silent" if len(activity.silent) <= WORST else "summary.silent_more"
        lines.append(pen.say(key, n=len(activity.silent), units=list(activity.silent[:WORST])))
    return tuple(lines)


def _doors(pen: Pen, s: Summary) -> Sequence[tuple[Button, ...]]:
    sections = [
        pen.button("button.section", Verb.SECTION, one.number, number=one.number) for one in s.sections
    ]
    doors = [
        pen.button("button.late", Verb.LATE, 0),
        pen.button("button.missing", Verb.MISSING, 0),
        pen.button("button.units", Verb.UNITS, 0),
        pen.button("button.ahead", Verb.AHEAD, 0),
    ]
    if s.scope:
        doors.append(pen.button("button.whole", Verb.SUMMARY))
    return (*(rows(sections, 4) if len(sections) > 1 else ()), *rows(doors, 4))
