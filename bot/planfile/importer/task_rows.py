"""One item → the rows of its task."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.domain.errors import Refused
from bot.domain.plan import Every, MilestoneKind
from bot.planfile.importer.dates import terms
from bot.planfile.importer.fields import Fields, around, filled, soft
from bot.planfile.importer.ids import PlanPosition
from bot.planfile.importer.item import OutlineItem
from bot.planfile.importer.milestones import Point, Reader
from bot.planfile.importer.open_questions import Doubts
from bot.planfile.importer.roles_assigned import AssignedRoles
from bot.planfile.importer.task_numbers import TaskNumbers
from bot.planfile.importer.time_alone import TimeKind
from bot.planfile.importer.undated import DemandClause, carrying, clauses_of, duty, works

MOST_ROWS = 40_000  # tasks, milestones, numbers and goals; the seed has 107, its like of 2.5 MB 22,000


@dataclass
class Rows:
    """`dues` and `where`: every day and county that was written into a row."""

    reader: Reader
    doubts: Doubts
    has_local_rule: bool
    name: str  # the document's
    rows: int = 0
    dues: list[date] = field(default_factory=list)
    where: dict[str, None] = field(default_factory=dict)
    demands: list[Fields] = field(default_factory=list)

    def task(self, item: OutlineItem, place: PlanPosition, cast: AssignedRoles) -> Fields:
        points = self.reader.points(item)
        self._ask(item, place, points)
        points = self._carriers(item, place, points)
        self.count(1 + len(points))
        return filled(
            {
                "id": place.id,
                "number": str(place.number),
                "title": item.title,
                "text": "".join(passage.text for passage in item.passages) or item.title,
                "line": str(item.line),
                "roles": self._roles(cast),
                "milestones": [self._milestone(p, place.milestone(n)) for n, p in enumerate(points, 1)],
                "indicators": [*TaskNumbers(self.reader, self.doubts, self.count).rows(item, place, points)],
            }
        )

    def _carriers(self, item: OutlineItem, place: PlanPosition, dated: list[Point]) -> list[Point]:
        """The dated ones, then a duty for each clause that none of them covers and for each work of a list; every
        clause is a demand. A task without dates is asked as a whole, so its clauses need no duties."""
        found = [*dated]
        rows: list[tuple[DemandClause, list[int]]] = []
        for clause in clauses_of(item, dated):
            by = carrying(clause, dated)
            named = [] if by else works(clause, self.reader)
            if dated and not by:
                found.append(duty(clause, self.reader, named))
                by = [len(found) - 1]
            rows.append((clause, [*by, *range(len(found), len(found) + len(named))]))
            found += named
        no_end = item.time if self.reader.time(item).kind is TimeKind.NO_END else ""
        if not dated and (found or place.holds_tasks or no_end):
            whole = Point(
                item.title, no_end, item.line, every=Every.QUARTER, every_inferred=True, general=True
            )
            found = [whole, *found]
            rows = [(clause, [0, *(at + 1 for at in by)]) for clause, by in rows]
        for clause, by in rows:
            ids = [place.milestone(at + 1) for at in by] or [place.milestone(1)]
            self.demand(clause.quote, clause.line, place.id, ids)
        return found

    def demand(self, quote: str, line: int, task: str, by: Sequence[str]) -> None:
        self.demands.append(filled({"line": str(line), "quote": quote, "task": task, "by": [*by]}))

    def count(self, rows: int) -> None:
        """Raises Refused for more rows than anybody could review."""
        self.rows += rows
        if self.rows > MOST_ROWS:
            raise Refused("document.too_long", file=self.name, most=MOST_ROWS)

    def _roles(self, cast: AssignedRoles) -> Fields:
        local = [] if self.has_local_rule else [*cast.local]
        return filled(
            {"lead": [*cast.lead], "support": [*cast.support], "joint": [*cast.joint], "local": local}
        )

    def _milestone(self, point: Point, id_: str) -> Fields:
        self.where |= dict.fromkeys(point.where)
        if point.due:
            self.dues.append(point.due)
        kind = MilestoneKind.DUTY if point.every else MilestoneKind.RESULT
        return filled(
            {
                "id": id_,
                "kind": kind.value if point.every else "",
                "text": point.text,
                "due": point.due.isoformat() if point.due else "",
                "day_inferred": "true" if point.inferred else "",
                "every": point.every.value if point.every else "",
                "months": [str(month) for month in point.months],
                "every_inferred": "true" if point.every_inferred else "",
                "general": "true" if point.general else "",
                "strength": soft(point.strength),
                "where": [*point.where],
                "which_county": [*point.works],
                "quote": point.quote,
                "line": str(point.line),
            }
        )

    def _ask(self, item: OutlineItem, place: PlanPosition, points: Iterable[Point]) -> None:
        for point in points:
            if point.unclear:
                self.doubts.ask("ambiguous_scope", point.quote, point.line, place.id)
            if point.short:
                self.doubts.ask("short_rhythm", point.quote, point.line, place.id)
        kind = self.reader.time(item).kind
        if kind is TimeKind.AFTER_EVENT or (kind is TimeKind.ASKED and not self.reader.is_read(item.time)):
            self.doubts.ask("no_day", item.time, item.line, place.id, item.time_cell)
        for passage in item.passages:
            for term in terms(passage.text, self.reader.only_year):
                phrase = around(passage.text, term.start, term.end)
                if not term.is_known:
                    self.doubts.ask("no_day", phrase, passage.line, place.id)
                elif self.reader.is_past(term) and passage.text[: term.end].endswith("前"):
                    self.doubts.ask("outside_period", phrase, passage.line, place.id)
        if said := item.said:
            for one in said.odd:
                self.doubts.ask("odd_name", one.phrase, one.line or item.line, place.id, one.cell)
            for one in said.unsure:
                self.doubts.ask("unsure_role", one.phrase, one.line or item.line, place.id, one.cell)
        for one in item.unread:
            self.doubts.ask("unread_clause", one.phrase, one.line, place.id, one.cell)
        if said:
            for short, full in said.spelled:
                self.doubts.ask("alias", f"{short} → {full}", item.line, place.id)
            if said.open_ended:
                self.doubts.ask("open_list", item.title, item.line, place.id)
