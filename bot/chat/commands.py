"""Commands: what each word does. A table, so that help, menus and documents can be held against it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.actions.access import require_in_plan
from bot.cards import welcome
from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.card import Button, Card
from bot.cards.lists import ListEntry, page
from bot.cards.pressed import only_ticket_on
from bot.chat import (
    account,
    bulletins,
    charting,
    chasing,
    chasing_all,
    complaints,
    emergency_ordering,
    extending,
    goals,
    golives,
    group_posts,
    histories,
    inboxes,
    item_views,
    leaving,
    ledgers,
    list_views,
    mapping,
    papers,
    reports,
    risk_lists,
    slips,
    ticket_drafts,
    ticket_views,
    undoing,
    views,
)
from bot.chat.placing import own_item, subject_of
from bot.chat.reports import Words
from bot.chat.summary_lists import late as late_list
from bot.chat.summary_lists import late_rows
from bot.chat.turn import Answer, SentMessage, Turn
from bot.domain.assignment import Assignment, State
from bot.domain.date_range import read_range
from bot.domain.errors import Refused
from bot.domain.language.choosing import narrowed
from bot.domain.language.commands import Command
from bot.domain.language.conversation import Thread
from bot.domain.language.dates import mentions
from bot.domain.language.desk import desk
from bot.domain.permissions import Action, refusal_in_plan

Run = Callable[[Turn, str], Awaitable[Answer]]
MATCHES = 8  # parts of the plan offered where a word fits several
PUBLISHED = frozenset({"summary", "late"})  # what a group is shown, when the coordinator asks for it there


async def run(turn: Turn, command: Command) -> Answer:
    found = COMMANDS.get(command.name)
    if found is None:
        raise Refused("refused.unknown_command", name=command.name[:20])
    answer = await found(turn, command.argument)
    named = command.name in PUBLISHED and (refusal_in_plan(Action.POST_IN_GROUP, turn.person) is None)
    return replace(answer, public=bool(turn.inbound.group) and named)


async def start(turn: Turn, _: str) -> Answer:
    return Answer(welcome.start(turn.fmt, turn.person, await account.acknowledged(turn)))


async def help_(turn: Turn, _: str) -> Answer:
    return Answer(welcome.help_(turn.fmt, turn.person))


async def tasks(turn: Turn, _: str) -> Answer:
    return await views.tasks(turn, 0)


async def inbox(turn: Turn, argument: str) -> Answer:
    """Whole, or of a unit, or of a kind: /inbox 西峡县, /inbox 复核 西峡县."""
    if not argument:
        return await inboxes.overview(turn)
    wanted = desk(argument, turn.context.plan.unit) or desk(f"inbox {argument}", turn.context.plan.unit)
    if wanted is None:
        raise Refused("refused.no_such_part")
    return await inboxes.asked_for(turn, wanted)


async def late(turn: Turn, _: str) -> Answer:
    return await late_list(turn, 0)


async def risks(turn: Turn, _: str) -> Answer:
    return await risk_lists.risks(turn, 0)


async def undo(turn: Turn, _: str) -> Answer:
    return await undoing.take_back_last(turn)


async def why(turn: Turn, _: str) -> Answer:
    if turn.on is None:
        last = await turn.store.one(SentMessage, "last_pushed_to", person=turn.person.id)
        if last and (ticket := only_ticket_on(last.read())):
            return await ticket_views.history(turn, ticket)
        return await item_views.why_message(_looking_at(turn, last))
    if ticket := only_ticket_on(turn.on.read()):
        return await ticket_views.history(turn, ticket)
    return await item_views.why_message(turn)


def _looking_at(turn: Turn, row: SentMessage | None) -> Turn:
    return replace(turn, on=row)


async def summary(turn: Turn, argument: str) -> Answer:
    """Whole, or narrowed to a section, a unit, a task, or a span of days."""
    if not argument:
        return await views.whole(turn)
    plan = turn.context.plan
    if named := plan.task_by_number(argument):
        return await views.task(turn, named.id)
    if span := read_range(argument, turn.today):
        return await views.between(turn, *span)
    parts = _parts(turn, argument)
    if not parts:
        raise Refused("refused.no_such_part")
    if len(parts) > 1:
        return _which(turn, parts)
    verb, key = parts[0].payload.split(":", 1)
    match Verb(verb):
        case Verb.SECTION:
            return await views.section(turn, int(key))
        case Verb.UNIT:
            return await views.unit(turn, key)
        case _:
            return await views.task(turn, key)


def _parts(turn: Turn, word: str) -> list[Button]:
    """Units, sections and tasks that the word may mean; one that is exactly it is the only one."""
    plan = turn.context.plan
    units = [unit for unit in plan.unit if word in unit]
    if word in units:
        units = [word]
    found = [Button(unit, payload_for(Verb.UNIT, unit_code(unit))) for unit in units]
    found += [
        Button(one.title, payload_for(Verb.SECTION, one.number)) for one in plan.sections if word in one.title
    ]
    found += [Button(one.title, payload_for(Verb.TASK, one.id)) for one in plan.works if word in one.title]
    return found


def _which(turn: Turn, parts: list[Button]) -> Answer:
    entries = [ListEntry(part.text, part.payload) for part in parts[:MATCHES]]
    more = len(parts) - len(entries)
    last = turn.say("which.more", n=more) if more else turn.say("which.press")
    card = page(turn.fmt, turn.say("which.title"), entries, 0, lambda n: payload_for(Verb.SUMMARY))
    return Answer(Card(card.title, (*card.lines, last), card.buttons))


async def remind(turn: Turn, argument: str) -> Answer:
    """催办: of one task, or a choice of what is late."""
    if argument:
        return await chasing_all.remind(turn, argument)
    rows = sorted((a for a in await late_rows(turn) if not a.told_only), key=views.worst_first)
    if not rows:
        raise Refused("refused.nothing_to_chase")
    if len(rows) == 1:
        return await chasing.chase(turn, rows[0].id)
    entries = [
        ListEntry(turn.fmt.line(turn.item(a), unit=True), payload_for(Verb.CHASE, a.id), a.id) for a in rows
    ]
    card = page(turn.fmt, turn.say("chase.which"), entries, 0, lambda n: payload_for(Verb.LIST, n))
    ids = tuple(a.id for a in rows)
    return Answer(Card(card.title, card.lines, card.buttons, assignments=ids))


async def extend(turn: Turn, argument: str) -> Answer:
    """/extend 13.1 1月31日 设备到货延迟; without words, a choice of my dated items."""
    word, _, words = argument.partition(" ")
    mine = [a for a in await views.owned(turn) if not a.recurring and a.state is not State.SUBMITTED]
    if _names_a_task(turn, word):
        mine = [a for a in mine if word in (a.task, a.milestone)]
    else:
        words = argument
    if not mine:
        raise Refused("refused.nothing_to_extend")
    if len(mine) == 1:
        one = mine[0].id
        return (
            await extending.extend_by(turn, one, words)
            if words.strip()
            else await extending.extend(turn, one)
        )
    entries = [
        ListEntry(turn.fmt.line(turn.item(a), unit=True), payload_for(Verb.EXTEND, a.id), a.id) for a in mine
    ]
    return Answer(page(turn.fmt, turn.say("extend.which"), entries, 0, lambda n: payload_for(Verb.TASKS, n)))


def _names_a_task(turn: Turn, word: str) -> bool:
    return any(word == t.id or word in {m.id for m in t.milestones} for t in turn.context.plan.tasks)


async def report(turn: Turn, argument: str) -> Answer:
    """/report 13 已完成80%"""
    return await _report(turn, argument, done=False)


async def done(turn: Turn, argument: str) -> Answer:
    """/done 13.1 验收合格: reported and submitted."""
    return await _report(turn, argument, done=True)


async def _report(turn: Turn, argument: str, *, done: bool) -> Answer:
    word, _, text = argument.partition(" ")
    mine = [a for a in await views.owned(turn) if a.state is not State.SUBMITTED]
    if _names_a_task(turn, word):
        mine = _meant(turn, [a for a in mine if word in (a.task, a.milestone)], text, done=done)
    else:
        text = argument
    if not mine:
        raise Refused("refused.nothing_to_report")
    words = Words(text, turn.files)
    if len(mine) > 1:
        return await reports.choose(turn, words, mine, done=done)
    if words.any or done:
        return await reports.on(turn, mine[0].id, words, done=done)
    return await reports.prompt(turn, mine[0].id)


def _meant(turn: Turn, rows: list[Assignment], text: str, *, done: bool) -> list[Assignment]:
    """Of several items of a task those that the words leave. A return is not done: what is done is dated."""
    if len({a.milestone for a in rows}) < 2:
        return rows
    if done:
        rows = [a for a in rows if not a.recurring] or rows
    subject = subject_of(turn.context.plan)
    left = {one.id for one in narrowed(list(map(own_item, rows)), text, (), Thread(), subject, turn.today)}
    return [a for a in rows if a.id in left]


async def golive(turn: Turn, argument: str) -> Answer:
    require_in_plan(turn.person, Action.REHEARSE_GOLIVE)
    days = [one.day for one in mentions(argument, turn.today) if one.day]
    if len(days) != 1:
        raise Refused("refused.golive_needs_a_day")
    return await golives.rehearse(turn, days[0])


COMMANDS: Mapping[str, Run] = {
    "start": start,
    "help": help_,
    "tasks": tasks,
    "inbox": inbox,
    "summary": summary,
    "late": late,
    "ledger": ledgers.ledger_of,
    "list": list_views.command,
    "chart": charting.command,
    "goals": goals.command,
    "map": mapping.command,
    "risks": risks,
    "history": histories.command,
    "complain": complaints.command,
    "report": report,
    "done": done,
    "remind": remind,
    "extend": extend,
    "golive": golive,
    "emergency": emergency_ordering.command,
    "ticket": ticket_drafts.command,
    "tickets": ticket_views.command,
    "bulletin": bulletins.bulletin,
    "papers": lambda turn, _: papers.listed(turn, 0),
    "slip": slips.slip,
    "post": group_posts.post_summary,
    "lang": account.lang,
    "plain": account.plain,
    "leave": leaving.leave,
    "why": why,
    "undo": undo,
}
