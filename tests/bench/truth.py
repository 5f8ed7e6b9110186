"""What a document says, read sentence by sentence without the importer.

A file of tests/bench/truths was written from the document alone, before any import of it was looked at; where an import
differed, the document was read again, and the file says what the document says. It holds facts only:

  document   the file's name in ../shared/data/plans
  title, period, sections (the number of tasks in each), local (units that every task has beside its own)
  goals      scope, due, strength and number of each. Without `due`: the document sets no day
  tasks      by printed number; 10.2 is the second clause of item 10
    title    its length in characters: a title that ends elsewhere was cut wrongly
    lead, support, joint, local   units, parted by blanks, with the level they inherit (市)
    with     units beside a lead of whom no role is said: support and joint are both true
    due      each day that the task sets, for a number too, once for each time it is set; "2025-12-31 strive": its
             strength, where it is not must
    every    each rhythm that the document states
    numbers  what is to be reached: "= 10 个百分点 decrease since 2022 by 2025-12-31 strive"
    counts   a number of objects; thresholds: whom the task applies to
    no_day   words that sound like a term and set none
  outside    due and every of the text behind the tasks

A unit or number that ends in * may be in a draft or not: 有关部门 names nobody.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).with_name("truths")
KINDS = ("document", "tasks", "clauses", "units", "dates", "numbers")
ROLES = ("lead", "support", "joint", "local")
OPEN = "*"  # ends what a draft may say or not
DOCUMENT, GOALS, OUTSIDE = "document", "goals", "outside"  # places of facts, beside the marks of tasks

Fact = tuple[str, ...]  # the first word is its place
Facts = dict[str, Counter[Fact]]
Roles = Mapping[str, Iterable[str]]


def no_facts() -> Facts:
    return {kind: Counter() for kind in KINDS}


@dataclass(frozen=True)
class Allowance:
    """What of a task's units a draft may say in several ways."""

    alone: bool = False  # one unit: 负责 says no more than that it does the work
    unranked: bool = False  # support and joint are both true
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Truth:
    document: str
    facts: Facts
    marks: tuple[str, ...] = ()  # of its tasks, in order
    roles: Mapping[str, Roles] = field(default_factory=dict)
    allowed: Mapping[str, Allowance] = field(default_factory=dict)
    optional: frozenset[Fact] = frozenset()  # numbers
    titled: frozenset[str] = frozenset()  # marks of tasks of which the title's length is said

    def allowance(self, mark: str) -> Allowance:
        return self.allowed.get(mark, Allowance())


def truths() -> list[Truth]:
    return [truth_of(yaml.safe_load(file.read_text("utf-8"))) for file in sorted(FOLDER.glob("*.yaml"))]


def truth_of(said: Mapping[str, Any]) -> Truth:
    facts = no_facts()
    roles, allowed = {}, {}
    optional: set[Fact] = set()
    facts["document"].update(_of_document(said))
    for mark, task in ((str(mark), task) for mark, task in said["tasks"].items()):
        roles[mark], allowed[mark] = _roles_of(task, said.get("local", ""))
        facts["tasks"][mark, str(task.get("title", ""))] += 1
        add_cast(facts, mark, roles[mark], allowed[mark])
        facts["dates"].update(_dates(mark, task))
        for kind, text in _numbers(task):
            number = (mark, kind, *_number(text.rstrip(OPEN)))
            facts["numbers"][number] += 1
            optional |= {number} if text.endswith(OPEN) else set()
    facts["dates"].update(_dates(OUTSIDE, said.get(OUTSIDE, {})))
    _add_goals(facts, said.get(GOALS, ()))
    titled = frozenset(str(mark) for mark, task in said["tasks"].items() if "title" in task)
    return Truth(said["document"], facts, tuple(roles), roles, allowed, frozenset(optional), titled)


