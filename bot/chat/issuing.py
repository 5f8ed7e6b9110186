"""签发 and 作废: the number is taken, the file signed, and the units it names are told."""

from collections.abc import Callable, Iterable

from bot.actions import papers as acts
from bot.actions.access import require_in_plan
from bot.cards import papers as cards
from bot.cards.card import Card
from bot.cards.formatter import Formatter
from bot.chat.papers import body_of, desk, file_name, signers
from bot.chat.turn import Answer, Turn, formatter_for
from bot.context.paper_desk import Signature
from bot.context.ports import Change
from bot.domain.errors import Refused
from bot.domain.message import MessageKind
from bot.domain.notice import next_slot
from bot.domain.paper_life import STATE_KEYS, OfficePaper, PaperState
from bot.domain.papers import SENT, PaperKind
from bot.domain.permissions import Action
from bot.domain.person import Person, unique
from bot.engine.outbox import enqueue
from bot.queries.papers import find_paper

Draw = Callable[[Formatter, OfficePaper, str], Card]
BY_HAND = 4  # urgency of what a person sends: before the digests


async def to_sign(turn: Turn, paper_id: int) -> Answer:
    """送签: those who may issue get the file with the button."""
    paper = await find_paper(turn.store, paper_id)
    require_in_plan(turn.person, Action.EDIT_PAPER)
    if paper.state is not PaperState.DRAFT:
        raise Refused(STATE_KEYS[paper.state])
    people = [turn.context.roster.by_id[one] for one in signers(turn, paper)]
    if not people:
        raise Refused("refused.nobody_issues")
    await _require_whole(turn, paper)
    changes = [
        change
        for person in people
        for change in _message(turn, person, paper, f"sign.{paper.version}", cards.to_sign)
    ]
    reached = [one.name for one in people if turn.context.account(one.id)]
    if not reached:
        raise Refused("refused.issuer_unreachable", names=[one.name for one in people])
    return Answer(Card(turn.say("paper.sent_to_sign", names=reached)), tuple(changes))


async def sign(turn: Turn, paper_id: int) -> Answer:
    """签发: what will happen, before it does."""
    paper = await find_paper(turn.store, paper_id)
    acts.require_issuable(turn.person, paper)
    await _require_whole(turn, paper)
    number = await acts.next_number(turn.store, paper, turn.today)
    return Answer(cards.confirm(turn.fmt, paper, str(number), *_told(turn, paper)))


async def issue(turn: Turn, paper_id: int, version: int) -> Answer:
    """确认签发, of the very text that was confirmed."""
    paper = await find_paper(turn.store, paper_id)
    acts.require_issuable(turn.person, paper)
    if paper.version != version:
        raise Refused("refused.paper_changed")
    await _require_whole(turn, paper)
    number = await acts.next_number(turn.store, paper, turn.today)
    signature = Signature(str(number), paper.series, turn.today, turn.person.name)
    body = await desk(turn).sign(await body_of(turn, paper), signature)
    name = file_name(turn, paper.kind, paper.unit, draft=False, number=str(number))
    outcome = acts.issue(turn.context, turn.person, paper, number, body, name, turn.now)
    changes = [*outcome.changes]
    for person in recipients(turn, paper):
        changes += _message(turn, person, outcome.after, "issued", _received)
    return Answer(cards.issued(turn.fmt, outcome.after, *_told(turn, paper)), tuple(changes))


async def _require_whole(turn: Turn, paper: OfficePaper) -> None:
    read = await desk(turn).read(await body_of(turn, paper))
    if read.gaps:
        raise Refused("refused.paper_has_gaps", gap=read.gaps[0], n=len(read.gaps))


def recipients(turn: Turn, paper: OfficePaper) -> list[Person]:
    """Liaisons and heads of the units it names; nobody where it is only kept."""
    if paper.kind not in SENT:
        return []
    roster, plan = turn.context.roster, turn.context.plan
    units = [paper.unit] if paper.unit else list(plan.unit)
    found: list[Person] = []
    for unit in units:
        liaisons = roster.liaisons(unit, paper.task) if paper.task else roster.colleagues(unit)
        found += [*liaisons, *roster.heads(unit)]
    return list(unique(found))


def _told(turn: Turn, paper: OfficePaper) -> tuple[list[str], list[str]]:
    """Names of those who are reached, and of those who are not."""
    people = recipients(turn, paper)
    reached = [one.name for one in people if turn.context.account(one.id)]
    return reached, [one.name for one in people if not turn.context.account(one.id)]


def _received(fmt: Formatter, paper: OfficePaper, by: str) -> Card:
    item = paper.assignment if paper.kind in (PaperKind.SLIP, PaperKind.WARNING) else None
    return cards.received(fmt, paper, item)


def _voided(fmt: Formatter, paper: OfficePaper, by: str) -> Card:
    return cards.voided(fmt, paper)


def _message(turn: Turn, person: Person, paper: OfficePaper, what: str, draw: Draw) -> Iterable[Change]:
    """At once in working hours, else at the person's next slot: a person sends it, beside the day's message."""
    fmt = formatter_for(turn.context, person.language, turn.now)
    card = draw(fmt, paper, turn.person.name)
    at = next_slot(person.id, turn.clock, turn.context.calendar, start=turn.context.slot)
    message_id = f"paper.{paper.id}.{what}.{person.id}"
    rows = enqueue(turn.context, person, card, MessageKind.NOTICE, message_id, turn.clock, urgency=BY_HAND)
    return [Change(one.statement, {**one.values, "next_try_at": at}, one.rows) for one in rows]


async def ask_void(turn: Turn, paper_id: int) -> Answer:
    require_in_plan(turn.person, Action.ISSUE_PAPER)
    paper = await find_paper(turn.store, paper_id)
    if paper.state is not PaperState.ISSUED:
        raise Refused(STATE_KEYS[paper.state])
    return Answer(cards.ask_void(turn.fmt, paper))


async def void(turn: Turn, paper_id: int) -> Answer:
    """作废: the number stays given, and whoever got the paper is told."""
    paper = await find_paper(turn.store, paper_id)
    outcome = acts.void(turn.context, turn.person, paper, turn.now)
    changes = [*outcome.changes]
    for person in recipients(turn, paper):
        message = f"paper.{paper.id}.issued.{person.id}"
        if await turn.store.one(int, "message_exists", message_id=message):
            changes += _message(turn, person, outcome.after, "voided", _voided)
    return Answer(cards.voided(turn.fmt, outcome.after), tuple(changes))
