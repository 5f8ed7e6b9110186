"""The participants of the whole document: each item's clause, with the rules that the document states once for all."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from bot.domain.plan import UnitKind
from bot.planfile.importer.document import Paragraph
from bot.planfile.importer.item import OutlineItem
from bot.planfile.importer.names import Named
from bot.planfile.importer.roles import rules_in
from bot.planfile.importer.roles_assigned import AssignedRoles, cast, is_local
from bot.planfile.importer.unit_shapes import has_level
from bot.planfile.importer.verbs import ClausePart

KINDS_IN_ORDER = (UnitKind.DEPARTMENT, UnitKind.EXTERNAL, UnitKind.COUNTY)


@dataclass
class Participants:
    """`casts`: one an item. `for_all`: the line of a rule by which all counties carry out all tasks."""

    casts: list[AssignedRoles] = field(default_factory=list)
    units: dict[str, Named] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)  # where a unit is first named
    for_all: int | None = None

    def meet(self, unit: Named, line: int) -> None:
        self.units.setdefault(unit.name, unit)
        self.lines.setdefault(unit.name, line)

    def of_kind(self, kind: UnitKind) -> list[Named]:
        return [unit for unit in self.units.values() if unit.kind is kind]

    def in_order(self) -> Iterator[Named]:
        return (unit for kind in KINDS_IN_ORDER for unit in self.of_kind(kind))

    def level(self) -> str:
        """市 where most names begin with it: whose plan it is; "" where none does."""
        levels = Counter(name[0] for name in self.units if has_level(name))
        return levels.most_common(1)[0][0] if levels else ""

    def alike(self) -> Iterator[tuple[str, str]]:
        """财政局 beside 市财政局, 市发展和改革委员会 beside 市发展改革委: one body, or a mark lost in conversion."""
        in_full = {_core(name[1:]): name for name in self.units if has_level(name)}
        bare = ((name, in_full[_core(name)]) for name in self.units if _core(name) in in_full)
        longer: dict[str, str] = {}
        same = [(name, longer.setdefault(_core(name), name)) for name in self.units]
        return chain(bare, ((name, other) for name, other in same if name != other))


def _core(name: str) -> str:
    """The form that 发展和改革委员会 and 发展改革委, 市场监督管理局 and 市场监管局 have in common."""
    return name.replace("和", "").replace("委员会", "委").replace("监督管理", "监管")


def crew_of(items: Iterable[OutlineItem], rest: Iterable[Paragraph]) -> Participants:
    """Rules stated in a clause hold from there on (以下各项任务, 下同), those outside all tasks for the whole."""
    crew = Participants()
    rules = [rules_in(paragraph.text) for paragraph in rest]
    first_leads, sole_leads = any(first for first, _ in rules), any(sole for _, sole in rules)
    onward: list[tuple[ClausePart, Named]] = []
    for number, item in enumerate(items):
        said = item.said
        if said:
            first_leads, sole_leads = first_leads or said.first_leads, sole_leads or said.sole_leads
            for part, unit in said.onward:
                if number == 0 and is_local(unit) and unit.collective:
                    crew.for_all = item.line
                elif (part, unit) not in onward:
                    onward.append((part, unit))
                crew.meet(unit, item.line)
            for unit in said.units:
                crew.meet(unit, item.line)
        crew.casts.append(cast(said, first_leads, sole_leads, onward))
    return crew
