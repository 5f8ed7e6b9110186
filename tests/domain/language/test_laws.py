"""Laws of placing: nothing on an item that is not the sender's or that the words exclude, nothing lost, time linear."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.language.clauses import clauses, joined
from bot.domain.language.conversation import Speaker, Thread
from bot.domain.language.place import place
from bot.domain.language.placement import (
    Choice,
    Closed,
    Doubtful,
    Foreign,
    Part,
    Placement,
    Records,
    Unchanged,
)
from bot.domain.language.plain import plain
from bot.domain.language.reading import read
from bot.domain.language.segments import segments
from tests.domain.language.city import TODAY, cases, items, speaker, subject

SAYINGS = [case.say for case in cases("corpus_before.yaml")]
UNITS = ("市农业农村局", "市发展改革委", "市生态环境局", "市城市管理局", "方城县", "市公安局")
PIECES = st.sampled_from(
    [*SAYINGS, "8", "第8项", "22 ", "，", "。", "\n", "已完成", "80%", "43/200", "无变化", "其余无变化"]
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=5).map("，".join),
    st.lists(PIECES, max_size=4).map("".join),
)
WHO = st.sampled_from(UNITS)


def threads(unit: str) -> st.SearchStrategy[Thread]:
    ids = [one.id for one in items(unit)] or [1]
    some = st.lists(st.sampled_from(ids), max_size=3).map(tuple)
    return st.builds(Thread, about=some, shown=some, waiting=st.none() | st.sampled_from(ids))


def parts(placed: Placement) -> tuple[Part, ...]:
    return placed.parts if isinstance(placed, Records) else ()


@given(TEXTS)
def test_clauses_joined_are_the_text(text: str) -> None:
    assert joined(clauses(text)) == text


@given(TEXTS, WHO)
def test_segments_joined_are_the_text(text: str, unit: str) -> None:
    read_ = plain(text)
    assert "".join(one.text for one in segments(read_, speaker(unit), subject())) == read_


@settings(max_examples=300)
@given(st.data(), TEXTS, WHO)
def test_every_text_has_one_result_and_records_only_on_items_of_the_sender(
    data: st.DataObject, text: str, unit: str
) -> None:
    who = speaker(unit)
    thread = data.draw(threads(unit))
    placed = place(text, who, thread, subject(), TODAY)
    assert placed == place(text, who, thread, subject(), TODAY)
    tasks = {one.task for one in who.items} | set(who.supports)
    assert all(part.task in tasks and (part.item is None or part.item in who.items) for part in parts(placed))
    if isinstance(placed, Unchanged):
        assert set(placed.items) <= set(who.items)


@given(
    st.integers(1, 31),
    st.sampled_from(["进度80%", "已完成95%", "检查企业12家", "正在推进", "43/200"]),
    WHO,
    st.data(),
)
def test_a_number_of_another_unit_is_never_recorded_anywhere(
    number: int, words: str, unit: str, data: st.DataObject
) -> None:
    """Whatever was shown before: 13 from a unit without task 13 lies on nothing."""
    who = speaker(unit)
    placed = place(f"第{number}项 {words}", who, data.draw(threads(unit)), subject(), TODAY)
    own = {one.task for one in who.items} | set(who.supports)
    if str(number) not in own:
        assert isinstance(placed, Foreign)
    else:
        assert isinstance(placed, Records | Choice | Doubtful | Closed)
        assert all(part.task == str(number) for part in parts(placed))


SEPARATE = {
    "市农业农村局": ["8 烤房完成90%", "22 秸秆综合利用率93%"],
    "市城市管理局": ["18 整改问题86个", "19 清扫道路12次", "23 抽查43/200"],
    "市发展改革委": ["2 否决项目1个", "21 检查企业32家", "5 风电装机235万千瓦"],
}


@given(
    st.sampled_from(sorted(SEPARATE)),
    st.sampled_from(["；", "。", "\n", "，"]),
    st.randoms(use_true_random=False),
)
def test_parts_said_together_or_one_by_one_record_the_same(unit: str, sign: str, random: object) -> None:
    said = list(SEPARATE[unit])
    random.shuffle(said)  # type: ignore[attr-defined]
    who = speaker(unit)
    alone = [part for text in said for part in parts(place(text, who, Thread(), subject(), TODAY))]
    together = parts(place(sign.join(said), who, Thread(), subject(), TODAY))
    assert [(p.item, p.measured, p.reply.done) for p in alone] == [
        (p.item, p.measured, p.reply.done) for p in together
    ]


def test_words_are_read_only_by_those_who_have_items() -> None:
    placed = place("完成80%", Speaker(), Thread(), subject(), TODAY)
    assert type(placed).__name__ == "Offer"


@pytest.mark.parametrize(
    "piece",
    ["8 完成80%，", "一", "1,", "12月", "共4家中", "第8项", "43/200", "还剩12座", "延期到", "不是1是2", "“"],
)
def test_reading_takes_time_in_proportion_to_the_text(piece: str) -> None:
    """Generous, for a busy machine; `make bench` measures it."""
    short, long = 1_000 // len(piece), 5_000 // len(piece)
    assert _seconds(piece * long) < 15 * max(_seconds(piece * short), 0.02)


def _seconds(text: str) -> float:
    began = process_time()
    read(text, today=date(2024, 1, 3))
    place(text, speaker("市农业农村局"), Thread(), subject(), TODAY)
    return process_time() - began
