"""Units that the words of a table's row name, beside those of its columns: a question."""

from collections.abc import Iterable, Iterator

from bot.planfile.importer.acting_units import acting
from bot.planfile.importer.clause import clauses
from bot.planfile.importer.document import Paragraph
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.parsed_clause import ParsedClause, Reading, Unread


def unread_of(passages: Iterable[Paragraph], said: ParsedClause | None, reading: Reading) -> Iterator[Unread]:
    """由市水务集团实施管网改造 where the column of units names 市住建委."""
    known = {one.name for one in said.units} | {short for short, _ in said.spelled} if said else set()
    for passage in passages:
        found = [one for one in clauses(passage.text, reading) if one.said.units]
        for clause in found:
            if any(unit.name not in known for unit in clause.said.units):
                yield Unread(passage.text[clause.start : clause.end] or passage.text, passage.line)
        taken = [(one.start, one.end) for one in found]
        for start, end in acting(folded(passage.text), taken, known):
            yield Unread(passage.text[start:end], passage.line)
