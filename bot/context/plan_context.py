"""PlanContext: an immutable snapshot of the plan, its people and its rules, read by every action and query."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import cache

from bot.context.air_numbers import AirNumbers, KeptAir, read_air
from bot.context.emergencies import EmergencyRow, emergencies_of
from bot.context.list_rows import ListRow, lists_of
from bot.context.personal_streams import PersonalEvent, absences_of, posts_taken_of
from bot.context.plan_numbers import Numbers, read_numbers
from bot.context.ports import Store
from bot.context.rulings import RulingRow, rulings_of
from bot.domain.absence import Absence, away_on
from bot.domain.air.air_rules import AirRules
from bot.domain.calendar import FOR_EVER, Calendar, Instant
from bot.domain.emergency.emergency_course import Emergency, running_of
from bot.domain.emergency.emergency_rules import EmergencyOffice
from bot.domain.emergency.owed_after import dated, with_follow_ups
from bot.domain.emergency.standstill import stands_until
from bot.domain.identity import KnownIds, with_known_ids
from bot.domain.indicators.course import PaceRules
from bot.domain.ladder import Ladder, Ladders
from bot.domain.lists.life import ListLife
from bot.domain.notice import SLOT
from bot.domain.outage import Outage
from bot.domain.person import Person, Post, Role, Roster
from bot.domain.plan import FormerTask, Plan, PlanStatus
from bot.domain.post_taken import PostTaken
from bot.domain.recheck import USUAL, RecheckRules
from bot.domain.ruling import Ruling, laid_over
from bot.domain.tickets.ticket_rules import NO_TICKETS, TicketRules


@dataclass(frozen=True, slots=True)
class ChatAccount:
    """A person's account on a channel. A failed one is kept, because its owner may unblock the bot."""

    channel: str
    external_id: str
    person_id: str
    bound_at: Instant
    failed_code: str | None = None
    menu: str = ""  # digest of the command menu set in the client
    plain: bool = False  # its owner sees words only: buttons are numbers


@dataclass(frozen=True)
class PlanContext:
    plan: Plan
    roster: Roster
    calendar: Calendar
    ladders: Ladders
    golive: date | None = None
    golive_from: Instant = 0  # nothing is opened or told before
    written: Plan | None = None  # the plan file's own words, where rulings lie over them in `plan`
    rulings: tuple[Ruling, ...] = ()  # every one made and not taken back, oldest first
    ruled: int = (
        0  # rulings, and dates of what follows emergencies: another number, another plan to carry out
    )
    before: Plan | None = None  # the published version, while `plan` is loaded and not yet published
    carried_out: str = ""  # id of the published version; "" before the first one
    accounts: tuple[ChatAccount, ...] = ()
    outages: tuple[Outage, ...] = ()  # that last
    frozen: Mapping[str, Ladder] = field(default_factory=dict)
    slot: time = SLOT
    recheck: RecheckRules = USUAL
    tickets: TicketRules = NO_TICKETS
    served: frozenset[str] | None = None  # channels by which people can be written to; None: all
    editing: frozenset[str] | None = None  # channels on which a message can be changed in place; None: all
    platforms: Mapping[str, str] = field(
        default_factory=dict
    )  # of channels that share one platform's accounts
    exempt: bool = False  # demo and rehearsal may send while the plan is a draft
    absences: tuple[Absence, ...] = ()  # that stand: planned, or not yet ended
    posts_taken: tuple[PostTaken, ...] = ()  # by their present holders
    lists: tuple[ListLife, ...] = ()  # 清单, by task and milestone
    absence_versions: Mapping[str, int] = field(
        default_factory=dict
    )  # number of events of each person's stream
    emergencies: tuple[Emergency, ...] = ()  # 重污染应急响应, oldest first
    emergency_office: EmergencyOffice = field(default_factory=EmergencyOffice)
    numbers: Numbers = field(default_factory=Numbers)
    air: AirNumbers | None = None  # None where nobody has said by which rules it is judged

    @property
    def may_send(self) -> bool:
        """True for a plan in force. A live plan that becomes a draft again, or is replaced, stops sending."""
        return self.plan.status is PlanStatus.IN_FORCE or self.exempt

    @property
    def emergency(self) -> Emergency | None:
        """The one that runs now. Who has signed it: bot.context.emergencies.emergency_life."""
        return running_of(self.emergencies)

    def stands_until(self, now: Instant) -> Instant | None:
        """Until when ordinary messages and ladders wait for the end of an emergency; None where they do not."""
        return stands_until(self.emergencies, now, self.calendar, self.slot)

    @property
    def as_written(self) -> Plan:
        """The plan without its rulings."""
        return self.written or self.plan

    @property
    def published(self) -> Plan:
        """The last published version, as its file has it. New versions are compared with it, and not with one that was
        loaded in between and never published."""
        return self.before or self.as_written

    def begins(self, golive: date) -> Instant:
        """From when on the plan opens and tells: the day's beginning, or later where it was confirmed on that day."""
        return max(self.calendar.at(golive), self.golive_from)

    def on(self, day: date) -> "PlanContext":
        """With the roster of that day: whoever is away is represented."""
        away = away_on(self.absences, day)
        return self if away == self.roster.away else replace(self, roster=replace(self.roster, away=away))

    def absence(self, person_id: str) -> Absence | None:
        return next((one for one in self.absences if one.person == person_id), None)

    def account(self, person_id: str) -> ChatAccount | None:
        """Where the person is written to."""
        return next(iter(self.accounts_of(person_id)), None)

    def accounts_of(self, person_id: str) -> Sequence[ChatAccount]:
        """Those that work, on channels that are served: the one that was bound last comes first, one whose channel is
        out of service last. Of a platform's channels the first is preferred, whichever the person came by."""
        mine = [
            a
            for a in self.accounts
            if a.person_id == person_id and a.failed_code is None and self.serves(a.channel)
        ]
        order = list(self.platforms)
        bound = {self._same(a): a.bound_at for a in mine}  # in the order of binding: the last one counts

        def rank(a: ChatAccount) -> tuple[bool, int, int]:
            place = order.index(a.channel) if a.channel in order else 0
            return self._is_out(a), -bound[self._same(a)], place

        return sorted(mine, key=rank)

    def in_service(self, person_id: str) -> bool:
        """Whether one of the person's channels takes messages now."""
        return any(not self._is_out(one) for one in self.accounts_of(person_id))

    def _same(self, account: ChatAccount) -> tuple[str, str]:
        return self.platform(account.channel), account.external_id

    def _is_out(self, account: ChatAccount) -> bool:
        return any(one.covers(account.channel, account.external_id) for one in self.outages)

    def serves(self, channel: str) -> bool:
        return self.served is None or channel in self.served

    def edits(self, channel: str) -> bool:
        return self.editing is None or channel in self.editing

    def person_at(self, channel: str, external_id: str) -> Person | None:
        """The owner of this account; None for an unknown account. Who is known to one bot of a platform is known to
        its others."""
        found = self.account_at(channel, external_id)
        return self.roster.by_id.get(found.person_id) if found else None

    def account_at(self, channel: str, external_id: str) -> ChatAccount | None:
        """The account itself, else the same one on another channel of the platform."""
        platform = self.platform(channel)
        same = [
            a for a in self.accounts if a.external_id == external_id and self.platform(a.channel) == platform
        ]
        return next((a for a in same if a.channel == channel), next(iter(same), None))

    def platform(self, channel: str) -> str:
        return self.platforms.get(channel, channel)


