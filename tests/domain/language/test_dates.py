"""Reading dates takes time proportional to the text: a law of the patterns' form, which no clock measures."""

import re
from collections.abc import Iterable, Iterator
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from bot.domain.language import dates

PATTERNS = [pattern for pattern, _, _ in dates.TABLE]
ASSERTIONS = (sre.AT, sre.ASSERT, sre.ASSERT_NOT)


def unbounded_at_start(items: Iterable[Any]) -> Iterator[str]:
    """Unbounded repetitions that a match may begin with: everything before them may be empty."""
    for operation, argument in items:
        if operation in ASSERTIONS:
            continue
        yield from _unbounded_in(operation, argument)
        if _minimal_width(operation, argument):
            return


def _unbounded_in(operation: Any, argument: Any) -> Iterator[str]:
    if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        _, most, repeated = argument
        if most is sre.MAXREPEAT:
            yield str(repeated)
        yield from unbounded_at_start(repeated)
    elif operation is sre.SUBPATTERN:
        yield from unbounded_at_start(argument[-1])
    elif operation is sre.BRANCH:
        for branch in argument[1]:
            yield from unbounded_at_start(branch)


def _minimal_width(operation: Any, argument: Any) -> int:
    if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        return int(argument[0] * argument[2].getwidth()[0])
    if operation is sre.SUBPATTERN:
        return int(argument[-1].getwidth()[0])
    if operation is sre.BRANCH:
        return min(int(branch.getwidth()[0]) for branch in argument[1])
    return 1


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_pattern_opens_with_an_unbounded_repetition(pattern: str) -> None:
    assert list(unbounded_at_start(_parser.parse(pattern, re.IGNORECASE))) == []


@pytest.mark.parametrize("pattern", [r"a?\s*b", r"(?<!x)(?:y)?(?P<s>\s+)z", r"(?:\s*a|b)c"])
def test_the_law_sees_one(pattern: str) -> None:
    assert list(unbounded_at_start(_parser.parse(pattern)))
