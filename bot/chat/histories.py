"""/history: what happened to an item or in a task, and who did what: 8的办理经过, 谁退回的."""

from collections import defaultdict
from collections.abc import Iterable

from bot.actions.access import allowed
from bot.cards import event_lines, history_page
from bot.cards.card import Card
from bot.chat import item_views, placing, plan_lines, ruling_lines
from bot.chat.turn import Answer, Turn
from bot.domain.assignment import LOCAL_WORK, Assignment, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.language.deeds import asks_who_did
from bot.domain.language.plain import plain
from bot.domain.permissions import Action
from bot.domain.plan import Task, UnitRole
from bot.queries.history import events_of
from bot.queries.task_history import TaskHistory, ToldStep, task_history

Timed = tuple[Instant, int, str]
QUIET = (Kind.CLIMBED, Kind.ASKED)  # steps of the ladder: told by the messages that they sent
DEEDS_AT_MOST = 5


async def command(turn: Turn, argument: str) -> Answer:
    """/history 8, /history 8.1; alone of the item that the conversation is about."""
    number = argument.strip()
    if number:
        return await of_number(turn, number)
    who = await placing.speaker(turn)
    about = await placing.thread(turn, who)
    if about.last:
        return await item_views.history(turn, about.last, 0)
    raise Refused("refused.history_of_what")


async def of_number(turn: Turn, number: str) -> Answer:
    """Of a milestone with one item that the reader sees: the item's; else the task's."""
    task = placing.subject_of(turn.context.plan).task_of(number)
    if task is None:
        raise Refused("refused.no_such_task", task=number[:20])
    rows = await turn.store.read(Assignment, "rows_ever_of_task", task=task.id)
    if "." in number:
        own = [a for a in rows if a.milestone == number and _visible(turn, a)]
        if len(own) == 1:
            return await item_views.history(turn, own[0].id, 0)
    return await of_task(turn, task.id, 0)


def _visible(turn: Turn, a: Assignment) -> bool:
    return allowed(turn.context, turn.person, Action.SEE_WORDS, a)


async def of_task(turn: Turn, task_id: str, page: int) -> Answer:
    task = turn.context.plan.task.get(task_id)
    if task is None:
        raise Refused("refused.no_such_part")
    found = await task_history(turn.store, turn.context, task_id, lambda a: _visible(turn, a))
    supports = set(turn.person.units()) & set(task.roles.support)
    if not found.items and not supports:
        raise Refused("refused.not_visible")
    lines = _lines(turn, task, found, sees_notes=any(a.role is not UnitRole.LOCAL for a, _ in found.items))
    return Answer(history_page.of_task(turn.fmt, task, lines, page), in_place=True)


def _lines(turn: Turn, task: Task, found: TaskHistory, *, sees_notes: bool) -> list[str]:
    """Oldest first."""
    lines = [
        (event.at, 0, _of_unit(turn, a, item_views.event_line(turn, event)))
        for a, event in found.items
        if event.kind not in QUIET and (event.kind is not Kind.OPENED or not a.period)
    ]
    lines += [(event.at, 1, item_views.event_line(turn, event)) for event in found.notes if sees_notes]
    lines += _told(turn, found.told)
    lines += [(at, 4, line) for at, line in ruling_lines.history_of_task(turn, task)]
    lines += [
        (moment.at, 3, line)
        for moment, line in zip(found.plan, plan_lines.lines(turn, found.plan), strict=True)
    ]
    return [line for _, _, line in sorted(lines, key=lambda one: one[:2])]


def _of_unit(turn: Turn, a: Assignment, line: str) -> str:
    """The item that the event is about: its unit, and its milestone or period."""
    if a.period:
        what = turn.fmt.period(a.period)
    else:
        what = a.milestone if not a.milestone.endswith(f".{LOCAL_WORK}") else ""
    return turn.say("history.of", line=line, of=[one for one in (a.unit, what) if one])


def _told(turn: Turn, steps: Iterable[ToldStep]) -> list[Timed]:
    """One line for a step on a day, with how many people it reached."""
    groups: dict[tuple[str, str], list[ToldStep]] = defaultdict(list)
    for step in steps:
        groups[turn.context.calendar.day(step.at).isoformat(), step.rung].append(step)
    found = []
    for (_, rung), told in groups.items():
        at = min(step.at for step in told)
        local, people = turn.context.calendar.local(at), {step.person for step in told}
        names = [turn.name(one) for one in sorted(people)[:3]]
        line = event_lines.told_many(turn.fmt, rung, local, len(people), names)
        found.append((at, 2, line))
    return found


async def who_did(turn: Turn, text: str) -> Answer | None:
    """谁退回的: the latest of that kind, of the item named or of the conversation; None for any other words."""
    asked = asks_who_did(plain(text))
    if asked is None:
        return None
    kinds, number = asked
    rows = await _meant(turn, number)
    if not rows:
        raise Refused("refused.history_of_what")
    found: list[tuple[Instant, str]] = []
    for a in rows:
        events = [h.event for h in await events_of(turn.store, str(a.id), turn.context.calendar)]
        found += [
            (event.at, _of_unit(turn, a, item_views.event_line(turn, event)))
            for event in events
            if event.kind in kinds
        ]
    lines = [line for _, line in sorted(found, reverse=True)[:DEEDS_AT_MOST]]
    name = turn.fmt.name(turn.item(rows[0]))
    card = Card(turn.say("history.title", name=name), tuple(lines) or (turn.say("history.no_such_deed"),))
    return Answer(card, keeps_dialog=True)


async def _meant(turn: Turn, number: str) -> list[Assignment]:
    if number:
        task = placing.subject_of(turn.context.plan).task_of(number)
        rows = await turn.store.read(Assignment, "rows_ever_of_task", task=task.id) if task else []
        return [a for a in rows if _visible(turn, a) and ("." not in number or a.milestone == number)]
    ids = turn.message_items if turn.inbound.message_id else ()
    if not ids:
        last = await placing.last_message(turn)
        ids = last.read().assignments if last else ()
    rows = [await turn.find(id_) for id_ in ids[:DEEDS_AT_MOST]]
    return [a for a in rows if _visible(turn, a)]
