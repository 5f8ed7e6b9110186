"""Evidence from a phone: photo, paper, place and an address behind words, as the reviewer reads them on a phone."""

from bot.domain.assignment import State
from tests.telegram.builders import TelegramCity
from tests.telegram.test_faults import sent, updates
from tests.web.standin import picture

LIAISON, LEAD = "u02-liaison", "市城市管理局"


async def test_the_reviewer_sees_and_is_handed_what_came(town: TelegramCity) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    phone = town.phone_of(LIAISON)
    await town.does(lambda: phone.photo(picture(), "1 已完成200/200台"))
    await town.does(lambda: phone.document("验收单.pdf", b"%PDF-1.4 test", caption="验收单"))
    await town.does(lambda: phone.location(33.0123, 112.5432))
    link = {"type": "text_link", "offset": 0, "length": 2, "url": "https://example.cn/2023/12/18?n=80%"}
    [told] = updates(town, "rich", text="公示已上网", entities=[link])
    del told["message"]["rich_message"]
    await sent(town, told)
    item = await town.milestone("1.1", LEAD)
    assert item.percent is None  # 80% stands in an address
    await town.press_payload(LIAISON, f"sub:{item.id}")
    await town.say("coordinator", "待复核")
    page = town.phone_of("coordinator").heard[-1]
    for line in (
        "已完成200/200台（100%）",
        "附件2份：照片1张、验收单.pdf",
        "位置：北纬33.01230，东经112.54320",
        "公示已上网 https://example.cn/2023/12/18?n=80%",
    ):
        assert line in page.text, page.text
    await town.press("coordinator", "1 附件（2）")
    listed, photo, paper = town.phone_of("coordinator").heard[-3:]
    assert "验收单.pdf（1 KB）" in listed.text and "SHA-256" in listed.text
    assert photo.photo == picture() and paper.document == ("验收单.pdf", b"%PDF-1.4 test")


async def test_a_program_is_left_out_and_said_what_can_be_sent(town: TelegramCity) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    phone = town.phone_of(LIAISON)
    await town.does(lambda: phone.document("照片.jpg", b"MZ\x90\x00 program", caption="完成60%"))
    assert "“照片.jpg”未保存。可接收：照片、PDF" in phone.heard[-1].text
    assert (await town.milestone("1.1", LEAD)).percent == 60
    await town.does(lambda: phone.document("台账.xlsx", b"MZ\x90\x00 program"))
    assert "“台账.xlsx”未保存" in phone.heard[-1].text
    assert town.rows("SELECT name FROM attachment WHERE person_id <> ''") == []
    assert (await town.milestone("1.1", LEAD)).state is State.OPEN
