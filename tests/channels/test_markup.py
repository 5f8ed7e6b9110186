"""Text as Telegram has it: any text arrives as it was written, dates are dates, and cuts lose nothing."""

from collections.abc import AsyncIterator, Iterable
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.telegram.api import Address, Api, connect
from bot.channels.telegram.markup import TEXT, DateMark, html
from bot.channels.text_cutting import BEGINS, cut, shortened
from bot.channels.text_cutting import utf16_units as units
from tests.peers.botapi import html as reader
from tests.peers.botapi import text as shown
from tests.peers.botapi.server import BotApi, bot_api
from tests.peers.botapi.utf16 import cut as slice_of

AWKWARD = "<>&\"';#x26 \n\t\r\x00\x08\x1f\u200b\u200f\u202e督办。，ע🔴👨‍👩‍👧é/@"
TEXTS = st.text(st.sampled_from(AWKWARD) | st.characters(exclude_categories=["Cs"]), max_size=120)
LINES = st.lists(
    st.text(st.sampled_from("督办。， .;a1🔴👍·\t"), max_size=70)
    | st.builds("{}. {}".format, st.integers(1, 99), TEXTS),
    max_size=12,
)


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    async with bot_api(check=True) as server:
        server.person(1001).chat.started = True
        yield server
        assert server.complaints == []


@pytest.fixture
async def api(server: BotApi) -> AsyncIterator[Api]:
    api = connect(server.token, Address(server.base_url, server.base_file_url), 1)
    await api.open()
    yield api
    await api.close()


# ---- escaping


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # one server and one phone for all texts
@given(TEXTS, st.booleans())
async def test_any_text_is_shown_as_it_was_written(server: BotApi, api: Api, text: str, bold: bool) -> None:
    wanted = shown.finish(text, [])[0]
    if not wanted:
        return  # nothing to see
    await api.call("sendMessage", chat_id=1001, text=html(text, bold=bold), parse_mode="HTML")
    last = server.person(1001).heard[-1]
    assert last.text == wanted
    assert [one["type"] for one in last.entities if one["type"] == "bold"] == (["bold"] if bold else [])


@given(TEXTS, TEXTS.filter(bool), st.integers(0, 2**40))
def test_dates_change_no_word(text: str, words: str, at: int) -> None:
    assert reader.parse(html(f"{text}{words}{text}", (DateMark(words, at),)))[0] == f"{text}{words}{text}"


# ---- dates


def dates(text: str, *words: str) -> list[tuple[str, int]]:
    """What a phone would show as a date, and its second."""
    plain, entities = reader.parse(html(text, [DateMark(one, n * 1000) for n, one in enumerate(words, 1)]))
    return [(slice_of(plain, one["offset"], one["length"]), one["unix_time"]) for one in entities]


def test_a_date_is_one_wherever_its_words_stand() -> None:
    assert dates("🔴 期限1月5日，再报：1月5日", "1月5日") == [("1月5日", 1), ("1月5日", 1)]


def test_a_date_within_another_is_not_that_date() -> None:
    assert dates("11月5日、2024年1月5日、2月5日", "1月5日") == []
    assert dates("due Fri 5 Jan 2024", "Fri 5 Jan") == []


def test_the_longer_date_wins_in_whatever_order_they_are_named() -> None:
    both = "1月5日（周五）", "1月5日"
    assert dates("1月5日（周五）和1月5日", *both) == [(both[0], 1), (both[1], 2)]
    assert dates("1月5日（周五）和1月5日", *reversed(both)) == [(both[0], 2), (both[1], 1)]


def test_words_of_the_markup_itself_are_no_dates() -> None:
    assert dates("1<2 & 5", "amp", "unix", "lt") == []
    assert dates("A & 17", "17", "1") == [("17", 1)]


# ---- cutting


@given(LINES, st.integers(20, 90))
def test_cutting_loses_nothing_and_doubles_nothing(lines: list[str], most: int) -> None:
    parts = cut(lines, most, units)
    assert _visible(chain.from_iterable(parts)) == _visible(lines)
    assert all(units("\n".join(part)) <= most for part in parts)
    assert all("".join(part).strip() for part in parts)
    assert cut(lines, most, units) == parts


@given(LINES, st.integers(20, 90))
def test_a_line_that_fits_is_never_cut(lines: list[str], most: int) -> None:
    whole = [line for line in lines if units(line) <= most and line.strip()]
    rest = iter(chain.from_iterable(cut(lines, most, units)))
    assert all(line in rest for line in whole)  # in their order


@given(LINES, st.integers(20, 90))
def test_a_part_begins_with_a_matter_where_matters_fit(lines: list[str], most: int) -> None:
    matters: list[str] = []
    for line in lines:
        matters = (
            [*matters, line]
            if BEGINS.match(line) or not matters
            else [*matters[:-1], f"{matters[-1]}\n{line}"]
        )
    if all(units(matter) <= most for matter in matters):
        firsts = {matter.partition("\n")[0] for matter in matters}
        assert all(part[0] in firsts for part in cut(lines, most, units))


@given(st.text(max_size=200), st.integers(2, 40))
def test_pieces_of_a_line_are_the_line_and_split_no_character(text: str, most: int) -> None:
    pieces = list(shortened(text, most, units))
    assert "".join(pieces) == text
    assert all(units(piece) <= most for piece in pieces)


def test_a_long_line_is_cut_behind_a_sentence() -> None:
    assert list(shortened("第一句。第二句很长很长。第三句。", 12, units)) == [
        "第一句。第二句很长很长。",
        "第三句。",
    ]


def test_an_emoji_counts_twice_as_telegram_counts() -> None:
    assert units("🔴a督") == 4
    assert [units(part[0]) for part in cut(["🔴" * (TEXT // 2 + 1)], TEXT, units)] == [TEXT, 2]


def _visible(lines: Iterable[str]) -> str:
    return "".join("".join(lines).split())
