"""The one message of a person's slot, and the leader's week."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.cards import sections_news, sections_owed, sections_review
from bot.cards.callback_data import Verb
from bot.cards.card import Button, Card, Style
from bot.cards.fit_screen import ScreenBlock, fit_screen
from bot.cards.formatter import Formatter, rows
from bot.cards.oversight import oversight
from bot.cards.sections_owed import WITH_BUTTONS_AT_MOST, Marks
from bot.cards.weekly import weekly
from bot.domain.calendar import Calendar
from bot.domain.ladder import Draft
from bot.domain.message import MessageKind, NoticeView, kind_of
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
    language: Language,
    plan: Plan,
    person: Person,
    all_heard: list[NoticeView],
    today: date,
    calendar: Calendar,
) -> Card:
    """All that a person's slot has to say, on one screen; every item is in `assignments`."""
    fmt = Formatter(language, plan, today, calendar)
    marks = _marks(all_heard)
    blocks = _blocks(fmt, person, all_heard, marks)
    title = fmt.say(_title_key(all_heard), day=language.weekday_date(today))
    card = fit_screen(title, blocks, _last(fmt, person, marks, all_heard))
    return replace(card, deadlines=fmt.deadlines(card.text, _days_due(plan, all_heard)))


def _days_due(plan: Plan, all_heard: Sequence[NoticeView]) -> set[date]:
    """Those of the items; a part of the plan names its own."""
    days = {h.item.due for h in all_heard if h.item}
    if any(h.kind is NoticeKind.ASSIGN for h in all_heard):
        days |= {one.due for task in plan.tasks for one in task.milestones if one.due}
    return days


def _title_key(all_heard: Sequence[NoticeView]) -> str:
    kind = kind_of(all_heard)
    if kind is MessageKind.NOTICE and any(h.kind in DECIDING for h in all_heard):
        return "slot.desk"
    asked = [h for h in all_heard if h.kind is NoticeKind.ASSIGN]
    if kind is MessageKind.ASSIGN and all("changes" in h.data for h in asked):
        return "slot.revised"
    return TITLE_KEYS[kind]


def _marks(all_heard: Sequence[NoticeView]) -> Marks:
    found = list(dict.fromkeys(h.item.id for h in all_heard if h.item and not _in_return(h)))
    if len(found) > WITH_BUTTONS_AT_MOST:
        return None
    return {item: n if len(found) > 1 else 0 for n, item in enumerate(found, 1)}


def _in_return(h: NoticeView) -> bool:
    """Asked as one card, whose buttons reach all of its items."""
    return h.kind is NoticeKind.RUNG and h.role is Role.LIAISON and bool(h.item and h.item.period)


def _blocks(
    fmt: Formatter, person: Person, all_heard: Sequence[NoticeView], marks: Marks
) -> list[ScreenBlock]:
    """The gravest first. A matter nobody has to do with is not mentioned."""
    rungs = [h for h in all_heard if h.kind is NoticeKind.RUNG]
    dated = [h for h in rungs if h.role is Role.LIAISON and not _in_return(h)]
    drafts = [h for h in rungs if h.draft is not Draft.NONE and h.role is Role.COORDINATOR]
    blocks: list[ScreenBlock] = []
    asked = [h for h in all_heard if h.kind is NoticeKind.ASSIGN]
    if any("changes" not in h.data for h in asked):  # the whole part, as the plan is by now
        blocks.append(sections_news.part_of_plan(fmt, person))
    elif asked:
        blocks.append(sections_news.revised(fmt, person, asked))
    if drafts:
        blocks.append(sections_review.drafts(fmt, drafts))
    for role in OVERSEERS:
        if above := [h for h in rungs if h.role is role and h not in drafts]:
            blocks.append(oversight(fmt, role, above, marks))
    if owing := [h for h in all_heard if h.kind in ASKING] + dated:
        blocks.append(sections_owed.dated(fmt, owing, marks))
    blocks += sections_owed.returns(fmt, list(filter(_in_return, all_heard)))
    return blocks + _of_others(fmt, all_heard, marks)


def _of_others(fmt: Formatter, all_heard: Sequence[NoticeView], marks: Marks) -> list[ScreenBlock]:
    """What others did, or cannot do."""
    blocks: list[ScreenBlock] = []
    if past := [h for h in all_heard if h.kind is NoticeKind.PAST]:
        blocks.append(sections_owed.past(fmt, past, marks))
    reviews = [h for h in all_heard if h.kind is NoticeKind.REVIEW]
    reviews += [h for h in all_heard if h.kind is NoticeKind.RUNG and h.role is Role.REVIEWER]
    if reviews:
        blocks.append(sections_review.reviews(fmt, reviews, marks))
    decisions = [h for h in all_heard if h.kind is NoticeKind.DECISION]
    if about := [h for h in decisions if h.item]:
        blocks.append(sections_review.decisions(fmt, about, marks))
    if outcomes := [h for h in all_heard if h.kind is NoticeKind.OUTCOME]:
        blocks.append(sections_news.outcomes(fmt, outcomes, marks))
    if len(about) < len(decisions):
        blocks.append(sections_review.no_lead(fmt))
    if gone := [h for h in all_heard if h.kind is NoticeKind.UNREACHABLE]:
        blocks.append(sections_review.unreachable(fmt, gone))
    return blocks


def _last(
    fmt: Formatter, person: Person, marks: Marks, all_heard: Sequence[NoticeView]
) -> list[tuple[Button, ...]]:
    """The row that reaches everything else."""
    row: list[Button] = []
    if marks is None:
        row.append(fmt.button("button.walk", Verb.WALK, 0, style=Style.PRIMARY))
    if len({h.item.id for h in all_heard if h.item}) > WITH_BUTTONS_AT_MOST:
        row.append(fmt.button("button.list", Verb.LIST, 0))
    decides = any(person.holds(role) for role in (Role.COORDINATOR, Role.REVIEWER))
    if decides or any(h.kind in DECIDING for h in all_heard):
        row.append(fmt.button("button.inbox", Verb.INBOX))
    if any(h.role in OVERSEERS and h.kind is NoticeKind.RUNG for h in all_heard):
        row.append(fmt.button("button.summary", Verb.SUMMARY))
    if any(h.kind is NoticeKind.RUNG for h in all_heard):
        row.append(fmt.button("button.why", Verb.WHY_THIS))
    return list(rows(row, 3))
