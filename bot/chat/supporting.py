"""配合: what a unit supports, what it says about it, and the lead's question to all supporting units of a task."""

from dataclasses import replace

from bot.actions.access import require_in_plan
from bot.actions.ask_support import ask_support
from bot.actions.report import ReportContent
from bot.actions.support import leads_of, support
from bot.cards import confirmation, support_lines
from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Card
from bot.cards.formatter import clipped
from bot.cards.lists import ListEntry, page
from bot.chat import placing, reports, supporter_lines
from bot.chat.reports import Words
from bot.chat.turn import Answer, Dialog, Expects, SentMessage, Turn
from bot.domain.errors import Refused
from bot.domain.language.asking_supporters import asks_supporters, asks_who_answered, corrects
from bot.domain.language.on_item import noted
from bot.domain.language.plain import plain
from bot.domain.language.references import head
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.person import Role
from bot.domain.plan import Task
from bot.domain.support import stream_of
from bot.queries.history import events_of
from bot.queries.support_notes import asked_by, notes_among
from bot.queries.supported import supported_tasks

# ---- the supporting unit


def _own(turn: Turn, task_id: str) -> tuple[Task, str]:
    """The task, and the unit of the person's that supports it; refused where there is none."""
    task = turn.context.plan.task.get(task_id)
    units = turn.person.units(Role.LIAISON, Role.HEAD)
    unit = next((one for one in units if task and one in task.roles.support), "")
    if task is None or not unit:
        raise Refused("refused.not_supporting", unit="")
    require_in_plan(turn.person, Action.SUPPORT, unit)
    return task, unit


async def show(turn: Turn, task_id: str) -> Answer:
    task, unit = _own(turn, task_id)
    return Answer(await _card(turn, task, unit))


async def _card(turn: Turn, task: Task, unit: str, above: tuple[str, ...] = ()) -> Card:
    events = await events_of(turn.store, stream_of(task.id), turn.context.calendar)
    found = await supported_tasks(turn.store, turn.context, (unit,), turn.today)
    one = next(one for one in found if one.id == task.id)
    notes = supporter_lines.notes_of(turn, [note for note in notes_among(events) if note.unit == unit])
    asked = asked_by(events, unit) is not None
    return support_lines.task_card(turn.fmt, task, one, notes[-5:], asked=asked, above=above)


async def prompt(turn: Turn, task_id: str) -> Answer:
    """反馈配合情况: the next words are about this task."""
    task, _ = _own(turn, task_id)
    title = turn.say("support.how", number=task.mark, title=task.title)
    buttons = (
        turn.fmt.button("button.support_same", Verb.SUPPORT_SAME, task.id),
        turn.fmt.button("button.cancel", Verb.FORGET),
    )
    return Answer(Card(title, (), (buttons,)), expects=Expects.SUPPORT, expected={"task": task.id})


async def nothing_new(turn: Turn, task_id: str) -> Answer:
    task, unit = _own(turn, task_id)
    return await noted_on(turn, task, unit, Words(turn.say("support.nothing_new")))


async def answered(turn: Turn, dialog: Dialog, words: Words) -> Answer | None:
    """Words after 反馈配合情况; None where they name another item."""
    task, unit = _own(turn, str(dialog.data.get("task", "")))
    if _names_another(turn, words.text, task):
        return None
    return await noted_on(turn, task, unit, words)


async def reply_to_question(turn: Turn, words: Words) -> Answer | None:
    """Words sent to the lead's question, as a reply or right after it. None where there was none, or they are about
    something else."""
    if turn.inbound.message_id:
        about = _asked_on(turn.on)
    else:
        last = await placing.last_message(turn)
        about = _asked_on(last) or await _still_asked(turn)
        if not about and corrects(plain(words.text)):  # 改成19处, right after a note
            about = _task_of(last, Verb.SUPPORTED)
    if not about:
        return None
    task, unit = _own(turn, about)
    if _names_another(turn, words.text, task):
        return None
    return await noted_on(turn, task, unit, words)


async def _still_asked(turn: Turn) -> str:
    """The task that the last message of ours asked about, while the unit has not answered: 收到 comes between."""
    pushed = await turn.store.one(SentMessage, "last_pushed_to", person=turn.person.id)
    task_id = _asked_on(pushed)
    task = turn.context.plan.task.get(task_id)
    if task is None:
        return ""
    events = await events_of(turn.store, stream_of(task.id), turn.context.calendar)
    units = set(turn.person.units(Role.LIAISON, Role.HEAD)) & set(task.roles.support)
    return task_id if any(asked_by(events, unit) for unit in units) else ""


def _asked_on(message: SentMessage | None) -> str:
    return _task_of(message, Verb.SUPPORT)


