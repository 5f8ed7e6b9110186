"""Contents → the rows of a plan's file, every value with its phrase and line, and the questions that remain."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from bot.domain.errors import Refused
from bot.domain.plan import UnitKind, goal_id
from bot.planfile.importer.contents import Contents
from bot.planfile.importer.dates import terms
from bot.planfile.importer.fields import Fields, around, filled, indicator, soft
from bot.planfile.importer.front import SCOPES, WHOLE, WHOLE_COUNTRY
from bot.planfile.importer.goals import DraftGoal, goals_of
from bot.planfile.importer.ids import ReadingOrder, order_of
from bot.planfile.importer.measures import measure_of
from bot.planfile.importer.milestones import Reader, counties_in
from bot.planfile.importer.names import Named
from bot.planfile.importer.normalize import PAUSES
from bot.planfile.importer.numbers import one_thing_twice
from bot.planfile.importer.open_questions import Doubt, Doubts
from bot.planfile.importer.outside import orders_in
from bot.planfile.importer.participants import Participants, crew_of
from bot.planfile.importer.safeguards import safeguards_of
from bot.planfile.importer.task_rows import MOST_ROWS, Rows
from bot.planfile.importer.undated import MOST_QUOTED
from bot.planfile.schema import ALL_COUNTIES


def draft_of(contents: Contents, today: date) -> Fields:
    """Rows as a plan's file has them, every scalar as text. `today` gives the year of a document that names none.
    Raises Refused where there is no task."""
    if not contents.items:
        raise Refused("document.only_frame" if contents.idle else "document.no_tasks", file=contents.name)
    return _Draft(contents).fields(today)


class _Draft:
    def __init__(self, contents: Contents) -> None:
        self.contents, self.front = contents, contents.front
        self.crew: Participants = crew_of(contents.items, contents.rest)
        self.order: ReadingOrder = order_of(
            contents.items,
            self.front.title,
            {node.first.line: node.mark.number for node in contents.idle if node.mark},
        )
        self.doubts = Doubts()
        years = self.front.period
        only_year = years[0] if years and years[0] == years[1] else None
        goals = goals_of(contents.idle, contents.rest, contents.items[0].line, only_year, self.front.place)
        self.goals = [*islice(goals, MOST_ROWS + 1)]
        earliest = self.front.issued or (date(years[0], 1, 1) if years else None)
        self.reader = Reader(tuple(self._counties()), only_year, earliest)
        self.scope = (
            self.front.scope
            or SCOPES.get(self.crew.level())
            or (WHOLE_COUNTRY if self.front.central else WHOLE)
        )
        self.rows = Rows(self.reader, self.doubts, self.crew.for_all is not None, contents.name)

    def _counties(self) -> dict[str, None]:
        named = [goal.county for goal in self.goals if goal.county]
        named += [one.name for one in self.crew.of_kind(UnitKind.COUNTY) if not one.collective]
        named += counties_in(self.contents.passages)
        return {name: None for name in named if name != self.front.place}

    def fields(self, today: date) -> Fields:
        self.rows.count(len(self.goals))
        sections = [*self._sections()]
        goals = [self._goal(goal) for goal in self.goals]
        safeguards = [*self._safeguards()]
        demands = [*self._of_goals(), *self.rows.demands]
        start, end = self._period(today)
        self._ask_of_the_whole()
        for name in (*(goal.county for goal in self.goals), *self.rows.where):
            if name:
                self.crew.units.setdefault(name, Named(name, UnitKind.COUNTY))
        local: Fields = {"units": ALL_COUNTIES, "line": str(self.crew.for_all)} if self.crew.for_all else {}
        return filled(
            {
                "id": f"plan-{start.year}-{end.year}",
                "title": self.front.title,
                "status": self.front.status.value,
                "period": {"start": start.isoformat(), "end": end.isoformat()},
                "scope": self.scope,
                "source": self.contents.name,
                "basis": [*self.front.basis],
                "units": [{"name": one.name, "kind": one.kind.value} for one in self.crew.in_order()],
                "local": local,
                "goals": goals,
                "sections": sections,
                "safeguards": safeguards,
                "demands": demands,
                "questions": [_question(doubt) for doubt in self.doubts.all],
            }
        )

    def _sections(self) -> Iterator[Fields]:
        tasks: dict[int, list[Fields]] = {number: [] for number, _ in self.order.sections}
        for item, place, cast in zip(self.contents.items, self.order.places, self.crew.casts, strict=True):
            tasks[place.section].append(self.rows.task(item, place, cast))
        for number, heading in self.order.sections:
            if heading.declared is not None and heading.declared != len(tasks[number]):
                about = f"{heading.title}：{heading.declared} → {len(tasks[number])}"
                self.doubts.ask("declared_vs_found", about, heading.line)
            yield {"number": str(number), "title": heading.title or self.front.title, "tasks": tasks[number]}

    def _safeguards(self) -> Iterator[Fields]:
        """Held by all counties: by the rule of the document, else by those it names."""
        counties = [] if self.crew.for_all else [one.name for one in self.crew.of_kind(UnitKind.COUNTY)]
        for number, one in enumerate(safeguards_of(self.contents.idle), 1):
            self.rows.count(1)
            id_ = f"S{number}"
            self.rows.demand(one.title[:MOST_QUOTED].strip(PAUSES), one.line, "", [f"{id_}.1"])
            yield filled(
                {
                    "id": id_,
                    "number": str(number),
                    "title": one.title,
                    "text": one.text,
                    "line": str(one.line),
                    "roles": filled({"local": counties}),
                }
            )

    def _of_goals(self) -> Iterator[Fields]:
        """One demand a phrase: several counties may share it."""
        by: dict[tuple[int, str], list[str]] = {}
        for at, goal in enumerate(self.goals):
            by.setdefault((goal.line, goal.phrase[:MOST_QUOTED].strip(PAUSES)), []).append(goal_id(at))
        for (line, quote), ids in by.items():
            yield {"line": str(line), "quote": quote, "by": ids}

    def _goal(self, goal: DraftGoal) -> Fields:
        due = goal.due.isoformat() if goal.due else ""
        if goal.due:
            self.rows.dues.append(goal.due)
        self._ask_of_a_goal(goal)
        numbers = [
            indicator(amount, goal.phrase, goal.line, goal.due, goal.text)
            for amount in goal.amounts
            if amount.kind is not None
        ]
        return filled(
            {
                "scope": goal.county,
                "text": goal.text.removeprefix(self.scope) or goal.text,
                "due": due,
                "day_inferred": "true" if due and goal.inferred else "",
                "strength": soft(goal.strength),
                "quote": goal.quote,
                "line": str(goal.line),
                "measure": measure_of(goal.phrase, due, numbers),
                "indicators": [*numbers],
            }
        )

    def _ask_of_a_goal(self, goal: DraftGoal) -> None:
        for amount in goal.amounts:
            if amount.kind is None or amount.guessed:
                self.doubts.ask("unclear_number", around(goal.phrase, amount.start, amount.end), goal.line)
        for several in one_thing_twice(goal.amounts):
            self.doubts.ask(
                "unclear_number", around(goal.phrase, several[0].start, several[-1].end), goal.line
            )
        if goal.maybe_by:
            self.doubts.ask("ambiguous_scope", goal.maybe_by, goal.line)
        for term in terms(goal.phrase, self.reader.only_year):
            if not term.is_known:
                self.doubts.ask("no_day", around(goal.phrase, term.start, term.end), goal.line)

    def _period(self, today: date) -> tuple[date, date]:
        """The title's years, else from the day of issue to the last term; stretched over every term written."""
        dues, issued = self.rows.dues, self.front.issued
        if years := self.front.period:
            start, end = date(years[0], 1, 1), date(years[1], 12, 31)
        else:
            first = min([issued.year if issued else today.year, *(due.year for due in dues)])
            if not issued and dues:
                first = min(due.year for due in dues)
            last = max([first, *(due.year for due in dues)])
            start, end = date(first, 1, 1), date(last, 12, 31)
            self.doubts.ask("no_period", f"{start} — {end}", self.front.line)
        for due in sorted(dues):
            if not start <= due <= end:
                self.doubts.ask("outside_period", due.isoformat(), self.front.line)
        return min([start, *dues]), max([end, *dues])

    def _ask_of_the_whole(self) -> None:
        told = {goal.line for goal in self.goals} | {
            doubt.line for doubt in self.contents.doubts if doubt.code == "said_of_others"
        }
        for paragraph in self.contents.rest:
            if paragraph.line not in told:
                for phrase in orders_in(paragraph.text, self.reader.only_year):
                    self.doubts.ask("date_elsewhere", phrase, paragraph.line)
        for one in self.contents.unread_clauses:
            self.doubts.ask("unread_clause", one.phrase, one.line)
        if not any(cast.units for cast in self.crew.casts):
            self.doubts.ask("no_units", self.front.title, self.contents.items[0].line)
        for doubt in self.contents.doubts:
            self.doubts.all[doubt] = None
        for short, full in self.crew.alike():
            self.doubts.ask("unit_alike", f"{short} / {full}", self.crew.lines[short])
        for unit in self.crew.units.values():
            if unit.collective:
                self.doubts.ask("collective", unit.name, self.crew.lines[unit.name])
        for gap in self.order.gaps:
            self.doubts.ask("number_gap", f"{gap.before} → {gap.after}", gap.line)


def _question(doubt: Doubt) -> Fields:
    cell = doubt.cell
    where = (
        {"table": str(cell.table), "row": str(cell.row), "column": cell.column, "sheet": cell.sheet}
        if cell
        else {}
    )
    about: Fields = {"code": doubt.code, "task": doubt.task, "line": str(doubt.line), "about": doubt.about}
    return filled({**about, "cell": filled({**where})})
