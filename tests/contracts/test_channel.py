"""What a channel promises, whatever the platform: what is told is seen, whole and in order, and once or marked.

The browser's reader is the page's own history; Telegram's and WeCom's are phones on strict servers, reached through the
real clients.
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cards.card import Button, ButtonStyle, Card
from bot.channels.browser.hub import BACKLOG, Hub
from bot.channels.telegram.spec import NAME
from bot.context.ports import Attachment, Outgoing
from bot.domain.errors import GiveUp, Undelivered
from bot.engine.outbox import LEASE
from tests.builders import City, city, no_file, small_plan
from tests.contracts.on_wecom import on_wecom_app
from tests.contracts.on_wecom_bot import on_wecom_bot
from tests.contracts.sides import NUMBER, WHO, Dying, Killed, OnTelegram, Side, in_browser, on_telegram
from tests.peers.botapi import faults
from tests.peers.botapi.faults import Reset
from tests.web.standin import picture

PHOTO = Attachment("现场.png", "image/png", picture())
REPORT = Attachment("台账 <1>.xlsx", "application/octet-stream", b"PK\x03\x04 rows")
LIST = Attachment("清单.pdf", "application/pdf", b"%PDF-1.7 lines")

SIDES = {
    "browser": in_browser,
    "telegram": on_telegram,
    "wecom": on_wecom_app,
    "wecom bot": on_wecom_bot,
}


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan()) as founded:
        yield founded


@pytest.fixture(params=SIDES)
async def side(request: pytest.FixtureRequest, town: City) -> AsyncIterator[Side]:
    async with SIDES[request.param](town) as side:
        yield side


@pytest.fixture
async def telegram(town: City) -> AsyncIterator[OnTelegram]:
    async with on_telegram(town) as side:
        yield side


ROWS = (
    (Button("填报", "say:1", ButtonStyle.PRIMARY), Button("详情", "card:1")),
    (Button("不涉及", "dec:1", ButtonStyle.DANGER),),
)
CARD = Card("🔴 <b>锅炉</b> & 扬尘", ("1. 期限12月31日", "", "2. “原话” 'x' \\ _*`"), ROWS)
LABELS = [["填报", "详情"], ["不涉及"]]


async def test_every_word_and_button_is_seen(side: Side) -> None:
    await side.tell(CARD)
    [seen] = await side.seen()
    assert (seen.words.split(), seen.buttons) == (CARD.text.split(), side.board(LABELS))


@pytest.mark.parametrize("payload", ["a", "say:1234567", "x" * 64, "to:1:u02-Li_ai.son"])
async def test_a_pressed_button_says_the_very_payload(side: Side, payload: str) -> None:
    await side.tell(Card("题", (), ((Button("按", payload),),)))
    assert await side.press("按") == payload


PRESSED = ((Button("无变化", "same:1"), Button("取消", "drop")), (Button("详情", "card:1"),))
SHAPES = {"short": ("期限12月31日",), "long": ("又" * 3000, "再" * 3000)}


@pytest.mark.parametrize("photo", [False, True], ids=["words", "picture"])
@pytest.mark.parametrize("lines", SHAPES.values(), ids=SHAPES)
async def test_a_pressed_card_gets_its_final_state(side: Side, lines: tuple[str, ...], photo: bool) -> None:
    """What was done stands below its words; what it no longer means is gone, what only shows stays."""
    [picture] = await side.keep(PHOTO) if photo else [""]
    message = await side.tell(Card("请反馈", lines, PRESSED, picture=picture))
    before = await side.seen()
    await side.pressed("取消", message)
    now = await side.seen()
    assert re.fullmatch(
        re.escape(before[-1].words) + r"\n✓ 已取消 \d+月\d+日 \d\d:\d\d", now[len(before) - 1].words
    )
    assert [one.buttons for one in now[: len(before)] if one.buttons] == [[["详情"]]]
    assert [one.files for one in now[: len(before)]] == [one.files for one in before]


async def test_a_refused_press_leaves_the_card(side: Side) -> None:
    message = await side.tell(Card("请反馈", (), PRESSED))
    before = await side.seen()
    await side.pressed("无变化", message)
    assert (await side.seen())[: len(before)] == before


async def test_a_message_that_may_have_arrived_is_seen_once_or_says_so(side: Side) -> None:
    await side.queue(CARD)
    with pytest.raises(Killed):
        await side.deliver(Dying(side.channel, side.channel.name))
    side.town.clock.now += LEASE
    await side.deliver()
    first, *again = [seen.words for seen in await side.seen()]
    assert first.split() == CARD.text.split()
    assert [words.removeprefix("〔重发，可能重复〕") for words in again] == [first] * len(again)
    assert first not in again


async def test_a_press_counts_although_nobody_wrote_down_that_the_message_arrived(side: Side) -> None:
    """The process died in between, and the reader was quicker than its repetition."""
    message = await side.queue(Card("请反馈", (), PRESSED))
    with pytest.raises(Killed):
        await side.deliver(Dying(side.channel, side.channel.name))
    await side.pressed("取消", message)
    assert side.town.rows("SELECT message_id FROM card_press") == [(message,)]


async def test_a_long_card_is_seen_whole_and_in_order(side: Side) -> None:
    lines = tuple(f"{n}. 第{n}项：" + "扬尘治理，" * 60 for n in range(1, 60))
    await side.tell(Card("很长的一份清单", lines, ROWS))
    seen = await side.seen()
    assert side.told(seen) == "\n".join(("很长的一份清单", *lines))
    assert [one.buttons for one in seen] == [[]] * (len(seen) - 1) + [side.board(LABELS)]


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
@pytest.mark.parametrize("was_long", [False, True], ids=["was short", "was long"])
async def test_a_message_takes_anothers_place(side: Side, long: bool, was_long: bool) -> None:
    """Where the platform cannot show it there, the old one has no button any more; WeCom's bot can do that only in the
    moment of a press."""
    more = ("又" * 3000, "再" * 3000)
    old = await side.tell(Card("旧", more if was_long else (), ROWS))
    await side.tell(Card("新", more if long else (), ROWS[:1]), replaces=old)
    await side.tell(Card("别的"))
    seen = await side.seen()
    before = [] if side.edits_later else [side.board(LABELS)]
    assert [one.buttons for one in seen if one.buttons] == [*before, LABELS[:1]]
    words = "".join(side.told(seen).split())
    assert words.endswith("".join(("新", *(more if long else ()), "别的")))


async def test_a_picture_is_seen_with_its_words(side: Side) -> None:
    [photo] = await side.keep(PHOTO)
    await side.tell(Card("摘要", ("31项任务",), ROWS, picture=photo))
    [seen] = await side.seen()
    assert (seen.words, seen.files, seen.buttons) == ("摘要\n31项任务", [PHOTO.body], side.board(LABELS))


async def test_files_are_handed_over_below_the_words(side: Side) -> None:
    files = await side.keep(REPORT, PHOTO, LIST)
    await side.tell(Card("附件", (), ROWS[:1], files=files))
    seen = await side.seen()
    assert seen[0].words == "附件"
    assert [body for one in seen for body in one.files] == [REPORT.body, PHOTO.body, LIST.body]


async def test_a_file_that_has_been_forgotten_keeps_nothing_back(side: Side) -> None:
    await side.tell(Card("附件", (), ROWS[:1], files=("0" * 64, *await side.keep(REPORT))))
    assert [body for one in await side.seen() for body in one.files if body] == [REPORT.body]


async def test_a_file_the_platform_refuses_is_named_and_the_others_come(telegram: OnTelegram) -> None:
    files = await telegram.keep(Attachment("空.txt", "text/plain", b""), REPORT)
    await telegram.tell(Card("附件", (), ROWS[:1], files=files))
    words, name, report = await telegram.seen()
    assert (words.words, name.words, report.files) == ("附件", "空.txt", [REPORT.body])


@pytest.mark.parametrize("words", ["31项任务", "又" * 3000], ids=["caption", "apart"])
async def test_where_pictures_are_not_allowed_the_words_come(telegram: OnTelegram, words: str) -> None:
    refusal = faults.Say(400, "Bad Request: not enough rights to send photos to the chat")
    for method in ("sendPhoto", "sendDocument"):
        telegram.server.faults.add(method, refusal)
    [photo] = await telegram.keep(PHOTO)
    await telegram.tell(Card("摘要", (words,), ROWS, picture=photo))
    seen = (await telegram.seen())[-1]
    assert (seen.words, seen.buttons, seen.files) == (f"摘要\n{words}", LABELS, [])


# ---- what can go wrong, where something can


TROUBLES = [
    faults.too_many(3),
    faults.FLOOD_WITHOUT_PARAMETERS,
    faults.SERVER_ERROR,
    faults.BAD_GATEWAY,
    faults.HTML,
    faults.UNAUTHORIZED,
    faults.BLOCKED,
    Reset(),
    Reset(after=True),
]


@pytest.mark.parametrize("trouble", TROUBLES, ids=str)
async def test_whatever_goes_wrong_is_undelivered(telegram: OnTelegram, trouble: faults.Fault) -> None:
    telegram.server.faults.add("*", trouble)
    message = Outgoing("m", WHO, NAME, str(NUMBER), "answer", CARD, "", 1, 0)
    with pytest.raises(Undelivered):
        await telegram.channel.send(message, no_file)


async def test_a_reader_who_is_slow_is_nobody_elses_trouble(town: City) -> None:
    async with in_browser(town) as side:
        assert isinstance(side.channel, Hub)
        async with side.channel.subscribe():
            message = Outgoing("m", WHO, side.channel.name, WHO, "answer", CARD, "", 1, 0)
            for _ in range(BACKLOG + 1):
                await side.channel.send(message, no_file)


async def test_whoever_blocked_us_is_given_up(telegram: OnTelegram) -> None:
    telegram.phone.chat.blocked = True
    message = Outgoing("m", WHO, NAME, str(NUMBER), "answer", CARD, "", 1, 0)
    with pytest.raises(GiveUp, match="blocked"):
        await telegram.channel.send(message, no_file)


async def test_a_long_answer_in_anothers_place_survives_a_flood_between(telegram: OnTelegram) -> None:
    """The old buttons are gone by then: that they cannot go again does not say that the new text is there."""
    old = await telegram.tell(CARD)
    rule = telegram.server.faults.add("sendMessage", faults.too_many(1))
    new = Card("新", ("又" * 3000, "再" * 3000), ROWS)
    await telegram.tell(new, replaces=old)
    assert rule.hits == 1
    telegram.town.clock.now += 60_000
    await telegram.deliver()
    assert "\n".join(one.words for one in (await telegram.seen())[1:]) == new.text
