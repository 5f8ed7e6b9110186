"""A mypy plugin: a call of a named query or statement fits bot/storage/sql.

    store.read(Shape, "name", **values)     store.one(Shape, "name", **values)     Change("name", {...})

Errors: a name that no statement has; a parameter missing or not of the statement; a field of `Shape` without default
that is no column of the query; a scalar shape for a query of several columns. A name that is no literal and a mapping
that is not written out where it is passed are not seen here: the store refuses them when they run (TypeError).
"""

import hashlib
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from mypy.errorcodes import CALL_ARG
from mypy.nodes import ARG_STAR2, DictExpr, StrExpr
from mypy.plugin import FunctionContext, MethodContext, Plugin, ReportConfigContext
from mypy.types import CallableType, Instance, LiteralType, Type, get_proper_type

from bot.storage import migrate
from bot.storage.catalogue import SQL, Dialect, Statement, load

STORES = ("bot.context.ports.Store", "bot.storage.store.PlanStore", "bot.simulate.witness.Witness")
READS = {f"{store}.{method}" for store in STORES for method in ("read", "one")}
CHANGE = "bot.context.ports.Change"


TRIALS = (
    Path(__file__).parents[1] / "storage" / "sql"
)  # statements of the tests of storage, on tables of theirs


@cache
def catalogue() -> Mapping[str, Statement]:
    return dict(load(Dialect.SQLITE, SQL, TRIALS))


@cache
def columns_of(query: str) -> tuple[str, ...]:
    """The columns that a query of SQLite answers with, in their order."""
    with closing(sqlite3.connect(_schema())) as db:
        statement = catalogue()[query]
        found = db.execute(statement.text, [0] * len(statement.names))  # LIMIT takes no NULL
        return tuple(column[0] for column in found.description or ())


@cache
def _schema() -> Path:
    path = Path(tempfile.mkdtemp(prefix="duban-mypy-")) / "schema.db"
    migrate.sqlite(path)
    return path


def wrong_values(name: str, given: Iterable[str], whole: bool) -> Iterator[str]:
    """`whole`: all values that are passed are `given`. plan_id is the store's own."""
    if name not in catalogue():
        yield f'no statement of bot/storage/sql is named "{name}"'
        return
    wanted = {*catalogue()[name].names} - {"plan_id"}
    given = set(given)
    yield from (f'"{name}" has no parameter :{one}' for one in sorted(given - wanted))
    if whole:
        yield from (f'"{name}" needs a value for :{one}' for one in sorted(wanted - given))


def wrong_shape(query: str, needed: Iterable[str] | None) -> Iterator[str]:
    """`needed`: fields without a default of a dataclass; None of a scalar."""
    if query not in set(load(Dialect.SQLITE, SQL)):
        return
    try:
        columns = columns_of(query)
    except (ValueError, sqlite3.Error) as error:  # a migration or a query that is wrong by itself
        yield f'"{query}": {error}'
        return
    if needed is not None:
        yield from (f'"{query}" has no column {one}' for one in needed if one not in columns)
    elif len(columns) != 1:
        yield f'"{query}" has {len(columns)} columns, and a scalar is read from one'


class Queries(Plugin):
    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        return _check_read if fullname in READS else None

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        return _check_change if fullname == CHANGE else None

    def report_config_data(self, ctx: ReportConfigContext) -> str:
        """Other SQL: everything is checked again."""
        files = sorted(
            [*TRIALS.glob("*.sql"), *SQL.glob("*.sql"), *migrate.MIGRATIONS.glob("*.sql"), Path(__file__)]
        )
        return hashlib.sha256(b"".join(file.name.encode() + file.read_bytes() for file in files)).hexdigest()


def _check_read(ctx: MethodContext) -> Type:
    shape, query, values = (*ctx.arg_types, [], [], [])[:3]
    name = _literal(query)
    if name is None:
        return ctx.default_return_type
    names, kinds = ctx.arg_names[2], ctx.arg_kinds[2]
    given = [one for one, kind in zip(names, kinds, strict=True) if one and kind != ARG_STAR2]
    problems = [*wrong_values(name, given, whole=len(given) == len(values))]
    if name in catalogue() and (record := _record(shape[0])):
        problems += wrong_shape(name, record if record != SCALAR else None)
    return _reported(ctx, problems)


def _check_change(ctx: FunctionContext) -> Type:
    name = _literal(ctx.arg_types[0])
    values = ctx.args[1][0] if ctx.args[1] else DictExpr([])
    if name is None:
        return ctx.default_return_type
    keys = [key for key, _ in values.items] if isinstance(values, DictExpr) else [None]
    given = [key.value for key in keys if isinstance(key, StrExpr)]
    return _reported(ctx, wrong_values(name, given, whole=len(given) == len(keys)))


def _reported(ctx: MethodContext | FunctionContext, problems: Iterable[str]) -> Type:
    for problem in problems:
        ctx.api.fail(problem, ctx.context, code=CALL_ARG)
    return ctx.default_return_type


def _literal(found: list[Type]) -> str | None:
    kind = get_proper_type(found[0]) if found else None
    if isinstance(kind, Instance) and kind.last_known_value:
        kind = kind.last_known_value
    return kind.value if isinstance(kind, LiteralType) and isinstance(kind.value, str) else None


SCALAR = ("",)


def _record(shape: Type) -> tuple[str, ...] | None:
    """Fields of a dataclass that have no default, SCALAR, or None for what is neither (dict, a variable)."""
    shape = get_proper_type(shape)
    if not isinstance(shape, CallableType):
        return None
    made = get_proper_type(shape.ret_type)
    if not isinstance(made, Instance):
        return None
    if "dataclass" in made.type.metadata:
        fields: list[Mapping[str, Any]] = made.type.metadata["dataclass"]["attributes"]
        return tuple(field["name"] for field in fields if field["is_in_init"] and not field["has_default"])
    return SCALAR if made.type.fullname in ("builtins.int", "builtins.str", "builtins.bytes") else None


def plugin(version: str) -> type[Plugin]:
    return Queries
