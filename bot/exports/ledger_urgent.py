"""交办单 and 应急: the tickets with their clocks, and the emergencies with who signed when, a row each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from bot.cards.emergency_notices import level_name
from bot.cards.formatter import Formatter
from bot.cards.ticket_lines import CLOCK_KEYS, STATE_KEYS
from bot.domain.calendar import MINUTE, Instant
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.ledger import Ledger
from bot.domain.tickets.ticket import TicketState
from bot.domain.tickets.ticket_times import ClockName
from bot.exports.ledger_titles import title_of
from bot.exports.sheet_table import CellKind, Cells, SheetColumn, SheetTable, shown

Json = Mapping[str, object]
TICKET_COLUMNS = (  # title, width, kind
    ("ledger.col.ticket", 10.0, CellKind.CODE),
    ("ledger.col.county", 16.0, CellKind.TEXT),
    ("ledger.col.ticket_place", 30.0, CellKind.TEXT),
    ("ledger.col.ticket_source", 14.0, CellKind.TEXT),
    ("ledger.col.ticket_issued", 17.0, CellKind.CODE),
    ("ledger.col.ticket_state", 12.0, CellKind.TEXT),
    ("ledger.col.ticket_round", 8.0, CellKind.COUNT),
    ("ledger.col.ticket_clock", 12.0, CellKind.TEXT),
    ("ledger.col.ticket_due", 17.0, CellKind.CODE),
    ("ledger.col.ticket_done", 17.0, CellKind.CODE),
    ("ledger.col.ticket_late", 12.0, CellKind.COUNT),
)
EMERGENCY_COLUMNS = (
    ("ledger.col.emergency", 10.0, CellKind.CODE),
    ("ledger.col.emergency_level", 10.0, CellKind.TEXT),
    ("ledger.col.emergency_unit", 24.0, CellKind.TEXT),
    ("ledger.col.emergency_asked", 18.0, CellKind.CODE),
    ("ledger.col.emergency_signed", 18.0, CellKind.CODE),
    ("ledger.col.emergency_minutes", 12.0, CellKind.COUNT),
    ("ledger.col.emergency_reports", 12.0, CellKind.COUNT),
)


def urgent_sheets(ledger: Ledger, fmt: Formatter) -> tuple[SheetTable, ...]:
    """Each only where there is one."""
    found = []
    if ledger.tickets:
        rows = [row for one in ledger.tickets for row in _ticket(one, fmt)]
        found.append(_sheet(ledger, fmt, "ledger.sheet.tickets", TICKET_COLUMNS, rows, (0, 6, 7)))
    if ledger.emergencies:
        rows = [row for one in ledger.emergencies for row in _emergency(one, fmt)]
        found.append(_sheet(ledger, fmt, "ledger.sheet.emergencies", EMERGENCY_COLUMNS, rows, (0, 2)))
    return tuple(found)


def _sheet(
    ledger: Ledger, fmt: Formatter, name_key: str, columns: Sequence[tuple[str, float, CellKind]],
    rows: Sequence[Cells], key: tuple[int, ...],
) -> SheetTable:  # fmt: skip
    shown_columns = tuple(SheetColumn(fmt.say(key), width, kind) for key, width, kind in columns)
    name = fmt.say(name_key)
    return SheetTable(name, title_of(ledger, fmt, name), shown_columns, lambda: iter(rows), len(rows), key)


def _ticket(one: Json, fmt: Formatter) -> Iterator[Cells]:
    """A row for each of its clocks."""
    cut = fmt.say("ledger.cut")
    for clock in cast(Sequence[Json], one["clocks"]):
        yield (
            str(one["id"]),
            str(one["unit"]),
            shown(str(one["place"]), cut),
            shown(str(one["source"]), cut),
            str(one["issued"]),
            fmt.say(STATE_KEYS[TicketState(str(one["state"]))]),
            _count(clock["round"]),
            fmt.say(CLOCK_KEYS[ClockName(str(clock["name"]))]),
            str(clock["due"]),
            str(clock["done"] or ""),
            _count(clock["late_minutes"]),
        )


def _emergency(life: EmergencyLife, fmt: Formatter) -> Iterator[Cells]:
    """A row for each unit, as it stood in the last round of signatures."""
    one = life.emergency
    level = next(order.level for order in reversed(one.orders) if order.level)
    for unit in one.units:
        response = life.response(unit)
        signature = response.signed(one.round)
        yield (
            one.id,
            level_name(fmt, level),
            unit,
            _minute(fmt, one.asked_to_sign),
            _minute(fmt, signature.at) if signature else "",
            (signature.at - one.asked_to_sign) // MINUTE if signature else None,
            len(response.reports or {}),
        )


def _minute(fmt: Formatter, at: Instant) -> str:
    return f"{fmt.calendar.local(at):%Y-%m-%d %H:%M}"


def _count(value: object) -> int:
    return int(str(value))
