"""Papers: drafted, edited, issued, voided, discarded: each an event in the paper's stream, see bot.domain.paper_life.

Bytes are made before (bot.context.paper_desk); here it is decided who may, and what is recorded.
"""

import hashlib
from dataclasses import dataclass, fields
from datetime import date

from bot.actions.access import require_in_plan
from bot.context.events import append
from bot.context.paper_desk import DOCX
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.paper_life import STATE_KEYS, DocumentNumber, OfficePaper, PaperState, drafted, step
from bot.domain.papers import PaperKind
from bot.domain.permissions import Action
from bot.domain.person import Person

COLUMNS = tuple(field.name for field in fields(OfficePaper))


@dataclass(frozen=True, slots=True)
class PaperOutcome:
    after: OfficePaper
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a new draft is about."""

    kind: PaperKind
    title: str
    unit: str = ""
    task: str = ""
    assignment: int | None = None
    carries: str = ""  # ranks that it tells


async def next_id(store: Store) -> int:
    """Two drafts at one moment take the same id: the second commit raises Stale and is decided again."""
    return await store.one(int, "next_paper") or 1


def draft(
    context: PlanContext, person: Person, id_: int, about: Drafted, body: bytes, name: str, now: Instant
) -> PaperOutcome:
    """A new draft without a number. What an item allows is asked before."""
    require_in_plan(person, Action.EDIT_PAPER)
    file, stored = keep_paper(body, name, now)
    data = {
        "kind": about.kind,
        "title": about.title,
        "series": context.plan.papers.series_of(about.kind),
        "unit": about.unit,
        "task": about.task,
        "assignment": about.assignment,
        "file": file,
        **({"carries": about.carries} if about.carries else {}),
    }
    event = Event(Kind.PAPER_DRAFTED, now, context.calendar.day(now), by=person.id, data=data)
    paper = drafted(id_, event)
    return PaperOutcome(paper, (stored, _row("insert_paper", paper), *append(paper.stream, 1, event)))


def edit(
    context: PlanContext, person: Person, paper: OfficePaper, body: bytes, name: str, now: Instant
) -> PaperOutcome:
    """A person's own text in place of the draft's."""
    require_in_plan(person, Action.EDIT_PAPER)
    file, stored = keep_paper(body, name, now)
    done = _stepped(context, person, paper, Kind.PAPER_EDITED, {"file": file}, now)
    return PaperOutcome(done.after, (stored, *done.changes))


def discard(context: PlanContext, person: Person, paper: OfficePaper, now: Instant) -> PaperOutcome:
    require_in_plan(person, Action.EDIT_PAPER)
    return _stepped(context, person, paper, Kind.PAPER_DISCARDED, {}, now)


async def next_number(store: Store, paper: OfficePaper, day: date) -> DocumentNumber:
    """The number that the paper would take on that day."""
    last = await store.one(int, "last_number", series=paper.series, year=day.year)
    return DocumentNumber(paper.series, day.year, (last or 0) + 1)


def require_issuable(person: Person, paper: OfficePaper) -> None:
    """Refused for who may not issue, for a paper to one's own unit (回避), and for one that is no draft any more."""
    require_in_plan(person, Action.ISSUE_PAPER)
    if paper.unit and paper.unit in person.units():
        raise Refused("refused.issues_to_own_unit", unit=paper.unit)
    if paper.state is not PaperState.DRAFT:
        raise Refused(STATE_KEYS[paper.state])


def issue(
    context: PlanContext, person: Person, paper: OfficePaper, number: DocumentNumber, body: bytes, name: str,
    now: Instant,
) -> PaperOutcome:  # fmt: skip
    """`body`: the file with number, date and signer in it. The key of the register refuses a number given twice."""
    require_issuable(person, paper)
    file, stored = keep_paper(body, name, now)
    data = {"number": str(number), "year": number.year, "n": number.n, "file": file}
    done = _stepped(context, person, paper, Kind.PAPER_ISSUED, data, now)
    return PaperOutcome(done.after, (stored, *done.changes))


def void(context: PlanContext, person: Person, paper: OfficePaper, now: Instant) -> PaperOutcome:
    """作废: the number stays given."""
    require_in_plan(person, Action.ISSUE_PAPER)
    return _stepped(context, person, paper, Kind.PAPER_VOIDED, {}, now)


def keep_paper(body: bytes, name: str, now: Instant) -> tuple[str, Change]:
    """(sha256, the file's row). A paper is the office's: no person's claim, so that forgetting somebody leaves it."""
    digest = hashlib.sha256(body).hexdigest()
    values = {"sha256": digest, "name": name, "mime": DOCX, "size": len(body), "body": body}
    return digest, Change("store_attachment", {**values, "person_id": "", "now": now}, rows=None)


def _stepped(
    context: PlanContext,
    person: Person,
    paper: OfficePaper,
    kind: Kind,
    data: dict[str, object],
    now: Instant,
) -> PaperOutcome:
    event = Event(kind, now, context.calendar.day(now), by=person.id, data=data)
    after = step(paper, event)
    return PaperOutcome(after, (_row("update_paper", after), *append(after.stream, after.version, event)))


def _row(statement: str, paper: OfficePaper) -> Change:
    values = {name: getattr(paper, name) for name in COLUMNS}
    if statement == "update_paper":
        kept = (
            "state",
            "version",
            "file",
            "edited",
            "year",
            "n",
            "issued_by",
            "issued_on",
            "voided_by",
            "voided_on",
            "id",
        )
        values = {name: values[name] for name in kept}
    return Change(statement, values)
