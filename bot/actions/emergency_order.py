"""An order about an emergency: start, raise, lower, lift, each with the document's number and its signer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.actions.access import require_in_plan
from bot.actions.outcome import Outcome
from bot.context.events import append
from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import DAY, Instant
from bot.domain.emergency.alert_levels import AlertLevel
from bot.domain.emergency.checklists import Checklists
from bot.domain.emergency.emergency_course import (
    ORDERS,
    SIGNED_ANEW,
    Emergency,
    OrderKind,
    clocks_data,
    stream_of,
)
from bot.domain.emergency.emergency_rules import emergency_task, must_sign
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action
from bot.domain.person import Person, Role, Roster
from bot.domain.plan import Task
from bot.engine.emergency_calls import boards_to_open
from bot.engine.notices import notice_to

CONTINUES_WITHIN = 3 * DAY  # a start so soon after a lifting continues what was lifted
KINDS: Mapping[OrderKind, Kind] = {order: kind for kind, order in ORDERS.items()}
LINES_IN_MESSAGE = 6  # of a unit's checklist; the rest is a page


@dataclass(frozen=True, slots=True)
class WantedOrder:
    """`level` None: lift. `suspend`: a later start continues it, however late."""

    level: AlertLevel | None
    number: str
    signer: str
    suspend: bool = False


@dataclass(frozen=True, slots=True)
class DecidedOrder:
    """What the order is now, and whom it reaches."""

    kind: OrderKind
    emergency: Emergency | None  # that runs
    task: Task
    units: tuple[str, ...]
    follows: str = ""  # the emergency that a start continues


def require_order(context: PlanContext, person: Person, wanted: WantedOrder, now: Instant) -> DecidedOrder:
    """Refused for whom the table does not allow it, with clocks unset, for what runs already, where nothing runs."""
    require_in_plan(person, Action.ORDER_EMERGENCY)
    running = context.emergency
    if wanted.level is None:
        if running is None:
            raise Refused("refused.no_emergency")
        return DecidedOrder(OrderKind.LIFT, running, _task(context), running.units)
    _require_signer(context, wanted)
    if running is None:
        return _start(context, now)
    if wanted.level is running.level:
        last = running.last
        at = context.calendar.local(last.at)
        raise Refused("refused.emergency_runs", number=last.number, day=at.date(), at=at)
    assert running.level is not None
    kind = OrderKind.RAISE if wanted.level.height > running.level.height else OrderKind.LOWER
    return DecidedOrder(kind, running, _task(context), running.units)


def _start(context: PlanContext, now: Instant) -> DecidedOrder:
    if unset := context.emergency_office.clocks.unset:
        raise Refused("refused.emergency_unset", names=list(unset))
    task = _task(context)
    before = context.emergencies[-1] if context.emergencies else None
    follows = before.id if before and _continues(before, now) else ""
    return DecidedOrder(OrderKind.START, None, task, must_sign(context.plan, task), follows)


def _continues(before: Emergency, now: Instant) -> bool:
    return before.suspended or (before.ended is not None and now - before.ended <= CONTINUES_WITHIN)


def _task(context: PlanContext) -> Task:
    task = emergency_task(context.plan, context.emergency_office.rules)
    if task is None:
        raise Refused("refused.emergency_task", names=list(context.emergency_office.rules.follow_up))
    return task


def _require_signer(context: PlanContext, wanted: WantedOrder) -> None:
    """Who may sign depends on the level, where the office has said so. Nobody is asked before a signer is named."""
    signers = context.emergency_office.rules.signers.get(wanted.level) if wanted.level else None
    if wanted.signer and signers and not any(name in wanted.signer for name in signers):
        raise Refused("refused.emergency_signer", name=wanted.signer, names=list(signers))


def order(
    context: PlanContext, person: Person, wanted: WantedOrder, checklists: Checklists | None, now: Instant
) -> Outcome:
    """Recorded, and told to everybody whom it reaches at once, at any hour. Two at one moment take one version: the
    second commit raises Stale and is decided again."""
    decided = require_order(context, person, wanted, now)
    if not wanted.number or not wanted.signer:
        raise Refused("refused.emergency_incomplete")
    running = decided.emergency
    id_ = running.id if running else f"E{len(context.emergencies) + 1}"
    version = running.version + 1 if running else 1
    event = Event(
        KINDS[decided.kind],
        now,
        context.calendar.day(now),
        by=person.id,
        data=_data(context, decided, wanted),
    )
    changes = [*append(stream_of(id_), version, event), Change("revise_plan")]
    told = _told(context, decided, wanted, id_, version, checklists, now)
    boards = boards_to_open(context, id_, now) if decided.kind in SIGNED_ANEW else ()
    return Outcome((), (*changes, *told, *boards, *_follow_up_asked(context, decided, wanted, id_, now)))


def _follow_up_asked(
    context: PlanContext, decided: DecidedOrder, wanted: WantedOrder, id_: str, now: Instant
) -> Iterator[Change]:
    """After the lifting the coordinator is asked when what follows is due."""
    names = _follow_up(context, wanted) if decided.kind is OrderKind.LIFT else []
    if not names:
        return
    task = decided.task
    data = {
        "about": "follow_up",
        "emergency": id_,
        "names": names,
        "units": list(task.roles.leads),
        "task": task.mark,
    }
    for person in context.roster.holding(Role.COORDINATOR):
        yield notice_to(context, person.id, NoticeKind.EMERGENCY, f"{id_} follow up", now, data=data)


def date_follow_up(
    context: PlanContext, person: Person, emergency: Emergency, name: str, due: date, now: Instant
) -> Outcome:
    """When 效果评估 or 成因分析 is due: it becomes an item of its task. Refused for a day gone by."""
    require_in_plan(person, Action.DATE_FOLLOW_UP)
    if emergency.ended is None:
        raise Refused("refused.emergency_still_runs")
    if due < context.calendar.day(now):
        raise Refused("refused.follow_up_past")
    data = {"name": name, "due": due.isoformat(), "task": emergency.task}
    event = Event(Kind.FOLLOW_UP_DATED, now, context.calendar.day(now), by=person.id, data=data)
    return Outcome(
        (), (*append(stream_of(emergency.id), emergency.version + 1, event), Change("revise_plan"))
    )


def _data(context: PlanContext, decided: DecidedOrder, wanted: WantedOrder) -> dict[str, object]:
    data: dict[str, object] = {
        "level": wanted.level,
        "number": wanted.number,
        "signer": wanted.signer,
        "task": decided.task.id,
    }
    if decided.kind is OrderKind.START:
        data |= {
            "units": list(decided.units),
            "clocks": clocks_data(context.emergency_office.clocks),
            "follows": decided.follows,
        }
    if decided.kind is OrderKind.LIFT:
        data |= {"follow_up": _follow_up(context, wanted), "suspended": wanted.suspend}
    return data


def _follow_up(context: PlanContext, wanted: WantedOrder) -> list[str]:
    """Nothing yet where it was only suspended."""
    return [] if wanted.suspend else list(context.emergency_office.rules.follow_up)


def reached(roster: Roster, context: PlanContext, unit: str, task: str) -> Sequence[Person]:
    """Who hears it for a unit: its liaisons; where none of them can be written to, its heads. Nobody: out of reach."""
    for people in (roster.liaisons(unit, task), roster.heads(unit)):
        if found := [one for one in people if context.account(one.id)]:
            return found
    return ()


def _told(
    context: PlanContext, decided: DecidedOrder, wanted: WantedOrder, id_: str, version: int,
    checklists: Checklists | None, now: Instant,
) -> Iterator[Change]:  # fmt: skip
    """One notice a person, with their units in it."""
    units_of: dict[Person, list[str]] = {}
    for unit in decided.units:
        for person in reached(context.roster, context, unit, decided.task.id):
            units_of.setdefault(person, []).append(unit)
    clocks = decided.emergency.clocks if decided.emergency else context.emergency_office.clocks
    round_ = (decided.emergency.round if decided.emergency else 0) + (decided.kind in SIGNED_ANEW)
    for person, units in units_of.items():
        data: dict[str, object] = {
            "about": "order",
            "emergency": id_,
            "order": decided.kind,
            "level": wanted.level,
            "number": wanted.number,
            "signer": wanted.signer,
            "units": units,
            "minutes": clocks.sign_minutes or 0,
            "windows": [f"{one:%H:%M}" for one in clocks.windows],
            "round": round_,
            "at": now,
        }
        if wanted.level and checklists:
            data["checklist"] = _checklist(checklists, units, wanted.level)
        yield notice_to(context, person.id, NoticeKind.EMERGENCY, f"{id_} order {version}", now, data=data)


def _checklist(checklists: Checklists, units: Iterable[str], level: AlertLevel) -> dict[str, object]:
    """What of it the message itself shows."""
    lines = [line for unit in units for line in checklists.of(unit, level)]
    asked = [line for line in lines if not line.exempt]
    return {
        "version": checklists.version,
        "n": len(asked),
        "lines": [[line.name, line.measures] for line in asked[:LINES_IN_MESSAGE]],
        "exempt": [[line.name, line.exempt] for line in lines if line.exempt][:LINES_IN_MESSAGE],
        "n_exempt": len(lines) - len(asked),
    }
