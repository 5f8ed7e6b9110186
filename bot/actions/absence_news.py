"""What others are told of an absence: who stands in, whose unit nobody answers for, and the receipts at its end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.absence import Absence
from bot.domain.calendar import Instant
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Role
from bot.engine.notices import queue_notices
from bot.queries.absence_receipts import facts_of, receipt, uncovered_units


@dataclass(frozen=True, slots=True)
class AbsenceSet:
    """An absence as it was just set."""

    person: Person
    starts: date
    ends: date
    substitute: str
    number: int
    version: int  # of the event that has just happened to it

    def facts(self, event: str) -> dict[str, object]:
        return facts_of(self.person, self.starts, self.ends, self.number, event)


async def tell_substitute(
    store: Store, context: PlanContext, absence: AbsenceSet, now: Instant
) -> list[Change]:
    """The colleague who is to stand in reads from when to when, and how much is open."""
    found = context.roster.by_id.get(absence.substitute)
    if found is None:
        return []
    open_ = await receipt(store, context, absence.person, now)
    data = absence.facts("asked") | open_
    return _tell(context, [found], _key(absence, "asked"), now, data)


def tell_nobody_stands_in(
    context: PlanContext, absence: AbsenceSet, by: Person, now: Instant
) -> list[Change]:
    """Heads of the units in which nobody is asked meanwhile, and the coordinator."""
    units = uncovered_units(context, absence.person, absence.substitute)
    if not units:
        return []
    heads = [head for unit in units for head in context.roster.heads(unit)]
    people = [*heads, *context.roster.holding(Role.COORDINATOR)]
    data = absence.facts("nobody") | {"units": list(units), "heads": [head.name for head in heads]}
    others = [one for one in people if one not in (by, absence.person)]
    return _tell(context, others, _key(absence, "nobody"), now, data)


async def tell_it_is_over(
    store: Store, context: PlanContext, person: Person, absence: Absence, now: Instant
) -> tuple[dict[str, object], list[Change]]:
    """The receipt of an absence ended early, for the person's answer, and the message to who stood in."""
    facts = facts_of(person, absence.starts, context.calendar.day(now), absence.number, "handed_back")
    found = await receipt(store, context, person, now, context.calendar.at(absence.starts))
    substitute = context.roster.by_id.get(absence.substitute)
    told: Iterable[Person] = [substitute] if substitute else []
    occurrence = f"{person.id} {absence.number} over"
    return found, _tell(context, told, occurrence, now, facts | found)


def tell_of_refusal(
    context: PlanContext, absent: Person, absence: Absence, substitute: Person, by: Iterable[Person], now: Instant
) -> list[Change]:  # fmt: skip
    """Whoever asked reads at once that the colleague cannot stand in, with the others to choose from."""
    facts = facts_of(absent, absence.starts, absence.ends, absence.number, "refused")
    data = facts | {"substitute": substitute.name}
    occurrence = f"{absent.id} {absence.version + 1} refused"
    return _tell(context, [absent, *by], occurrence, now, data)


def tell_replaced(
    context: PlanContext, absence: AbsenceSet, former: str, by: Person, now: Instant
) -> list[Change]:
    """The colleague who was to stand in reads that they need not."""
    found = context.roster.by_id.get(former)
    told = [found] if found and found not in (by,) else []
    return _tell(context, told, _key(absence, "replaced"), now, absence.facts("replaced"))


def _key(absence: AbsenceSet, event: str) -> str:
    return f"{absence.person.id} {absence.version} {event}"


def tell_absent(context: PlanContext, absence: AbsenceSet, by: Person, now: Instant) -> list[Change]:
    """A person whose absence somebody else has set reads so."""
    found = context.roster.by_id.get(absence.substitute)
    data = absence.facts("set") | {"by": [by.name], "substitute": found.name if found else ""}
    return _tell(context, [absence.person], _key(absence, "set"), now, data)


def _tell(
    context: PlanContext, people: Iterable[Person], occurrence: str, now: Instant, data: Mapping[str, object]
) -> list[Change]:
    """At once in working hours, beside the day's message."""
    return queue_notices(context, people, NoticeKind.ABSENCE, occurrence, now, data=data)
