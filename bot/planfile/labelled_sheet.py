"""A table whose first rows say what it is, each a label and a word behind it; then headings and an entry a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.i18n import Language
from bot.planfile.problems import FilePlace, Flaw, invalid
from bot.planfile.table import Header, Spellings, folded_heading, header_of, require
from bot.planfile.table_row import Row
from bot.planfile.yaml_tree import Tree


@dataclass(frozen=True, slots=True)
class LabelledWord:
    """A label of the first rows, with the first word that stands behind it."""

    name: str
    word: str
    place: FilePlace


@dataclass(frozen=True, slots=True)
class LabelledSheet:
    """A kind of such tables. `entries`: what its rows are called in the tree. `needed`: columns it cannot be without.
    `unread`: columns of the office's own. `no_value`: cells that stand for an empty one."""

    entries: str
    labels: Spellings
    columns: Spellings
    needed: tuple[str, ...]
    no_value: frozenset[str]
    unread: tuple[str, ...] = ("note",)

    @property
    def read(self) -> tuple[str, ...]:
        return tuple(name for name in self.columns if name not in self.unread)

    def tree(self, rows: Sequence[Row], file_name: str, language: Language) -> Tree:
        """As YAML of the same content would give it. Raises Invalid where headings are missing or unknown: one that is
        misspelt would lose its column without a word."""
        at = next((n for n, row in enumerate(rows) if self._is_header(row)), None)
        if at is None:
            flaw = Flaw(
                FilePlace(), "heading_missing", {"names": [self.columns[name][0] for name in self.needed]}
            )
            raise invalid([flaw], file_name, language)
        header = header_of(rows[at], self.columns)
        require(header, self.needed, file_name, language)
        if header.unknown:
            raise invalid(self._unknown(header), file_name, language)
        tree = Tree({}, {(): FilePlace(header.line)})
        value: dict[str, object] = {}
        for one in self.labelled(rows[:at]):
            value[one.name] = one.word
            tree.places[(one.name,)] = one.place
        value[self.entries] = [self._entry(header, row, n, tree) for n, row in enumerate(rows[at + 1 :])]
        tree.value = value
        return tree

    def above_header(self, rows: Sequence[Row]) -> Sequence[Row]:
        return rows[: next((n for n, row in enumerate(rows) if self._is_header(row)), len(rows))]

    def labelled(self, rows: Sequence[Row]) -> Iterator[LabelledWord]:
        names = {folded_heading(word): name for name, words in self.labels.items() for word in (name, *words)}
        for row in rows:
            name = names.get(folded_heading(row.cells[0])) if row.cells else None
            behind = ((at, cell) for at, cell in enumerate(row.cells[1:], 2) if cell not in self.no_value)
            if name and (found := next(behind, None)):
                yield LabelledWord(name, found[1], FilePlace(row.line, found[0]))

    def _is_header(self, row: Row) -> bool:
        found = header_of(row, self.columns).at
        return all(name in found for name in self.needed)

    def _unknown(self, header: Header) -> Iterator[Flaw]:
        known = [words[0] for words in self.columns.values()]
        for word in header.unknown:
            yield Flaw(FilePlace(header.line), "unknown_key", {"word": word, "known": known})

    def _entry(self, header: Header, row: Row, n: int, tree: Tree) -> dict[str, object]:
        tree.places[(self.entries, n)] = FilePlace(row.line)
        entry: dict[str, object] = {}
        for name in header.at.keys() & self.read:
            cell = header.cell(row, name)
            if cell not in self.no_value:
                entry[name] = cell
                tree.places[(self.entries, n, name)] = header.place(row, name)
        return entry
