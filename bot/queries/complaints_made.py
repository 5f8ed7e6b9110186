"""Complaints and suggestions, with what became of them."""

from collections.abc import Iterable
from dataclasses import replace

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Kind
from bot.domain.calendar import Calendar
from bot.domain.complaint import Complaint, ComplaintKind, hearers, number_of
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.person import Person
from bot.queries.history import EventRow, event_of


async def complaints(store: Store, calendar: Calendar) -> list[Complaint]:
    """All, the oldest first."""
    rows = await store.read(EventRow, "complaint_events")
    withdrawn = {number_of(stream) for stream in await store.read(str, "withdrawn_complaints")}
    found = {one.number: one for one in _made(rows, calendar)}
    for row in rows:
        if row.kind == Kind.COMPLAINT_ANSWERED:
            event, number = event_of(row, calendar), number_of(row.stream)
            found[number] = replace(
                found[number], answer=event.words, answered_by=event.by, answered_on=event.day
            )
    return sorted(
        (replace(one, withdrawn=one.number in withdrawn) for one in found.values()), key=lambda one: one.number
    )  # fmt: skip


def _made(rows: Iterable[EventRow], calendar: Calendar) -> Iterable[Complaint]:
    for row in rows:
        if row.kind == Kind.COMPLAINED:
            event = event_of(row, calendar)
            kind, away = ComplaintKind(str(event.data["complaint"])), bool(event.data["away"])
            yield Complaint(number_of(row.stream), kind, event.by, event.at, event.day, event.words, away)


def answers(context: PlanContext, person: Person, one: Complaint) -> bool:
    """Whether the complaint is addressed to the person."""
    if refusal_in_plan(Action.ANSWER_COMPLAINT, person) is not None:
        return False
    return person in hearers(one.by, one.away, context.roster)


async def open_for(store: Store, context: PlanContext, person: Person) -> tuple[Complaint, ...]:
    """Those that wait for the person's answer."""
    if refusal_in_plan(Action.ANSWER_COMPLAINT, person) is not None:
        return ()
    found = await complaints(store, context.calendar)
    return tuple(one for one in found if one.open and answers(context, person, one))
