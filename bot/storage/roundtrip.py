"""A whole commit in one round trip to PostgreSQL: statements in their order, rows counted on the server.

Every statement of the catalogue that changes rows is a function of the schema, so that its plan is made once a
session; duban_commit calls them one by one and raises where a count is not as expected. One command is one
transaction: nothing is left open, whatever becomes of the connection. docs/adr/0003 measures what else could be done.

The functions belong to the schema, as tables do, and not to a session (pg_temp): a pooler in transaction mode hands
each command to another session. A function's name ends in a digest of its text: a new version of a statement is a
new function, so that an older program can go on beside a newer one. Old functions are left; nothing calls them.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.storage.catalogue import Statement
from bot.storage.database import BoundChange

STALE = "ST001"  # our own SQLSTATE, of the classes PostgreSQL leaves to others
CHANNEL = "duban"  # of NOTIFY
PREFIX = "duban_"

# CAST(values[i] AS text[]): an array of array literals is reached into at once, however long it is.
PROCEDURE = f"""
CREATE FUNCTION {{name}}(names text[], which int[], expected bigint[], bound text[], signals text[])
RETURNS void LANGUAGE plpgsql AS $duban$
DECLARE
    touched bigint;
BEGIN
    FOR i IN 1 .. cardinality(which) LOOP
        EXECUTE 'SELECT ' || names[which[i]] || '($1)' INTO touched USING CAST(bound[i] AS text[]);
        IF touched <> expected[i] THEN
            RAISE EXCEPTION '%: % rows, not %',
                substring(names[which[i]] FROM {len(PREFIX) + 1} FOR length(names[which[i]]) - {len(PREFIX) + 11}),
                touched, expected[i]
                USING ERRCODE = '{STALE}';
        END IF;
    END LOOP;
    FOR i IN 1 .. cardinality(signals) LOOP
        PERFORM pg_notify('{CHANNEL}', signals[i]);
    END LOOP;
END $duban$;
"""

FUNCTION = """
CREATE FUNCTION {name}(text[]) RETURNS bigint LANGUAGE plpgsql AS $duban$
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


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


COMMIT_FUNCTION = f"{PREFIX}commit_{_digest(PROCEDURE)}"
COMMIT = f"SELECT {COMMIT_FUNCTION}($1, $2, $3, $4, $5)"


def function_of(statement: Statement) -> str:
    return f"{PREFIX}{statement.name}_{_digest(statement.text + FUNCTION)}"


def script(statements: Iterable[Statement], types: Mapping[str, Sequence[str]], missing: set[str]) -> str:
    """Statements that create the functions that the schema lacks: `types` are those of each statement's parameters,
    in order."""
    functions = [
        FUNCTION.format(name=function_of(one), text=_from_array(one.text, types[one.name]))
        for one in statements
    ]
    return (PROCEDURE.format(name=COMMIT_FUNCTION) if COMMIT_FUNCTION in missing else "") + "".join(functions)


def arguments(
    steps: Sequence[BoundChange],
) -> tuple[list[str], list[int], list[int | None], list[str], list[str]]:
    """Of COMMIT."""
    places: dict[str, int] = {}
    which = [places.setdefault(function_of(step.statement), len(places) + 1) for step in steps]
    bound = [literal(step.parameters) for step in steps]
    return list(places), which, [step.rows for step in steps], bound, signals(steps)


WAKING = ("queue_message", "keep_arrived")
TOLD_OF = {"accept_message": "accepted", "press_card": "pressed", "release_press": "pressed"}


def signals(steps: Sequence[BoundChange]) -> list[str]:
    """Notifications to other processes once the commit is stored: something waits to be sent or dealt with, or a
    message was shown to an account, or one of its buttons was pressed."""
    told = ['{"is":"queued"}'] if any(step.statement.name in WAKING for step in steps) else []
    for step in steps:
        if kind := TOLD_OF.get(step.statement.name):
            values = dict(zip(step.statement.names, step.parameters, strict=True))
            told.append(json.dumps({"is": kind, "plan": values["plan_id"], "message": values["message_id"]}))
    return told


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
