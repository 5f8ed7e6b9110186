"""亮点 of a bulletin, by rule: everything on time, early, first of several, moved most. Never who answers fastest."""

from collections.abc import Iterable
from datetime import timedelta

from bot.cards.formatter import Formatter
from bot.domain.assignment import State
from bot.domain.ledger import Ledger, LedgerRow
from bot.domain.ledger_figures import Result, figures_by, result_of

NAMED = 3  # of each kind
EARLY = timedelta(days=5)
SHARED_BY = 3  # units, so that one of them can be the first
MOVED = 20  # points of progress that are worth naming


def merits(fmt: Formatter, found: Ledger, before: Ledger | None) -> Iterable[str]:
    return merits_found(fmt, found, before) or [fmt.say("paper.no_merits")]


def merits_found(fmt: Formatter, found: Ledger, before: Ledger | None) -> list[str]:
    return [*_all_on_time(fmt, found), *_first(fmt, found), *_early(fmt, found), *_moved(fmt, found, before)]


def _all_on_time(fmt: Formatter, found: Ledger) -> Iterable[str]:
    """Units of which something was due, all of it closed by its date."""
    by_unit = figures_by(found, lambda row: row.a.unit)
    units = [
        unit for unit, one in by_unit.items() if one.results.due and one.results.on_time == one.results.due
    ]
    filed = [
        unit
        for unit, one in by_unit.items()
        if one.returns.asked and one.returns.filed == one.returns.asked and unit not in units
    ]
    if units:
        yield fmt.say("paper.all_on_time", units=list(fmt.plan.in_order(units)), n=len(units))
    if filed and len(filed) < len(by_unit):
        yield fmt.say("paper.all_filed", units=list(fmt.plan.in_order(filed)), n=len(filed))


def _closed(found: Ledger) -> list[LedgerRow]:
    """Results passed within the bulletin's days."""
    return [
        row
        for row in found.rows
        if row.a.state is State.CLOSED
        and not row.a.recurring
        and row.a.closed_on is not None
        and found.first <= row.a.closed_on <= found.last
    ]


def _early(fmt: Formatter, found: Ledger) -> Iterable[str]:
    early = [
        (row.a.due - row.a.submitted_on, row)
        for row in _closed(found)
        if row.a.submitted_on and row.a.due - row.a.submitted_on >= EARLY
    ]
    for ahead, row in sorted(early, key=lambda one: (-one[0].days, fmt.place(one[1].a.unit)))[:NAMED]:
        yield fmt.say("paper.early", unit=row.a.unit, title=row.requirement or row.title, n=ahead.days)


def _first(fmt: Formatter, found: Ledger) -> Iterable[str]:
    """The one unit that closed before all others who share a milestone; none where two did on one day."""
    shared: dict[tuple[str, str], list[LedgerRow]] = {}
    for row in found.rows:
        if not row.a.recurring and not row.a.told_only and row.a.state is not State.EXCUSED:
            shared.setdefault((row.a.task, row.a.milestone), []).append(row)
    closed = {row.a.id for row in _closed(found)}
    for rows in shared.values():
        done = sorted(
            (row.a.submitted_on, row.a.id, row) for row in rows if row.a.closed_on and row.a.submitted_on
        )
        if len(rows) < SHARED_BY or not done or done[0][2].a.id not in closed:
            continue
        if len(done) > 1 and done[1][0] == done[0][0]:
            continue
        row = done[0][2]
        if result_of(row, found.first, row.a.due) in (Result.ON_TIME, None):
            yield fmt.say("paper.first_done", unit=row.a.unit, title=row.requirement or row.title)


def _moved(fmt: Formatter, found: Ledger, before: Ledger | None) -> Iterable[str]:
    """The greatest rises of reported progress since the eve of the first day."""
    was = {row.a.id: row.a.percent or 0 for row in before.rows} if before else {}
    rises = [
        (row.a.percent - was[row.a.id], row)
        for row in found.rows
        if row.a.percent is not None and row.a.id in was and not row.a.recurring and not row.days_late
    ]
    rises = [one for one in rises if one[0] >= MOVED]
    for _, row in sorted(rises, key=lambda one: (-one[0], fmt.place(one[1].a.unit)))[:NAMED]:
        yield fmt.say(
            "paper.moved",
            unit=row.a.unit,
            title=row.requirement or row.title,
            was=was[row.a.id],
            now=row.a.percent,
        )
