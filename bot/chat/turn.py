"""One turn of the conversation: what was heard, from whom, and in which office."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.actions.access import find
from bot.cards.card import Card
from bot.cards.formatter import Formatter
from bot.context.lists_desk import ListsDesk
from bot.context.paper_desk import PaperDesk
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Inbound, Rehearse, Store
from bot.context.readings_desk import ReadingsDesk
from bot.domain.assignment import Assignment
from bot.domain.calendar import HOUR, Instant
from bot.domain.drawn import Drawable
from bot.domain.person import Person
from bot.domain.summary import Item
from bot.engine.outbox import card_from_json
from bot.i18n import Language
from bot.queries import items
from bot.queries.scope import SummaryScope


class Expects(StrEnum):
    """The question that the next words of a person answer."""

    REPORT = "report"
    CHOICE = "choice"  # words are kept until their item is chosen
    EXTENSION = "extension"
    DECLINE = "decline"
    REWORK = "rework"
    REFUSE_EXTENSION = "refuse_extension"  # the reason of a refusal
    REFUSE_DECLINE = "refuse_decline"
    LISTED = "listed"  # which item of a list was meant
    LIST_REASON = "list_reason"  # why items are gone from a list, or left out
    WAIT = "wait"  # the name of a unit
    PAPER = "paper"  # words for a draft's gap
    LEAVE = "leave"  # days of an absence, or who stands in
    SUMS_UP = "sums_up"  # the name of a unit, for a ruling
    COUNTY = "county"  # the name of a county, for a ruling
    TALK_NOTE = "talk_note"  # the leader's, after a decision by button
    SUPPORT = "support"  # 配合情况 of a task
    COMPLAINT = "complaint"  # 投诉建议
    COMPLAINT_ANSWER = "complaint_answer"
    CONFIRM = "confirm"  # a yes
    RISK = "risk"  # the answer to the question about a risk
    SUSPENSION = "suspension"  # a restart date and a reason, from the unit
    HOLD = "hold"  # the same from whoever decides
    REFUSE_SUSPENSION = "refuse_suspension"
    REOPEN = "reopen"
    EMERGENCY_ORDER = "emergency_order"  # the document's number, its signer, or 启动
    TICKET_DRAFT = "ticket_draft"  # a missing part of a draft, or more about it
    TICKET = "ticket"  # what a deed on a ticket needs: a reason, a township, a day
    DECIDING = "deciding"  # a decision whose item is not chosen yet


LASTS = 2 * HOUR  # an answer that comes later is no longer to this question


@dataclass(frozen=True, slots=True)
class Dialog:
    expects: Expects
    data: Mapping[str, object]
    updated_at: Instant

    def item(self) -> int:
        return int(str(self.data.get("id", 0)))


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message as it was sent."""

    message_id: str
    person: str
    channel: str
    external_id: str  # the chat it was sent to
    kind: str
    card: str
    why: tuple[tuple[int, str, str], ...]

    def read(self) -> Card:
        return card_from_json(self.card)


@dataclass(frozen=True, slots=True)
class LedgerAsked:
    """A ledger that somebody asked for, already narrowed to what they may see."""

    scope: SummaryScope
    dates: tuple[date, date] | None = None  # whose dates its rates count
    as_of: date | None = None  # as it was at the end of that day


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a turn: one card, and the changes committed together with it."""

    card: Card | None  # None: what was said again is what is known already
    changes: tuple[Change, ...] = ()
    in_place: bool = False  # takes the place of the answer whose button was pressed
    replaces: str = ""  # or of this message
    public: bool = False  # in a group: for all to read
    refused: bool = False
    expects: Expects | None = None  # what the next words will be about
    expected: Mapping[str, object] = field(default_factory=dict)
    keeps_dialog: bool = False
    picture: Drawable | None = None  # drawn afterwards
    ledger: LedgerAsked | None = None  # made afterwards, and sent as a file


@dataclass(frozen=True, slots=True)
class Turn:
    store: Store
    context: PlanContext
    person: Person
    now: Instant  # no other turn has it
    clock: Instant
    inbound: Inbound
    fmt: Formatter
    dialog: Dialog | None = None
    on: SentMessage | None = None  # the message the button sits on, or the one replied to
    files: tuple[str, ...] = ()  # sha256 of what came with it
    pressed: SentMessage | None = None  # the card that carries the pressed button, whoever it was sent to
    rehearse: Rehearse | None = None
    papers: PaperDesk | None = None
    readings: ReadingsDesk | None = None
    lists: ListsDesk | None = None

    @property
    def today(self) -> date:
        return self.fmt.today

    def say(self, key: str, /, **args: object) -> str:
        return self.fmt.say(key, **args)

    def item(self, a: Assignment) -> Item:
        return items.item(self.context, a, self.today)

    def at(self, at: Instant) -> str:
        """1月5日 09:12"""
        local = self.context.calendar.local(at)
        return self.say("day.at", day=self.fmt.day(local.date()), at=local)

    def name(self, person_id: str) -> str:
        person = self.context.roster.by_id.get(person_id)
        return person.name if person else self.say("person.gone")

    @property
    def message_items(self) -> tuple[int, ...]:
        """Ids of the items of the message, in its order."""
        return self.on.read().assignments if self.on else ()

    async def find(self, id_: int) -> Assignment:
        return await find(self.store, id_)


def formatter_for(context: PlanContext, language: str, now: Instant) -> Formatter:
    return Formatter(Language.of(language), context.plan, context.calendar.day(now), context.calendar)


def note(title: str, *lines: str) -> Card:
    """A plain answer."""
    return Card(title, lines)
