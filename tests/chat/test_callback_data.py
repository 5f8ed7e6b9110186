"""A button says one of our sentences, or nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.cards.callback_data import LIMIT, Shape, Verb, payload_for
from bot.chat.callback_data import Press, parse

VALUES: Mapping[Shape, st.SearchStrategy[Any]] = {
    Shape.ITEM: st.integers(1, 10**18 - 1),
    Shape.PAPER: st.integers(1, 10**9 - 1),
    Shape.TICKET: st.integers(1, 10**7 - 1),
    Shape.COUNT: st.integers(0, 9999),
    Shape.UNIT: st.from_regex(r"[0-9a-f]{8}", fullmatch=True),
    Shape.DAY: st.dates(min_value=date(1000, 1, 1)),
    Shape.WORD: st.from_regex(r"[0-9A-Za-z._-]{1,40}", fullmatch=True),
}


@st.composite
def presses(draw: st.DrawFn) -> Press:
    verb = draw(st.sampled_from(Verb))
    return Press(verb, tuple(draw(VALUES[shape]) for shape in verb.arguments))


@given(presses())
def test_what_is_written_is_read_again_and_fits(written: Press) -> None:
    payload = payload_for(written.verb, *written.arguments)
    assert len(payload.encode("ascii")) <= LIMIT
    assert parse(payload) == written


@given(st.one_of(st.text(), st.from_regex(r"[a-z]{1,6}(:[0-9a-z-]{0,12}){0,3}", fullmatch=True)))
def test_anything_else_is_nothing_or_a_whole_sentence(payload: str) -> None:
    read = parse(payload)
    assert read is None or payload_for(read.verb, *read.arguments) == payload


def test_no_two_verbs_are_spelt_alike() -> None:
    assert len({verb.value for verb in Verb}) == len(Verb)
