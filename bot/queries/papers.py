"""What papers are made of, and the register of those that were made."""

from collections.abc import Iterable, Sequence

from bot.cards.draft import DeliveredRungs
from bot.cards.form_texts import FormFacts, StepTold
from bot.cards.formatter import Formatter
from bot.context.events import ladder_of
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Assignment, Kind
from bot.domain.calendar import Calendar, Instant
from bot.domain.errors import Refused
from bot.domain.evidence import standing
from bot.domain.ladder import Rung
from bot.domain.notice import NoticeKind
from bot.domain.paper_life import OfficePaper
from bot.domain.plan import UnitRole
from bot.i18n import DEFAULT, Language
from bot.queries.history import NoticeOutcome, events_of
from bot.queries.item_figures import item_figures

REPORTS = (Kind.REPORTED, Kind.FILED, Kind.SUBMITTED)


async def form_facts(store: Store, context: PlanContext, a: Assignment, at: Instant) -> FormFacts:
    """As of an instant: what was said, sent and received until then."""
    notices = await store.read(NoticeOutcome, "notices_about", assignment=a.id)
    told = [one for one in notices if one.created_at <= at]
    kept = await events_of(store, str(a.id), context.calendar)
    events = [one.event for one in kept if one.event.at <= at]
    chased = [StepTold(event.day, Rung.CHASE, True) for event in events if event.kind is Kind.CHASED]
    task = context.plan.task.get(a.task)
    milestone = context.plan.milestone(a.task, a.milestone) if task else None
    ladder = ladder_of(a, context) or context.frozen.get(a.ladder)
    fmt = Formatter(Language.of(DEFAULT), context.plan, context.calendar.day(at), context.calendar)
    said = standing(event for event in events)
    last = next((one.words for one in reversed(said) if one.words and one.kind in REPORTS), "")
    return FormFacts(
        reached=delivered(told, last or await _words_before(store, a)),
        told=tuple(sorted([*_steps(told, context.calendar), *chased], key=lambda one: one.day)),
        quote=milestone.quote if milestone else "",
        others=tuple(
            unit
            for role, unit in (task.roles if task else ())
            if unit != a.unit and role in (UnitRole.LEAD, UnitRole.JOINT, UnitRole.SUPPORT)
        ),
        reported_on=max((event.day for event in events if event.kind in REPORTS), default=None),
        ladder=f"{ladder.name} {ladder.digest}" if ladder else "",
        figures=(await item_figures(context, fmt, [a], on_paper=True))(a),
    )


async def _words_before(store: Store, a: Assignment) -> str:
    """Of the same work, from an earlier period."""
    found = await store.one(str, "last_words_of_work", task=a.task, milestone=a.milestone, unit=a.unit)
    return (found or "") if a.recurring else ""


def delivered(told: Iterable[NoticeOutcome], last_words: str) -> DeliveredRungs:
    """How many reminders of each rung reached anybody."""
    reached = [t for t in told if t.reached]
    remind, chase, supervise = (
        len({t.occurrence for t in reached if t.rung == rung})
        for rung in (Rung.REMIND, Rung.CHASE, Rung.SUPERVISE)
    )
    return DeliveredRungs(remind, chase, supervise, last_words)


def _steps(told: Sequence[NoticeOutcome], calendar: Calendar) -> Iterable[StepTold]:
    """Rungs by occurrence. A proposal to the coordinator is no step towards the unit."""
    found: dict[tuple[str, str], list[NoticeOutcome]] = {}
    for one in told:
        if one.kind == NoticeKind.RUNG and one.rung and one.rung != Rung.PROPOSE_TALK:
            found.setdefault((one.rung, one.occurrence), []).append(one)
    for (rung, _), notices in found.items():
        reached = [one.accepted_at for one in notices if one.reached and one.accepted_at]
        at = min(reached) if reached else min(one.created_at for one in notices)
        yield StepTold(calendar.day(at), rung, bool(reached))


async def register(store: Store) -> list[OfficePaper]:
    """Drafts first, then what was issued or voided, the newest first."""
    return await store.read(OfficePaper, "papers")


async def find_paper(store: Store, paper_id: int) -> OfficePaper:
    paper = await store.one(OfficePaper, "paper_by_id", id=paper_id)
    if paper is None:
        raise Refused("refused.no_such_paper")
    return paper
