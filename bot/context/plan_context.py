"""The office: the plan in force with its people and rules, as every use case reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time

from bot.context.ports import Store
from bot.domain.calendar import Calendar, Instant
from bot.domain.identity import Names, named
from bot.domain.ladder import Ladder, Ladders
from bot.domain.notice import SLOT
from bot.domain.person import Person, Post, Role, Roster
from bot.domain.plan import Former, Plan, PlanStatus


@dataclass(frozen=True, slots=True)
class ChatAccount:
    """Where a person can be written to. A failed one is kept: its owner may come back to it."""

    channel: str
    external_id: str
    person_id: str
    bound_at: Instant
    failed_code: str | None = None
    menu: str = ""  # digest of the commands that its client shows


@dataclass(frozen=True)
class PlanContext:
    plan: Plan
    roster: Roster
    calendar: Calendar
    ladders: Ladders
    golive: date | None = None
    before: Plan | None = (
        None  # the version everybody was told of, while this one has not been carried out yet
    )
    carried_out: str = ""  # that version; "" before the first day
    accounts: tuple[ChatAccount, ...] = ()
    frozen: Mapping[str, Ladder] = field(default_factory=dict)
    slot: time = SLOT
    served: frozenset[str] | None = None  # channels by which people can be written to; None: all
    exempt: bool = False  # the demo and the rehearsal may send from a draft

    @property
    def speaks(self) -> bool:
        """Only an issued plan does: a live one that becomes a draft again, or is replaced, falls silent."""
        return self.plan.status is PlanStatus.IN_FORCE or self.exempt

    @property
    def known(self) -> Plan:
        """The version that everything assigned follows: the next one is matched with it, not with one that was loaded
        in between and never carried out."""
        return self.before or self.plan

    def account(self, person_id: str) -> ChatAccount | None:
        """The account last bound that still works, on a channel that is served."""
        mine = [
            a
            for a in self.accounts
            if a.person_id == person_id and a.failed_code is None and self.serves(a.channel)
        ]
        return max(mine, key=lambda a: a.bound_at, default=None)

    def serves(self, channel: str) -> bool:
        return self.served is None or channel in self.served

    def person_at(self, channel: str, external_id: str) -> Person | None:
        """Who writes from this account; None for a stranger."""
        for account in self.accounts:
            if (account.channel, account.external_id) == (channel, external_id):
                return self.roster.by_id.get(account.person_id)
        return None


@dataclass(frozen=True, slots=True)
class StoredPlanHead:
    plan_id: str
    version: str
    golive: date | None
    revision: int
    carried_out: str


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A version of the plan as it was loaded."""

    document: str
    names: Names


@dataclass(frozen=True, slots=True)
class StoredPerson:
    person_id: str
    name: str
    language: str
    posts: tuple[tuple[str, str, tuple[str, ...]], ...]


class ContextCache:
    """Reads the office from the store, again only when its revision has grown."""

    def __init__(
        self, store: Store, calendar: Calendar, ladders: Ladders, parse: Callable[[str], Plan]
    ) -> None:
        self._store = store
        self._parse = parse
        self._base = PlanContext(plan=None, roster=Roster(()), calendar=calendar, ladders=ladders)  # type: ignore[arg-type]
        self._context: PlanContext | None = None
        self._revision = -1
        self._plans: dict[
            str, Plan
        ] = {}  # by version: the one in force, and the one before while it is needed

    def use(
        self,
        *,
        slot: time | None = None,
        exempt: bool | None = None,
        served: frozenset[str] | None = None,
    ) -> None:
        """Settings of this run that are not in the database."""
        self._base = replace(
            self._base,
            slot=self._base.slot if slot is None else slot,
            exempt=self._base.exempt if exempt is None else exempt,
            served=self._base.served if served is None else served,
        )
        self._revision = -1

    async def current(self) -> PlanContext:
        """The office as of now. LookupError when no plan has been loaded."""
        row = await self._store.one(StoredPlanHead, "plan_row")
        if row is None:
            raise LookupError(self._store.plan_id)
        if self._context is None or row.revision != self._revision:
            self._context = await self._read(row)
            self._revision = row.revision
        return self._context

    async def context_at(self, at: Instant) -> PlanContext:
        """With the version of the plan that was in force at an earlier instant; people and rules are today's."""
        context = await self.current()
        version = await self._store.one(str, "version_at", at=at) or context.plan.version
        if version == context.plan.version:
            return context
        return replace(context, plan=replace(await self._plan(version), former=context.plan.former))

    async def _read(self, row: StoredPlanHead) -> PlanContext:
        told = row.carried_out not in ("", row.version)
        wanted = (row.version, row.carried_out) if told else (row.version,)
        self._plans = {version: await self._plan(version) for version in wanted}
        former = tuple(await self._store.read(Former, "former_tasks"))
        bodies = await self._store.read(str, "ladder_bodies")
        frozen = {ladder.digest: ladder for ladder in (*self._base.ladders, *map(Ladder.from_json, bodies))}
        return replace(
            self._base,
            plan=replace(self._plans[row.version], former=former),
            roster=await self._roster(),
            golive=row.golive,
            before=self._plans[row.carried_out] if told else None,
            carried_out=row.carried_out,
            accounts=tuple(await self._store.read(ChatAccount, "accounts")),
            frozen=frozen,
        )

    async def _plan(self, version: str) -> Plan:
        if version in self._plans:
            return self._plans[version]
        written = await self._store.one(StoredPlan, "plan_version", version=version)
        assert written is not None  # kept in the same commit as the plan's own row
        return named(self._parse(written.document), written.names)

    async def _roster(self) -> Roster:
        rows = await self._store.read(StoredPerson, "people")
        return Roster(tuple(_person(row) for row in rows))


def _person(row: StoredPerson) -> Person:
    posts = tuple(Post(Role(role), unit, tuple(tasks)) for role, unit, tasks in row.posts)
    return Person(row.person_id, row.name, posts, row.language)
