"""The catalogue: every query has a name and a sentence, in sql/<topic>.sql; sql/postgres/ overrides by name.

-- name: due_assignments
-- Those whose next rung has come.
SELECT … WHERE plan_id = :plan_id AND next_at <= :now

A sentence that begins with "Long:" keeps a query that reads very many rows off the event loop.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from aiosql.adapters.generic import GenericAdapter
from aiosql.query_loader import QueryLoader

from bot.storage.encode import AS_THEY_ARE, encode

SQL = Path(__file__).with_name("sql")

PLACEHOLDER = re.compile(
    r"""'(?:''|[^'])*'           # a string: a colon in it is a colon
      | "(?:""|[^"])*"           # a quoted name
      | --[^\n]*                 # a comment
      | ::                       # a PostgreSQL cast
      | :(?P<name>[a-z_]\w*)""",
    re.VERBOSE,
)
WRITES = re.compile(
    r"\s*(INSERT|UPDATE|DELETE)\b|\s*WITH\b.*\b(INSERT\s+INTO|DELETE\s+FROM|SET)\b", re.IGNORECASE | re.DOTALL
)

RETURNS = re.compile(r"\bRETURNING\b", re.IGNORECASE)


class Dialect(StrEnum):
    """Whose SQL; the folder of its overrides."""

    SQLITE = "sqlite"
    POSTGRES = "postgres"


@dataclass(frozen=True)
class Statement:
    """A query as its driver takes it: `text`, and `names` of its parameters in their order."""

    name: str
    about: str
    text: str
    names: tuple[str, ...]

    def bind(self, values: Mapping[str, Any], plan_id: str) -> tuple[Any, ...]:
        """The parameters, as the database stores them. A store's own `plan_id` cannot be overridden."""
        try:
            given = [plan_id if name == "plan_id" else values[name] for name in self.names]
        except KeyError as missing:
            raise TypeError(f"{self.name} needs a value for :{missing.args[0]}") from None
        return tuple([one if type(one) in AS_THEY_ARE else encode(one) for one in given])

    @cached_property
    def writes(self) -> bool:
        """It changes rows, so that even as a question (RETURNING) it belongs to the writer."""
        return WRITES.match(self.text) is not None

    @property
    def long(self) -> bool:
        """It would hold up the loop."""
        return self.about.startswith("Long:")

    @cached_property
    def returns(self) -> bool:
        """It answers with rows that it changed."""
        return self.writes and RETURNS.search(self.text) is not None


class Catalogue(Mapping[str, Statement]):
    """All statements of one dialect, by name."""

    def __init__(self, statements: Mapping[str, Statement]) -> None:
        self._statements = statements

    def __getitem__(self, name: str) -> Statement:
        try:
            return self._statements[name]
        except KeyError:
            raise LookupError(f"no query is named {name}; see bot/storage/sql") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._statements)

    def __len__(self) -> int:
        return len(self._statements)


@lru_cache
def load(dialect: Dialect, *folders: Path) -> Catalogue:
    """Every query in the folders. A name twice in one folder is a mistake; overrides replace by name."""
    common: dict[str, Statement] = {}
    special: dict[str, Statement] = {}
    for folder in folders:
        _read(folder, dialect, common)
        _read(folder / dialect, dialect, special)
    return Catalogue(common | special)


def _read(folder: Path, dialect: Dialect, into: dict[str, Statement]) -> None:
    as_written = GenericAdapter()  # type: ignore[no-untyped-call]  # of aiosql we want the files read, no more
    parser = QueryLoader(as_written, None, mandatory_parameters=False)
    for path in sorted(folder.glob("*.sql")):
        for query in parser.load_query_data_from_file(path, encoding="utf-8"):
            if query.query_name in into:
                raise ValueError(f"{path}: {query.query_name} is already the name of another query")
            into[query.query_name] = compiled(query.query_name, query.doc_comments, query.sql, dialect)


def compiled(name: str, about: str, sql: str, dialect: Dialect) -> Statement:
    """`:name` becomes ? each time for SQLite; for PostgreSQL $1, the same for the same name."""
    names: list[str] = []

    def placed(found: re.Match[str]) -> str:
        wanted = found["name"]
        if wanted is None:
            return found[0]
        if dialect is Dialect.SQLITE:  # not ?1, which Python 3.12.0 to 3.12.3 takes for a name
            names.append(wanted)
            return "?"
        if wanted not in names:
            names.append(wanted)
        return f"${names.index(wanted) + 1}"

    text = PLACEHOLDER.sub(placed, sql.strip().removesuffix(";"))
    return Statement(name, about, text, tuple(names))
