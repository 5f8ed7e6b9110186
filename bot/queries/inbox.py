"""The inbox of a person: reviews, extensions, declines, proposals, tasks without a lead, unreachable people."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.air.proposed_papers import PaperProposal
from bot.domain.assignment import Assignment, State
from bot.domain.calendar import Instant
from bot.domain.complaint import Complaint
from bot.domain.named_work import NamedWork, named_works
from bot.domain.outage import Outage
from bot.domain.permissions import Action, refusal, refusal_in_plan
from bot.domain.person import Person
from bot.domain.plan import Task
from bot.domain.proposal import awaits_leader
from bot.domain.review import talk_deciders
from bot.domain.tickets.ticket import Ticket
from bot.queries.all_tickets import tickets_to_decide
from bot.queries.complaints_made import open_for
from bot.queries.paper_proposals import paper_proposals
from bot.queries.unacknowledged import UnacknowledgedPart, unacknowledged_parts


@dataclass(frozen=True, slots=True)
class Unreachable:
    person: str
    name: str
    code: str  # the platform's error code; "unbound" when no account was ever bound


@dataclass(frozen=True, slots=True)
class Inbox:
    reviews: tuple[Assignment, ...]
    samples: tuple[Assignment, ...]
    extensions: tuple[Assignment, ...]
    suspensions: tuple[Assignment, ...]
    declines: tuple[Assignment, ...]
    talks: tuple[Assignment, ...]  # before this leader
    rechecks: tuple[Assignment, ...]  # closed results to look at again
    proposals: tuple[Assignment, ...]  # talks proposed by the ladder and not yet endorsed
    at_leader: tuple[Assignment, ...]  # that this person put before the leader, who has not decided
    directed: tuple[Assignment, ...]  # decided by the leader
    past: tuple[Assignment, ...]  # past at go-live and still unanswered
    no_lead: tuple[Task, ...]
    which_county: tuple[NamedWork, ...]
    unreachable: tuple[Unreachable, ...]
    unacknowledged: tuple[UnacknowledgedPart, ...] = ()
    outages: tuple[Outage, ...] = ()
    complaints: tuple[Complaint, ...] = ()  # that nobody has answered
    tickets: tuple[Ticket, ...] = ()  # to review, to look at again, and the talks that they propose
    papers: tuple[PaperProposal, ...] = ()  # that the air of the counties suggests

    @property
    def total(self) -> int:
        return sum(len(getattr(self, name)) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class FailedAccount:
    person_id: str
    code: str


async def inbox(store: Store, context: PlanContext, person: Person, now: Instant) -> Inbox:
    """Contains only what this person may decide."""
    today = context.calendar.day(now)
    coordinates = refusal_in_plan(Action.SEE_OPEN_POINTS, person) is None
    drafts = refusal_in_plan(Action.DRAFT_BULLETIN, person) is None
    waiting = await store.read(Assignment, "waiting_assignments")
    decide = await store.read(Assignment, "to_decide")
    proposed = await store.read(Assignment, "proposed_talks")
    before = await store.read(Assignment, "talks_before_leader")
    put = [a for a in before if person in talk_deciders(a, context.roster).people]

    def allowed(action: Action, rows: Iterable[Assignment]) -> tuple[Assignment, ...]:
        return tuple(a for a in rows if refusal(action, person, a, context.plan, context.roster) is None)

    mine = allowed(Action.PASS, dict.fromkeys(waiting + decide))
    return Inbox(
        reviews=tuple(a for a in mine if a.state is State.SUBMITTED),
        samples=tuple(a for a in mine if a.sampled),
        extensions=allowed(Action.GRANT_EXTENSION, decide),
        suspensions=allowed(Action.REFUSE_SUSPENSION, decide),
        declines=allowed(Action.ACCEPT_DECLINE, decide),
        talks=allowed(Action.DECIDE_TALK, filter(awaits_leader, before)),
        proposals=allowed(Action.ENDORSE, proposed),
        at_leader=tuple(filter(awaits_leader, put)),
        directed=tuple(a for a in put if not awaits_leader(a)),
        rechecks=allowed(Action.CONFIRM_CLOSED, decide),
        past=tuple(a for a in waiting if a.state is State.PAST) if coordinates else (),
        no_lead=tuple(t for t in context.plan.tasks if not t.roles.leads) if coordinates else (),
        which_county=tuple(named_works(context.plan)) if coordinates else (),
        outages=context.outages if coordinates else (),
        papers=await paper_proposals(store, context, now) if drafts else (),
        tickets=await tickets_to_decide(store, context, person),
        complaints=await open_for(store, context, person),
        unreachable=tuple(await unreachable(store, context)) if coordinates else (),
        unacknowledged=tuple(await unacknowledged_parts(store, context, today)) if coordinates else (),
    )


async def unreachable(store: Store, context: PlanContext) -> list[Unreachable]:
    """People without a working account, and people whose last message may not have arrived."""
    failed = {row.person_id: row.code for row in await store.read(FailedAccount, "unreachable_people")}
    missed = {row.person_id: row.code for row in await store.read(FailedAccount, "missed_people")}
    found = []
    for person in context.roster.people:
        if context.account(person.id) is None:
            found.append(
                Unreachable(person.id, person.name, failed.get(person.id) or _without(context, person))
            )
        elif person.id in missed:
            found.append(Unreachable(person.id, person.name, missed[person.id]))
    return found


def _without(context: PlanContext, person: Person) -> str:
    """Why somebody has no account that works, and none has failed."""
    return "not_served" if any(a.person_id == person.id for a in context.accounts) else "unbound"
