"""Files of an item on a phone: photos as photos, documents as documents, to the last byte."""

from bot.context.ports import Attachment
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
