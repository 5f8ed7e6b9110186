"""A whole commit in one round trip to PostgreSQL: statements in their order, rows counted on the server.

Every statement of the catalogue that changes rows becomes a function of the session (pg_temp), so that its
plan is made once; duban_commit calls them one by one and raises where a count is not as expected. One command
is one transaction: nothing is left open, whatever becomes of the connection. docs/adr/0003 measures what else
could be done.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.storage.catalogue import Statement
from bot.storage.database import Step

STALE = "ST001"  # our own SQLSTATE, of the classes PostgreSQL leaves to others
COMMIT = "SELECT pg_temp.duban_commit($1, $2, $3, $4)"

# CAST(values[i] AS text[]): an array of array literals is reached into at once, however long it is.
PROCEDURE = f"""
CREATE FUNCTION pg_temp.duban_commit(names text[], which int[], expected bigint[], bound text[])
RETURNS void LANGUAGE plpgsql AS $duban$
DECLARE
    touched bigint;
BEGIN
    FOR i IN 1 .. cardinality(which) LOOP
        EXECUTE 'SELECT pg_temp.' || names[which[i]] || '($1)' INTO touched USING CAST(bound[i] AS text[]);
        IF touched <> expected[i] THEN
            RAISE EXCEPTION '%: % rows, not %', names[which[i]], touched, expected[i]
                USING ERRCODE = '{STALE}';
        END IF;
    END LOOP;
END $duban$;
"""

FUNCTION = """
CREATE FUNCTION pg_temp.{name}(text[]) RETURNS bigint LANGUAGE plpgsql AS $duban$
#variable_conflict use_column
DECLARE
    touched bigint;
BEGIN
    {text};
    GET DIAGNOSTICS touched = ROW_COUNT;
    RETURN touched;
END $duban$;
"""

PARAMETER = re.compile(r"'(?:''|[^'])*'|\"(?:\"\"|[^\"])*\"|--[^\n]*|\$(?P<number>\d+)")


def script(statements: Iterable[Statement], types: Mapping[str, Sequence[str]]) -> str:
    """What a new session runs: `types` are those of each statement's parameters, in their order."""
    functions = (
        FUNCTION.format(name=one.name, text=_from_array(one.text, types[one.name])) for one in statements
    )
    return PROCEDURE + "".join(functions)


def arguments(steps: Sequence[Step]) -> tuple[list[str], list[int], list[int | None], list[str]]:
    """Of COMMIT."""
    places: dict[str, int] = {}
    which = [places.setdefault(step.statement.name, len(places) + 1) for step in steps]
    return list(places), which, [step.rows for step in steps], [literal(step.parameters) for step in steps]


def literal(values: Iterable[Any]) -> str:
    """PostgreSQL's way to write an array of text."""
    return "{" + ",".join(map(_element, values)) + "}"


def _element(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return rf'"\\x{value.hex()}"'
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


def _from_array(text: str, types: Sequence[str]) -> str:
    """The statement with $n taken from the function's one argument."""

    def taken(found: re.Match[str]) -> str:
        if found["number"] is None:
            return found[0]
        number = int(found["number"])
        return f"CAST(($1)[{number}] AS {types[number - 1]})"

    return PARAMETER.sub(taken, text)