def _of_document(said: Mapping[str, Any]) -> Iterator[Fact]:
    yield DOCUMENT, "title", said["title"]
    yield DOCUMENT, "sections", " ".join(str(n) for n in said["sections"])
    if said["period"]:
        yield DOCUMENT, "period", *(str(day) for day in said["period"])


def _roles_of(task: Mapping[str, Any], of_all: str) -> tuple[Roles, Allowance]:
    words = {role: str(task.get(role, "")).split() for role in (*ROLES, "with")}
    words["local"] += of_all.split()
    words["joint"] += words.pop("with")
    optional = {word.rstrip(OPEN) for units in words.values() for word in units if word.endswith(OPEN)}
    roles = {role: [word for word in units if not word.endswith(OPEN)] for role, units in words.items()}
    alone = sum(len(units) for units in roles.values()) == 1
    return roles, Allowance(alone, "with" in task, frozenset(optional))


def add_cast(facts: Facts, mark: str, roles: Roles, allowed: Allowance) -> None:
    """A task's units, each a fact, and all of them together as one."""
    cast = sorted(
        (_role(role, allowed), brackets_alike(unit))
        for role in ROLES
        for unit in roles.get(role, ())
        if unit not in allowed.optional
    )
    facts["units"].update((mark, role, unit) for role, unit in cast)
    if cast:
        facts["clauses"][mark, *(f"{role} {unit}" for role, unit in cast)] += 1


def _role(role: str, allowed: Allowance) -> str:
    if allowed.alone:
        return "alone"
    return "with" if allowed.unranked and role in ("support", "joint") else role


def brackets_alike(text: str) -> str:
    return text.translate(str.maketrans("〔〕()", "（）（）"))


def _dates(place: str, said: Mapping[str, Any]) -> Iterator[Fact]:
    for day, _, strength in (str(words).partition(" ") for words in said.get("due", ())):
        yield place, day, strength or "must"
    yield from ((place, "every", rhythm) for rhythm in said.get("every", ()))


def _numbers(task: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from (("reach", text) for key in ("numbers", "counts") for text in task.get(key, ()))
    yield from (("threshold", text) for text in task.get("thresholds", ()))


def _number(text: str) -> Fact:
    """Comparator, value, unit, direction, base, due, strength."""
    words = text.split()
    said = dict(pairwise(words))
    direction = next((word for word in words if word in ("increase", "decrease")), "")
    strength = next((word for word in words if word in ("strive", "encourage")), "must")
    return *words[:3], direction, said.get("since", ""), said.get("by", ""), strength


def _add_goals(facts: Facts, goals: Iterable[Mapping[str, Any]]) -> None:
    days = {(str(one["scope"]), str(one.get("due", "")), one.get("strength", "must")) for one in goals}
    facts["dates"].update((GOALS, *day) for day in days)
    for one in goals:
        if "number" in one:
            op, value, unit, *_ = one["number"].split()
            strength = one.get("strength", "must")
            facts["numbers"][GOALS, "reach", op, value, unit, "", "", str(one.get("due", "")), strength] += 1


def as_list(truth: Truth) -> Truth:
    """What a list of the tasks says, numbered from 1: it has no goals, no sections and no text behind the tasks."""
    number = {mark: str(n) for n, mark in enumerate(truth.marks, 1)}
    facts = no_facts()
    for kind, counted in truth.facts.items():
        for fact, times in counted.items():
            if fact[0] in number:
                facts[kind][number[fact[0]], *fact[1:]] += times
    facts["document"].update(fact for fact in truth.facts["document"] if fact[1] != "sections")
    return replace(
        truth,
        facts=facts,
        marks=tuple(number.values()),
        roles={number[mark]: roles for mark, roles in truth.roles.items()},
        allowed={number[mark]: allowed for mark, allowed in truth.allowed.items()},
        optional=frozenset((number[fact[0]], *fact[1:]) for fact in truth.optional),
        titled=frozenset(number[mark] for mark in truth.titled),
    )
