"""What a draft says, in the facts of tests/bench/truth.py, and what its questions point at.

A wrong or a missing fact counts as asked about when a question about that kind of fact names its task or stands in its
lines. One open question does not excuse the rest of its task: who 有关部门 are says nothing of a date.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.plan import Finding, Goal, Indicator, IndicatorKind, Plan, Task
from bot.planfile.questions import QUESTION_LEVELS
from tests.bench.truth import (
    DOCUMENT,
    GOALS,
    KINDS,
    OUTSIDE,
    ROLES,
    Fact,
    Facts,
    Truth,
    add_cast,
    brackets_alike,
    no_facts,
)

UNITS = ("clauses", "units")
# The kinds of fact that a question is about; a code that is not here is about all of them.
ABOUT = {
    "ambiguous_scope": ("dates", "numbers"),
    "no_day": ("dates", "numbers"),
    "outside_period": ("dates", "numbers"),
    "date_elsewhere": ("dates",),
    "short_rhythm": ("dates",),
    "unclear_number": ("numbers",),
    "no_period": ("document",),
    "declared_vs_found": ("tasks", "document"),
    "number_gap": ("tasks", "document"),
    "maybe_twice": ("tasks",),
    "only_in_annex": ("tasks",),
} | dict.fromkeys(
    (
        *("open_list", "collective", "alias", "odd_name", "unsure_role", "unread_clause", "no_units"),
        *("unit_alike", "unsure_column", "unread_column", "annex_differs"),
    ),
    UNITS,
)


ANYWHERE = ""
# Codes of questions about one name or number, of which the finding tells the words; a name is asked about once for all
# of its tasks.
OF_NAMES = ("unit_alike", "alias", "collective", "odd_name", "unread_column")
OF_WORDS = (*OF_NAMES, "unclear_number")


@dataclass(frozen=True)
class Question:
    place: str
    about: tuple[str, ...]
    words: str  # the name or number that is meant, "" for any

    def excuses(self, fact: Fact, kind: str) -> bool:
        """Units end in their name; of a whole cast, one name asked about is enough; a number's value is its fourth."""
        if kind not in self.about or self.place not in (fact[0], ANYWHERE):
            return False
        said = fact[3:4] if kind == "numbers" else [word.split()[-1] for word in fact[1:] if word]
        return not self.words or any(word in self.words for word in said)


@dataclass(frozen=True)
class Found:
    facts: Facts
    questions: tuple[Question, ...]

    def asks(self, fact: Fact, kind: str) -> bool:
        return any(one.excuses(fact, kind) for one in self.questions)


@dataclass(frozen=True)
class Count:
    """Of one kind of fact. `wrong`, `missed`: without a question."""

    found: int
    right: int
    true: int
    wrong: tuple[Fact, ...]
    missed: tuple[Fact, ...]

    def __str__(self) -> str:
        return f"{self.found} / {self.right} of {self.true} / {len(self.wrong)} / {len(self.missed)}"


def counted(plan: Plan, truth: Truth) -> dict[str, Count]:
    found = found_in(plan, truth)
    return {kind: _count(kind, found, truth) for kind in KINDS}


def _count(kind: str, found: Found, truth: Truth) -> Count:
    got = found.facts[kind]
    true = truth.facts[kind] - (Counter(truth.optional) - got)

    def unasked(facts: Counter[Fact]) -> tuple[Fact, ...]:
        return tuple(fact for fact in facts.elements() if not found.asks(fact, kind))

    return Count(got.total(), (true & got).total(), true.total(), unasked(got - true), unasked(true - got))


def found_in(plan: Plan, truth: Truth) -> Found:
    facts = no_facts()
    facts["document"].update(_of_document(plan, truth))
    for task in plan.tasks:
        roles = {role: getattr(task.roles, role) for role in ROLES}
        title = str(len("".join(task.title.split()))) if task.mark in truth.titled else ""
        facts["tasks"][task.mark, title] += 1
        add_cast(facts, task.mark, roles, truth.allowance(task.mark))
        facts["numbers"].update((task.mark, *_number(one)) for one in task.indicators)
    for work in plan.works:
        facts["dates"].update(_dates(OUTSIDE if work.safeguard else work.mark, work))
    facts["dates"].update({(GOALS, goal.scope, str(goal.due or ""), goal.strength) for goal in plan.goals})
    facts["numbers"].update((GOALS, *_number(one, goal)) for goal in plan.goals for one in goal.indicators)
    asked = (finding for finding in plan.findings if finding.code in QUESTION_LEVELS)
    return Found(facts, tuple(_question(one, plan) for one in asked))


def _question(finding: Finding, plan: Plan) -> Question:
    words = brackets_alike(str(finding.args.get("about", ""))) if finding.code in OF_WORDS else ""
    place = ANYWHERE if finding.code in OF_NAMES else _place(finding, plan)
    return Question(place, ABOUT.get(finding.code, KINDS), words)


def _of_document(plan: Plan, truth: Truth) -> Iterator[Fact]:
    yield DOCUMENT, "title", plan.title
    yield DOCUMENT, "period", str(plan.start), str(plan.end)
    if any(fact[1] == "sections" for fact in truth.facts["document"]):
        yield DOCUMENT, "sections", " ".join(str(len(section.tasks)) for section in plan.sections)


def _dates(place: str, work: Task) -> Iterator[Fact]:
    """The importer's own rhythm for what states none is no fact of the document."""
    for one in work.milestones:
        if one.due:
            yield place, str(one.due), one.strength
        elif one.every and not one.inferred and not one.every_inferred:
            yield place, "every", one.every


def _number(one: Indicator, goal: Goal | None = None) -> Fact:
    said = one.op, str(one.value), one.unit, one.direction or "", one.base or ""
    if one.kind is IndicatorKind.THRESHOLD:
        return "threshold", *said, "", "must"
    strength = goal.strength if goal else one.strength
    return "reach", *said, str(one.due or ""), strength


def _place(finding: Finding, plan: Plan) -> str:
    """The mark of the task that it names or below whose first line it stands."""
    if finding.code in ("date_elsewhere", "no_period"):
        return OUTSIDE if finding.code == "date_elsewhere" else DOCUMENT
    named = plan.task.get(str(finding.args.get("task", "")))
    if named:
        return OUTSIDE if named.safeguard else named.mark
    if any(goal.line == finding.line for goal in plan.goals):
        return GOALS
    above = [task for task in plan.tasks if (task.line or 0) <= (finding.line or 0)]
    return above[-1].mark if above else DOCUMENT
