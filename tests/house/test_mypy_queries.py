"""The mypy plugin reads the SQL right. That mypy runs it is seen by `make check`: tests/contracts/test_store.py ignores
three errors of it, and an ignored error that does not occur is one."""

import pytest

from bot.storage.catalogue import SQL, Dialect, load
from tests.house.mypy_queries import columns_of, wrong_shape, wrong_values


@pytest.mark.parametrize(
    ("name", "given", "whole", "problems"),
    [
        ("return_of", ["unit", "due"], True, []),
        ("return_of", ["unit"], True, ['"return_of" needs a value for :due']),
        ("return_of", ["unit"], False, []),
        ("return_of", ["unit", "due", "now"], False, ['"return_of" has no parameter :now']),
        ("return_off", ["unit"], True, ['no statement of bot/storage/sql is named "return_off"']),
    ],
)
def test_values_fit_the_parameters(name: str, given: list[str], whole: bool, problems: list[str]) -> None:
    assert list(wrong_values(name, given, whole)) == problems


def test_a_shape_fits_the_columns() -> None:
    assert list(wrong_shape("tallies", ["task", "n", "colour"])) == ['"tallies" has no column colour']
    assert list(wrong_shape("tallies", None)) == ['"tallies" has 7 columns, and a scalar is read from one']
    assert list(wrong_shape("last_assignment_id", None)) == []


def test_the_columns_of_every_question_are_known() -> None:
    for statement in load(Dialect.SQLITE, SQL).values():
        assert statement.writes or columns_of(statement.name), statement.name
