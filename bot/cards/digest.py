"""The daily message of one person: all notices of a slot on one screen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.cards import (
    outage_lines,
    sections_news,
    sections_owed,
    sections_people,
    sections_review,
)
from bot.cards.callback_data import Verb
from bot.cards.card import Button, ButtonStyle, Card
from bot.cards.digest_of_others import blocks_of_others
from bot.cards.fit_screen import ScreenBlock, fit_screen
from bot.cards.formatter import Formatter, rows
from bot.cards.oversight import oversight
from bot.cards.oversight_returns import unfiled_returns
from bot.cards.sections_owed import WITH_BUTTONS_AT_MOST, ItemNumbers
from bot.cards.weekly import weekly
from bot.domain.calendar import Calendar
from bot.domain.ladder import Draft, Rung
from bot.domain.message import MessageKind, NoticeView, kind_of
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Role
from bot.domain.plan import Plan
from bot.domain.summary import LateTask
from bot.i18n import Language

__all__ = ["message", "weekly"]

TITLE_KEYS = {
    MessageKind.PROPOSAL: "slot.proposal",
    MessageKind.DIGEST: "slot.digest",
    MessageKind.RETURN: "slot.return",
    MessageKind.ASSIGN: "slot.assign",
    MessageKind.NOTICE: "slot.notice",
    MessageKind.OUTCOME: "slot.outcome",
    MessageKind.WEEKLY: "slot.notice",
    MessageKind.EMERGENCY: "slot.notice",  # its own card has its own title
    MessageKind.TICKET: "slot.notice",
    MessageKind.ANSWER: "slot.notice",
}
OWN_TITLE_KEYS = {  # of a message that is about nothing else
    NoticeKind.SUPPORT_ASKED: "slot.support_asked",
    NoticeKind.SUPPORT_ANSWERED: "slot.support",
    NoticeKind.SUPPORTED: "slot.support",
    NoticeKind.CHASE: "slot.chase",
    NoticeKind.CORRECTION: "slot.correction",
    NoticeKind.RISK: "slot.risks",
    NoticeKind.COMPLAINT: "slot.complaint",
    NoticeKind.COMPLAINT_ANSWERED: "slot.complaint_answered",
    NoticeKind.TAKEN_OVER: "slot.taken_over",
}
REQUEST_KINDS = (NoticeKind.CHASE, NoticeKind.WAITING, NoticeKind.HANDED, NoticeKind.TAKEN_OVER)
DECISION_KINDS = (NoticeKind.REVIEW, NoticeKind.DECISION)
ACTING_KINDS = (MessageKind.DIGEST, MessageKind.RETURN)
ACTED_UPON = (Role.LIAISON, Role.HEAD)  # whom an act is addressed to; the coordinator only hears of it
OVERSIGHT_ROLES = (Role.COORDINATOR, Role.HEAD, Role.LEADER)


def message(
    language: Language,
    plan: Plan,
    person: Person,
    views: list[NoticeView],
    today: date,
    calendar: Calendar,
    late: Sequence[LateTask] = (),
    tickets: ScreenBlock | None = None,
) -> Card:
    """One screen for all notices of the slot; `assignments` lists every item, shown or not. `late`: all that is late of
    what the person oversees. `tickets`: the open ones of the person's unit."""
    fmt = Formatter(language, plan, today, calendar)
    numbers = _numbers(views)
    blocks = _blocks(fmt, person, views, numbers, late)
    printed = _in_order_of_print(numbers, blocks)
    if printed != numbers:
        numbers, blocks = printed, _blocks(fmt, person, views, printed, late)
    title = fmt.say(_title_key(views), day=_sender_and_day(fmt, person))
    if tickets:
        blocks = [*blocks, tickets]
    card = fit_screen(title, blocks, _last_rows(fmt, person, numbers, views))
    return replace(card, deadlines=fmt.deadlines(card.text, _days_due(plan, views)))


def _sender_and_day(fmt: Formatter, person: Person) -> str:
    """市生态环境保护委员会办公室，2024年1月2日 周二; the day alone for the office itself, and where none is named."""
    day = fmt.language.weekday_date(fmt.today)
    own = person.holds(Role.COORDINATOR) or person.holds(Role.LEADER)
    return fmt.say("slot.from", day=day) if fmt.plan.office and not own else day


def _days_due(plan: Plan, views: Sequence[NoticeView]) -> set[date]:
    """Due dates of the items; an ASSIGN notice adds those of the plan's milestones."""
    days = {view.item.due for view in views if view.item}
    if any(view.kind is NoticeKind.ASSIGN for view in views):
        days |= {one.due for task in plan.tasks for one in task.milestones if one.due}
    return days


