"""Files of an item on a phone: photos as photos, documents as documents, to the last byte."""

from functools import partial

from bot.actions.report import keep_files
from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Button, Card
from bot.channels.telegram.spec import NAME
from bot.context.plan_context import ChatAccount
from bot.context.ports import Attachment
from bot.domain.message import MessageKind
from bot.domain.person import Person
from bot.engine.outbox import post
from tests.telegram.builders import TelegramCity
from tests.web.standin import picture

LIAISON = "u02-liaison"
SHEET = Attachment("台账 2023.xlsx", "application/octet-stream", b"PK\x03\x04" + bytes(range(256)))


async def test_the_coordinator_is_handed_what_the_liaison_sent(town: TelegramCity) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    await town.say(LIAISON, "进度50%", files=(SHEET,))
    sent = town.phone_of(LIAISON)
    await town.does(lambda: sent.photo(picture(), "进度60%"))
    item = await town.milestone("1.1", "市城市管理局")
    await town.press_payload("coordinator", f"files:{item.id}")
    words, sheet, photo = town.phone_of("coordinator").heard[-3:]
    assert words.text.splitlines()[0].endswith("附件2份")
    assert words.labels == ["详情"]
    assert sheet.document == (SHEET.name, SHEET.body)
    assert photo.photo == picture()


async def test_an_undone_press_is_taken_off_the_card_above_its_files(town: TelegramCity) -> None:
    """The files follow the card, and the last number is theirs."""
    await town.sleep_until("2023-12-18", "10:00")
    phone = town.phone_of(LIAISON)
    item = await town.milestone("1.1", "市城市管理局")
    digests, kept = keep_files([SHEET], Person(LIAISON, "", ()), town.now)
    same = Button("无变化", payload_for(Verb.SAME, item.id))
    card = Card("请反馈进展", buttons=((same,),), files=digests)
    account = ChatAccount(NAME, str(phone.id), LIAISON, 0)
    await town.store.commit([*kept, post(account, card, MessageKind.ANSWER, "a.x.0", town.now)])
    await town.play.settle()
    words, sheet = phone.heard[-2:]
    assert (words.labels, sheet.document) == (["无变化"], (SHEET.name, SHEET.body))
    await town.does(partial(phone.press, "无变化", on=words))
    await town.does(lambda: phone.write("/undo"))
    now = next(one for one in phone.heard if one.id == words.id)
    assert now.labels == ["无变化"] and "撤销" in now.text.splitlines()[-1]
