"""The seed plan as the reader sees it: who has which items on a day, and replies with their expected readings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from bot.domain.allocation import planned_assignments
from bot.domain.calendar import Calendar
from bot.domain.language.conversation import OwnItem, Speaker, Subject, Thread
from bot.domain.language.measured import Value
from bot.domain.language.place import place
from bot.domain.language.placement import (
    Asked,
    Choice,
    Decided,
    Doubtful,
    Foreign,
    Part,
    Placement,
    Pressed,
    Records,
    Requested,
    Unchanged,
    UnknownItem,
)
from bot.domain.plan import MilestoneKind
from bot.i18n import Language
from bot.planfile.calendar import read_calendar
from bot.planfile.yaml import load_plan

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
GOLIVE = date(2023, 12, 1)
TODAY = date(2024, 1, 3)


@cache
def subject() -> Subject:
    text = (ROOT / "plan" / "nanyang-2023-2025.yaml").read_text(encoding="utf-8")
    return Subject.of(load_plan(text, "nanyang.yaml", Language("zh_CN")))


@cache
def calendar() -> Calendar:
    return read_calendar(ROOT / "plan" / "calendar.yaml", ZoneInfo("Asia/Shanghai"), Language("zh_CN"))


@cache
def items(unit: str, today: date = TODAY) -> tuple[OwnItem, ...]:
    plan = subject().plan
    shares = [s for s in planned_assignments(plan, GOLIVE, today, calendar()) if s.unit == unit]
    return tuple(
        OwnItem(
            n, s.task, s.milestone, s.unit, s.period, s.since, s.until, s.due,
            local=s.milestone.endswith(".local"),
        )
        for n, s in enumerate(shares, 1)
        if s.kind is MilestoneKind.RESULT or s.until < today
    )  # fmt: skip


def speaker(who: str, today: date = TODAY) -> Speaker:
    unit, _, role = who.partition("/")
    if role in ("coordinator", "leader", "reviewer"):
        return Speaker(units=(unit,), decides=True)
    plan = subject().plan
    supports = tuple(task.id for task in plan.tasks if unit in task.roles.support)
    return Speaker((unit,), items(unit, today), supports, commands=role == "head")


def thread(who: str, today: date, shown: list[str], last: str = "") -> Thread:
    mine = items(who.partition("/")[0], today)
    seen = tuple(one.id for one in mine if one.milestone in shown or one.task in shown)
    return Thread(shown=seen, last=seen[0] if last else None, said=last)


@dataclass(frozen=True)
class Case:
    kind: str
    who: str
    say: str
    gives: str
    today: date = TODAY
    shown: list[str] = field(default_factory=list)
    last: str = ""
    records: list[dict[str, object]] = field(default_factory=list)
    expects: dict[str, object] = field(default_factory=dict)

    def placed(self) -> Placement:
        return place(
            self.say, speaker(self.who, self.today), thread(self.who, self.today, self.shown, self.last),
            subject(), self.today,
        )  # fmt: skip


def cases(name: str) -> Iterator[Case]:
    own = set(Case.__dataclass_fields__)
    for row in yaml.safe_load((HERE / name).read_text(encoding="utf-8")):
        more = {key: value for key, value in row.items() if key not in own}
        yield Case(**{key: value for key, value in row.items() if key in own}, expects=more)


GIVES = {"records": Records, "correction": Records, "ask": (Choice, Doubtful), "no_change": Unchanged}


def wrong(case: Case, placed: Placement) -> str:
    """What is not as the case says; "" where all is."""
    name = type(placed).__name__.lower()
    names = {
        "requested": "request", "asked": "question", "pressed": "intent", "foreign": "not_yours",
        "unknownitem": "no_task",
        "order": "offer", "decided": "decision", "takenback": "undo", "unchanged": "no_change",
        "choice": "ask", "doubtful": "ask",
    }  # fmt: skip
    got = names.get(name, name)
    if isinstance(placed, Records) and not placed.parts and placed.open:
        got = "ask"
    wanted = "records" if case.gives == "correction" else case.gives
    if got != wanted:
        return f"{got} instead of {wanted}: {placed}"
    if isinstance(placed, Records):
        return _wrong_records(case, placed)
    return _wrong_rest(case, placed)


def _wrong_rest(case: Case, placed: Placement) -> str:
    want = case.expects
    match placed:
        case Requested(wish=wish):
            got: dict[str, object] = {
                "request": wish.kind.value, "due": wish.due, "reason": bool(wish.reason), "unit": wish.unit,
            }  # fmt: skip
        case Asked(topic=topic):
            got = {"topic": topic.value}
        case Pressed(button=button):
            got = {"intent": button.typed.value}
        case Foreign(task=task):
            got = {"task": task}
        case Decided(verdict=verdict):
            got = {"verb": verdict.value}
        case UnknownItem():
            got = {}
        case _:
            return ""
    bad = {key: (got[key], value) for key, value in want.items() if key in got and got[key] != value}
    return f"(got, wanted): {bad}" if bad else ""


def _wrong_records(case: Case, placed: Records) -> str:
    left = list(placed.parts)
    for want in case.records:
        found = next((part for part in left if not _unlike(want, part)), None)
        if found is None:
            near = [part for part in left if part.task == want["task"]]
            return f"no {want}: {[_unlike(want, part) for part in near] or placed}"
        left.remove(found)
    if left:
        return f"too many: {[(part.task, part.text) for part in left]}"
    if case.expects.get("rest") and not placed.rest:
        return "the rest is not read"
    return ""


def _unlike(want: dict[str, object], part: Part) -> str:
    got = {
        "task": part.task,
        "milestone": part.item.milestone if part.item else "",
        "percent": None if part.measured.percent is None else str(part.measured.percent),
        "left": f"{part.reply.left.value}{part.reply.left.unit}" if part.reply.left else "",
        "done": part.reply.done,
        "next": part.reply.next_date,
        "same": part.unchanged,
        "blocked": bool(part.reply.blocker),
        "next_step": bool(part.reply.next_step),
    }
    bad = [f"{key} {got[key]}" for key, value in want.items() if key in got and got[key] != value]
    values = [written(value) for value in part.measured.values]
    for one in _texts(want.get("values")):
        if not any(
            value.startswith(one.split()[0]) and (" " not in one or value.endswith(one.split()[1]))
            for value in values
        ):
            bad.append(f"values {values}")
    without = want.get("without")
    if isinstance(without, list) and any(
        value.value in map(Decimal, without) for value in part.measured.values
    ):
        bad.append("an aim is a value")
    return ", ".join(bad)


def _texts(values: object) -> list[str]:
    return [str(one) for one in values] if isinstance(values, list) else []


def written(value: Value) -> str:
    of = f"/{value.of:f}" if value.of is not None else ""
    return f"{value.value:f}{value.unit}{of} {value.verdict or ''}".strip()
