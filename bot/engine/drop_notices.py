"""Notices that are not sent: those that no longer hold when their slot comes, and those that reach nobody."""

from collections.abc import Iterable, Mapping, Sequence

from bot.context.events import ladder_of
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.context.recipients import recipients
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.delivery import DropReason
from bot.domain.ladder import Draft
from bot.domain.message import only_highest, superseded
from bot.domain.notice import Notice, NoticeKind
from bot.domain.person import Person, Role
from bot.engine.notices import queue_notices
from bot.engine.set_aside import isolate, set_notices_aside
from bot.engine.undelivered import untold
from bot.queries.list_figures import new_part
from bot.queries.paper_proposals import occurrence_of, paper_proposals
from bot.queries.standing_corrections import correction_lines, is_about_figures
from bot.queries.unacknowledged import unacknowledged

URGENT = {NoticeKind.EMERGENCY: "emergency", NoticeKind.TICKET: "ticket"}
ASKS_AGAIN = (NoticeKind.UNACKNOWLEDGED, NoticeKind.URGED)
Rows = Mapping[int, Assignment]


async def drop_superseded(
    store: Store, context: PlanContext, notices: Sequence[Notice], rows: Rows, now: Instant
) -> tuple[list[Notice], list[Change]]:
    """Returns the notices that still hold, and the changes that settle the others with their reason."""
    waiting = await _waiting(store, context, notices)
    corrected = await correction_lines(context, notices, now)
    proposed = await _proposed(store, context, notices, now)

    def why(notice: Notice) -> DropReason | None:
        if notice.kind in ASKS_AGAIN:
            return DropReason.ACKNOWLEDGED if notice.data["person"] not in waiting else None
        if notice.kind is NoticeKind.PAPER_PROPOSED:
            return DropReason.ANSWERED if notice.occurrence not in proposed else None
        if notice.kind is NoticeKind.LISTED:
            return None if new_part(context, notice) else DropReason.GONE
        if is_about_figures(notice):
            return None if notice.occurrence in corrected else DropReason.UNDONE
        a = rows.get(notice.assignment)
        return superseded(notice, a, _addressed(context, notice, a))

    decided, failed = isolate(notices, why)
    kept, merged = only_highest([notice for notice, reason in decided if reason is None])
    gone = [(notice, reason) for notice, reason in decided if reason]
    gone += [(notice, DropReason.MERGED) for notice in merged]
    changes = [dropped(notice, reason) for notice, reason in gone]
    return kept, changes + set_notices_aside(context, failed, now)


def _addressed(context: PlanContext, notice: Notice, a: Assignment | None) -> list[str]:
    if a is None or notice.kind is not NoticeKind.RUNG or ladder_of(a, context) is None:
        return []
    role, draft = Role(str(notice.data["role"])), Draft(str(notice.data.get("draft", "")))
    return [person.id for person in recipients(context, a, [role], draft)]


async def _waiting(store: Store, context: PlanContext, notices: Iterable[Notice]) -> frozenset[str]:
    """Ids of those who have not acknowledged, where a notice is about that."""
    if not any(notice.kind in ASKS_AGAIN for notice in notices):
        return frozenset()
    return frozenset(person.id for person, _ in await unacknowledged(store, context))


async def _proposed(
    store: Store, context: PlanContext, notices: Iterable[Notice], now: Instant
) -> frozenset[str]:
    """Occurrences of papers that are still worth proposing, where a notice is about one."""
    if not any(notice.kind is NoticeKind.PAPER_PROPOSED for notice in notices):
        return frozenset()
    return frozenset(occurrence_of(one) for one in await paper_proposals(store, context, now))


def notice_key(notice: Notice) -> dict[str, object]:
    return {
        "assignment": notice.assignment,
        "rung": notice.rung or "",
        "occurrence": notice.occurrence,
        "person": notice.person,
    }


def dropped(notice: Notice, reason: DropReason) -> Change:
    """A notice is settled once; another worker that was faster makes this Stale."""
    return Change("drop_notice", notice_key(notice) | {"outcome": reason})


def undeliverable(
    context: PlanContext, person: Person | None, notices: Iterable[Notice], now: Instant
) -> list[Change]:
    """Nobody was told, so nothing counts as reminded; the coordinator is told, once for each account that fails."""
    changes = [dropped(notice, DropReason.UNREACHABLE) for notice in notices]
    if person is None or not changes:
        return changes
    bound = max((one.bound_at for one in context.accounts if one.person_id == person.id), default=0)
    coordinators = [c for c in context.roster.holding(Role.COORDINATOR) if c.id != person.id]
    data = {"name": person.name, "person": person.id}
    changes += queue_notices(
        context, coordinators, NoticeKind.UNREACHABLE, f"{person.id} account {bound}", now, data=data
    )
    for notice in notices:
        if what := URGENT.get(notice.kind):
            changes += untold(context, person, what, f"{person.id} {notice.occurrence}", "", now)
    return changes