def _title_key(views: Sequence[NoticeView]) -> str:
    kind = kind_of(views)
    kinds = {view.kind for view in views}
    if len(kinds) == 1 and (own := OWN_TITLE_KEYS.get(kinds.pop())):
        return own
    if kind is MessageKind.NOTICE and any(view.kind in DECISION_KINDS for view in views):
        return "slot.desk"
    rungs = {view.rung for view in views if view.kind is NoticeKind.RUNG and view.role in ACTED_UPON}
    if kind in ACTING_KINDS and rungs & {Rung.SUPERVISE, Rung.PROPOSE_TALK}:
        return "slot.supervise"
    if kind in ACTING_KINDS and Rung.CHASE in rungs:
        return "slot.chase"
    if kind is MessageKind.DIGEST and not rungs:
        reviews = all(view.role is Role.REVIEWER for view in views if view.kind is NoticeKind.RUNG)
        return "slot.desk" if reviews else "slot.oversight"
    asked = [view for view in views if view.kind is NoticeKind.ASSIGN]
    if kind is MessageKind.ASSIGN and all("changes" in view.data for view in asked):
        return "slot.revised"
    return TITLE_KEYS[kind]


def _numbers(views: Sequence[NoticeView]) -> ItemNumbers:
    found = list(dict.fromkeys(view.item.id for view in views if view.item and not _in_return(view)))
    if len(found) > WITH_BUTTONS_AT_MOST:
        return None
    return {item: n if len(found) > 1 else 0 for n, item in enumerate(found, 1)}


def _in_order_of_print(numbers: ItemNumbers, blocks: Sequence[ScreenBlock]) -> ItemNumbers:
    """The sections decide the order of the items, so that 1. stands above 2."""
    if numbers is None or len(numbers) < 2:
        return numbers
    order = dict.fromkeys(item for block in blocks for item in block.items if item in numbers)
    return {item: n for n, item in enumerate((*order, *(i for i in numbers if i not in order)), 1)}


def _in_return(view: NoticeView) -> bool:
    """True for items shown as one return card with common buttons."""
    return view.kind is NoticeKind.RUNG and view.role is Role.LIAISON and bool(view.item and view.item.period)


def _blocks(
    fmt: Formatter,
    person: Person,
    views: Sequence[NoticeView],
    numbers: ItemNumbers,
    late: Sequence[LateTask],
) -> list[ScreenBlock]:
    """Blocks by severity, worst first; empty blocks are left out."""
    rungs = [view for view in views if view.kind is NoticeKind.RUNG]
    dated = [view for view in rungs if view.role is Role.LIAISON and not _in_return(view)]
    drafts = [view for view in rungs if view.draft is not Draft.NONE and view.role is Role.COORDINATOR]
    blocks: list[ScreenBlock] = []
    if out := [view for view in views if view.kind is NoticeKind.OUTAGE]:
        blocks.append(outage_lines.told(fmt, out))
    asked = [view for view in views if view.kind is NoticeKind.ASSIGN]
    if any("changes" not in view.data for view in asked):  # the unit's whole part of the current plan
        blocks.append(sections_news.part_of_plan(fmt, person, asked[0].acknowledged))
    elif asked:
        blocks.append(sections_news.revised(fmt, person, asked))
    passed_on = [view for view in views if view.role is Role.LIAISON and view.data.get("instead")]
    if passed_on:
        blocks.append(sections_people.instead(fmt, passed_on))
    if drafts:
        blocks.append(sections_review.drafts(fmt, drafts, person))
    for role in OVERSIGHT_ROLES:
        above = [view for view in rungs if view.role is role and view not in drafts]
        unfiled = [view for view in above if view.item and view.item.period]
        if results := [view for view in above if view not in unfiled]:
            blocks.append(oversight(fmt, role, results, numbers, late))
        if unfiled:
            blocks.append(unfiled_returns(fmt, role, unfiled, numbers))
    if owing := [view for view in views if view.kind in REQUEST_KINDS] + dated:
        blocks.append(sections_owed.dated(fmt, owing, numbers))
    blocks += sections_owed.returns(fmt, list(filter(_in_return, views)))
    return blocks + blocks_of_others(fmt, views, numbers)


def _last_rows(
    fmt: Formatter, person: Person, numbers: ItemNumbers, views: Sequence[NoticeView]
) -> list[tuple[Button, ...]]:
    """Buttons at the end: walk, full list, inbox, summary, why."""
    row: list[Button] = []
    if numbers is None:
        row.append(fmt.button("button.walk", Verb.WALK, 0, style=ButtonStyle.PRIMARY))
    if len({view.item.id for view in views if view.item}) > WITH_BUTTONS_AT_MOST:
        row.append(fmt.button("button.list", Verb.LIST, 0))
    decides = any(person.holds(role) for role in (Role.COORDINATOR, Role.REVIEWER))
    if decides or any(view.kind in DECISION_KINDS for view in views):
        row.append(fmt.button("button.inbox", Verb.INBOX))
    if any(view.role in OVERSIGHT_ROLES and view.kind is NoticeKind.RUNG for view in views):
        row.append(fmt.button("button.summary", Verb.SUMMARY))
    if any(view.kind is NoticeKind.RUNG for view in views):
        row.append(fmt.button("button.why", Verb.WHY_THIS))
    return list(rows(row, 3))
