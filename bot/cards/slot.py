"""The one message of a person's slot, and the leader's week."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.cards import desk, news, owed
from bot.cards.card import Button, Card, Style
from bot.cards.fit import Block, fitted
from bot.cards.oversight import oversight
from bot.cards.owed import FEW, Marks
from bot.cards.pen import Pen, rows
from bot.cards.press import Verb
from bot.cards.weekly import weekly
from bot.domain.calendar import Calendar
from bot.domain.ladder import Draft
from bot.domain.message import Heard, MessageKind, kind_of
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Role
from bot.domain.plan import Plan
from bot.i18n import Language

__all__ = ["message", "weekly"]

TITLE_KEYS = {
    MessageKind.PROPOSAL: "slot.proposal",
    MessageKind.DIGEST: "slot.digest",
    MessageKind.RETURN: "slot.return",
    MessageKind.ASSIGN: "slot.assign",
    MessageKind.NOTICE: "slot.notice",
    MessageKind.WEEKLY: "slot.notice",
    MessageKind.ANSWER: "slot.notice",
}
ASKING = (NoticeKind.CHASE, NoticeKind.WAITING, NoticeKind.HANDED)
DECIDING = (NoticeKind.REVIEW, NoticeKind.DECISION)
OVERSEERS = (Role.COORDINATOR, Role.HEAD, Role.LEADER)


def message(
    language: Language, plan: Plan, person: Person, all_heard: list[Heard], today: date, calendar: Calendar
) -> Card:
    """All that a person's slot has to say, on one screen; every item is in `assignments`."""
    pen = Pen(language, plan, today, calendar)
    marks = _marks(all_heard)
    blocks = _blocks(pen, person, all_heard, marks)
    title = pen.say(_title_key(all_heard), day=language.weekday_date(today))
    card = fitted(title, blocks, _last(pen, person, marks, all_heard))
    return replace(card, deadlines=pen.deadlines(card.text, _days_due(plan, all_heard)))


def _days_due(plan: Plan, all_heard: Sequence[Heard]) -> set[date]:
    """Those of the items; a part of the plan names its own."""
    days = {h.item.due for h in all_heard if h.item}
    if any(h.kind is NoticeKind.ASSIGN for h in all_heard):
        days |= {one.due for task in plan.tasks for one in task.milestones if one.due}
    return days


def _title_key(all_heard: Sequence[Heard]) -> str:
    kind = kind_of(all_heard)
    if kind is MessageKind.NOTICE and any(h.kind in DECIDING for h in all_heard):
        return "slot.desk"
    asked = [h for h in all_heard if h.kind is NoticeKind.ASSIGN]
    if kind is MessageKind.ASSIGN and all("changes" in h.data for h in asked):
        return "slot.revised"
    return TITLE_KEYS[kind]


def _marks(all_heard: Sequence[Heard]) -> Marks:
    found = list(dict.fromkeys(h.item.id for h in all_heard if h.item and not _in_return(h)))
    if len(found) > FEW:
        return None
    return {item: n if len(found) > 1 else 0 for n, item in enumerate(found, 1)}


def _in_return(h: Heard) -> bool:
    """Asked as one card, whose buttons reach all of its items."""
    return h.kind is NoticeKind.RUNG and h.role is Role.LIAISON and bool(h.item and h.item.period)


def _blocks(pen: Pen, person: Person, all_heard: Sequence[Heard], marks: Marks) -> list[Block]:
    """The gravest first. A matter nobody has to do with is not mentioned."""
    rungs = [h for h in all_heard if h.kind is NoticeKind.RUNG]
    dated = [h for h in rungs if h.role is Role.LIAISON and not _in_return(h)]
    drafts = [h for h in rungs if h.draft is not Draft.NONE and h.role is Role.COORDINATOR]
    blocks: list[Block] = []
    asked = [h for h in all_heard if h.kind is NoticeKind.ASSIGN]
    if any("changes" not in h.data for h in asked):  # the whole part, as the plan is by now
        blocks.append(news.part_of_plan(pen, person))
    elif asked:
        blocks.append(news.revised(pen, person, asked))
    if drafts:
        blocks.append(desk.drafts(pen, drafts))
    for role in OVERSEERS:
        if above := [h for h in rungs if h.role is role and h not in drafts]:
            blocks.append(oversight(pen, role, above, marks))
    if owing := [h for h in all_heard if h.kind in ASKING] + dated:
        blocks.append(owed.dated(pen, owing, marks))
    blocks += owed.returns(pen, list(filter(_in_return, all_heard)))
    return blocks + _of_others(pen, all_heard, marks)


def _of_others(pen: Pen, all_heard: Sequence[Heard], marks: Marks) -> list[Block]:
    """What others did, or cannot do."""
    blocks: list[Block] = []
    if past := [h for h in all_heard if h.kind is NoticeKind.PAST]:
        blocks.append(owed.past(pen, past, marks))
    reviews = [h for h in all_heard if h.kind is NoticeKind.REVIEW]
    reviews += [h for h in all_heard if h.kind is NoticeKind.RUNG and h.role is Role.REVIEWER]
    if reviews:
        blocks.append(desk.reviews(pen, reviews, marks))
    decisions = [h for h in all_heard if h.kind is NoticeKind.DECISION]
    if about := [h for h in decisions if h.item]:
        blocks.append(desk.decisions(pen, about, marks))
    if outcomes := [h for h in all_heard if h.kind is NoticeKind.OUTCOME]:
        blocks.append(news.outcomes(pen, outcomes, marks))
    if len(about) < len(decisions):
        blocks.append(desk.no_lead(pen))
    if gone := [h for h in all_heard if h.kind is NoticeKind.UNREACHABLE]:
        blocks.append(desk.unreachable(pen, gone))
    return blocks


def _last(pen: Pen, person: Person, marks: Marks, all_heard: Sequence[Heard]) -> list[tuple[Button, ...]]:
    """The row that reaches everything else."""
    row: list[Button] = []
    if marks is None:
        row.append(pen.button("button.walk", Verb.WALK, 0, style=Style.PRIMARY))
    if len({h.item.id for h in all_heard if h.item}) > FEW:
        row.append(pen.button("button.list", Verb.LIST, 0))
    decides = any(person.holds(role) for role in (Role.COORDINATOR, Role.REVIEWER))
    if decides or any(h.kind in DECIDING for h in all_heard):
        row.append(pen.button("button.inbox", Verb.INBOX))
    if any(h.role in OVERSEERS and h.kind is NoticeKind.RUNG for h in all_heard):
        row.append(pen.button("button.summary", Verb.SUMMARY))
    if any(h.kind is NoticeKind.RUNG for h in all_heard):
        row.append(pen.button("button.why", Verb.WHY_THIS))
    return list(rows(row, 3))
