"""Cards of an emergency: the order before it is given, how it stands, who signed when, and the checklists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.card import Button, ButtonStyle, Card
from bot.cards.emergency_notices import at_text, emergency_number, level_name
from bot.cards.emergency_words import ORDER_KEYS
from bot.cards.formatter import Formatter, clipped
from bot.cards.lists import ListEntry, page
from bot.domain.calendar import HOUR, MINUTE, Instant
from bot.domain.emergency.alert_levels import AlertLevel
from bot.domain.emergency.checklists import ChecklistLine, Checklists
from bot.domain.emergency.emergency_course import Emergency, EmergencyOrder, OrderKind
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.emergency.windows import Window

EXEMPT_AT_MOST = 8
DRAFT_KEYS = {
    OrderKind.START: "emergency.draft.start",
    OrderKind.RAISE: "emergency.draft.raise",
    OrderKind.LOWER: "emergency.draft.lower",
    OrderKind.LIFT: "emergency.draft.lift",
}
GO_KEYS = {
    OrderKind.START: "button.emergency_start",
    OrderKind.RAISE: "button.emergency_raise",
    OrderKind.LOWER: "button.emergency_lower",
    OrderKind.LIFT: "button.emergency_lift",
}
DONE_KEYS = {
    OrderKind.START: "emergency.done.start",
    OrderKind.RAISE: "emergency.done.raise",
    OrderKind.LOWER: "emergency.done.lower",
    OrderKind.LIFT: "emergency.done.lift",
}


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """What is shown before the order is given. `departments`: how many of the units, the first ones, are no
    counties."""

    kind: OrderKind
    level: AlertLevel | None
    number: str
    signer: str
    units: Sequence[str]
    departments: int
    unreached: Sequence[str]
    exempt: Sequence[ChecklistLine]
    checklists: Checklists | None
    windows: Sequence[Instant]
    minutes: int
    follows: str = ""
    suspend: bool = False
    when: str = ""  # as it was written


def draft(fmt: Formatter, shown: OrderDraft) -> Card:
    level = level_name(fmt, shown.level) if shown.level else ""
    lines = [fmt.say("emergency.draft.by", number=shown.number, signer=shown.signer)]
    counties = len(shown.units) - shown.departments
    lines.append(
        fmt.say("emergency.draft.reaches", n=len(shown.units), city=shown.departments, counties=counties)
    )
    if shown.kind in (OrderKind.START, OrderKind.RAISE):
        lines += grouped(fmt, shown.units[: shown.departments], shown.units[shown.departments :])
    if shown.unreached:
        lines.append(
            fmt.say("emergency.draft.unreached", n=len(shown.unreached), units=list(shown.unreached))
        )
    lines += list(_terms(fmt, shown))
    if shown.when:
        lines.append(fmt.say("emergency.draft.when", when=shown.when, button=fmt.say(GO_KEYS[shown.kind])))
    row = (
        fmt.button(GO_KEYS[shown.kind], Verb.EMERGENCY_GO, style=ButtonStyle.PRIMARY),
        fmt.button("button.cancel", Verb.FORGET),
    )
    return Card(fmt.say(DRAFT_KEYS[shown.kind], level=level), tuple(lines), (row,))


def grouped(fmt: Formatter, departments: Sequence[str], counties: Sequence[str]) -> Iterable[str]:
    """The city's units in one line, its counties in another."""
    if departments:
        yield fmt.say("emergency.units.city", units=list(departments))
    if counties:
        yield fmt.say("emergency.units.counties", units=list(counties))


def _terms(fmt: Formatter, shown: OrderDraft) -> Iterable[str]:
    if shown.kind is OrderKind.LIFT:
        yield fmt.say("emergency.draft.suspended" if shown.suspend else "emergency.draft.lifted_then")
        return
    if shown.kind is OrderKind.LOWER:
        yield fmt.say("emergency.draft.signatures_stand")
    else:
        yield fmt.say("emergency.draft.sign", n=shown.minutes)
    yield from _exempt(fmt, shown)
    yield fmt.say("emergency.draft.windows", at=[at_text(fmt, one) for one in shown.windows])
    if shown.kind is OrderKind.START:
        yield fmt.say("emergency.draft.waits")
    if shown.follows:
        yield fmt.say("emergency.draft.follows", id=shown.follows)


def _exempt(fmt: Formatter, shown: OrderDraft) -> Iterable[str]:
    if shown.checklists is None:
        yield fmt.say("emergency.draft.no_checklists")
    elif shown.exempt:
        names = [
            fmt.say("emergency.checklist.exempt_one", name=one.name, kind=one.exempt)
            for one in shown.exempt[:EXEMPT_AT_MOST]
        ]
        yield fmt.say("emergency.draft.exempt", n=len(shown.exempt), names=names)
    else:
        yield fmt.say("emergency.draft.none_exempt", version=shown.checklists.version)


def asked_for(fmt: Formatter, kind: OrderKind, level: AlertLevel | None, key: str) -> Card:
    """The question for the document's number or its signer: nothing has been sent."""
    name = level_name(fmt, level) if level else ""
    title = fmt.say(DRAFT_KEYS[kind], level=name)
    return Card(title, (fmt.say(key), fmt.say("emergency.ask.nothing_sent")), ((_cancel(fmt),),))


def _cancel(fmt: Formatter) -> Button:
    return fmt.button("button.cancel", Verb.FORGET)