@dataclass(frozen=True, slots=True)
class StoredPlanHead:
    plan_id: str
    version: str
    golive: date | None
    golive_from: Instant
    revision: int
    carried_out: str


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan version as loaded: the YAML document and the ids assigned to it."""

    document: str
    names: KnownIds


@dataclass(frozen=True, slots=True)
class StoredPerson:
    person_id: str
    name: str
    language: str
    posts: tuple[tuple[str, str, tuple[str, ...]], ...]
    issues: bool = False
    phone: str = field(default="", repr=False)


class ContextCache:
    """Caches the PlanContext and reads it again when the plan row's revision has increased."""

    def __init__(
        self, store: Store, calendar: Calendar, ladders: Ladders, parse: Callable[[str], Plan]
    ) -> None:
        self._store = store
        self._parse = parse
        self._base = PlanContext(plan=None, roster=Roster(()), calendar=calendar, ladders=ladders)  # type: ignore[arg-type]
        self._context: PlanContext | None = None
        self._revision = -1
        self._on_day: tuple[int, date, PlanContext] | None = None
        self._air: KeptAir | None = None
        self._plans: dict[
            str, Plan
        ] = {}  # by version: the current one, and the published one while they differ

    def use(
        self,
        *,
        slot: time | None = None,
        exempt: bool | None = None,
        served: frozenset[str] | None = None,
        editing: frozenset[str] | None = None,
        platforms: Mapping[str, str] | None = None,
        recheck: RecheckRules | None = None,
        tickets: TicketRules | None = None,
        air_rules: Callable[[], AirRules] | None = None,
        emergency: EmergencyOffice | None = None,
    ) -> None:
        """Sets what this process is configured with and the database does not hold. `air_rules`: read when they are
        needed."""
        self._air = self._air if air_rules is None else KeptAir(self._store, cache(air_rules))
        self._base = replace(
            self._base,
            slot=self._base.slot if slot is None else slot,
            exempt=self._base.exempt if exempt is None else exempt,
            served=self._base.served if served is None else served,
            editing=self._base.editing if editing is None else editing,
            platforms=self._base.platforms if platforms is None else platforms,
            recheck=self._base.recheck if recheck is None else recheck,
            tickets=self._base.tickets if tickets is None else tickets,
            emergency_office=self._base.emergency_office if emergency is None else emergency,
        )
        self._revision = -1
        self._on_day = None

    async def current(self, now: Instant | None = None) -> PlanContext:
        """The current context, at an instant with the roster of its day. Raises LookupError when no plan has been
        loaded."""
        row = await self._store.one(StoredPlanHead, "plan_row")
        if row is None:
            raise LookupError(self._store.plan_id)
        if self._context is None or row.revision != self._revision:
            self._context = await self._read(row)
            self._revision = row.revision
        if now is None or not self._context.absences:
            return self._context
        return self._context_on(self._context, self._base.calendar.day(now))

    def _context_on(self, context: PlanContext, day: date) -> PlanContext:
        """Kept for the day, as the roster's indexes are."""
        if self._on_day is None or self._on_day[:2] != (self._revision, day):
            self._on_day = (self._revision, day, context.on(day))
        return self._on_day[2]

    async def context_at(self, at: Instant) -> PlanContext:
        """The context with the plan version in force at an earlier instant; people and rules are today's."""
        context = await self.current()
        version = await self._store.one(str, "version_at", at=at) or context.plan.version
        lists = lists_of(await self._store.read(ListRow, "list_events"), context.calendar, at)
        numbers = await read_numbers(self._store, at, self._pace())
        air = AirNumbers(await read_air(self._store, at), context.air.rules) if context.air else None
        rows_of_emergencies = await self._store.read(EmergencyRow, "emergency_events")
        emergencies = emergencies_of(rows_of_emergencies, context.calendar, at)
        context = replace(context, lists=lists, numbers=numbers, air=air, emergencies=emergencies)
        if version == context.plan.version and all(one.at <= at for one in context.rulings):
            return context
        rows = await self._store.read(RulingRow, "rulings")
        rulings = rulings_of(rows, context.calendar, at)
        written = replace(await self._plan(version), former=context.plan.former)
        plan = with_follow_ups(laid_over(written, rulings, context.golive), emergencies, context.calendar)
        return replace(context, plan=plan, written=written, rulings=rulings)

    async def _read(self, row: StoredPlanHead) -> PlanContext:
        absences, versions = absences_of(
            await self._store.read(PersonalEvent, "absence_events"), self._base.calendar
        )
        told = row.carried_out not in ("", row.version)
        wanted = (row.version, row.carried_out) if told else (row.version,)
        self._plans = {version: await self._plan(version) for version in wanted}
        former = tuple(await self._store.read(FormerTask, "former_tasks"))
        bodies = await self._store.read(str, "ladder_bodies")
        frozen = {ladder.digest: ladder for ladder in (*self._base.ladders, *map(Ladder.from_json, bodies))}
        rows = await self._store.read(RulingRow, "rulings")
        rulings = rulings_of(rows, self._base.calendar)
        written = replace(self._plans[row.version], former=former)
        emergencies = emergencies_of(
            await self._store.read(EmergencyRow, "emergency_events"), self._base.calendar
        )
        ruled = laid_over(written, rulings, row.golive)
        return replace(
            self._base,
            plan=with_follow_ups(ruled, emergencies, self._base.calendar),
            written=written,
            rulings=rulings,
            ruled=len(rows) + dated(emergencies),
            roster=await self._roster(),
            golive=row.golive,
            golive_from=row.golive_from,
            before=self._plans[row.carried_out] if told else None,
            carried_out=row.carried_out,
            accounts=tuple(await self._store.read(ChatAccount, "accounts")),
            outages=tuple(await self._store.read(Outage, "outages")),
            absences=absences,
            absence_versions=versions,
            posts_taken=posts_taken_of(
                await self._store.read(PersonalEvent, "post_events"), self._base.calendar
            ),
            lists=lists_of(await self._store.read(ListRow, "list_events"), self._base.calendar),
            emergencies=emergencies,
            frozen=frozen,
            numbers=await read_numbers(self._store, FOR_EVER, self._pace()),
            air=await self._air.numbers() if self._air else None,
        )

    def _pace(self) -> PaceRules:
        return self._air.rules().assessment.pace if self._air else PaceRules()

    async def _plan(self, version: str) -> Plan:
        if version in self._plans:
            return self._plans[version]
        written = await self._store.one(StoredPlan, "plan_version", version=version)
        assert written is not None  # stored in the same commit as the plan row
        return with_known_ids(self._parse(written.document), written.names)

    async def _roster(self) -> Roster:
        rows = await self._store.read(StoredPerson, "people")
        return Roster(tuple(person_of(row) for row in rows))


def person_of(row: StoredPerson) -> Person:
    posts = tuple(Post(Role(role), unit, tuple(tasks)) for role, unit, tasks in row.posts)
    return Person(row.person_id, row.name, posts, row.language, row.issues, row.phone)
