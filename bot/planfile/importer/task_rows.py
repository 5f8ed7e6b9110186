"""One item → the rows of its task."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.domain.errors import Refused
from bot.domain.plan import Every, IndicatorKind, MilestoneKind, Strength
from bot.planfile.importer.date_spans import Span
from bot.planfile.importer.dates import terms
from bot.planfile.importer.document import Paragraph
from bot.planfile.importer.ids import PlanPosition
from bot.planfile.importer.item import OutlineItem
from bot.planfile.importer.milestones import Point, Reader
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.numbers import NumberMention, amounts, with_term
from bot.planfile.importer.open_questions import Doubts
from bot.planfile.importer.roles_assigned import AssignedRoles
from bot.planfile.importer.time_alone import TimeKind
from bot.planfile.importer.undated import DemandClause, carrying, clauses_of, duty, works

MOST_ROWS = 40_000  # tasks, milestones, numbers and goals; the seed has 107, its like of 2.5 MB 22,000

_PAUSES = "，；。"
_CUTS = re.compile("[0-9.][0-9.%‰]|[以][上下内]")

Value = str | Sequence["Value"] | dict[str, "Value"]
Fields = dict[str, Value]


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
                "indicators": [*self._indicators(item, place, points)],
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
        if not dated and (found or place.holds_tasks):
            whole = Point(item.title, "", item.line, every=Every.QUARTER, every_inferred=True, general=True)
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
                "every_inferred": "true" if point.every_inferred else "",
                "general": "true" if point.general else "",
                "strength": soft(point.strength),
                "where": [*point.where],
                "which_county": [*point.works],
                "quote": point.quote,
                "line": str(point.line),
            }
        )

    def _indicators(
        self, item: OutlineItem, place: PlanPosition, points: Sequence[Point]
    ) -> Iterator[Fields]:
        whole = points[0].due if item.time and points else None
        for passage in item.passages:
            spans = self.reader.spans(passage.text)
            found = amounts(passage.text)
            self.count(len(found))
            if several := [*_several_without_day(found, spans)]:
                is_asked = any(not term.is_known for term in terms(passage.text, self.reader.only_year))
                if not (whole or is_asked):
                    phrase = around(passage.text, several[0].start, several[-1].end)
                    self.doubts.ask("no_day", phrase, passage.line, place.id)
            for amount in found:
                span = governing(spans, amount)
                if amount.kind is None:
                    self.doubts.ask("unclear_number", _phrase(passage, amount), passage.line, place.id)
                else:
                    yield indicator(
                        under(amount, span), passage.text, passage.line, _due(amount, span, whole), item.title
                    )

    def _ask(self, item: OutlineItem, place: PlanPosition, points: Iterable[Point]) -> None:
        for point in points:
            if point.unclear:
                self.doubts.ask("ambiguous_scope", point.quote, point.line, place.id)
            if point.short:
                self.doubts.ask("short_rhythm", point.quote, point.line, place.id)
        if self.reader.time(item).kind in (TimeKind.AFTER_EVENT, TimeKind.ASKED):
            self.doubts.ask("no_day", item.time, item.line, place.id, item.time_cell)
        for passage in item.passages:
            for term in terms(passage.text, self.reader.only_year):
                if not term.is_known:
                    self.doubts.ask(
                        "no_day", around(passage.text, term.start, term.end), passage.line, place.id
                    )
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


def governing(spans: Sequence[Span], amount: NumberMention) -> Span | None:
    """The span whose term the number is due at; None where several share it."""
    found = [span for span in spans if span.dates(amount.end - 1)]
    return found[0] if len(found) == 1 else None


def _several_without_day(found: Sequence[NumberMention], spans: Sequence[Span]) -> Iterator[NumberMention]:
    """处理能力分别达到10万吨和15万吨 of two works, 2026—2028年分别达到25%、28%、30%: one thing is to reach two numbers,
    so each has a term of its own, and it is not read which."""
    values: dict[tuple[object, ...], set[Decimal]] = {}
    for one in found:
        if one.kind in (IndicatorKind.TARGET, IndicatorKind.COUNT):
            values.setdefault(_what(one), set()).add(one.value)
    for one in found:
        held = any(span.dates(one.end - 1) for span in spans)
        if len(values.get(_what(one), ())) > 1 and not held:
            yield one


def _what(amount: NumberMention) -> tuple[object, ...]:
    return amount.name, amount.unit, amount.op, amount.direction, amount.strength, amount.kind


def indicator(amount: NumberMention, text: str, line: int, due: date | None, title: str) -> Fields:
    """A number as a row; one that nothing names is called after its task or goal."""
    return filled(
        {
            "name": amount.name or title,
            "kind": (amount.kind or IndicatorKind.TARGET).value,
            "op": amount.op,
            "value": f"{amount.value:f}",
            "unit": amount.unit,
            "direction": amount.direction or "",
            "due": due.isoformat() if due else "",
            "strength": soft(amount.strength),
            "base": amount.base or "",
            "quote": text[amount.start : amount.end],
            "line": str(line),
        }
    )


def under(amount: NumberMention, span: Span | None) -> NumberMention:
    return with_term(amount, span.term.strength) if span else amount


def _due(amount: NumberMention, span: Span | None, whole: date | None) -> date | None:
    if amount.kind is IndicatorKind.THRESHOLD:
        return None
    return span.term.due if span else whole


def _phrase(passage: Paragraph, amount: NumberMention) -> str:
    return around(passage.text, amount.start, amount.end)


def around(text: str, start: int, end: int, more: int = 12) -> str:
    """With what stands beside it, up to the next pause on each side; no number is cut."""
    twin = folded(text)
    begin, stop = max(0, start - more), min(len(text), end + more)
    begin = max((at + 1 for at in range(begin, start) if twin[at] in _PAUSES), default=begin)
    stop = min((at for at in range(end, stop) if twin[at] in _PAUSES), default=stop)
    while 0 < begin < start and _CUTS.fullmatch(twin[begin - 1 : begin + 1]):
        begin -= 1
    while end < stop < len(text) and _CUTS.fullmatch(twin[stop - 1 : stop + 1]):
        stop += 1
    return text[begin:stop].strip(" ，；。")


def soft(strength: Strength) -> str:
    return "" if strength is Strength.MUST else strength.value


def filled(fields: Fields) -> Fields:
    """Without what is empty; a task without roles still says so."""
    return {key: value for key, value in fields.items() if value or key == "roles"}
