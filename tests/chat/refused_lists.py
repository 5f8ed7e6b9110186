"""What lists refuse, by what people type and press."""

from datetime import date

import pytest

from bot.actions.hand_in_list import hand_in_list
from bot.context.ports import Attachment, Inbound
from bot.domain.errors import Refused
from bot.domain.lists.work_list import ListedItem, WorkList
from tests.builders import ZH, City
from tests.chat.permission_situations import EAST, URBAN

PLANTS = tuple(ListedItem(str(n), f"东岗{n}号砖厂", "东县" if n < 3 else "西县") for n in (1, 2, 3))
KILNS = WorkList("k", "砖厂治理", "1", "1.1", date(2023, 12, 31), PLANTS)


async def _hand_in(there: City, file: WorkList, reason: str = "") -> None:
    version = await there.store.one(int, "stream_length", stream=f"list:{file.id}") or 0
    context = await there.contexts.current()
    await there.store.commit(hand_in_list(context, file, version, reason, there.now).changes)


async def _told(there: City, person: str, what: str, key: str) -> None:
    said = await there.say(person, what)
    blank = dict.fromkeys(
        ("title", "n", "names", "name", "unit", "milestone", "word", "units", "day", "at"), "\0"
    )
    parts = [part for part in ZH.say(key, **blank).split("\0") if part]
    assert all(part in said.text for part in parts), said.text


async def what_lists_refuse(there: City) -> None:
    await _hand_in(there, KILNS)
    with pytest.raises(Refused, match="list_items_gone"):
        await _hand_in(there, WorkList("k", "砖厂治理", "1", "1.1", None, PLANTS[:2]))
    with pytest.raises(Refused, match="list_reason_needed"):
        await _hand_in(there, WorkList("x", "窑", "1", "1.1", None, (ListedItem("1", "一窑", excused=""),)))
    await _told(there, URBAN, "1.1 第3家不纳入", "refused.list_reason_needed")
    await _told(there, EAST, "东岗3号砖厂完成", "refused.listed_elsewhere")
    await _told(there, URBAN, "1.1 第9家完成", "refused.no_listed_item")
    await _told(there, URBAN, "/done 1.1", "refused.list_open")
    assert ZH.say("refused.no_such_list") in (await there.press_payload("u03-liaison", "wl:k:0")).text
    assert ZH.say("refused.nothing_kept") in (await there.press_payload(URBAN, "listed:0")).text
    assert ZH.say("refused.nothing_kept") in (await there.press_payload(URBAN, "lsin")).text
    text = "list: e\ntitle: 窑\ntask: '1'\nmilestone: '1.1'\nitems:\n  - {id: '1', name: 一窑}\n"
    said = await there.say(EAST, files=(Attachment("窑.yaml", "text/yaml", text.encode()),))
    assert ZH.say("refused.list_of_others", title="窑", units=["市城市管理局"]) in said.text, said.text
    await _edited_to_no_report(there)
    await _changed_meanwhile(there)
    await _undone_or_spoken_of(there)
    await there.say(URBAN, "1.1 第2、3家完成")
    await there.say(URBAN, "/done 1.1")
    await _told(there, URBAN, "1.1 第3家未完成", "refused.list_submitted")


async def _edited_to_no_report(there: City) -> None:
    """Words about an item of a list, and then others that record nothing."""
    for at, (text, edited) in enumerate((("1.1 第2家完成", False), ("我的任务", True))):
        said = Inbound("browser", f"list{at}", URBAN, text=text, platform_id="71", edited=edited)
        await there.chat.receive(said, there.now)
    await there.say(URBAN, "1.1 第2家未完成")


async def _changed_meanwhile(there: City) -> None:
    """A question about an item that is gone when it is answered."""
    await there.say(URBAN, "1.1 第1家本月完成")
    await _hand_in(there, WorkList("k", "窑炉", "1", "1.1", None, PLANTS[1:]), "东岗1号砖厂划出")
    answer = await there.press_payload(URBAN, "listed:0")
    await _hand_in(there, KILNS, "")
    assert ZH.say("refused.nothing_kept") in answer.text, answer.text


async def _undone_or_spoken_of(there: City) -> None:
    await there.say(URBAN, "1.1 第1家完成")
    done = there.phone(URBAN)[-1]
    await _told(there, URBAN, "1.1 第1家完成", "refused.listed_done")
    await there.say(EAST, "1.1 第1家未完成")
    assert "已" in (await there.press_payload(URBAN, "undo", done.message_id)).text
    await there.say(URBAN, "1.1 第1家完成")
    done = there.phone(URBAN)[-1]
    await there.press_payload(URBAN, "undo", done.message_id)
    said = await there.press_payload(URBAN, "undo", done.message_id)
    assert ZH.say("refused.already_undone") in said.text, said.text
    await there.say(URBAN, "1.1 第1家完成")
