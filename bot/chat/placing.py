"""Fills what the reader of words needs (`bot.domain.language.conversation`) from the turn and the store."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from bot.actions.access import is_asked
from bot.chat import item_views
from bot.chat.turn import Expects, SentMessage, Turn
from bot.domain.assignment import LOCAL_WORK, Assignment, State
from bot.domain.language.conversation import OwnItem, Speaker, Subject, Thread
from bot.domain.language.late_filing import late_filing
from bot.domain.language.place import place
from bot.domain.language.placement import Placement
from bot.domain.language.plain import plain
from bot.domain.person import Role
from bot.domain.plan import Plan

OPEN = (State.PAST, State.OPEN, State.REWORK, State.SUSPENDED)
DECIDE = frozenset({Role.COORDINATOR, Role.REVIEWER, Role.LEADER})
REPLIED_TO_AT_MOST = 3  # items of a message that are looked up one by one
MEANT_AT_MOST = 400  # items of one message that words may be about
KEPT = 4  # versions of plans whose words are kept in memory

_subjects: dict[str, Subject] = {}


def subject_of(plan: Plan) -> Subject:
    """The vocabulary of the plan, made once a version."""
    found = _subjects.get(plan.version)
    if found is None or found.plan is not plan:
        if len(_subjects) >= KEPT:
            _subjects.pop(next(iter(_subjects)))
        found = _subjects[plan.version] = Subject.of(plan)
    return found


def measured_subject(turn: Turn) -> Subject:
    """With what was read last: a unit that is far from it is asked about."""
    levels = turn.context.numbers.levels(turn.context.plan, turn.today)
    subject = subject_of(turn.context.plan)
    return replace(subject, levels=levels) if levels else subject


def own_item(a: Assignment) -> OwnItem:
    return OwnItem(
        a.id, a.task, a.milestone, a.unit, a.period, a.since, a.until, a.due,
        running=a.state in OPEN,
        current=a.current or (a.state in OPEN and not a.told_only),
        closed=a.state is State.CLOSED,
        local=a.milestone.endswith(f".{LOCAL_WORK}"), told=a.told_only,
    )  # fmt: skip


async def placed(turn: Turn, text: str, waiting: int | None = None, again: Collection[int] = ()) -> Placement:
    """`waiting`: the item whose report the words are unless they say otherwise. `again`: items that the same message
    has reported, filed or not, and may report anew."""
    who = await speaker(turn)
    who = replace(who, items=tuple(_reopened(one) if one.id in again else one for one in who.items))
    there = await thread(turn, who)
    if waiting is not None:
        there = replace(there, waiting=waiting, about=())
    return place(text, who, there, measured_subject(turn), turn.today, files=bool(turn.files))


def _reopened(item: OwnItem) -> OwnItem:
    return replace(item, running=True, closed=False)


async def speaker(turn: Turn) -> Speaker:
    person = turn.person
    units = person.units(Role.LIAISON, Role.HEAD)
    rows: dict[int, Assignment] = {}
    for unit in units:
        for query in ("assignments_of_unit", "assignments_held_by"):
            rows |= {a.id: a for a in await turn.store.read(Assignment, query, unit=unit)}
    for id_ in _in_question(turn) - set(rows):
        rows[id_] = await turn.find(id_)
    mine = [a for a in rows.values() if a.state is not State.EXCUSED and is_asked(turn.context, person, a)]
    mine = _of_period_named(turn, mine) or mine
    roles = {post.role for post in person.posts}
    supports = [t.id for t in turn.context.plan.tasks if set(units) & set(t.roles.support)]
    return Speaker(
        units, tuple(map(own_item, mine)), tuple(supports),
        decides=bool(roles & DECIDE),
        commands=Role.HEAD in roles and Role.LIAISON not in roles,
    )  # fmt: skip


def _of_period_named(turn: Turn, rows: list[Assignment]) -> list[Assignment]:
    """补报四季度：… is about that period alone."""
    filing = late_filing(plain(turn.inbound.text), turn.today)
    return [a for a in rows if filing and a.period == filing.period.name]


def _in_question(turn: Turn) -> set[int]:
    """Items that the person was asked to write about, or replies to, whether or not they are still listed as owed."""
    ids = {turn.dialog.item()} if turn.dialog and turn.dialog.expects is Expects.REPORT else set[int]()
    shown = turn.on.read().assignments if turn.on and turn.inbound.message_id else ()
    return ids | (set(shown) if len(shown) <= REPLIED_TO_AT_MOST else set())


async def last_message(turn: Turn) -> SentMessage | None:
    """The last message that the person was sent."""
    return await turn.store.one(SentMessage, "last_message_to", person=turn.person.id)


async def thread(turn: Turn, who: Speaker) -> Thread:
    mine = {one.id for one in who.items}
    about = _own(turn.on, mine) if turn.on and turn.inbound.message_id else ()
    shown: tuple[int, ...] = ()
    for query in ("last_message_to", "last_pushed_to"):
        row = await turn.store.one(SentMessage, query, person=turn.person.id)
        if not shown and row:
            shown = _own(row, mine)
    waits = turn.dialog is not None and turn.dialog.expects is Expects.REPORT
    waiting = turn.dialog.item() if turn.dialog and waits and turn.dialog.item() in mine else None
    last = waiting or (shown[0] if len(shown) == 1 else None)
    said = await item_views.last_words(turn, await turn.find(last)) if last else ""
    return Thread(about, shown, None if about else waiting, (), last, said)


def _own(row: SentMessage | None, mine: Iterable[int]) -> tuple[int, ...]:
    return tuple(id_ for id_ in row.read().assignments[:MEANT_AT_MOST] if id_ in mine) if row else ()
