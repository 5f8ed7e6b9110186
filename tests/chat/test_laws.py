"""Whatever anybody writes or presses ends in one committed answer; what a message is about is within reach."""

import asyncio
import tempfile
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.cards.callback_data import Shape, Verb, payload_for, unit_code
from bot.context.ports import Attachment, Inbound
from bot.domain.person import Roster
from bot.planfile.demo import demo_people
from tests.builders import ZH, City, busy_plan, buttons, city, seed_plan, small_plan
from tests.played import played

PEOPLE = (
    "coordinator",
    "reviewer",
    "leader",
    "u01-liaison",
    "u01-head",
    "u02-liaison",
    "c01-liaison",
    "stranger",
)
WORDS = (
    "完成80%", "无变化", "其余无变化", "已完成", "12月31日前，设备推迟", "撤销",
    "/summary", "/tasks", "/undo", "/why", "/inbox", "/late", "/lang en", "/lang zh", "/extend", "/remind 1",
    "/report 1 30%", "/done 1.1", "/golive 2024-01-02", "/x",
    "", " ", "\n", "／", "🙂", "%", "100000000000000000000%", "1月32日", "'; DROP TABLE event; --", "<b>", "{n}", "%s",
)  # fmt: skip

ARGUMENT: Mapping[Shape, st.SearchStrategy[Any]] = {
    Shape.ITEM: st.integers(1, 30),
    Shape.PAPER: st.integers(1, 3),
    Shape.TICKET: st.integers(1, 3),
    Shape.COUNT: st.integers(0, 12) | st.just(9999),
    Shape.UNIT: st.sampled_from([unit_code(name) for name in small_plan().unit]) | st.just("00000000"),
    Shape.DAY: st.sampled_from(["20240108", "20231231", "20240131", "99991231"]),
    Shape.WORD: st.sampled_from(
        ["1", "reviews", "no_lead", "unreachable", "past", "u02-liaison", "en", "zh_CN", "-"]
    ),
}


@st.composite
def payloads(draw: st.DrawFn) -> str:
    verb = draw(st.sampled_from(Verb))
    return payload_for(verb, *(draw(ARGUMENT[shape]) for shape in verb.arguments))


UPDATE = st.tuples(
    st.sampled_from(PEOPLE),
    st.one_of(
        st.sampled_from(WORDS).map(lambda text: {"text": text}),
        st.text(max_size=40).map(lambda text: {"text": text}),
        payloads().map(lambda payload: {"button": payload}),
        payloads().map(lambda payload: {"button": payload, "on": True}),
        st.text(min_size=1, max_size=70).map(lambda payload: {"button": payload}),
        st.binary(min_size=1, max_size=9).map(lambda body: {"file": body}),
    ),
)


def run(story: Callable[[Path], Coroutine[object, object, None]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(story(Path(folder)))


async def _answered(town: City, number: int, who: str, what: dict[str, object]) -> None:
    last = town.phone(who)[-1].message_id if what.get("on") and town.phone(who) else ""
    files = (Attachment("a.bin", "application/octet-stream", what["file"]),) if "file" in what else ()  # type: ignore[arg-type]
    text, button = str(what.get("text", "")), str(what.get("button", ""))
    update = f"u{number}"
    await town.chat.receive(Inbound("browser", update, who, text, button, last, files), town.now)
    await town.play.settle()
    answers = [m for m in town.sent if m.message_id.startswith(f"a.browser.{update}.")]
    wrong = town.rows("SELECT error FROM inbox WHERE update_id = ? AND error <> ''", update)
    assert not wrong, f"{who} {what}: {wrong}"
    if who != "stranger":
        assert len(answers) == 1, f"{who} {what}: {len(answers)} answers"
        card = answers[0].card
        assert card.text.strip()
        assert all(len(one.payload.encode("ascii")) <= 64 and one.text.strip() for one in buttons(card))


async def _until_january(town: City) -> None:
    await town.go_live("2023-11-01")
    await town.sleep_until("2024-01-04", "10:00")


@settings(max_examples=40, deadline=None)
@given(st.lists(UPDATE, min_size=1, max_size=25))
@example(
    [
        ("u02-liaison", {"text": "/report 1"}),
        ("u02-liaison", {"button": "this:1"}),
        ("u02-liaison", {"text": "好"}),
    ]
)
def test_every_update_ends_in_one_answer_and_no_mistake(updates: list[tuple[str, dict[str, object]]]) -> None:
    async def story(folder: Path) -> None:
        opened = partial(city, plan=small_plan())
        async with played(folder, "laws of the chat", opened, _until_january) as (town, _):
            for number, (who, what) in enumerate(updates):
                await _answered(town, number, who, what)

    run(story)


async def _within_reach(town: City, who: str) -> None:
    """Every item of the last pushed message is opened by pressing what is offered, and nothing else."""
    message = next(m for m in reversed(town.phone(who)) if not m.message_id.startswith("a."))
    wanted, opened = set(message.card.assignments), set[int]()
    card, on = message.card, message.message_id
    while True:
        opened |= {
            int(p.split(":")[1]) for p in (b.payload for b in buttons(card)) if p.split(":")[0] == "card"
        }
        onward = next((b for b in buttons(card) if b.text in ("查看清单", "下一页")), None)
        if onward is None or wanted <= opened:
            break
        card = await town.press_payload(who, onward.payload, on)
        on = town.phone(who)[-1].message_id
    assert wanted <= opened


async def _walked(town: City, who: str) -> None:
    """And so it is one by one."""
    message = next(m for m in reversed(town.phone(who)) if not m.message_id.startswith("a."))
    if not any(one.text == "逐项处理" for one in buttons(message.card)):
        assert len(message.card.assignments) <= 3
        return
    card = await town.press(who, "逐项处理", message)
    seen = [card.lines]
    while any(one.text == "下一项" for one in buttons(card)):
        card = await town.press_payload(
            who, next(b for b in buttons(card) if b.text == "下一项").payload, town.phone(who)[-1].message_id
        )
        seen.append(card.lines)
    assert len(set(seen)) == len(message.card.assignments)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 10, 11, 40])
async def test_every_item_of_a_message_is_within_reach(tmp_path: Path, n: int) -> None:
    async with city(tmp_path, busy_plan(n)) as busy:
        await _until_january(busy)
        for who in ("u02-liaison", "u02-head", "coordinator"):
            last = next(m for m in reversed(busy.phone(who)) if not m.message_id.startswith("a.")).card
            assert len(last.assignments) == n
            assert len(last.text.splitlines()) <= 25
            assert len(last.text) <= 1500
            await _within_reach(busy, who)
            await _walked(busy, who)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_half_a_year_of_the_seed_plan_is_told_in_both_languages_on_one_screen_each(
    tmp_path: Path, language: str
) -> None:
    people = Roster(tuple(replace(p, language=language) for p in demo_people(seed_plan(), ZH).people))
    async with city(tmp_path, people=people) as nanyang:
        await nanyang.go_live("2023-11-01")
        await nanyang.sleep_until("2024-04-15")
        long = [
            m.message_id
            for m in nanyang.sent
            if len(m.card.text.splitlines()) > 25 or len(m.card.text) > 1500
        ]
        assert len(nanyang.sent) > 500
        assert long == []
