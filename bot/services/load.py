"""Load: a plan file and its people become rows. Loading the same twice changes nothing."""

from dataclasses import dataclass, replace

from bot.domain.calendar import Instant
from bot.domain.person import Person, Roster
from bot.domain.plan import Plan
from bot.services.bind import bind
from bot.services.office import PersonRow, PlanRow
from bot.services.ports import Change, Store


async def load_plan(store: Store, plan: Plan, document: str, now: Instant) -> bool:
    """True where the plan is new or its meaning has changed."""
    row = await store.one(PlanRow, "plan_row")
    if row and row.version == plan.version:
        return False
    values = {"title": plan.title, "status": plan.status, "version": plan.version, "now": now}
    statement = "insert_plan" if row is None else "update_plan"
    keep = {"version": plan.version, "document": document, "now": now}
    await store.commit([Change(statement, values), Change("keep_plan_version", keep)])
    return True


async def load_people(
    store: Store, roster: Roster, accounts: dict[str, dict[str, str]], now: Instant
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids changed or new, and ids gone. `accounts`: person id → channel → external id, bound without an invite."""
    stored = {row.person_id: row for row in await store.read(PersonRow, "people")}
    wanted = {person.id: _row(person) for person in roster.people}
    changed = [
        p for p in roster.people if stored.get(p.id) != _keeping_language(wanted[p.id], stored.get(p.id))
    ]
    gone = [person_id for person_id in stored if person_id not in wanted]
    changes = [_put(wanted[person.id]) for person in changed]
    changes += [Change("retire_person", {"person_id": person_id}) for person_id in gone]
    changes += await _bindings(store, roster, accounts, now)
    if changes:
        await store.commit([*changes, Change("revise_plan")])
    return tuple(person.id for person in changed), tuple(gone)


def _keeping_language(row: PersonRow, stored: PersonRow | None) -> PersonRow:
    """/lang is the person's own choice: a file loaded again does not take it back."""
    return replace(row, language=stored.language) if stored else row


async def _bindings(
    store: Store, roster: Roster, accounts: dict[str, dict[str, str]], now: Instant
) -> list[Change]:
    known = {(a.channel, a.external_id): a.person_id for a in await store.read(Bound, "accounts")}
    changes: list[Change] = []
    for person in roster.people:
        for channel, external_id in accounts.get(person.id, {}).items():
            if known.get((channel, external_id)) != person.id:
                changes += bind(person, channel, external_id, now)[:1]
    return changes


@dataclass(frozen=True, slots=True)
class Bound:
    channel: str
    external_id: str
    person_id: str


def _row(person: Person) -> PersonRow:
    posts = tuple((post.role.value, post.unit, post.tasks) for post in person.posts)
    return PersonRow(person.id, person.name, person.language, posts)


def _put(row: PersonRow) -> Change:
    values = {"person_id": row.person_id, "name": row.name, "language": row.language, "posts": row.posts}
    return Change("put_person", values)
