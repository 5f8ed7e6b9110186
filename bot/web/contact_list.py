"""The contact list of the demo: each person, what was said to them last, and how their unit stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.context.plan_context import ContextCache, PlanContext
from bot.context.ports import Store
from bot.domain.calendar import Instant
from bot.domain.light import Light
from bot.domain.person import Person, Role
from bot.domain.plan import UnitKind
from bot.domain.summary import Tally
from bot.engine.outbox import card_from_json
from bot.web.bubble import preview, told
from bot.web.ports import CHANNEL, Contact, Group


@dataclass(frozen=True, slots=True)
class LastMessage:
    external_id: str
    created_at: Instant
    card: str
    received: int


async def contacts_of(store: Store, contexts: ContextCache) -> Sequence[Contact]:
    """Everybody with an account, in the order of the roster."""
    context = await contexts.current()
    rows = await store.read(LastMessage, "chat_heads", channel=CHANNEL)
    last = {row.external_id: row for row in rows}
    late, lights = _by_unit(await store.read(Tally, "tallies"))
    accounts = {account.person_id: account.external_id for account in context.accounts}
    return [
        _contact(context, person, last.get(accounts[person.id]), late, lights, accounts[person.id])
        for person in context.roster.people
        if person.id in accounts
    ]


def _by_unit(tallies: Sequence[Tally]) -> tuple[Mapping[str, int], Mapping[str, Light]]:
    """By unit: how many of its tasks are late, and its worst light."""
    late: dict[str, set[str]] = {}
    lights: dict[str, Light] = {}
    for tally in tallies:
        if tally.light is Light.RED:
            late.setdefault(tally.unit, set()).add(tally.task)
        lights[tally.unit] = min(lights.get(tally.unit, tally.light), tally.light, key=lambda one: one.weight)
    return {unit: len(tasks) for unit, tasks in late.items()}, lights


GROUPS = {
    UnitKind.DEPARTMENT: Group.DEPARTMENT,
    UnitKind.EXTERNAL: Group.DEPARTMENT,
    UnitKind.COUNTY: Group.COUNTY,
}
OFFICE = (Role.COORDINATOR, Role.REVIEWER, Role.LEADER)


def _contact(
    context: PlanContext,
    person: Person,
    head: LastMessage | None,
    late: Mapping[str, int],
    lights: Mapping[str, Light],
    account: str,
) -> Contact:
    post = person.posts[0]
    unit = context.plan.unit.get(post.unit)
    aside = post.role in OFFICE or unit is None
    return Contact(
        external_id=account,
        name=person.name,
        unit=post.unit,
        role=post.role,
        group=Group.OFFICE if aside or unit is None else GROUPS[unit.kind],
        received=head.received if head else 0,
        preview=preview(told(head.created_at, "", card_from_json(head.card), "", "", ())) if head else "",
        at=head.created_at if head else None,
        late=0 if aside else late.get(post.unit, 0),
        light=None if aside else lights.get(post.unit),
    )
