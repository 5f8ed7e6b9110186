"""What is known of the sender and of the conversation when words are placed. Plain data, filled by `bot.chat`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from bot.domain.language.vocabulary import Vocabulary, vocabulary
from bot.domain.plan import Plan, Task


@dataclass(frozen=True, slots=True)
class OwnItem:
    """An assignment that the sender may answer for. `local`: a county's local work, which has no milestone."""

    id: int
    task: str  # the task's id; its number is the plan's
    milestone: str
    unit: str
    period: str = ""  # "" for a dated one
    since: date = date.min
    until: date = date.max
    due: date = date.max
    running: bool = True  # something is still owed
    current: bool = True  # it is owed, or no later period of it is being asked
    closed: bool = False  # 销号, or a filed return
    local: bool = False
    told: bool = False  # a date that a county is only told of

    @property
    def recurring(self) -> bool:
        return bool(self.period)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who writes. `supports`: ids of tasks in which a unit of theirs has 配合. `decides`: coordinator, reviewer or
    leader. `commands`: head of a unit and not its liaison, whose orders are no reports."""

    units: tuple[str, ...] = ()
    items: tuple[OwnItem, ...] = ()
    supports: tuple[str, ...] = ()
    decides: bool = False
    commands: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """What was said before. Items are assignment ids; those the sender may not answer are ignored.

    `about`: of the message replied to. `shown`: of the last message, in its order. `waiting`: the item whose report
    is waited for. `choosing`: items to choose from, while words wait for one of them. `last` and `said`: the last item
    reported on, and the words.
    """

    about: tuple[int, ...] = ()
    shown: tuple[int, ...] = ()
    waiting: int | None = None
    choosing: tuple[int, ...] = ()
    last: int | None = None
    said: str = ""


@dataclass(frozen=True)
class Subject:
    """The plan with what its words name, made once a version of the plan."""

    plan: Plan
    vocabulary: Vocabulary = field(repr=False)
    levels: Mapping[str, Mapping[str, Decimal]] = field(
        default_factory=dict
    )  # last readings by task and name

    @classmethod
    def of(cls, plan: Plan) -> "Subject":
        return cls(plan, vocabulary(plan))

    @cached_property
    def by_number(self) -> Mapping[str, Task]:
        return {task.mark: task for task in self.plan.tasks}

    @cached_property
    def by_milestone(self) -> Mapping[str, Task]:
        return {one.id: task for task in self.plan.works for one in task.milestones}

    @cached_property
    def unit_names(self) -> tuple[str, ...]:
        return tuple(self.plan.unit)

    def task_of(self, number: str) -> Task | None:
        """8 and 8.1: the task somebody means by a number."""
        return self.by_number.get(number) or self.by_milestone.get(number) or self.plan.task.get(number)