def _task_of(message: SentMessage | None, verb: Verb) -> str:
    """The one task that a message about no item has such a button for."""
    card = message.read() if message else None
    if card is None or card.assignments:
        return ""
    buttons = (button.payload.partition(":") for row in card.buttons for button in row)
    found = {task for name, _, task in buttons if name == verb.value}
    return found.pop() if len(found) == 1 else ""


def _names_another(turn: Turn, text: str, task: Task) -> bool:
    reference = head(plain(text))
    subject = placing.subject_of(turn.context.plan)
    return reference is not None and any(
        found.id != task.id for number in reference.numbers if (found := subject.task_of(number))
    )


async def noted_on(turn: Turn, task: Task, unit: str, words: Words) -> Answer:
    part = noted(task.id, words.text, placing.subject_of(turn.context.plan), turn.today)
    content, told = reports.content_of(words, part) if words.any else (ReportContent(), None)
    outcome = await support(turn.store, turn.context, turn.person, task.id, unit, content, turn.now)
    names = [person.name for person in leads_of(turn.context, task)]
    lines = confirmation.reading_lines(turn.fmt, replace(told, words=words.text)) if told else []
    lines.append(turn.say("support.goes_to", names=names) if names else turn.say("support.kept"))
    title = turn.say("support.recorded", number=task.mark, title=task.title)
    row = (turn.fmt.button("button.undo", Verb.UNDO), turn.fmt.button("button.card", Verb.SUPPORTED, task.id))
    return Answer(Card(title, tuple(lines), (row,)), outcome.changes)


# ---- the lead


async def ask(turn: Turn, task_id: str) -> Answer:
    """请配合单位反馈: all of them, in one act."""
    asked = await ask_support(turn.store, turn.context, turn.person, task_id, turn.now)
    task = turn.context.plan.task[task_id]
    lines = [turn.say("support.asked_units", units=list(asked.units))] if asked.units else []
    lines += [turn.say("support.missed_units", units=list(asked.missed))] if asked.missed else []
    lines.append(turn.say("support.answers_come"))
    title = turn.say(
        "support.asked_title", number=task.mark, title=clipped(task.title, 30), n=len(asked.units)
    )
    return Answer(Card(title, tuple(lines)), asked.outcome.changes)


async def asked_in_words(turn: Turn, text: str) -> Answer | None:
    """请配合单位反馈8, 18配合单位反馈了吗; None where the words ask for no such thing."""
    about = asks_who_answered(plain(text))
    if about and (task := placing.subject_of(turn.context.plan).task_of(about)) and _leads(turn, task):
        return await who_answered(turn, task)
    number = asks_supporters(plain(text))
    if number is None:
        return None
    subject = placing.subject_of(turn.context.plan)
    if number:
        task = subject.task_of(number)
        if task is None:
            raise Refused("refused.no_such_task", task=number[:20])
        return await ask(turn, task.id)
    mine = _led(turn)
    if len(mine) == 1:
        return await ask(turn, mine[0].id)
    if not mine:
        raise Refused("refused.not_the_lead", unit="")
    entries = [
        ListEntry(
            turn.say("item.name", number=task.mark, title=clipped(task.title, 30)),
            payload_for(Verb.ASK_SUPPORT, task.id),
        )
        for task in mine
    ]
    return Answer(page(turn.fmt, turn.say("choose.title"), entries, 0, lambda n: payload_for(Verb.TASKS, n)))


def _leads(turn: Turn, task: Task) -> bool:
    """Whether the reader leads the task, or sees the whole plan."""
    units = set(turn.person.units(Role.LIAISON, Role.HEAD))
    whole = refusal_in_plan(Action.SEE_WHOLE_PLAN, turn.person) is None
    return whole or bool(units & {*task.roles.lead, *task.roles.joint})


async def who_answered(turn: Turn, task: Task) -> Answer:
    """Each supporting unit with what it said last, or that it has said nothing."""
    events = await events_of(turn.store, stream_of(task.id), turn.context.calendar)
    said = {note.unit: note for note in notes_among(events)}
    silent = [unit for unit in task.roles.support if unit not in said]
    lines = supporter_lines.notes_of(turn, [said[unit] for unit in task.roles.support if unit in said])
    lines += [turn.say("support.silent", units=silent)] if silent else []
    title = turn.say(
        "support.who",
        number=task.mark,
        title=clipped(task.title, 30),
        n=len(said),
        of=len(task.roles.support),
    )
    row = (turn.fmt.button("button.ask_support", Verb.ASK_SUPPORT, task.id),)
    return Answer(Card(title, tuple(lines), (row,)))


def _led(turn: Turn) -> list[Task]:
    """Tasks with supporting units that a unit of the person's leads."""
    units = set(turn.person.units(Role.LIAISON, Role.HEAD))
    return [
        task
        for task in turn.context.plan.tasks
        if task.roles.support and units & {*task.roles.lead, *task.roles.joint}
    ]
