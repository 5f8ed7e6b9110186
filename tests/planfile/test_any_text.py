"""Law: whatever a file holds, it is a plan or a list of mistakes. No traceback reaches a person."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.bootstrap.open_channels import account_rules
from bot.domain.errors import Invalid
from bot.planfile.calendar import load_calendar
from bot.planfile.ladder import load_ladders
from bot.planfile.people import load_people
from bot.planfile.yaml import load_plan
from tests.planfile.files import EN, ROOT, SEED, SMALL, small

SHANGHAI = ZoneInfo("Asia/Shanghai")
SEED_TEXT = SEED.read_text(encoding="utf-8")
PEOPLE_TEXT = (ROOT / "plan" / "people.example.yaml").read_text(encoding="utf-8")
LADDER_TEXT = (ROOT / "plan" / "ladder.yaml").read_text(encoding="utf-8")

READERS: dict[str, Callable[[str], object]] = {
    "plan": lambda text: load_plan(text, "f", EN),
    "people": lambda text: load_people(text, "f", small(), EN, account_rules()),
    "ladder": lambda text: load_ladders(text, "f", EN),
    "calendar": lambda text: load_calendar(text, "f", SHANGHAI, EN),
}
MARKS = st.text(alphabet="[]{}:,-?&*!|>'\"%@`#~ \n\t\ufeff\0\x85\u2028一a1.", max_size=60)


def read_or_explain(read: Callable[[str], object], text: str) -> None:
    try:
        read(text)
    except Invalid as invalid:
        assert invalid.mistakes
        assert all(m.line >= 1 and m.column >= 1 and m.what and m.instead for m in invalid.mistakes)


@pytest.mark.parametrize("reader", READERS)
@given(text=st.one_of(st.text(max_size=80), MARKS))
def test_any_text(reader: str, text: str) -> None:
    read_or_explain(READERS[reader], text)


@given(at=st.integers(0, len(SMALL)), length=st.integers(0, 12), put=st.one_of(st.text(max_size=5), MARKS))
@settings(max_examples=300)
def test_a_plan_with_a_piece_overwritten(at: int, length: int, put: str) -> None:
    read_or_explain(READERS["plan"], SMALL[:at] + put + SMALL[at + length :])


@pytest.mark.parametrize(("reader", "text"), [("people", PEOPLE_TEXT), ("ladder", LADDER_TEXT)])
@given(data=st.data())
def test_another_file_with_a_piece_overwritten(reader: str, text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    read_or_explain(READERS[reader], text[:at] + data.draw(MARKS) + text[at + data.draw(st.integers(0, 9)) :])


@given(gone=st.sets(st.integers(0, SEED_TEXT.count("\n")), min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
def test_the_seed_plan_with_lines_deleted(gone: set[int]) -> None:
    kept = [line for number, line in enumerate(SEED_TEXT.splitlines()) if number not in gone]
    read_or_explain(READERS["plan"], "\n".join(kept))


ODD = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def put_somewhere(value: Any, odd: object, draw: st.DataObject) -> Any:
    """The value with the odd one in the place of one of its parts."""
    if isinstance(value, dict) and value and draw.draw(st.integers(0, 5)):
        key = draw.draw(st.sampled_from(sorted(value)))
        return {**value, key: put_somewhere(value[key], odd, draw)}
    if isinstance(value, list) and value and draw.draw(st.integers(0, 5)):
        at = draw.draw(st.integers(0, len(value) - 1))
        return [*value[:at], put_somewhere(value[at], odd, draw), *value[at + 1 :]]
    return odd


@pytest.mark.parametrize(
    ("reader", "text"), [("plan", SMALL), ("people", PEOPLE_TEXT), ("ladder", LADDER_TEXT)]
)
@given(odd=ODD, data=st.data())
def test_a_value_of_another_type_anywhere(reader: str, text: str, odd: object, data: st.DataObject) -> None:
    mutated = put_somewhere(yaml.safe_load(text), odd, data)
    read_or_explain(READERS[reader], yaml.dump(mutated, allow_unicode=True, Dumper=yaml.SafeDumper))


BOMBS = {
    "aliases": "a: &a [x, x]\n" + "".join(f"k{n}: &k{n} [*a, *a, *a]\n" for n in range(99)),
    "brackets": "[" * 300_000,
    "braces": "{a: " * 90_000,
    "one long list": "units: [" + "x, " * 100_000 + "]",
    "many unknown units": "units:\n- {name: 市局}\nsections: [{tasks: [{roles: {lead: ["
    + ("市公局, " * 60_000)
    + "]}}]}]",
    "many keys": "\n".join(f"k{n}: 1" for n in range(30_000)),
    "one long word": "id: " + "x" * 390_000,
    "many quotes": '"' * 390_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
@settings(max_examples=1, deadline=5_000)
@example(again=True)
@given(again=st.just(True))
def test_a_bomb_is_answered_within_seconds(bomb: str, again: bool) -> None:
    read_or_explain(READERS["plan"], BOMBS[bomb])
