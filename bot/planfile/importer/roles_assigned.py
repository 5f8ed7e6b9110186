"""Decides the roles of a parsed clause: lead, support, joint, local."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.plan import UnitKind
from bot.planfile.importer.names import Named
from bot.planfile.importer.parsed_clause import ParsedClause
from bot.planfile.importer.verbs import ClausePart


def is_local(one: Named) -> bool:
    return one.kind is UnitKind.COUNTY


@dataclass(frozen=True, slots=True)
class AssignedRoles:
    """Roles as the plan has them: names in the order of the document."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    local: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        return (*self.lead, *self.support, *self.joint, *self.local)


def cast(
    said: ParsedClause | None,
    first_leads: bool,
    sole_leads: bool,
    onward: Sequence[tuple[ClausePart, Named]] = (),
) -> AssignedRoles:
    """Roles from what the clause says: 负责 alone makes one unit the lead, several share, unless the first is said to
    lead."""
    parts = {part: list(said.parts[part]) if said else [] for part in ClausePart}
    for part, one in onward:
        parts[part].append(one)
    local = [one for part in (ClausePart.ANSWER, ClausePart.SHARE) for one in parts[part] if is_local(one)]
    lead, support, share = (
        parts[ClausePart.LEAD],
        parts[ClausePart.SUPPORT],
        [x for x in parts[ClausePart.SHARE] if not is_local(x)],
    )
    answer = [one for one in parts[ClausePart.ANSWER] if not is_local(one)]
    if first_leads and not lead and (named := answer + share):
        return _once(named[:1], named[1:] + support, [], local)
    if answer and not lead and (len(answer) + len(share) == 1 or sole_leads):
        lead, answer = answer, []
    return _once(lead, support, share + answer, local)


def _once(*roles: Sequence[Named]) -> AssignedRoles:
    """A unit named twice keeps the first of its roles; local work is apart."""
    seen: set[str] = set()
    cast_: list[tuple[str, ...]] = []
    for role in roles:
        names = tuple(dict.fromkeys(one.name for one in role if one.name not in seen))
        seen |= set(names)
        cast_.append(names)
    return AssignedRoles(*cast_)
