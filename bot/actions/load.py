"""Load: writes a plan file and its people into rows. Loading the same files twice changes nothing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from bot.actions.bind import bind
from bot.context.events import append, document_digest, note_plan_state
from bot.context.plan_context import StoredPerson, StoredPlan, StoredPlanHead, person_of
from bot.context.ports import Change, Store
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.identity import KnownIds, assign_ids, with_known_ids
from bot.domain.person import Person, Roster
from bot.domain.plan import Plan
from bot.domain.post_taken import post_stream, posts_changed
from bot.domain.task_matching import match


async def load_plan(store: Store, plan: Plan, document: str, now: Instant, known: Plan | None = None) -> bool:
    """True when the plan is new or its content has changed. `known` is PlanContext.published."""
    row = await store.one(StoredPlanHead, "plan_row")
    if row and row.version == plan.version:
        return False
    values = {"title": plan.title, "status": plan.status, "version": plan.version, "now": now}
    changes = [Change("insert_plan" if row is None else "update_plan", values)]
    names = KnownIds()
    if row and row.golive and known:
        names = await names_of(store, plan, known)
        changes += _former(known, with_known_ids(plan, names))
    keep = {
        "version": plan.version,
        "document": document,
        "digest": document_digest(document),
        "names": asdict(names),
        "now": now,
    }
    await store.commit([*changes, Change("keep_plan_version", keep), note_plan_state(now)])
    return True


async def names_of(store: Store, plan: Plan, known: Plan) -> KnownIds:
    """Maps the ids of a file to stable ids, for a live plan.

    A version that comes back has its earlier ids: a wrong file is undone by loading the right one again.
    """
    written = await store.one(StoredPlan, "plan_version", version=plan.version)
    if written:
        return written.names
    taken = [(used.task, used.milestone) for used in await store.read(Used, "ids_in_use")]
    return assign_ids(match(known, plan), taken)


def _former(known: Plan, plan: Plan) -> list[Change]:
    gone = (task for task in known.works if task.id not in plan.task)
    return [
        Change("keep_former_task", {"id": t.id, "number": 0 if t.safeguard else t.number, "title": t.title})
        for t in gone
    ]


@dataclass(frozen=True, slots=True)
class Used:
    task: str
    milestone: str


async def load_people(
    store: Store, roster: Roster, accounts: dict[str, dict[str, str]], now: Instant
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids changed or new, and ids gone. `accounts`: person id → channel → external id, bound without an invite.
    A liaison's tasks are named by the plan file's ids: they follow those of the plan loaded before."""
    in_force = await store.one(StoredPlan, "version_in_force")
    names = in_force.names if in_force else KnownIds()
    stored = {row.person_id: row for row in await store.read(StoredPerson, "people")}
    wanted = {person.id: _row(person, names) for person in roster.people}
    changed = [
        p for p in roster.people if stored.get(p.id) != _keeping_language(wanted[p.id], stored.get(p.id))
    ]
    gone = [person_id for person_id in stored if person_id not in wanted]
    changes = [_put(wanted[person.id]) for person in changed]
    for person_id in gone:
        changes.append(Change("retire_person", {"person_id": person_id}))
        changes.append(Change("end_sessions_of", {"person": person_id}, rows=None))
    changes += await _posts_taken(store, stored, wanted, now)
    changes += await _bindings(store, roster, accounts, now)
    if changes:
        await store.commit([*changes, Change("revise_plan")])
    return tuple(person.id for person in changed), tuple(gone)


async def _posts_taken(
    store: Store, stored: Mapping[str, StoredPerson], wanted: Mapping[str, StoredPerson], now: Instant
) -> list[Change]:
    """An event for each who takes over a liaison's post of a live plan: the next tick shows them what is open."""
    head = await store.one(StoredPlanHead, "plan_row")
    if head is None or head.golive is None:
        return []
    before, after = ({id_: person_of(row).posts for id_, row in rows.items()} for rows in (stored, wanted))
    changes: list[Change] = []
    for person_id, (units, former) in posts_changed(before, after).items():
        stream = post_stream(person_id)
        version = 1 + (await store.one(int, "stream_length", stream=stream) or 0)
        data = {"units": units, "former": former}
        changes += append(stream, version, Event(Kind.POST_TAKEN, now, head.golive, data=data))
    return changes


def _keeping_language(row: StoredPerson, stored: StoredPerson | None) -> StoredPerson:
    """Keeps a language that the person chose by /lang; loading a file does not reset it."""
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


def _row(person: Person, names: KnownIds) -> StoredPerson:
    posts = tuple(
        (post.role.value, post.unit, tuple(names.tasks.get(task, task) for task in post.tasks))
        for post in person.posts
    )
    return StoredPerson(person.id, person.name, person.language, posts, person.issues, person.phone)


def _put(row: StoredPerson) -> Change:
    values = {
        "person_id": row.person_id,
        "name": row.name,
        "language": row.language,
        "posts": row.posts,
        "issues": row.issues,
        "phone": row.phone,
    }
    return Change("put_person", values)