def ordered(fmt: Formatter, shown: OrderDraft) -> Card:
    level = level_name(fmt, shown.level) if shown.level else ""
    line = fmt.say("emergency.done.told", n=len(shown.units) - len(shown.unreached), all=len(shown.units))
    lines = [line]
    if shown.unreached:
        lines.append(
            fmt.say("emergency.draft.unreached", n=len(shown.unreached), units=list(shown.unreached))
        )
    row = (fmt.button("button.emergency", Verb.EMERGENCY),)
    return Card(fmt.say(DONE_KEYS[shown.kind], level=level), tuple(lines), (row,))


def nothing_runs(fmt: Formatter, last: Emergency | None, *, whole: bool) -> Card:
    """`whole`: for whoever sees the whole plan."""
    lines = [fmt.say("emergency.how_to_start")] if whole else []
    rows: tuple[tuple[Button, ...], ...] = ()
    if last and last.ended is not None:
        lines.insert(0, fmt.say("emergency.last", at=at_text(fmt, last.ended)))
    if last and whole:
        button = fmt.button("button.emergency_report", Verb.EMERGENCY_PAGE, emergency_number(last.id), 0)
        rows = ((button,),)
    return Card(fmt.say("emergency.none"), tuple(lines), rows)


def order_line(fmt: Formatter, order: EmergencyOrder) -> str:
    level = level_name(fmt, order.level) if order.level else ""
    what = fmt.say(ORDER_KEYS[order.action])
    key = "emergency.order.line" if level else "emergency.order.line_lift"
    return fmt.say(
        key, what=what, level=level, number=order.number, signer=order.signer, at=at_text(fmt, order.at)
    )


def of_unit(
    fmt: Formatter, life: EmergencyLife, units: Sequence[str], windows: Sequence[Window], *, listed: bool
) -> Card:
    """For a unit: whether it has signed, and which reports are due."""
    one = life.emergency
    assert one.level is not None
    title = fmt.say("emergency.status.title", level=level_name(fmt, one.level), at=at_text(fmt, one.started))
    lines = [order_line(fmt, one.last)]
    for unit in units:
        signature = life.response(unit).signed(one.round)
        if signature:
            lines.append(fmt.say("emergency.unit.signed", unit=unit, at=at_text(fmt, signature.at)))
        else:
            lines.append(fmt.say("emergency.unit.unsigned", unit=unit))
        lines += [
            fmt.say(
                "emergency.unit.window"
                if life.response(unit).report(window.at)
                else "emergency.unit.window_due",
                at=at_text(fmt, window.at),
            )
            for window in windows
        ]
    return Card(title, tuple(lines), unit_buttons(fmt, life, units, listed=listed))


def unit_buttons(
    fmt: Formatter, life: EmergencyLife, units: Sequence[str], *, listed: bool
) -> tuple[tuple[Button, ...], ...]:
    one = life.emergency
    row: list[Button] = []
    if any(unit in life.unsigned for unit in units):
        n = emergency_number(one.id)
        row.append(
            fmt.button("button.emergency_sign", Verb.EMERGENCY_SIGN, n, one.round, style=ButtonStyle.PRIMARY)
        )
    row += [
        fmt.button("button.checklist_of", Verb.CHECKLIST, unit_code(unit), 0, unit=clipped(unit, 8))
        for unit in units[:2]
        if listed
    ]
    return (tuple(row),) if row else ()


def event_page(fmt: Formatter, life: EmergencyLife, heavy: Sequence[str], number: int, now: Instant) -> Card:
    """The event report: its orders, who signed when, windows filed, the gauge's heavy days."""
    one = life.emergency
    end = one.ended if one.ended is not None else now
    hours = round((end - one.started) / HOUR, 1)
    entries = [ListEntry(order_line(fmt, order), "") for order in one.history]
    entries += [ListEntry(line, "") for line in heavy]
    for unit in one.units:
        signature = life.response(unit).signed(one.round)
        reports = len(life.response(unit).reports or {})
        if signature:
            minutes = (signature.at - one.asked_to_sign) // MINUTE
            line = fmt.say(
                "emergency.page.signed", unit=unit, at=at_text(fmt, signature.at), n=minutes, reports=reports
            )
        else:
            line = fmt.say("emergency.page.unsigned", unit=unit, reports=reports)
        entries.append(ListEntry(line, ""))
    title = fmt.say("emergency.page.title", id=one.id, hours=hours)
    n = emergency_number(one.id)
    last = ((fmt.button("button.emergency_file", Verb.EMERGENCY_FILE, n),),)
    return page(fmt, title, entries, number, lambda at: payload_for(Verb.EMERGENCY_PAGE, n, at), last=last)


def checklist(
    fmt: Formatter, found: Checklists, unit: str, level: AlertLevel, done: frozenset[str], number: int
) -> Card:
    """A unit's lines of one level: to do, done, exempt."""
    entries = []
    for line in found.of(unit, level):
        key = "emergency.checklist.exempt_line" if line.exempt else "emergency.checklist.line"
        key = "emergency.checklist.done_line" if line.key in done else key
        entries.append(ListEntry(fmt.say(key, name=line.name, measures=line.measures, kind=line.exempt), ""))
    title = fmt.say(
        "emergency.checklist.page", unit=unit, level=level_name(fmt, level), version=found.version,
        day=fmt.day(found.day), n=len(entries),
    )  # fmt: skip
    return page(fmt, title, entries, number, lambda at: payload_for(Verb.CHECKLIST, unit_code(unit), at))
