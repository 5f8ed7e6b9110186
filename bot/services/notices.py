"""Queueing: who should hear of what, as notices in the same commit as the change they tell of."""

from collections.abc import Iterable, Mapping

from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.ladder import Rung
from bot.domain.notice import Notice, NoticeKind, next_slot, tomorrow_slot
from bot.domain.person import Person, Role
from bot.domain.review import reviewers
from bot.services.office import Office
from bot.services.ports import Change


def queue(notice: Notice) -> Change:
    """Queued once for ever: the same notice again touches no row."""
    return Change(
        "queue_notice",
        {
            "assignment": notice.assignment,
            "rung": notice.rung or "",
            "occurrence": notice.occurrence,
            "person": notice.person,
            "kind": notice.kind,
            "created_at": notice.created_at,
            "deliver_at": notice.deliver_at,
            "data": notice.data,
        },
        rows=None,
    )


def tell(
    office: Office,
    people: Iterable[Person],
    kind: NoticeKind,
    occurrence: str,
    now: Instant,
    *,
    about: Assignment | None = None,
    data: Mapping[str, object] | None = None,
) -> list[Change]:
    """One notice each, for their next slot strictly after now: what others did can wait until then."""
    return [
        queue(
            Notice(
                person=person.id,
                kind=kind,
                occurrence=occurrence,
                created_at=now,
                deliver_at=tomorrow_slot(person.id, now, office.calendar, office.slot),
                assignment=about.id if about else 0,
                data=data or {},
            )
        )
        for person in dict.fromkeys(people)
    ]


def tell_rung(
    office: Office, heard_by: Mapping[Person, Role], a: Assignment, rung: Rung, occurrence: str, now: Instant,
    data: Mapping[str, object],
) -> list[Change]:  # fmt: skip
    """A rung's notices, for the slot of its own day or, when that has gone by, as soon as people are at work."""
    return [
        queue(
            Notice(
                person=person.id,
                kind=NoticeKind.RUNG,
                occurrence=occurrence,
                created_at=now,
                deliver_at=next_slot(person.id, now, office.calendar, start=office.slot),
                assignment=a.id,
                rung=rung,
                data={**data, "role": role},
            )
        )
        for person, role in heard_by.items()
    ]


def deciders(office: Office, a: Assignment) -> tuple[Person, ...]:
    """Who decides extensions and declines: the coordinator; for the coordinator's own bureau the reviewer."""
    role = Role.REVIEWER if a.unit in office.roster.bureaus else Role.COORDINATOR
    return office.roster.holding(role)


def asked_about(office: Office, a: Assignment) -> tuple[Person, ...]:
    """The liaisons who are asked: the colleague it was handed to, else those of the unit whose clock runs."""
    colleague = office.roster.by_id.get(a.assignee)
    if colleague and a.holder == a.unit and colleague in office.roster.colleagues(a.unit):
        return (colleague,)
    return office.roster.liaisons(a.holder or a.unit, a.task)


def hearers(office: Office, a: Assignment, roles: Iterable[Role]) -> dict[Person, Role]:
    """Everybody a step addresses, each once, in the role they are addressed in."""
    found: dict[Person, Role] = {}
    for role in roles:
        for person in _in_role(office, a, role):
            found.setdefault(person, role)
    return found


def _in_role(office: Office, a: Assignment, role: Role) -> tuple[Person, ...]:
    match role:
        case Role.LIAISON:
            return asked_about(office, a)
        case Role.HEAD:
            return office.roster.heads(a.holder or a.unit)
        case Role.REVIEWER:
            return reviewers(a, office.plan, office.roster).people
        case _:
            return office.roster.holding(role)
