"""What words come to: the results of `place`, one class a result. Each text has exactly one."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.language.asking import Topic
from bot.domain.language.buttons import TypedButton
from bot.domain.language.conversation import OwnItem
from bot.domain.language.measured import Measured
from bot.domain.language.reading import Reply
from bot.domain.language.wishes import Wish


class Why(StrEnum):
    """Why a choice is asked."""

    SEVERAL = "several"  # more than one item may be meant
    DISAGREE = "disagree"  # number, name or message name different items
    NOT_MATCHED = "not_matched"  # a word of the text excludes the only item


@dataclass(frozen=True, slots=True)
class Part:
    """Words on one item, to be recorded. `item` None: a support note on the task."""

    item: OwnItem | None
    task: str
    text: str
    reply: Reply
    measured: Measured

    @property
    def unchanged(self) -> bool:
        return self.reply.no_change


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several items is meant: nothing is recorded until one is chosen. `number`: the text is that number alone,
    which may be an item's or a percentage."""

    items: tuple[OwnItem, ...]
    text: str
    why: Why = Why.SEVERAL
    number: str = ""
    tasks: tuple[str, ...] = ()  # support tasks among what may be meant


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Placed, and read in a way that is likely to be a slip: asked before it is recorded."""

    part: Part


@dataclass(frozen=True, slots=True)
class Foreign:
    """The words are about a task in which the sender has no part."""

    task: str
    text: str


@dataclass(frozen=True, slots=True)
class UnknownItem:
    """There is no item of that number."""

    number: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The item is closed already: the words may be added to it."""

    part: Part


Pending = Choice | Doubtful | Foreign | UnknownItem | Closed


@dataclass(frozen=True, slots=True)
class Records:
    """Parts to record; `open` was said beside them and has to be asked or told. `rest`: 其余无变化."""

    parts: tuple[Part, ...]
    open: tuple[Pending, ...] = ()
    rest: bool = False
    corrects: bool = False  # takes the place of what was said before


@dataclass(frozen=True, slots=True)
class Unchanged:
    """无变化 and nothing else: for all of these items."""

    items: tuple[OwnItem, ...]


@dataclass(frozen=True, slots=True)
class Requested:
    wish: Wish
    items: tuple[OwnItem, ...]  # one, or those it may be about
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. `tasks`: what it is about, as far as the words or the conversation tell."""

    topic: Topic
    tasks: tuple[str, ...]
    items: tuple[OwnItem, ...]
    units: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    button: TypedButton
    items: tuple[OwnItem, ...]


class DecisionKind(StrEnum):
    PASS = "pass"
    RETURN = "return"
    GRANT = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    EXCUSE = "excuse"
    REFUSE_DECLINE = "refuse_decline"
    REFUSE = "refuse"
    GRANT_SUSPENSION = "grant_suspension"
    REFUSE_SUSPENSION = "refuse_suspension"
    SUSPEND = "suspend"
    RESTART = "restart"
    REOPEN = "reopen"
    RECHECK = "recheck"
    CONFIRM_CLOSED = "confirm_closed"
    AGREE = "agree"
    CHASE = "chase"
    RULING = "ruling"  # who sums up


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision in words. `task` and `milestone` "" and `unit` "" where none is named."""

    verdict: DecisionKind
    task: str
    milestone: str
    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """上一条作废."""


@dataclass(frozen=True, slots=True)
class Courtesy:
    pass


@dataclass(frozen=True, slots=True)
class Forwarded:
    text: str
    items: tuple[OwnItem, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What a head of a unit wants done: no report."""

    text: str
    items: tuple[OwnItem, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Nothing could be made of it. `items`: whose progress it might be."""

    text: str
    items: tuple[OwnItem, ...]


Placement = (
    Records | Choice | Doubtful | Foreign | UnknownItem | Closed | Unchanged | Requested | Asked | Pressed | Decided
    | TakenBack | Courtesy | Forwarded | Order | Offer
)  # fmt: skip
