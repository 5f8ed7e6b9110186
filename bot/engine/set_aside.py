"""Rows that this program cannot deal with: each is set aside with its error, so that the others go on.

Only pure decisions about one row run under `isolate`: they touch no database and no network, so whatever they raise
is the row's own fault and would be raised again. Trouble of ours (a lost connection) is raised by reads and commits,
outside, and ends the turn.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.notice import Notice, NoticeKind
from bot.domain.person import Role
from bot.engine.notices import queue_notices

log = logging.getLogger(__name__)

T = TypeVar("T")
R = TypeVar("R")
ERROR_LENGTH = 200  # characters kept of an error


@dataclass(frozen=True, slots=True)
class FailedRow(Generic[T]):
    row: T
    error: Exception

    @property
    def text(self) -> str:
        return f"{type(self.error).__name__}: {self.error}"[:ERROR_LENGTH]


def isolate(rows: Iterable[T], decide: Callable[[T], R]) -> tuple[list[tuple[T, R]], list[FailedRow[T]]]:
    """Each row with what was decided about it, and the rows about which nothing could be decided."""
    done: list[tuple[T, R]] = []
    failed: list[FailedRow[T]] = []
    for row in rows:
        try:
            done.append((row, decide(row)))
        except Exception as error:  # noqa: BLE001  # the decision is pure: the row itself is at fault
            failed.append(FailedRow(row, error))
    return done, failed


def set_notices_aside(
    context: PlanContext, failed: Sequence[FailedRow[Notice]], now: Instant
) -> list[Change]:
    changes: list[Change] = []
    for one in failed:
        n = one.row
        key = {
            "assignment": n.assignment,
            "rung": n.rung or "",
            "occurrence": n.occurrence,
            "person": n.person,
        }
        changes.append(Change("set_notice_aside", key | {"outcome": one.text}))
        name = person.name if (person := context.roster.by_id.get(n.person)) else n.person
        row = f"{n.assignment} {n.rung or n.kind} {n.occurrence} {n.person}"
        told = n.kind is not NoticeKind.SET_ASIDE  # a notice about a notice about … would never end
        changes += _recorded(context, "notice", row, one, now, about=n.assignment, name=name, told=told)
    return changes


def set_assignments_aside(
    context: PlanContext, failed: Sequence[FailedRow[Assignment]], now: Instant
) -> list[Change]:
    """No loop looks at it again until the audit, which sets its clock right once it can."""
    changes: list[Change] = []
    for one in failed:
        a = one.row
        stopped = {name: getattr(a, name) for name in ("id", "version", "current", "light", "reason")}
        changes.append(
            Change("settle_assignment", stopped | {"next_at": None, "light_until": None}, rows=None)
        )
        changes += _recorded(context, "assignment", str(a.id), one, now, about=a.id, name=a.unit)
    return changes


def set_row_aside(
    context: PlanContext, kind: str, key: str, one: FailedRow[T], now: Instant, *, name: str = ""
) -> list[Change]:
    """A row without a state of its own to change."""
    return _recorded(context, kind, key, one, now, name=name)


def _recorded(
    context: PlanContext, kind: str, key: str, one: FailedRow[T], now: Instant, *, about: int = 0, name: str = "",
    told: bool = True,
) -> list[Change]:  # fmt: skip
    """The row of `set_aside`, a log line, and the coordinators' notice; each row is told of once."""
    log.error("row set aside", extra={"kind": kind, "row": key}, exc_info=one.error)
    kept = Change("set_aside", {"kind": kind, "row_key": key, "error": one.text, "at": now}, rows=None)
    if not told:
        return [kept]
    data = {"kind": kind, "name": name, "error": one.text, "about": about}
    people = context.roster.holding(Role.COORDINATOR)
    return [kept, *queue_notices(context, people, NoticeKind.SET_ASIDE, f"{kind} {key}", now, data=data)]
