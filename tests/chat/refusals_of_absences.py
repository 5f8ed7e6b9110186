"""The refusals about absences, each as people reach it. 市城市管理局 has u02-liaison and second."""

from tests.builders import City
from tests.chat.permission_situations import URBAN

HEAD, COLLEAGUE = "u02-head", "second"


async def what_cannot_be_an_absence(there: City) -> None:
    """On Monday 2023-12-18."""
    said = await there.say(URBAN, "/leave 12月1日到12月8日 由second代")
    assert "2023年12月8日已过" in said.text, said.text
    said = await there.say(URBAN, "/leave 到2026年1月1日 由second代")
    assert "最长一年" in said.text, said.text
    await there.say(URBAN, "/leave")
    assert "已结束或已另作安排" in (await there.press_payload(URBAN, "lvby:0:second")).text  # no days yet
    await there.say(URBAN, "/leave 3天")
    assert "不能代办" in (await there.press_payload(URBAN, "lvby:0:u03-liaison")).text
    await there.say(URBAN, "取消")
    assert "已结束或已另作安排" in (await there.press_payload(URBAN, "lvby:0:second")).text
    assert "已结束或已另作安排" in (await there.press_payload(URBAN, "lvdays:3")).text
    assert "没有登记请假" in (await there.say(URBAN, "/leave 结束")).text
    assert "统筹、复核人员不在岗时" in (await there.say("coordinator", "/leave 3天")).text


async def who_cannot_stand_in(there: City) -> None:
    await there.say(COLLEAGUE, "请假3天，无人代")
    said = await there.say(URBAN, "请假3天，由second代")
    assert "second同期不在岗（至2023年12月20日）" in said.text, said.text
    await there.say(COLLEAGUE, "我回来了")
    await there.say(URBAN, "请假3天，由second代")
    number = next(a.number for a in (await there.contexts.current()).absences if a.person == URBAN)
    assert "不由您承担" in (await there.press_payload(HEAD, f"nosub:{URBAN}:{number}")).text
    assert "已结束或已另作安排" in (await there.press_payload(COLLEAGUE, f"nosub:{URBAN}:{number + 5}")).text
    assert "请假不用撤销" in (await there.say(URBAN, "/undo")).text
    await there.say(URBAN, "我回来了")
    assert "没有待您确认接收" in (await there.press_payload(URBAN, "post:1")).text


async def whose_absence_is_not_theirs_to_set(there: City) -> None:
    """A head speaks for the unit's liaisons alone; the coordinator for people of units."""
    assert "不能为市烟草公司联络员登记" in (await there.say(HEAD, "/leave 市烟草公司联络员 3天")).text
    said = await there.say("coordinator", "/leave 市城市管理局联络员请假3天，由second代")
    assert "已登记：市城市管理局联络员12月18日至12月20日不在岗，由second代办" in said.text, said.text
    await there.say("coordinator", "/leave 市城市管理局联络员 结束")
    assert (await there.contexts.current()).absences == ()
