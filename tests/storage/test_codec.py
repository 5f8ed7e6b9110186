"""What is encoded comes back: a law, for everything the domain may want stored."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.decode import decode
from bot.storage.encode import encode, storable, to_json


class Colour(StrEnum):
    RED = "red"
    GREEN = "绿"


@dataclass(frozen=True, slots=True)
class Inner:
    role: Colour
    unit: str = ""
    tasks: tuple[str, ...] = ()
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Everything:
    text: str
    maybe_text: str | None
    number: int
    maybe_number: int | None
    yes: bool
    maybe: bool | None
    day: date
    maybe_day: date | None
    colour: Colour
    maybe_colour: Colour | None
    exact: Decimal
    body: bytes
    words: tuple[str, ...]
    numbers: tuple[int, ...]
    pair: tuple[str, int]
    rows: tuple[tuple[str, ...], ...]
    days: tuple[date, ...]
    inner: Inner
    inners: tuple[Inner, ...]
    maybe_inner: Inner | None
    data: Mapping[str, object]
    counts: Mapping[str, int]


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
NUMBER = st.integers(-(2**63), 2**63 - 1)
EXACT = st.decimals(allow_nan=False, allow_infinity=False)
INNER = st.builds(Inner, st.sampled_from(Colour), TEXT, st.lists(TEXT).map(tuple), st.none() | st.dates())
PLAIN = st.none() | st.booleans() | NUMBER | st.floats(allow_nan=False, allow_infinity=False) | TEXT
DATA = st.dictionaries(
    TEXT, st.recursive(PLAIN, lambda inside: st.lists(inside) | st.dictionaries(TEXT, inside))
)
EVERYTHING = st.builds(
    Everything,
    text=TEXT,
    maybe_text=st.none() | TEXT,
    number=NUMBER,
    maybe_number=st.none() | NUMBER,
    exact=EXACT,
    words=st.lists(TEXT).map(tuple),
    numbers=st.lists(NUMBER).map(tuple),
    pair=st.tuples(TEXT, NUMBER),
    rows=st.lists(st.lists(TEXT).map(tuple)).map(tuple),
    days=st.lists(st.dates()).map(tuple),
    inner=INNER,
    inners=st.lists(INNER).map(tuple),
    maybe_inner=st.none() | INNER,
    data=DATA,
    counts=st.dictionaries(TEXT, NUMBER),
)
COLUMNS = tuple(field.name for field in fields(Everything))


def as_row(thing: Everything) -> tuple[object, ...]:
    return tuple(encode(getattr(thing, name)) for name in COLUMNS)


@given(st.lists(EVERYTHING, max_size=3))
def test_what_is_stored_comes_back(things: list[Everything]) -> None:
    rows = [as_row(thing) for thing in things]
    assert all(value is None or type(value) in (str, int, bytes) for row in rows for value in row)
    assert decode(Everything, COLUMNS, rows) == things


@given(st.lists(EVERYTHING, min_size=1, max_size=2))
def test_the_order_of_columns_and_those_nobody_asked_for_do_not_matter(things: list[Everything]) -> None:
    rows = [("p", *reversed(as_row(thing))) for thing in things]
    assert decode(Everything, ("plan_id", *reversed(COLUMNS)), rows) == things


@given(st.text())
def test_any_text_can_be_stored_and_a_storable_one_is_left_alone(text: str) -> None:
    stored = storable(text)
    assert len(stored) == len(text)
    assert "\x00" not in stored.encode().decode()
    assert storable(stored) == stored
    if "\x00" not in text and text.encode(errors="ignore").decode() == text:
        assert stored == text


@given(DATA)
def test_equal_mappings_give_equal_text(data: dict[str, object]) -> None:
    assert to_json(dict(reversed(data.items()))) == to_json(data)
    assert json.loads(to_json({"词": data})) == {"词": data}


def test_scalars_and_plain_mappings() -> None:
    assert decode(int, ("n",), [(1,), (2,)]) == [1, 2]
    assert decode(date, ("d",), [("2024-03-11",)]) == [date(2024, 3, 11)]
    assert decode(Colour, ("c",), [("red",)]) == [Colour.RED]
    assert decode(bool, ("b",), [(1,)]) == [True]
    assert decode(dict, ("a", "b"), [(1, "x")]) == [{"a": 1, "b": "x"}]
    assert decode(tuple[str, ...], ("t",), [('["a"]',)]) == [("a",)]


def test_fields_without_a_column_take_their_default_or_are_missed() -> None:
    assert decode(Inner, ("role",), [("red",)]) == [Inner(Colour.RED)]
    with pytest.raises(TypeError, match=r"Inner\.role needs a column; the query has unit"):
        decode(Inner, ("unit",), [("x",)])


def test_a_column_that_does_not_hold_what_its_field_says_is_an_error_that_names_the_field() -> None:
    columns = ("role", "unit", "tasks")
    for row, named in (
        (("blue", "x", "[]"), "role"),
        (("red", 7, "[]"), "unit"),
        (("red", None, "[]"), "unit"),
        (("red", "x", "[1]"), "tasks"),
    ):
        with pytest.raises(ValueError, match=rf"\$\[0\]\.{named}"):
            decode(Inner, columns, [row])


@pytest.mark.parametrize("value", [datetime(2024, 3, 11), {1, 2}, object()])  # noqa: DTZ001 - what is refused
def test_what_has_no_one_way_to_be_stored_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no way to store"):
        encode(value)
